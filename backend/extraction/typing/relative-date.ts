import { ar, de, en, es, fi, fr, it, ja, nl, pt, ru, sv, uk, vi, zh } from "chrono-node";
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

/** The year in which the person writes, where they are. */
export function yearOf({ now, timeZone }: RelativeOptions): number {
  return wallClock({ now, timeZone }).getFullYear();
}

function pad(value: number | null): string {
  return String(value ?? 0).padStart(2, "0");
}
