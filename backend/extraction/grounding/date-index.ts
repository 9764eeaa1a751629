import { type DateReading, readDate } from "../typing/date.ts";
import type { DateOrder, Notation } from "../typing/notation.ts";
import { yearOf } from "../typing/relative-date.ts";
import type { TypingContext } from "../typing/type-cell.ts";
import type { Place, TokenText } from "./token-text.ts";
import { isDigits, isLetters } from "./tokens.ts";

/** Longer than any date, with its gaps. */
const LONGEST = 60;

interface Run {
  first: number;
  last: number;
  text: string;
  /** By the notation alone. */
  reading: DateReading;
}

/** The places of every date of a source by its day, however it is written. */
export class DateIndex {
  readonly #source: TokenText;
  readonly #notation: Notation;
  readonly #year: number;
  readonly #places = new Map<string, Place[]>();
  /** By token: whether it belongs to a date. */
  readonly #covered: Uint8Array;

  constructor(source: TokenText, notation: Notation, context: TypingContext) {
    this.#source = source;
    this.#notation = notation;
    this.#year = yearOf(context);
    this.#covered = new Uint8Array(source.tokens.words.length);
    const runs = this.#runs();
    const orders = new Set(runs.flatMap(({ reading }) => reading.proves ?? []));
    const [proven = null] = orders.size === 1 ? orders : [];
    for (const run of runs) this.#add(run, proven);
  }

  /** Of YYYY-MM-DD. */
  find(day: string): Place[] {
    return this.#places.get(day) ?? [];
  }

  /** Whether a number is but a date's day or month; a year, or a date without signs, may be a number too. */
  holds(first: number, last: number): boolean {
    if (this.#covered[first] !== 1) return false;
    return first !== last || (this.#source.tokens.words[first]?.length ?? 0) < 4;
  }

  /** Under both orders where neither the source nor the notation decides. */
  #add({ first, last, text, reading }: Run, proven: DateOrder | null): void {
    const orders = proven === null ? (["dmy", "mdy", "ymd"] as const) : [proven];
    const readings = reading.ambiguous ? orders.flatMap((order) => this.#read(text, order) ?? []) : [];
    const days = new Set((readings.length > 0 ? readings : [reading]).map(({ value }) => value));
    this.#covered.fill(1, first, last + 1);
    const place = this.#source.placeOf(first, last);
    for (const day of days) {
      const places = this.#places.get(day) ?? [];
      places.push(days.size > 1 ? { ...place, ambiguous: true } : place);
      this.#places.set(day, places);
    }
  }

  #read(text: string, order?: DateOrder): DateReading | null {
    return readDate(text, this.#notation, { year: this.#year, order });
  }

  #runs(): Run[] {
    const { words, starts, ends } = this.#source.tokens;
    const runs: Run[] = [];
    for (let at = 0; at < words.length; at += 1) {
      if (!isDigits(words[at])) continue;
      const [first, last] = this.#numeric(at) ?? this.#dayFirst(at) ?? this.#monthFirst(at) ?? [0, 0];
      if (last === 0 || (ends[last] ?? 0) - (starts[first] ?? 0) > LONGEST) continue;
      const text = this.#source.slice(first, last).replace(/\s+/g, " ");
      const reading = this.#read(text);
      if (reading === null) continue;
      runs.push({ first, last, text, reading });
      at = last;
    }
    return runs;
  }

  /** 2026-03-04, 4.3.26, 2026年3月4日, 20260304. */
  #numeric(at: number): [number, number] | null {
    const { words } = this.#source.tokens;
    if (words[at]?.length === 8) return [at, at];
    if (!isDigits(words[at + 2])) return null;
    const sign = words[at + 1];
    if (sign === "年" && words[at + 3] === "月") return [at, words[at + 5] === "日" ? at + 5 : at + 4];
    if ((sign !== "." && sign !== "-" && sign !== "/") || words[at + 3] !== sign) return null;
    if (!isDigits(words[at + 4]) || (sign === "-" && !this.#isTight(at, at + 4))) return null;
    return [at, at + 4];
  }

  /** 4 March 2026, 4. März 2026, 4th of March, 2026, 4 de marzo de 2026. */
  #dayFirst(at: number): [number, number] | null {
    const { words } = this.#source.tokens;
    if ((words[at]?.length ?? 0) > 2) return null;
    const month = this.#skip(at + 1, /^(?:st|nd|rd|th|er|º|\.|of|de|del|d|')$/);
    if (!isLetters(words[month])) return null;
    const year = this.#skip(month + 1, /^(?:\.|,|،|de|del)$/);
    return words[year]?.length === 4 && isDigits(words[year]) ? [at, year] : null;
  }

  /** March 4, 2026, Mar. 4th 2026. */
  #monthFirst(at: number): [number, number] | null {
    const { words } = this.#source.tokens;
    const month = words[at - 1] === "." ? at - 2 : at - 1;
    if (!isLetters(words[month]) || (words[at]?.length ?? 0) > 2) return null;
    const year = this.#skip(at + 1, /^(?:st|nd|rd|th|,)$/);
    return words[year]?.length === 4 && isDigits(words[year]) ? [month, year] : null;
  }

  /** Not "7 — 23 — 64", that is three values. */
  #isTight(first: number, last: number): boolean {
    for (let at = first; at < last; at += 1) if (!this.#source.touches(at, 1)) return false;
    return true;
  }

  #skip(from: number, link: RegExp): number {
    const { words } = this.#source.tokens;
    let at = from;
    while (at < from + 2 && link.test(words[at] ?? "")) at += 1;
    return at;
  }
}
