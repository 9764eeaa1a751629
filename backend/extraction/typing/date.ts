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

const numeric = /^(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})\.?$/;
const yearFirst = /^(\d{4})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{1,2})\.?$/;
const compact = /^((?:19|20)\d{2})(\d{2})(\d{2})$/;
const cjk =
  /^(\d{4}|\d{2})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?[日号號]?(?:\s?(?:[月火水木金土日]曜日?|星期[一二三四五六日天]|[周週][一二三四五六日天]))?$/;
const withoutYear = /^(\d{1,2})([./-])(\d{1,2})\.?$/;

/**
 * A calendar date, by the notation's order. Null where the text is anything else, names no day, or names one
 * that does not exist. A year that is not given is the person's own, flagged as ambiguous.
 */
export function readDate(text: string, notation: Notation, options: DateOptions): DateReading | null {
  const folded = foldSigns(text).replace(/\s?[(（]\p{L}{1,3}[)）]$/u, "");
  const iso = yearFirst.exec(folded) ?? compact.exec(folded);
  if (iso) return iso.length === 5 ? sure(iso[1], iso[3], iso[4]) : sure(iso[1], iso[2], iso[3]);
  const chinese = cjk.exec(folded);
  if (chinese) return sure(fullYear(chinese[1] ?? "", options.year), chinese[2], chinese[3]);
  const match = numeric.exec(folded);
  if (match) return readNumeric(match, notation, options);
  const short = withoutYear.exec(folded);
  if (short) return readWithoutYear(short, notation, options);
  return readNamed(folded, notation, options);
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
    ["dmy", toIso(options.year, b, a)],
    ["mdy", toIso(options.year, a, b)],
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
  const words = text.match(/\d+(?:st|nd|rd|th|er|[.ºª°])?|[\p{L}\p{M}]+(?:-\p{L}+)?[.॰]?|[^\s]/giu) ?? [];
  const numbers: string[] = [];
  let month: number | null = null;
  let weekday: number | null = null;
  for (const word of words) {
    if (/^\d/.test(word)) numbers.push(word.replace(/\D+$/, ""));
    else if (/^[,،./-]$|^'$/.test(word) || /^(de|del|di|of|the|den|der|le|el|em|d)$/i.test(word)) continue;
    else if (month === null && monthOf(word, tag) !== null) month = monthOf(word, tag);
    else if (weekday === null && weekdayOf(word, tag) !== null) weekday = weekdayOf(word, tag);
    else return null;
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
    const value = first.length > 2 ? null : toIso(year, month, first);
    return value === null ? null : { value, ambiguous: true, proves: null };
  }
  const [givenYear, day] = first.length === 4 ? [first, second] : [second, first];
  if (day.length > 2 || (givenYear.length !== 4 && givenYear.length !== 2)) return null;
  const value = toIso(fullYear(givenYear, year), month, day);
  if (value === null) return null;
  const contradicts = weekday !== null && new Date(`${value}T00:00:00Z`).getUTCDay() !== weekday;
  return { value, ambiguous: contradicts, proves: null };
}

function fullYear(digits: string, now: number): number {
  const year = Number(digits);
  if (digits.length > 2) return year;
  const inCentury = Math.floor(now / 100) * 100 + year;
  return inCentury > now + 20 ? inCentury - 100 : inCentury <= now - 80 ? inCentury + 100 : inCentury;
}

function sure(
  year: string | number | undefined,
  month: string | undefined,
  day: string | undefined,
): DateReading | null {
  const value = toIso(Number(year), Number(month), Number(day));
  return value === null ? null : { value, ambiguous: false, proves: null };
}

/** YYYY-MM-DD, or null where the calendar has no such day. */
function toIso(year: number, month: string | number, day: string | number): string | null {
  const [m, d] = [Number(month), Number(day)];
  const date = new Date(Date.UTC(2000, m - 1, d));
  date.setUTCFullYear(year, m - 1, d);
  if (year < 1 || date.getUTCMonth() !== m - 1 || date.getUTCDate() !== d) return null;
  return `${String(year).padStart(4, "0")}-${String(m).padStart(2, "0")}-${String(d).padStart(2, "0")}`;
}
