import type { Span } from "../../contract/cells.ts";
import { readDigits } from "../typing/digits.ts";
import { isMarkup, type Tokens, tokenise } from "./tokens.ts";

/** A place of a quote: its offsets and line. */
export interface Place extends Span {
  line: number;
  /** The place could be read as another number or date, too. */
  ambiguous?: boolean;
}

/** The places of every word of a source, read once: a quote is then looked up by its rarest word. */
export class SourceIndex {
  readonly text: string;
  readonly #tokens: Tokens;
  readonly #postings = new Map<string, number[]>();
  readonly #found = new Map<string, Place[]>();
  readonly #commaSeparates: boolean;

  constructor(text: string) {
    this.text = text;
    this.#tokens = tokenise(text, isMarkup(text));
    this.#commaSeparates = isCommaSeparated(text);
    this.#tokens.words.forEach((word, at) => {
      const postings = this.#postings.get(word);
      if (postings) postings.push(at);
      else this.#postings.set(word, [at]);
    });
  }

  /** Whether commas stand between fields here, so that "10,20" is two numbers. */
  get commaSeparates(): boolean {
    return this.#commaSeparates;
  }

  /**
   * Every place of a quote, in order: the same words, whatever the case and spacing, never a part of a word
   * or of a longer number. A `number` is also not found where a minus stands before it.
   */
  find(quote: string, kind: "words" | "number"): Place[] {
    const key = `${kind} ${quote}`;
    const found = this.#found.get(key) ?? this.#search(tokenise(quote).words, kind);
    this.#found.set(key, found);
    return found;
  }

  /** A place by its offsets. */
  placeAt(start: number, end: number): Place {
    const { starts, lines } = this.#tokens;
    return { start, end, line: lines[firstFrom(starts, start)] ?? lines.at(-1) ?? 0 };
  }

  #search(words: string[], kind: "words" | "number"): Place[] {
    let rarest: { at: number; postings: number[] } | null = null;
    for (const [at, word] of words.entries()) {
      const postings = this.#postings.get(word);
      if (!postings) return [];
      if (rarest === null || postings.length < rarest.postings.length) rarest = { at, postings };
    }
    if (rarest === null) return [];
    const { at, postings } = rarest;
    return postings
      .map((posting) => posting - at)
      .filter((first) => this.#matches(first, words) && this.#isWhole(first, words, kind))
      .map((first) => this.#placeOf(first, first + words.length - 1));
  }

  #matches(first: number, words: string[]): boolean {
    return words.every((word, at) => this.#tokens.words[first + at] === word);
  }

  #placeOf(first: number, last: number): Place {
    const { starts, ends, lines } = this.#tokens;
    return { start: starts[first] ?? 0, end: ends[last] ?? 0, line: lines[first] ?? 0 };
  }

  /** Not "234" of "1,234", nor "1.5" of "1.50", nor, for a number, "5" of "-5". */
  #isWhole(first: number, words: string[], kind: "words" | "number"): boolean {
    const last = first + words.length - 1;
    if (kind === "number" && this.#isNegated(first)) return false;
    const before = isDigits(words[0]) ? this.#glued(first, -1) : first;
    const behind = isDigits(words.at(-1)) ? this.#glued(last, 1) : last;
    if (before === first && behind === last) return true;
    const { starts, ends } = this.#tokens;
    const run = this.text.slice(starts[before], ends[behind]);
    return readDigits(run, { decimal: "." }) === null;
  }

  /** How far a run of digits and signs goes on without a gap. */
  #glued(from: number, step: 1 | -1): number {
    const { words } = this.#tokens;
    let at = from;
    while (
      this.#touches(at, step) &&
      this.#touches(at + step, step) &&
      this.#isGlue(words[at + step]) &&
      isDigits(words[at + 2 * step])
    ) {
      at += 2 * step;
    }
    return at;
  }

  #isGlue(sign: string | undefined): boolean {
    return sign === "." || sign === "'" || (sign === "," && !this.#commaSeparates);
  }

  #isNegated(first: number): boolean {
    const { words } = this.#tokens;
    if (words[first] === "-" || words[first - 1] !== "-" || !this.#touches(first, -1)) return false;
    return !(this.#touches(first - 1, -1) && /[\p{L}\p{N})]/u.test(words[first - 2] ?? ""));
  }

  #touches(at: number, step: 1 | -1): boolean {
    const { starts, ends } = this.#tokens;
    const [left, right] = step === 1 ? [at, at + 1] : [at - 1, at];
    return ends[left] !== undefined && ends[left] === starts[right];
  }
}

/** The index of the first of ascending offsets that is the given one or later. */
function firstFrom(offsets: number[], offset: number): number {
  let [low, high] = [0, offsets.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((offsets[middle] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isDigits(word: string | undefined): boolean {
  return word !== undefined && /^\d/.test(word);
}

/** Every one of the first lines has a comma right between two fields, equally many. */
function isCommaSeparated(text: string): boolean {
  const lines = text.slice(0, 20_000).split("\n").slice(0, 50);
  const counts = lines
    .filter((line) => line.trim() !== "")
    .map((line) => line.replace(/"[^"]*"/g, "").split(/,(?! )/).length - 1);
  const [first = 0] = counts;
  return counts.length > 1 && first > 0 && counts.slice(0, -1).every((count) => count === first);
}
