/** A line by UTF-16 offsets, its line break not included. */
export interface Line {
  start: number;
  end: number;
  blank: boolean;
}

const FEED = 10;

/** The lines of one text. A long one has too many to hold an object for each: it is made when it is asked for. */
export class Lines implements Iterable<Line> {
  readonly length: number;
  /** Start and end of each. */
  private readonly places: Int32Array;
  private readonly blanks: Uint8Array;

  constructor(length: number, places: Int32Array, blanks: Uint8Array) {
    this.length = length;
    this.places = places;
    this.blanks = blanks;
  }

  at(index: number): Line | undefined {
    if (index < 0 || index >= this.length) return undefined;
    return { start: this.startOf(index), end: this.endOf(index), blank: this.isBlank(index) };
  }

  /** Of a line that is none: 0. */
  startOf(index: number): number {
    return this.places[index * 2] ?? 0;
  }

  endOf(index: number): number {
    return this.places[index * 2 + 1] ?? 0;
  }

  /** Of a line that is none: false. */
  isBlank(index: number): boolean {
    return index < this.length && this.blanks[index] === 1;
  }

  slice(from: number, to: number): Line[] {
    const lines: Line[] = [];
    for (let index = Math.max(0, from); index < Math.min(to, this.length); index++) {
      const line = this.at(index);
      if (line) lines.push(line);
    }
    return lines;
  }

  /** The same lines, of which others count as blank. */
  withBlank(isBlank: (index: number) => boolean): Lines {
    const blanks = new Uint8Array(this.length);
    for (let index = 0; index < this.length; index++) if (isBlank(index)) blanks[index] = 1;
    return new Lines(this.length, this.places, blanks);
  }

  /** The stretches of lines between blank ones, each by its first line and the one after its last. */
  *paragraphs(): Generator<[from: number, to: number]> {
    for (let at = 0; at < this.length; at++) {
      if (this.isBlank(at)) continue;
      const from = at;
      while (at < this.length && !this.isBlank(at)) at++;
      yield [from, at];
    }
  }

  *[Symbol.iterator](): Generator<Line> {
    for (let index = 0; index < this.length; index++)
      yield { start: this.startOf(index), end: this.endOf(index), blank: this.isBlank(index) };
  }
}

/** Cuts at LF, CRLF and CR. Linear; a byte order mark at the head belongs to no line. */
export function splitLines(text: string): Lines {
  let places = new Int32Array(64);
  let length = 0;
  let start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let feed = indexOrEnd(text, "\n", start);
  let carriage = indexOrEnd(text, "\r", start);
  while (start < text.length) {
    const end = Math.min(feed, carriage);
    if (length * 2 === places.length) places = twice(places);
    places[length * 2] = start;
    places[length * 2 + 1] = end;
    length++;
    start = carriage === end && text.charCodeAt(end + 1) === FEED ? end + 2 : end + 1;
    if (feed < start) feed = indexOrEnd(text, "\n", start);
    if (carriage < start) carriage = indexOrEnd(text, "\r", start);
  }
  const blanks = new Uint8Array(length);
  for (let index = 0; index < length; index++)
    if (isBlank(text, places[index * 2] ?? 0, places[index * 2 + 1] ?? 0)) blanks[index] = 1;
  return new Lines(length, places, blanks);
}

function twice(places: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(places.length * 2);
  larger.set(places);
  return larger;
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
