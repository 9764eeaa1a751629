import { fullYear, isoWeekDay, nearestIso, toIso } from "./calendar.ts";
import { withCommonYear } from "./eras.ts";
import { foldSigns } from "./fold.ts";
import { monthOf, weekdayOf } from "./month-names.ts";
import type { DateOrder, Notation } from "./notation.ts";

export interface DateReading {
  /** YYYY-MM-DD. */
  value: string;
  ambiguous: boolean;
  /** The order that the text proves. */
  proves: DateOrder | null;
}

export interface DateOptions {
  /** The year in which the person wrote: two-digit years lie at most twenty after it. */
  year: number;
  /** The column's order, where its other cells prove one. */
  order?: DateOrder | undefined;
}

const numeric = /^(\d{1,2})\s?([./-])\s?(\d{1,2})\s?(?:\2|,)\s?(\d{4}|\d{2})\.?$/;
const weekDate = /^(\d{4})-?W(\d{2})-?([1-7])$/;
/** "17 del 11", "3 de 4 de 2024". */
const numbered = /^(\d{1,2}) del? (\d{1,2})(?: del? (\d{4}))?$/i;
const article = /^(?:the|on|den|der|am|vom|le|el|il|dia|día|em|op|kl)\s(?=\d)/i;
const part = /\d+(?:st|nd|rd|th|er|:[ea]|e(?!\p{L})|\.?[ºª°.])?|[\p{L}\p{M}]+(?:-\p{L}+)?[.॰]?|[^\s]/giu;
const idle = new Set(", ، . / - ' de del di of the den der le el em d dia día من г г.".split(" "));
const iso = /^(\d{4})-(\d\d)-(\d\d)$/;
const yearFirst = /^(\d{4})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{1,2})\.?$/;
const compact = /^((?:19|20)\d{2})(\d{2})(\d{2})$/;
const cjk =
  /^(\d{4}|\d{2})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日号號일]?(?:\s?(?:[月火水木金土日]曜日?|星期[一二三四五六日天]|[周週][一二三四五六日天]|[월화수목금토일]요일))?$/;
const withoutYear = /^(\d{1,2})([./-])(\d{1,2})\.?$/;

/**
 * A calendar date, by the notation's order. Null where the text is anything else, names no day, or names one
 * that does not exist. A year that is not given is the person's own, flagged as ambiguous.
 */
export function readDate(text: string, notation: Notation, options: DateOptions): DateReading | null {
  const plain = iso.exec(text);
  if (plain) return sure(plain[1], plain[2], plain[3]);
  const signs = foldSigns(text);
  if (!/\d/.test(signs)) return null;
  return /\p{L}/u.test(signs)
    ? readWithWords(signs, notation, options)
    : readFigures(signs, notation, options);
}

function readFigures(text: string, notation: Notation, options: DateOptions): DateReading | null {
  const match = numeric.exec(text);
  if (match) return readNumeric(match, notation, options);
  const falling = yearFirst.exec(text);
  if (falling) return sure(falling[1], falling[3], falling[4]);
  const digits = compact.exec(text);
  if (digits) return sure(digits[1], digits[2], digits[3]);
  const short = withoutYear.exec(text);
  return short && readWithoutYear(short, notation, options);
}

function readWithWords(text: string, notation: Notation, options: DateOptions): DateReading | null {
  const bare = text.endsWith(")") ? text.replace(/\s?\(\p{L}{1,3}\)$/u, "") : text;
  const folded = /^\d/.test(bare) ? bare : withCommonYear(bare.replace(article, ""));
  if (!/\p{L}/u.test(folded)) return readFigures(folded, notation, options);
  const chinese = cjk.exec(folded);
  if (chinese) return sure(fullYear(chinese[1] ?? "", options.year), chinese[2], chinese[3]);
  const named = readNamed(folded, notation, options);
  if (named) return named;
  const week = weekDate.exec(folded);
  if (week) return readingOf(isoWeekDay(Number(week[1]), Number(week[2]), Number(week[3])), false);
  const [, day, month = "", year] = numbered.exec(folded) ?? [];
  if (day === undefined) return null;
  return year === undefined ? readingOf(nearestIso(options.year, month, day), true) : sure(year, month, day);
}

function readNumeric(match: RegExpExecArray, notation: Notation, options: DateOptions): DateReading | null {
  const [, a = "", sign = "", b = "", c = ""] = match;
  const readings: [DateOrder, string | null][] = [
    ["dmy", toIso(fullYear(c, options.year), b, a)],
    ["mdy", toIso(fullYear(c, options.year), a, b)],
    ["ymd", c.length === 2 && a.length === 2 ? toIso(fullYear(a, options.year), b, c) : null],
  ];
  return choose(readings, sign, notation, options);
}

function readWithoutYear(
  match: RegExpExecArray,
  notation: Notation,
  options: DateOptions,
): DateReading | null {
  const [, a = "", sign = "", b = ""] = match;
  const readings: [DateOrder, string | null][] = [
    ["dmy", nearestIso(options.year, b, a)],
    ["mdy", nearestIso(options.year, a, b)],
  ];
  const reading = choose(readings, sign, notation, options);
  return reading && { ...reading, ambiguous: true };
}

/** The order that the column proves, else the locale's; with points, day before month whatever the locale. */
function choose(
  readings: [DateOrder, string | null][],
  sign: string,
  notation: Notation,
  { order }: DateOptions,
): DateReading | null {
  const valid = readings.filter((reading): reading is [DateOrder, string] => reading[1] !== null);
  const dayLast = notation.dateOrder === "ymd" || order === "ymd" || valid.length === 1;
  const possible = valid.filter(([name]) => name !== "ymd" || dayLast);
  const distinct = new Set(possible.map(([, value]) => value));
  const [only] = possible;
  if (only === undefined) return null;
  if (distinct.size === 1) {
    return { value: only[1], ambiguous: false, proves: possible.length === 1 ? only[0] : null };
  }
  const wanted =
    order ?? (sign === "." && notation.dateOrder === "mdy" ? "dmy" : localOrder(notation, possible));
  const value = possible.find(([name]) => name === wanted)?.[1] ?? only[1];
  const pointed = sign === "." && notation.dateOrder === "dmy" && order === undefined;
  return { value, ambiguous: order !== wanted && !pointed, proves: null };
}

function localOrder({ dateOrder }: Notation, possible: [DateOrder, string][]): DateOrder {
  if (possible.some(([name]) => name === dateOrder)) return dateOrder;
  return dateOrder === "ymd" && possible.some(([name]) => name === "mdy") ? "mdy" : "dmy";
}

/** "3 March 2026", "March 3rd, 2026", "Mi, 4. März 2026", "3 de marzo de 2026": day, name, year. */
function readNamed(text: string, { tag }: Notation, options: DateOptions): DateReading | null {
  const numbers: string[] = [];
  let month: number | null = null;
  let weekday: number | null = null;
  const words = text.match(part) ?? [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? "";
    if (/^\d/.test(word)) numbers.push(word.replace(/\D+$/, ""));
    else if (!idle.has(word.toLowerCase())) {
      const named: number | null = month === null ? monthOf(word, tag) : null;
      const weekdayNamed: number | null = named === null && weekday === null ? weekdayOf(word, tag) : null;
      if (named !== null) month = named;
      else if (weekdayNamed !== null) weekday = weekdayNamed;
      else {
        month = month === null ? monthOf(`${word} ${words[at + 1]}`, tag) : null;
        if (month === null) return null;
        at += 1;
      }
    }
  }
  return month === null ? null : assemble(numbers, month, weekday, options);
}

function assemble(
  numbers: string[],
  month: number,
  weekday: number | null,
  { year }: DateOptions,
): DateReading | null {
  const [first = "", second, third] = numbers;
  if (third !== undefined || first === "") return null;
  if (second === undefined) {
    return readingOf(first.length > 2 ? null : nearestIso(year, month, first), true);
  }
  const [givenYear, day] = first.length === 4 ? [first, second] : [second, first];
  if (day.length > 2 || (givenYear.length !== 4 && givenYear.length !== 2)) return null;
  const value = toIso(fullYear(givenYear, year), month, day);
  if (value === null) return null;
  const contradicts = weekday !== null && new Date(`${value}T00:00:00Z`).getUTCDay() !== weekday;
  return { value, ambiguous: contradicts, proves: null };
}

function sure(
  year: string | number | undefined,
  month: string | undefined,
  day: string | undefined,
): DateReading | null {
  return readingOf(toIso(Number(year), Number(month), Number(day)), false);
}

function readingOf(value: string | null, ambiguous: boolean): DateReading | null {
  return value === null ? null : { value, ambiguous, proves: null };
}
