import type { Surroundings } from "./surroundings.ts";
import type { Place, TokenText } from "./token-text.ts";
import { tokenise } from "./tokens.ts";
import { visibleWords } from "./visible-text.ts";

/** What a quote may be a part of: text of a longer word with a sign between, ids and numbers of nothing. */
export type QuoteKind = "text" | "id" | "number";

/** Words compared, for each word of the source, until only the places around the row before are looked at. */
const THOROUGH = 100;
const AROUND = 32;

/** One of a quote's words: which it is, and the tokens of the source that are the same. */
interface Posted {
  at: number;
  postings: number[];
}

/** The places of every word of a source, read once: a quote is then looked up by its rarest word. */
export class SourceIndex {
  readonly #source: TokenText;
  readonly #surroundings: Surroundings;
  readonly #postings = new Map<string, number[]>();
  readonly #found = new Map<string, Place[]>();
  #budget: number;

  constructor(source: TokenText, surroundings: Surroundings) {
    this.#source = source;
    this.#surroundings = surroundings;
    this.#budget = THOROUGH * source.tokens.words.length;
    for (const [at, word] of this.#source.tokens.words.entries()) {
      const postings = this.#postings.get(word);
      if (postings) postings.push(at);
      else this.#postings.set(word, [at]);
    }
  }

  /**
   * The places of a quote, in order: the same words, whatever the case and spacing. All of them, unless the
   * text repeats itself beyond measure: then those around `near`, an offset of the source.
   */
  find(quote: string, kind: QuoteKind, near: number): Place[] {
    const { words } = tokenise(visibleWords(quote));
    const key = `${kind} ${words.join(" ")}`;
    const known = this.#found.get(key);
    if (known) return known;
    const rarest = this.#rarest(words);
    if (rarest === null) return [];
    const all = this.#search(words, kind, rarest, rarest.postings);
    if (all !== null) {
      this.#found.set(key, all);
      return all;
    }
    this.#budget = AROUND * 2 * (words.length + 1);
    const around = this.#search(words, kind, rarest, this.#around(rarest.postings, near)) ?? [];
    this.#budget = 0;
    return around;
  }

  /** Null where the budget does not last. */
  #search(words: string[], kind: QuoteKind, rarest: Posted, postings: number[]): Place[] | null {
    const places: Place[] = [];
    for (const posting of postings) {
      if (this.#budget <= 0) return null;
      const first = posting - rarest.at;
      if (!this.#matches(first, words)) continue;
      const last = first + words.length - 1;
      if (this.#isWhole(first, last, kind)) places.push(this.#source.placeOf(first, last));
    }
    return places;
  }

  #rarest(words: string[]): Posted | null {
    let rarest: Posted | null = null;
    for (const [at, word] of words.entries()) {
      const postings = this.#postings.get(word);
      if (!postings) return null;
      if (rarest === null || postings.length < rarest.postings.length) rarest = { at, postings };
    }
    return rarest;
  }

  #matches(first: number, words: string[]): boolean {
    let at = 0;
    while (at < words.length && this.#source.tokens.words[first + at] === words[at]) at += 1;
    this.#budget -= at + 1;
    return at === words.length;
  }

  #isWhole(first: number, last: number, kind: QuoteKind): boolean {
    if (kind === "number") return this.#surroundings.isWholeNumber(first, last);
    if (kind === "id") return this.#surroundings.isWholeId(first, last);
    return this.#surroundings.isWholeText(first, last);
  }

  #around(postings: number[], near: number): number[] {
    let [low, high] = [0, postings.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const posting = postings[middle] ?? 0;
      if (this.#source.placeOf(posting, posting).start < near) low = middle + 1;
      else high = middle;
    }
    return postings.slice(Math.max(0, low - AROUND), low + AROUND);
  }
}
