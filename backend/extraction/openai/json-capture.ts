/** No value that is asked for nests deeper than three; a bomb of brackets does. */
const MAX_DEPTH = 32;

const QUOTE = 34;
const BACKSLASH = 92;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;

/**
 * Finds the end of one JSON value that comes in pieces, looking at each character once. Strings, arrays and
 * objects end with their last character, other values before the one that follows them.
 */
export class JsonCapture {
  #text = "";
  #depth = 0;
  #inString = false;
  #escaped = false;
  #bare = false;

  begin(first: string): void {
    this.#text = "";
    this.#depth = 0;
    this.#inString = false;
    this.#escaped = false;
    this.#bare = first !== '"' && first !== "[" && first !== "{";
  }

  /** The captured text, once `read` has found its end. */
  get text(): string {
    return this.#text;
  }

  get tooDeep(): boolean {
    return this.#depth > MAX_DEPTH;
  }

  /** The index behind the value's end, or -1 when this piece does not hold it (or nests too deep). */
  read(input: string, from: number): number {
    const end = this.#bare ? bareEnd(input, from) : this.#nestedEnd(input, from);
    this.#text += end === -1 ? input.slice(from) : input.slice(from, end);
    return end;
  }

  #nestedEnd(input: string, from: number): number {
    let { inString, depth } = { inString: this.#inString, depth: this.#depth };
    let at = this.#escaped ? from + 1 : from;
    this.#escaped = false;
    for (; at < input.length && depth <= MAX_DEPTH; at += 1) {
      const code = input.charCodeAt(at);
      if (inString) {
        if (code === BACKSLASH) at += 1;
        else if (code === QUOTE) {
          inString = false;
          if (depth === 0) return at + 1;
        }
      } else if (code === QUOTE) inString = true;
      else if (code === OPEN_BRACKET || code === OPEN_BRACE) depth += 1;
      else if (code === CLOSE_BRACKET || code === CLOSE_BRACE) {
        depth -= 1;
        if (depth === 0) return at + 1;
      }
    }
    this.#escaped = at > input.length;
    this.#inString = inString;
    this.#depth = depth;
    return -1;
  }
}

function bareEnd(input: string, from: number): number {
  for (let at = from; at < input.length; at += 1) if (" \n\r\t,]}".includes(input.charAt(at))) return at;
  return -1;
}
