import { agreeOn, currencyOf, minorDigits } from "./currency.ts";
import { readDigits } from "./digits.ts";
import { foldSigns, foldWord } from "./fold.ts";
import { powerOf } from "./magnitude.ts";
import type { Notation } from "./notation.ts";

export interface NumberReading {
  value: number;
  ambiguous: boolean;
  /** The decimal sign that the text proves. */
  proves: "." | "," | null;
  /** ISO 4217, where the text names one. */
  currency: string | null;
  /** It carried a percent or per mille sign; `value` is the fraction. */
  percent: boolean;
}

export interface NumberOptions {
  /** The column's decimal sign, where its other cells prove one. */
  decimal?: "." | "," | undefined;
  /** Amounts and counts: three digits after a lone sign are thousands. */
  preferGroups?: boolean;
}

/** What stands around the digits, as it is taken off. */
interface Marks {
  negative: boolean;
  signed: boolean;
  /** Shifts of the decimal sign by percent and magnitude. */
  power: number;
  percent: boolean;
  scaled: boolean;
  currency: string | null;
  /** The sign or code that named `currency`. */
  mark: string;
}

const percentWord =
  /^(%|percent|per cent|prozent|v\.?h\.?|pour ?cent|por ?ciento|por ?cento|per ?cento|procent|procenta?|प्रतिशत)$/i;
const before =
  /^(-|\+|\(|\p{Sc}[A-Z]{2}(?![A-Z])|\p{Sc}|[A-Za-z]{1,3}\p{Sc}|\p{L}[\p{L}.]{0,12}?(?=[\s\d(+-])|\p{L}{1,3}\.(?=[\s\d])|%)\s*/u;
const after =
  /\s*(-|\)|[A-Za-z]{1,3}\p{Sc}|\p{Sc}[A-Z]{2}|\p{Sc}|‰|%|\p{L}[\p{L}\p{M}.]*(?:\s\p{L}[\p{L}\p{M}]+)?)$/u;
/** Swiss and German prices without cents: "12.–", "12,-". */
const noCents = /(\d)[.,]-{1,2}(?=$|\s|\p{Sc}|\p{L})/u;

/** "75 millones de dólares", "3 millions d'euros". */
const linkWord = / d(?:e |')(?=\p{L})/u;
/** Short for something else where no money is near: metres, tonnes, miles. */
const moneyOnly = /^(m|t|b|tn|cr|md|mi|bi)$/;

/**
 * One number with its sign, currency, percent and magnitude, by the notation's signs. Null where the text is
 * anything else, holds a unit that is not money, or a number that a double cannot keep.
 */
export function readNumber(
  text: string,
  notation: Notation,
  options: NumberOptions = {},
): NumberReading | null {
  const marks: Marks = {
    negative: false,
    signed: false,
    power: 0,
    percent: false,
    scaled: false,
    currency: null,
    mark: "",
  };
  const body = takeMarks(foldSigns(text).replace(noCents, "$1").replace(linkWord, " "), marks, notation);
  if (body === null) return readMyriads(text, marks, notation);
  const digits = readDigits(body, {
    decimal: options.decimal ?? notation.decimal,
    decided: options.decimal !== undefined,
    preferGroups: options.preferGroups === true && isWholeByNature(marks),
  });
  return digits === null ? null : toReading(digits, marks);
}

/** Amounts are not written with three decimals, but for currencies that have three. */
function isWholeByNature({ scaled, percent, currency }: Marks): boolean {
  return !scaled && !percent && (currency === null || minorDigits(currency) < 3);
}

function toReading(
  digits: { text: string; ambiguous: boolean; proves: "." | "," | null },
  marks: Marks,
): NumberReading | null {
  const [mantissa = "", exponent = "0"] = digits.text.split("e");
  const magnitude = Number(`${mantissa}e${Number(exponent) + marks.power}`);
  if (!isKept(mantissa, magnitude)) return null;
  const value = marks.negative && magnitude !== 0 ? -magnitude : magnitude;
  const { ambiguous, proves } = digits;
  return { value, ambiguous, proves, currency: marks.currency, percent: marks.percent };
}

/** Whether a double holds every digit that the text gave. */
function isKept(mantissa: string, magnitude: number): boolean {
  if (!Number.isFinite(magnitude) || (Number.isInteger(magnitude) && magnitude > Number.MAX_SAFE_INTEGER)) {
    return false;
  }
  const significant = significantDigits(mantissa);
  if (magnitude === 0) return significant === "";
  return significant.length <= 15 || significantDigits(magnitude.toPrecision(17)).startsWith(significant);
}

function significantDigits(decimal: string): string {
  const digits = decimal.replace(/e.*$/, "").replace(".", "").replace(/^0+/, "");
  return digits.replace(/0+$/, "");
}

/** The bare digits, after every mark on either side was read; null where one is not known. */
function takeMarks(text: string, marks: Marks, notation: Notation): string | null {
  let body = text;
  for (let rounds = 0; rounds < 6 && !/^[\d.,'\u066B\u066C ]*(\d[eE][+-]?)?\d+\.?$/.test(body); rounds += 1) {
    const parenthesised = /^(.*?)\(\s*(.+?)\s*\)(.*)$/.exec(body);
    if (parenthesised) {
      if (!setSign(marks, true)) return null;
      body = `${parenthesised[1]}${parenthesised[2]}${parenthesised[3]}`.trim();
      continue;
    }
    const match = before.exec(body) ?? after.exec(body);
    const mark = match?.[1];
    if (!match || mark === undefined || !readMark(mark, marks, notation)) return null;
    body = match.index === 0 ? body.slice(match[0].length) : body.slice(0, match.index);
    body = body.trim();
  }
  return body.replace(/(\d)\.$/, "$1");
}

function readMark(mark: string, marks: Marks, notation: Notation): boolean {
  if (mark === "-" || mark === "+") return setSign(marks, mark === "-");
  if (percentWord.test(mark) || mark === "‰") {
    if (marks.percent || marks.currency !== null) return false;
    marks.percent = true;
    marks.power -= mark === "‰" ? 3 : 2;
    return true;
  }
  return readCurrency(mark, marks, notation) || readPower(mark, marks, notation);
}

function setSign(marks: Marks, negative: boolean): boolean {
  if (marks.signed) return false;
  marks.signed = true;
  marks.negative = negative;
  return true;
}

function readCurrency(mark: string, marks: Marks, notation: Notation): boolean {
  const code = currencyOf(mark, notation);
  if (code === null) return readPair(mark, marks, notation);
  if (marks.percent) return false;
  marks.currency = marks.currency === null ? code : agreeOn(mark, marks.mark, notation);
  marks.mark = mark;
  return marks.currency !== null;
}

/** "Mio. €" and "million dollars": a magnitude and a currency in one stretch of letters. */
function readPair(mark: string, marks: Marks, notation: Notation): boolean {
  const [first, second, ...rest] = mark.split(/ |(?<=\p{L})(?=\p{Sc})/u);
  if (second === undefined || first === undefined || rest.length > 0) return false;
  if (currencyOf(second, notation) === null || powerOf(first, notation.language) === null) return false;
  return readCurrency(second, marks, notation) && readPower(first, marks, notation);
}

function readPower(mark: string, marks: Marks, notation: Notation): boolean {
  const power = powerOf(mark, notation.language);
  if (power === null || marks.scaled) return false;
  if (moneyOnly.test(foldWord(mark)) && mark !== "M" && mark !== "B" && marks.currency === null) return false;
  marks.scaled = true;
  marks.power += power;
  return true;
}

/** 1億2000万: numbers by units that fall, in Chinese and Japanese. */
function readMyriads(text: string, marks: Marks, notation: Notation): NumberReading | null {
  const folded = foldSigns(text).replace(/[円元]$/, (mark) => {
    marks.currency = currencyOf(mark, notation);
    return "";
  });
  const parts = /^(?:(\d+)兆)?(?:(\d+)[億亿])?(?:(\d+)[万萬])?(\d{1,4})?$/.exec(folded.replaceAll(",", ""));
  if (!parts || folded === "") return null;
  const value = [12, 8, 4, 0].reduce((sum, power, at) => sum + Number(parts[at + 1] ?? 0) * 10 ** power, 0);
  if (!Number.isSafeInteger(value)) return null;
  return { value, ambiguous: false, proves: null, currency: marks.currency, percent: false };
}
