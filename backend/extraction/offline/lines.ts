/** A line by UTF-16 offsets, its line break not included. */
export interface Line {
  start: number;
  end: number;
  blank: boolean;
}

/** Cuts at LF, CRLF and CR. Linear; a byte order mark at the head belongs to no line. */
export function splitLines(text: string): Line[] {
  const lines: Line[] = [];
  let start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let feed = indexOrEnd(text, "\n", start);
  let carriage = indexOrEnd(text, "\r", start);
  while (start < text.length) {
    const end = Math.min(feed, carriage);
    lines.push({ start, end, blank: isBlank(text, start, end) });
    start = carriage === end && feed === end + 1 ? end + 2 : end + 1;
    if (feed < start) feed = indexOrEnd(text, "\n", start);
    if (carriage < start) carriage = indexOrEnd(text, "\r", start);
  }
  return lines;
}

function indexOrEnd(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at === -1 ? text.length : at;
}

function isBlank(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code !== 32 && code !== 9 && code !== 0xa0 && code !== 12) return false;
  }
  return true;
}
