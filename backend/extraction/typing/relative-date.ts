import { ar, de, en, es, fi, fr, it, ja, nl, pt, ru, sv, uk, vi, zh } from "chrono-node";
import { readDayOfMonth } from "./day-of-month.ts";
import { foldSigns, foldWord } from "./fold.ts";
import type { Notation } from "./notation.ts";

const parsers = { ar, de, en, es, fi, fr, it, ja, nl, pt, ru, sv, uk, vi, zh };

export interface RelativeReading {
  /** YYYY-MM-DD. */
  date: string;
  /** HH:MM:SS, where the text names one. */
  time: string | null;
  /** "next Friday" may be this week's or the one after. */
  ambiguous: boolean;
}

export interface RelativeOptions {
  now: Date;
  timeZone: string;
}

/** "yesterday", "in 3 Tagen", "明日 10:00", seen from the person's now. Null unless all of it is read. */
export function readRelative(
  text: string,
  notation: Notation,
  options: RelativeOptions,
): RelativeReading | null {
  if (text.length > 60 || /\d{3}|\d\s*[/.-]\s*\d/.test(text)) return null;
  const asked = text.trim();
  const counted = readCounted(asked, notation, options) ?? readNearMonth(asked, notation, options);
  if (counted) return counted;
  for (const parser of parsersFor(notation.language)) {
    const [result, ...more] = parser.parse(asked, wallClock(options));
    if (!result || more.length > 0 || result.end || result.text.length < asked.length) continue;
    const { start } = result;
    const byWeekday = !start.isCertain("day") && start.isCertain("weekday");
    if (!start.isCertain("day") && !byWeekday) continue;
    const time = start.isCertain("hour")
      ? [start.get("hour"), start.get("minute"), start.get("second")].map(pad).join(":")
      : null;
    const date = [String(start.get("year")), pad(start.get("month")), pad(start.get("day"))].join("-");
    return { date, time, ambiguous: byWeekday };
  }
  return null;
}

const units = ["day", "week", "month", "year"] as const;

/** "3 dni temu", "in 2 weeks", "übermorgen": as Intl writes it in the text's language, whichever that is. */
function readCounted(text: string, { tag }: Notation, options: RelativeOptions): RelativeReading | null {
  const asked = foldWord(foldSigns(text));
  const given = /\d{1,3}/.exec(asked)?.[0];
  const format = relativeFormat(tag);
  const counts = given === undefined ? [0, 1, -1, 2, -2] : [Number(given), -Number(given)];
  for (const unit of given === undefined ? units.slice(0, 1) : units) {
    const count = counts.find((n) => foldWord(foldSigns(format.format(n, unit))) === asked);
    if (count !== undefined)
      return { date: moved(wallClock(options), count, unit), time: null, ambiguous: false };
  }
  return null;
}

/** Months and years end on their last day where they have no such one. */
function moved(from: Date, count: number, unit: (typeof units)[number]): string {
  const date = new Date(Date.UTC(from.getFullYear(), from.getMonth(), from.getDate()));
  const months = unit === "month" ? count : unit === "year" ? count * 12 : 0;
  if (months !== 0) {
    date.setUTCDate(1);
    date.setUTCMonth(date.getUTCMonth() + months);
    const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
    date.setUTCDate(Math.min(from.getDate(), last));
  } else date.setUTCDate(date.getUTCDate() + count * (unit === "week" ? 7 : 1));
  return date.toISOString().slice(0, 10);
}

function readNearMonth(text: string, notation: Notation, options: RelativeOptions): RelativeReading | null {
  const date = readDayOfMonth(text, notation, moved(wallClock(options), 0, "day"));
  return date === null ? null : { date, time: null, ambiguous: true };
}

const formats = new Map<string, Intl.RelativeTimeFormat>();

function relativeFormat(tag: string): Intl.RelativeTimeFormat {
  const known = formats.get(tag);
  if (known) return known;
  const format = new Intl.RelativeTimeFormat(tag, { numeric: "auto" });
  if (formats.size < 200) formats.set(tag, format);
  return format;
}

function parsersFor(language: string) {
  const own = Object.entries(parsers).find(([name]) => name === language)?.[1]?.casual;
  return own === undefined || own === en.casual ? [en.casual] : [own, en.casual];
}

/**
 * A Date whose local fields are what the person's clock showed: the parsers read local fields only, not all
 * of them heed a zone.
 */
function wallClock({ now, timeZone }: RelativeOptions): Date {
  const fields = new Map(
    clockOf(timeZone)
      .formatToParts(now)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const of = (name: Intl.DateTimeFormatPartTypes) => fields.get(name) ?? 0;
  return new Date(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second"));
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat("en", {
    timeZone,
    calendar: "gregory",
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  clocks.set(timeZone, clock);
  return clock;
}

let asked = { time: Number.NaN, timeZone: "", year: 0 };

/** The year in which the person writes, where they are. The last answer is kept: a table's cells share it. */
export function yearOf({ now, timeZone }: RelativeOptions): number {
  const time = now.getTime();
  if (asked.time !== time || asked.timeZone !== timeZone) {
    asked = { time, timeZone, year: wallClock({ now, timeZone }).getFullYear() };
  }
  return asked.year;
}

function pad(value: number | null): string {
  return String(value ?? 0).padStart(2, "0");
}
