import { digitRun, readDigits } from "./digits.ts";
import { foldWord } from "./fold.ts";
import { scaleOf } from "./magnitude.ts";
import { type Marks, marksOf } from "./marks.ts";
import type { Notation } from "./notation.ts";
import { type NumberOptions, type NumberReading, readingOf } from "./number-reading.ts";

const over = "\\s?\\/\\s?| (?:over|sobre|sur|su|op de|van de|uit de|out of) ";
const fraction = new RegExp(
  `^(\\D*?)(?:(\\d{1,9})(?:\\s|-|\\s(?:e|y|and|und|et)\\s))??(\\d{1,6})(?:${over})(\\d{1,4})(\\D*)$`,
  "iu",
);
const power = new RegExp(`^(\\D*?)(${digitRun})\\s?\\^\\s?([+-]?\\d{1,3})(\\D*)$`, "u");
const timesPower = new RegExp(`^(\\D*?)(${digitRun})\\s?[x×*·]\\s?10\\s?\\^\\s?([+-]?\\d{1,3})(\\D*)$`, "iu");
const pair = /^(\D*?)(\d(?:[\d.,' ]*\d)?)(\D+?)(?:\s(?:and|und|et|y|e|con|com|en|och|i)\s)?(\d{1,2})(\D*)$/iu;
/** "$10-$20" is a range, not ten dollars and twenty cents. */
const moneyAlone = /^[\p{L}\p{M}\p{Sc}\s.]+$/u;
const step = new RegExp(`(${digitRun})(\\D*)`, "gu");
const and = /^\s?(?:(?:and|und|et|y|e|en|och|i)\s)?/iu;
const sure = { ambiguous: false, proves: null };

/**
 * One number that several write: "2 1/4", "1.3x10^6", "2 lakh 50 thousand", "1億2000万", "5 € 50". Null where
 * they are no one number. What had to be computed, not only read, is ambiguous.
 */
export function readComposite(
  text: string,
  notation: Notation,
  options: NumberOptions,
): NumberReading | null {
  const folded = text
    .replace(
      /\s?[\u00BC-\u00BE\u2150-\u215E]/gu,
      (sign) => ` ${sign.trim().normalize("NFKD").replace("\u2044", "/")}`,
    )
    .replace(
      /[\u2070\u00B9\u00B2\u00B3\u2074-\u2079\u207A\u207B]+/g,
      (raised) => `^${raised.normalize("NFKD").replace("\u2212", "-")}`,
    )
    .replaceAll("\u2044", "/")
    .trim();
  return (
    readFraction(folded, notation, options) ??
    readPower(folded, notation, options) ??
    readFalling(folded, notation, options) ??
    readWithCents(folded, notation, options)
  );
}

function readFraction(text: string, notation: Notation, options: NumberOptions): NumberReading | null {
  const match = fraction.exec(text);
  if (!match) return null;
  const [, before = "", whole, top = "", bottom = "", after = ""] = match;
  const [part, parts] = [Number(top), Number(bottom)];
  const marks = marksOf(before, after, notation, options);
  const isLikely = whole === undefined ? text.includes(" ") || (part <= parts && parts <= 100) : part < parts;
  if (marks === null || parts === 0 || !isLikely) return null;
  const value = shift(Number(whole ?? 0) + part / parts, marks);
  const exact = whole !== undefined && Number.isInteger((part * 1e6) / parts);
  return readingOf(value, marks, { ambiguous: !exact, proves: null });
}

/** Powers of ten only move the decimal sign; of other bases they are computed. */
function readPower(text: string, notation: Notation, options: NumberOptions): NumberReading | null {
  const match = timesPower.exec(text) ?? power.exec(text);
  if (!match) return null;
  const [, before = "", digits = "", exponent = "", after = ""] = match;
  const marks = marksOf(before, after, notation, options);
  const base = numberOf(digits, notation, options);
  if (marks === null || base === null) return null;
  const isTen = timesPower.test(text);
  const value = isTen ? Number(`${base}e${exponent}`) : shift(base ** Number(exponent), marks);
  if (!Number.isFinite(value) || value > Number.MAX_SAFE_INTEGER) return null;
  return readingOf(isTen ? shift(value, marks) : value, marks, {
    ambiguous: !isTen && base !== 10,
    proves: null,
  });
}

/** Magnitudes that fall, each part below the one before: "4 thousand 3 hundred and 21". */
function readFalling(text: string, notation: Notation, options: NumberOptions): NumberReading | null {
  const parts = [...text.matchAll(step)];
  const [first] = parts;
  const last = parts.at(-1);
  if (!first || !last || parts.length < 2) return null;
  const marks = marksOf(text.slice(0, first.index), last[2] ?? "", notation, options);
  if (marks === null || marks.percent || marks.money?.power === -2) return null;
  let [sum, below] = [0, Number.POSITIVE_INFINITY];
  for (const part of parts) {
    const [, digits = "", gap = ""] = part;
    const amount = numberOf(digits, notation, options);
    const power = part === last ? marks.power : powerOf(gap, notation);
    if (amount === null || power === null || amount * 10 ** power >= below) return null;
    sum += Number(`${amount}e${power}`);
    below = 10 ** power;
  }
  return Number.isSafeInteger(sum) ? readingOf(sum, marks, sure) : null;
}

/** The power of ten of a gap that is a magnitude and at most an "and" after it. */
function powerOf(gap: string, { language }: Notation): number | null {
  const words = gap.trim().split(/\s+|(?<=\p{Script=Han})/u);
  const spelled = words.length > 1 && and.exec(`${words.at(-1)} `)?.[0] !== "" ? words.slice(0, -1) : words;
  const scales = spelled.map((word) => (foldWord(word) === "" ? null : scaleOf(word, language, false)));
  const rises = scales.every(
    (scale, at) => scale !== null && scale.times === 1 && scale.power > (scales[at - 1]?.power ?? 0),
  );
  return rises ? scales.reduce((sum, scale) => sum + (scale?.power ?? 0), 0) : null;
}

/** "15 dollars and 50 cents", "5€50": the cents are two digits, or named. */
function readWithCents(text: string, notation: Notation, options: NumberOptions): NumberReading | null {
  const match = pair.exec(text);
  if (!match) return null;
  const [, before = "", digits = "", gap = "", cents = "", after = ""] = match;
  if (!moneyAlone.test(gap)) return null;
  const marks = marksOf(before, gap, notation, options);
  const amount = numberOf(digits, notation, { ...options, preferGroups: true });
  if (marks?.money?.power !== 0 || marks.scaled || amount === null || !Number.isInteger(amount)) {
    return null;
  }
  const unit = after.trim() === "" ? null : marksOf("", after, notation, options);
  const isNamed = unit?.money?.power === -2 && !unit.scaled && !unit.signed;
  if (after.trim() === "" ? cents.length !== 2 : !isNamed) return null;
  return readingOf(Number(`${amount}.${cents.padStart(2, "0")}`), marks, sure);
}

/** Digits that can be read in one way only. */
function numberOf(digits: string, notation: Notation, options: NumberOptions): number | null {
  const decided = options.decimal !== undefined;
  const decimal = options.decimal ?? notation.decimal;
  const read = readDigits(digits, { decimal, decided, preferGroups: options.preferGroups === true });
  return read === null || read.ambiguous ? null : Number(read.text);
}

function shift(value: number, { power, times }: Marks): number {
  return Number(`${value}e${power}`) * times;
}
