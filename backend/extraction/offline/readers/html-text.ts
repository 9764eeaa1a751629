import type { Span } from "../../../contract/cells.ts";

const entity = /&(?:#x?[0-9a-f]+|[a-z][a-z0-9]*);?/iy;
const single = { width: 1, written: 1 };

/**
 * Markup's text as a reader sees it (white space folded, blocks on lines of their own), each character with the
 * place in the source that it was written at.
 */
export class MarkupText {
  #characters: string[] = [];
  #starts: number[] = [];
  #ends: number[] = [];
  #space: Span | null = null;
  /** Line breaks and runs of spaces are the writer's own. */
  keepSpace = false;

  get length(): number {
    return this.#characters.length;
  }

  slice(start: number, end: number): string {
    return this.#characters.slice(start, end).join("");
  }

  /** Where a stretch of this text stands in the source. */
  toSource(span: Span): Span {
    const start = this.#starts[span.start] ?? this.#ends.at(-1) ?? 0;
    const end = span.end > span.start ? (this.#ends[span.end - 1] ?? start) : start;
    return { start, end: Math.max(start, end) };
  }

  /** Adds a mark that the markup stands for: a bullet, a tab between cells. */
  mark(marks: string, at: number): void {
    this.#space = null;
    for (const mark of marks) this.#push(mark, at, at);
  }

  newLine(at: number): void {
    this.#space = null;
    if (!this.atLineStart) this.#push("\n", at, at);
  }

  get atLineStart(): boolean {
    return this.length === 0 || this.#characters.at(-1) === "\n";
  }

  /** Adds a run whose entities are decoded already, walking the source beside it: each keeps its own place. */
  run(decoded: string, source: string, place: Span): void {
    let at = place.start;
    let from = 0;
    while (at < place.end && from < decoded.length) {
      const character = source[at] ?? "";
      if (character === "\r" && source[at + 1] === "\n") {
        at++;
        continue;
      }
      const { width, written } = character === "&" ? reference(decoded, from, source, at, place.end) : single;
      for (let unit = from; unit < from + width; unit++) this.#write(decoded[unit] ?? "", at, at + written);
      from += width;
      at += written;
    }
  }

  #write(character: string, start: number, end: number): void {
    const code = character.charCodeAt(0);
    if (code === 32 || (code >= 9 && code <= 13)) {
      if (this.keepSpace) this.#push(code === 13 ? "\n" : character, start, end);
      else this.#space ??= { start, end };
      return;
    }
    if (this.#space && !this.atLineStart) this.#push(" ", this.#space.start, this.#space.end);
    this.#space = null;
    this.#push(character, start, end);
  }

  #push(character: string, start: number, end: number): void {
    this.#characters.push(character);
    this.#starts.push(start);
    this.#ends.push(end);
  }
}

/** How many units the reference at a place decodes to; an ampersand that begins none stands for itself. */
function reference(decoded: string, from: number, source: string, at: number, end: number) {
  entity.lastIndex = at;
  const words = entity.exec(source)?.[0] ?? "&";
  const written = words.length;
  const literal = !/^&amp/i.test(words) && decoded.startsWith(words, from);
  if (written === 1 || at + written > end || literal) return single;
  if (at + written === end) return { width: decoded.length - from, written };
  // Some references stand for two code points, and a code point may be two units: what follows tells.
  const tail = /^[^&\r]*/.exec(source.slice(at + written, Math.min(end, at + written + 16)))?.[0] ?? "";
  const pair = decoded.charCodeAt(from) >>> 10 === 0x36;
  const two = pair || (!decoded.startsWith(tail, from + 1) && decoded.startsWith(tail, from + 2));
  return { width: two ? 2 : 1, written };
}
