import { moneyOf } from "../typing/currency.ts";
import { readDigits } from "../typing/digits.ts";
import type { Notation } from "../typing/notation.ts";
import type { DateIndex } from "./date-index.ts";
import type { TokenText } from "./token-text.ts";
import { isDigits, isLetters, type Tokens } from "./tokens.ts";

/** Tokens to either side that a number or id may go on for. */
const LONGEST = 24;

/** Whether a run of tokens is whole, or but a part of a longer word, number or id. */
export class Surroundings {
  readonly #source: TokenText;
  readonly #notation: Notation;
  readonly #dates: DateIndex | null;
  /** The commas that stand between fields, by token; null where commas do not separate. */
  readonly #separators: Uint8Array | null;

  constructor(source: TokenText, notation: Notation, dates: DateIndex | null) {
    this.#source = source;
    this.#notation = notation;
    this.#dates = dates;
    this.#separators = isCommaSeparated(source.text) ? separatorsOf(source.tokens) : null;
  }

  /** Not "234" of "1,234", nor "1.5" of "1.50". */
  isWholeText(first: number, last: number): boolean {
    return !this.#continues(first, -1) && !this.#continues(last, 1);
  }

  /** Not "X103" of "X103A" either. */
  isWholeId(first: number, last: number): boolean {
    const joins = (a: number, b: number) =>
      this.#source.touches(a, 1) && this.#isAlnum(a) && this.#isAlnum(b);
    return this.isWholeText(first, last) && !joins(first - 1, first) && !joins(last, last + 1);
  }

  /** Nor "5" of "-5", "417" of "INV-417", "26" of "127/26-B", "2" of "1.2.3", nor a date's day or month. */
  isWholeNumber(first: number, last: number): boolean {
    if (this.#source.tokens.words[first] === "-" && !this.#isMinus(first)) return false;
    return !this.isNegated(first) && this.isWholeSize(first, last);
  }

  /** A whole number, whatever its sign. */
  isWholeSize(first: number, last: number): boolean {
    if (this.#dates?.holds(first, last) || this.#source.isPartOfSign(first, last)) return false;
    if (!isDigits(this.#source.tokens.words[first])) return this.isWholeText(first, last);
    if (this.glued(first, -1) !== first || this.glued(last, 1) !== last) {
      return this.#commasAlone(first, last) && this.isWholeText(first, last);
    }
    return !this.#isPartOfId(first, last);
  }

  /** A minus stands before it. */
  isNegated(first: number): boolean {
    const { words } = this.#source.tokens;
    const at =
      this.#source.touches(first, -1) && /^\p{Sc}$/u.test(words[first - 1] ?? "") ? first - 1 : first;
    return this.#isMinus(at - 1);
  }

  /** How far a run of digits and signs goes on without a gap. */
  glued(from: number, step: 1 | -1): number {
    const { words } = this.#source.tokens;
    let at = from;
    while (
      Math.abs(at - from) < LONGEST &&
      this.#isGlue(at + step) &&
      this.#source.touches(at, step) &&
      this.#source.touches(at + step, step)
    ) {
      if (!isDigits(words[at + 2 * step])) break;
      at += 2 * step;
    }
    return at;
  }

  /** No hyphen, and no dash between two values. */
  #isMinus(at: number): boolean {
    const { words } = this.#source.tokens;
    if (words[at] !== "-" || !this.#source.touches(at, 1) || /[—―]/.test(this.#source.slice(at, at)))
      return false;
    return !(this.#source.touches(at, -1) && /[\p{L}\p{N})]/u.test(words[at - 1] ?? ""));
  }

  /** Whether the number that begins or ends a run goes on outside it. */
  #continues(at: number, step: 1 | -1): boolean {
    if (!isDigits(this.#source.tokens.words[at])) return false;
    const end = this.glued(at, step);
    if (end === at) return false;
    const start = this.glued(at, step === 1 ? -1 : 1);
    return (
      readDigits(this.#source.digits(Math.min(start, end), Math.max(start, end)), { decimal: "." }) !== null
    );
  }

  #isGlue(at: number): boolean {
    const sign = this.#source.tokens.words[at];
    if (sign === ",") return this.#separators?.[at] !== 1;
    return sign === "." || sign === "'" || sign === "\u066B" || sign === "\u066C";
  }

  #commasAlone(first: number, last: number): boolean {
    const { words } = this.#source.tokens;
    return words[first - 1] !== "." && words[last + 1] !== ".";
  }

  #isPartOfId(first: number, last: number): boolean {
    const { words } = this.#source.tokens;
    const left = this.#joined(first, -1);
    const before = this.#source.touches(left, -1) ? words[left - 1] : undefined;
    if (before !== undefined && this.#isForeign(left - 1)) return true;
    if (isJoint(before) && this.#source.touches(left - 1, -1) && this.#isForeign(left - 2)) return true;
    const right = this.#joined(last, 1);
    if (!isJoint(words[right + 1]) || !this.#source.touches(right, 1) || !this.#source.touches(right + 1, 1))
      return false;
    return /^\p{Lu}{1,3}$/u.test(this.#source.slice(right + 2, right + 2));
  }

  /** The end of a run of digits that hyphens and slashes join. */
  #joined(from: number, step: 1 | -1): number {
    const { words } = this.#source.tokens;
    let at = from;
    while (Math.abs(at - from) < LONGEST && isJoint(words[at + step]) && isDigits(words[at + 2 * step])) {
      if (!this.#source.touches(at, step) || !this.#source.touches(at + step, step)) break;
      at += 2 * step;
    }
    return at;
  }

  /** Letters before digits that are neither a currency nor "x". */
  #isForeign(at: number): boolean {
    if (!isLetters(this.#source.tokens.words[at])) return false;
    const word = this.#source.slice(at, at);
    return word !== "x" && !/^\p{Script=Arabic}{1,2}$/u.test(word) && moneyOf(word, this.#notation) === null;
  }

  #isAlnum(at: number): boolean {
    const word = this.#source.tokens.words[at];
    return isDigits(word) || isLetters(word);
  }
}

function isJoint(sign: string | undefined): boolean {
  return sign === "-" || sign === "/" || sign === "_";
}

/** Every one of the first lines has a comma right between two fields, equally many; not only decimal ones. */
function isCommaSeparated(text: string): boolean {
  const lines = text
    .slice(0, 20_000)
    .split("\n")
    .slice(0, 50)
    .filter((line) => line.trim() !== "")
    .map((line) => line.replace(/"[^"]*"/g, ""));
  const [first = 0, ...counts] = lines.map((line) => line.split(/,(?! )/).length - 1);
  const separates = (line: string) =>
    /(?:^|[^\p{Nd}]),|,(?:$|[^\p{Nd} ])/u.test(line) || !/[\p{L}]/u.test(line);
  if (counts.length === 0 || first === 0 || !lines.slice(0, -1).every(separates)) return false;
  return counts.slice(0, -1).every((count) => count === first);
}

function separatorsOf({ words, lines }: Tokens): Uint8Array {
  const separators = new Uint8Array(words.length);
  let quoted = false;
  for (let at = 0; at < words.length; at += 1) {
    if (lines[at] !== lines[at - 1]) quoted = false;
    if (words[at] === '"') quoted = !quoted;
    else if (words[at] === "," && !quoted) separators[at] = 1;
  }
  return separators;
}
