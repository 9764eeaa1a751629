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
  let blank = true;
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || code === 13) {
      lines.push({ start, end: at, blank });
      if (code === 13 && text.charCodeAt(at + 1) === 10) at++;
      start = at + 1;
      blank = true;
    } else if (blank && code !== 32 && code !== 9 && code !== 0xa0 && code !== 12) {
      blank = false;
    }
  }
  if (start < text.length) lines.push({ start, end: text.length, blank });
  return lines;
}
