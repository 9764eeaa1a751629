import { agreeOn, type Money, moneyOf } from "./currency.ts";
import { foldWord } from "./fold.ts";
import { needsMoney, scaleOf } from "./magnitude.ts";
import type { Notation } from "./notation.ts";
import type { NumberOptions } from "./number-reading.ts";
import { percentOf } from "./percent.ts";
import { isPer, qualifierOf } from "./qualifiers.ts";

/** What stands around a number's digits. */
export interface Marks {
  negative: boolean;
  signed: boolean;
  /** Shifts of the decimal sign by percent, magnitude and cents. */
  power: number;
  /** 12 for dozens. */
  times: number;
  percent: boolean;
  scaled: boolean;
  money: Money | null;
  /** A word leaves the number open: "from", "per month", "CR". */
  open: boolean;
}

type Side = "before" | "after";

const token = /\p{Sc}|\p{Script=Han}|\p{Script=Hangul}|\p{L}(?:[\p{L}\p{M}]|[.-](?=\p{L}))*\.?|\S/gu;
const minus = new Set("minus moins menos meno negative マイナス 负 負 سالب".split(" ").map(foldWord));
const links = new Set("de di of von van av d".split(" "));
/** "MUSD", "kEUR", "TEUR", "mdkr": thousands, millions or milliards of a currency. */
const prefixedCode = /^(?:[kKTmM](?=[A-Z]{3}$)|(?:md|[mt])(?=kr$))/;
/** The most words of a mark: "dólares de Hong Kong". */
const LONGEST_MARK = 5;

const unmarked: Marks = {
  negative: false,
  signed: false,
  power: 0,
  times: 1,
  percent: false,
  scaled: false,
  money: null,
  open: false,
};

const known = new Map<string, Marks | null>();

/** Reads all that stands before and after a number's digits. Null where a word is not known, or two contradict. */
export function marksOf(
  before: string,
  after: string,
  notation: Notation,
  { amount = false }: NumberOptions,
): Marks | null {
  if (before === "" && after === "") return unmarked;
  const key = `${before}\n${after}\n${notation.tag}${amount ? " amount" : ""}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const marks = new MarkReader(notation, amount).read(before, after);
  if (known.size >= 2_000) known.clear();
  known.set(key, marks);
  return marks;
}

class MarkReader {
  readonly #notation: Notation;
  readonly #marks: Marks = { ...unmarked };
  #lastPower = -1;
  /** The column or a mark says that it is money; `#isMoney` is the mark alone. */
  #isAmount: boolean;
  #isMoney = false;

  constructor(notation: Notation, amount: boolean) {
    this.#notation = notation;
    this.#isAmount = amount;
  }

  read(before: string, after: string): Marks | null {
    const inParentheses = before.includes("(") && /^[^(]*\)/.test(after);
    if (inParentheses && !this.#sign(true)) return null;
    const [left, right] = [before, after].map((side) =>
      (inParentheses ? side.replace(/[()]/, " ") : side)
        .replace(/\(([^()]*)\)/g, " $1 ")
        .replace(/\s*(\p{Sc})\s*/gu, "$1")
        .replace(/\bd'/gi, "d ")
        .trim(),
    );
    const words = `${left} ${right}`.match(token) ?? [];
    this.#isMoney = words.some(
      (word) => moneyOf(word, this.#notation)?.power === 0 || prefixedCode.test(word),
    );
    this.#isAmount ||= this.#isMoney;
    if (!this.#readSide(left ?? "", "before") || !this.#readSide(right ?? "", "after")) return null;
    const marks = this.#marks;
    if (marks.percent && marks.money) return null;
    return { ...marks, power: marks.power + (marks.money?.power ?? 0) };
  }

  #readSide(text: string, side: Side): boolean {
    const words = [...text.matchAll(token)];
    let at = 0;
    while (at < words.length) {
      if (this.#isAmount && side === "after" && isPer(words.slice(at).map(([word]) => word))) {
        this.#marks.open = true;
        return true;
      }
      const taken = this.#takeLongest(text, words, at, side);
      if (taken === 0) return false;
      at += taken;
    }
    return true;
  }

  /** How many of the words from here on make the longest mark that is known. */
  #takeLongest(text: string, words: RegExpExecArray[], at: number, side: Side): number {
    const start = words[at]?.index ?? 0;
    for (let count = Math.min(LONGEST_MARK, words.length - at); count > 0; count -= 1) {
      const last = words[at + count - 1];
      const phrase = text.slice(start, (last?.index ?? 0) + (last?.[0].length ?? 0));
      if (this.#take(phrase, text, start, side)) return count;
    }
    return 0;
  }

  #take(phrase: string, text: string, start: number, side: Side): boolean {
    if (phrase === "-" || phrase === "+") {
      const joins = side === "after" && start === 0 && /^-\p{L}/u.test(text);
      return joins || this.#sign(phrase === "-");
    }
    if (minus.has(foldWord(phrase)) || (phrase === "min" && this.#notation.language === "nl"))
      return side === "before" && this.#sign(true);
    if (side === "before" && /^[▲△]$/.test(phrase) && this.#notation.language === "ja") {
      // Books write a loss so; a price list may mean a rise.
      this.#marks.open ||= phrase === "△";
      return this.#sign(true);
    }
    const percent = percentOf(phrase);
    if (percent !== null) return this.#percent(percent);
    if (side === "after" && /^(CR|DR|Cr|Dr)\.?$/.test(phrase) && !this.#isCrore(phrase)) {
      this.#marks.open = true;
      return this.#sign(/^D/.test(phrase));
    }
    const takes =
      side === "before"
        ? this.#money(phrase) || this.#scale(phrase)
        : this.#scale(phrase) || this.#money(phrase);
    return takes || this.#isIdle(phrase, text, side, start);
  }

  #sign(negative: boolean): boolean {
    if (this.#marks.signed) return false;
    this.#marks.signed = true;
    this.#marks.negative = negative;
    return true;
  }

  #percent(power: number): boolean {
    if (this.#marks.percent) return false;
    this.#marks.percent = true;
    this.#marks.power += power;
    return true;
  }

  /** "₹ 2.5 Cr" may be crores or a credit; all in capitals it is the credit. */
  #isCrore(phrase: string): boolean {
    return /^Cr/.test(phrase) && (this.#notation.region === "IN" || this.#marks.money?.code === "INR");
  }

  #money(phrase: string): boolean {
    const code = phrase.replace(prefixedCode, "");
    if (code !== phrase && moneyOf(code, this.#notation) !== null) {
      if (this.#marks.scaled) return false;
      this.#marks.scaled = true;
      this.#marks.power += /^md(?=kr)/.test(phrase) ? 9 : /^m/i.test(phrase) ? 6 : 3;
      this.#marks.open ||= phrase.startsWith("T") && this.#notation.language !== "de";
      return this.#money(code);
    }
    const money = moneyOf(phrase, this.#notation);
    const agreed = money && this.#marks.money ? agreeOn(this.#marks.money, money) : money;
    if (agreed === null) return false;
    this.#marks.money = agreed;
    return true;
  }

  /** Two multiply where they rise: "mil millones", "5千万", "lakh crore". */
  #scale(phrase: string): boolean {
    const scale = scaleOf(phrase, this.#notation.language, this.#isAmount);
    if (scale === null || scale.power <= this.#lastPower) return false;
    if (this.#marks.scaled && /^[\p{Script=Latin}.]{1,2}$/u.test(phrase)) return false;
    this.#lastPower = scale.power;
    this.#marks.scaled = true;
    this.#marks.power += scale.power;
    this.#marks.times *= scale.times;
    this.#marks.open ||= scale.open || /^Cr/.test(phrase) || (!this.#isMoney && needsMoney(phrase));
    return true;
  }

  /** Words and signs that carry nothing of the number: "de", "only", a closing point, a price's "!", "*" and "Price:". */
  #isIdle(phrase: string, text: string, side: Side, start: number): boolean {
    if (phrase === "." && side === "after") return start === 0;
    if (side === "after" && this.#isAmount && /^[!*]+$/.test(text.slice(start))) return true;
    if (side === "before" && this.#isAmount && phrase === ":") return start > 0;
    if (links.has(phrase.toLowerCase())) return this.#isAmount || this.#marks.percent;
    const qualifier = this.#isAmount || this.#marks.percent ? qualifierOf(phrase) : null;
    if (qualifier === null) return false;
    this.#marks.open ||= qualifier;
    return true;
  }
}
