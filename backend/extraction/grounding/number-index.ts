import { readDigits } from "../typing/digits.ts";
import { scaleOf } from "../typing/magnitude.ts";
import type { Notation } from "../typing/notation.ts";
import { readNumber } from "../typing/number.ts";
import type { Surroundings } from "./surroundings.ts";
import type { Place, TokenText } from "./token-text.ts";
import { isDigits } from "./tokens.ts";

/** A number as it is written: its first and last token, without sign and unit. */
interface Run {
  first: number;
  last: number;
}

/** The places of every number of a source by its value, however it is written. Read where it is asked for. */
export class NumberIndex {
  readonly #source: TokenText;
  readonly #surroundings: Surroundings;
  readonly #notation: Notation;
  /** By the digits that count: "1250" for 1,250.00 and 0.125 alike. */
  readonly #runs = new Map<string, Run[]>();
  readonly #found = new Map<number, Place[]>();
  readonly #proven = new Set<"." | ",">();

  constructor(source: TokenText, surroundings: Surroundings, notation: Notation) {
    this.#source = source;
    this.#surroundings = surroundings;
    this.#notation = notation;
    const { words } = source.tokens;
    for (let at = 0; at < words.length; at += 1) if (isDigits(words[at])) at = this.#addFrom(at);
  }

  find(value: number): Place[] {
    const known = this.#found.get(value);
    if (known) return known;
    const places = (this.#runs.get(keyOf(String(Math.abs(value)))) ?? []).flatMap((run) => {
      const readings = this.#readings(run);
      if (!readings.includes(value)) return [];
      const place = this.#source.placeOf(run.first, run.last);
      return readings.some((reading) => Math.abs(reading) !== Math.abs(value))
        ? { ...place, ambiguous: true }
        : place;
    });
    this.#found.set(value, places);
    return places;
  }

  /** Adds the number that begins at a token, alone and with the groups that spaces part from it. */
  #addFrom(first: number): number {
    const end = this.#endOf(first);
    this.#add(first, end);
    let last = end;
    while (this.#isGroup(last + 1, first)) {
      last = this.#endOf(last + 1);
      this.#add(first, last);
    }
    return end;
  }

  #endOf(first: number): number {
    const last = this.#surroundings.glued(first, 1);
    if (last === first) return last;
    const read = readDigits(this.#source.digits(first, last), { decimal: "." });
    if (read?.proves) this.#proven.add(read.proves);
    return read === null ? first : last;
  }

  /** Three digits behind one space. */
  #isGroup(at: number, first: number): boolean {
    const { words, starts, ends } = this.#source.tokens;
    if (words[at]?.length !== 3 || !isDigits(words[at]) || at - first > 8) return false;
    const gap = this.#source.text.slice(ends[at - 1], starts[at]);
    return /^[ \u00A0\u2009\u202F]$/.test(gap) && isDigits(words[at - 1]);
  }

  #add(first: number, last: number): void {
    const key = keyOf(this.#source.tokens.words.slice(first, last + 1).join(""));
    const runs = this.#runs.get(key);
    if (runs) runs.push({ first, last });
    else this.#runs.set(key, [{ first, last }]);
  }

  #readings({ first, last }: Run): number[] {
    const { words } = this.#source.tokens;
    if (!this.#surroundings.isWholeSize(first, last)) return [];
    const sizes = this.#sizes(first, last);
    if (this.#surroundings.isNegated(first)) return sizes.map((size) => -size);
    const parenthesised = words[first - 1] === "(" && words[last + 1] === ")";
    const trailing = words[last + 1] === "-" && this.#source.touches(last, 1);
    return parenthesised || trailing ? [...sizes, ...sizes.map((size) => -size)] : sizes;
  }

  /** Under both readings where the source proves neither, times what a percent sign or a magnitude makes of it. */
  #sizes(first: number, last: number): number[] {
    const { words } = this.#source.tokens;
    const unit = words[last + 1] ?? "";
    if (/^[%‰\u066A]$/.test(unit) || scaleOf(unit, this.#notation.language, true) !== null) {
      const scaled = this.#source.slice(first, last + 1);
      return this.#both((decimal) => readNumber(scaled, this.#notation, { decimal })?.value);
    }
    if (first === last) return /^0\d/.test(words[first] ?? "") ? [] : [Number(words[first])];
    const digits = this.#source.digits(first, last);
    return this.#both((decimal) => {
      const read = readDigits(digits, { decimal, decided: true });
      return read === null ? undefined : Number(read.text);
    });
  }

  #both(read: (decimal: "." | ",") => number | undefined): number[] {
    const decimals = this.#proven.size === 1 ? [...this.#proven] : ([".", ","] as const);
    return [...new Set(decimals.flatMap((decimal) => read(decimal) ?? []))];
  }
}

function keyOf(decimal: string): string {
  return decimal
    .replace(/e.*/, "")
    .replace(/\D/g, "")
    .replace(/^0+|0+$/g, "");
}
