import { readComposite } from "./composite-number.ts";
import { minorDigits } from "./currency-names.ts";
import { type Digits, digitRun, readDigits } from "./digits.ts";
import { foldSigns } from "./fold.ts";
import { type Marks, marksOf } from "./marks.ts";
import type { Notation } from "./notation.ts";
import { type NumberOptions, type NumberReading, readingOf } from "./number-reading.ts";

const single = new RegExp(`^(\\D*?)(${digitRun})(\\D*)$`, "u");
/** Prices without cents: "12.–", "12,-", "12:-", "500/-". */
const noCents = /^\s?(?:([.,])\s?-{1,2}|:-|\/[-=])(?=$|[\s\p{Sc}\p{L}])/u;

/** A double holds every decimal of fifteen digits. */
const LONGEST_KEPT = 15;
const isDecimal = /^\d+(?:\.\d+)?$/;
/** Nothing in it depends on a notation: most cells of most tables. */
const bare = /^(-?)(\d{1,12})(?:([.,])(\d\d?))?$/;

/**
 * One number with its sign, currency, percent and magnitude, by the notation's signs. Null where the text is
 * anything else, holds a unit that is not money, or a number that a double cannot keep.
 */
export function readNumber(
  text: string,
  notation: Notation,
  options: NumberOptions = {},
): NumberReading | null {
  const [, minus, whole, sign, fraction] = bare.exec(text) ?? [];
  if (whole !== undefined) return bareReading(minus === "-", whole, sign, fraction);
  const folded = inPoints(foldSigns(text), notation, options);
  const match = single.exec(folded);
  if (!match) return readComposite(folded, notation, options);
  const [, before = "", digits = "", after = ""] = match;
  return readSingle(before, digits, after, notation, options) ?? readComposite(folded, notation, options);
}

function bareReading(isMinus: boolean, whole: string, sign?: string, fraction = ""): NumberReading {
  const value = Number(fraction === "" ? whole : `${whole}.${fraction}`);
  return {
    value: isMinus && value !== 0 ? -value : value,
    ambiguous: false,
    proves: sign === "." || sign === "," ? sign : null,
    ...{ currency: null, currencies: null, minor: false, percent: false },
  };
}

/** Swiss "Fr. -.50" has a dash for the nought, Swedish "49:90" a colon before the cents. */
function inPoints(text: string, { region }: Notation, { amount = false }: NumberOptions): string {
  if (region === "CH") return text.replace(/(?<=\p{L}\.?\s?)-(?=\.\d{2}(?!\d))/u, "0");
  const hasCents = region === "SE" && (amount || /kr\.?$/i.test(text));
  return hasCents ? text.replace(/(?<=^\D*\d+):(?=\d{2}(?!\d))/u, ",") : text;
}

/** A number by its digits and what stands on either side of them. */
export function readSingle(
  before: string,
  digits: string,
  after: string,
  notation: Notation,
  options: NumberOptions,
): NumberReading | null {
  const whole = noCents.exec(after);
  const marks = marksOf(before, whole ? after.slice(whole[0].length) : after, notation, options);
  if (marks === null) return null;
  const read = readDigits(withCents(digits, whole?.[1], marks.money !== null || options.amount === true), {
    decimal: options.decimal ?? notation.decimal,
    decided: options.decimal !== undefined,
    mixed: options.mixed === true,
    ...groupsOf(marks, options),
  });
  return read && toReading(read, marks);
}

/** "12.–" has no cents, "12'50" of money has fifty. */
function withCents(digits: string, dash: string | undefined, isAmount: boolean): string {
  if (dash !== undefined && !/[.,]\d{2}$/.test(digits)) return `${digits}${dash}00`;
  return isAmount ? digits.replace(/^(\d+)'(?=\d{2}$)/, "$1.") : digits;
}

/** Amounts are not written with three decimals, but for currencies that have three. */
function groupsOf({ scaled, percent, money }: Marks, { preferGroups = false }: NumberOptions) {
  const digits = money?.code ? minorDigits(money.code) : 2;
  const byNature = !scaled && !percent && money?.power !== -2;
  return { preferGroups: preferGroups && byNature && digits < 3, onlyGroups: byNature && digits === 0 };
}

function toReading(digits: Digits, marks: Marks): NumberReading | null {
  if (digits.text.length <= LONGEST_KEPT && marks.times === 1 && isDecimal.test(digits.text)) {
    const value = Number(marks.power === 0 ? digits.text : `${digits.text}e${marks.power}`);
    if (value <= Number.MAX_SAFE_INTEGER) return readingOf(value, marks, digits);
  }
  const [mantissa = "", exponent = "0"] = digits.text.split("e");
  const magnitude = Number(`${mantissa}e${Number(exponent) + marks.power}`) * marks.times;
  if (!isKept(mantissa, magnitude, marks.times)) return null;
  return readingOf(magnitude, marks, digits);
}

/** Whether a double holds every digit that the text gave. */
function isKept(mantissa: string, magnitude: number, times: number): boolean {
  if (!Number.isFinite(magnitude) || (Number.isInteger(magnitude) && magnitude > Number.MAX_SAFE_INTEGER)) {
    return false;
  }
  const significant = significantDigits(mantissa);
  if (magnitude === 0) return significant === "";
  return (
    significant.length <= 15 ||
    (times === 1 && significantDigits(magnitude.toPrecision(17)).startsWith(significant))
  );
}

function significantDigits(decimal: string): string {
  const digits = decimal.replace(/e.*$/, "").replace(".", "").replace(/^0+/, "");
  return digits.replace(/0+$/, "");
}
