const DAY_MS = 86_400_000;
const DAY_SECONDS = 86_400;
/** Day 0 of serial numbers, 1899-12-30, in Unix time. */
const DAY_ZERO_MS = Date.UTC(1899, 11, 30);
/** Before the Gregorian calendar, Sheets and JavaScript do not count the same days. */
const FIRST_YEAR = 1583;

/** What a wall clock shows, held as if it were UTC: milliseconds since 1970. */
export type WallClock = number;

export function serialOf(wall: WallClock): number {
  return (wall - DAY_ZERO_MS) / DAY_MS;
}

/** `YYYY-MM-DD` as a serial number; null when there is no such day, or none that Sheets counts. */
export function dateSerial(text: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const wall = match && wallOf(match.slice(1).map(Number));
  return wall === null ? null : serialOf(wall);
}

/** `HH:MM` or `HH:MM:SS` as a part of a day; null when there is no such time. */
export function timeSerial(text: string): number | null {
  const match = /^(\d{2}):(\d{2})(?::(\d{2}))?$/.exec(text);
  if (!match) return null;
  const [hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part) => Number(part ?? 0));
  if (hours > 23 || minutes > 59 || seconds > 59) return null;
  return (hours * 3_600 + minutes * 60 + seconds) / DAY_SECONDS;
}

/** Seconds as days, which is how Sheets holds a duration. */
export function durationSerial(seconds: number): number {
  return seconds / DAY_SECONDS;
}

/**
 * ISO 8601 as a serial number. With an offset it is an instant, and `wallAt` tells what the spreadsheet's clock
 * showed then; without one it is that clock itself. Null when there is no such time.
 */
export function datetimeSerial(text: string, wallAt: (instant: number) => WallClock): number | null {
  const match =
    /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i.exec(
      text,
    );
  if (!match) return null;
  const [year, month, day, hours, minutes, seconds] = match.slice(1, 7).map((part) => Number(part ?? 0));
  const wall = wallOf([year ?? 0, month ?? 0, day ?? 0]);
  if (wall === null || (hours ?? 0) > 23 || (minutes ?? 0) > 59 || (seconds ?? 0) > 59) return null;
  const local = wall + ((hours ?? 0) * 3_600 + (minutes ?? 0) * 60 + (seconds ?? 0)) * 1_000;
  const offset = match[7];
  return serialOf(offset ? wallAt(local - offsetMs(offset)) : local);
}

/** A serial number as a person reads it: `2026-11-23`, `2026-11-23 10:30:00`, or `10:30:00` below one day. */
export function serialText(serial: number): string {
  const iso = new Date(Math.round(serial * DAY_SECONDS) * 1_000 + DAY_ZERO_MS).toISOString();
  const [date, time] = [iso.slice(0, -14), iso.slice(-13, -5)];
  if (serial >= 0 && serial < 1) return time;
  return time === "00:00:00" ? date : `${date} ${time}`;
}

function wallOf([year = 0, month = 0, day = 0]: number[]): WallClock | null {
  if (year < FIRST_YEAR) return null;
  const wall = new Date(Date.UTC(year, month - 1, day));
  const stands = wall.getUTCMonth() === month - 1 && wall.getUTCDate() === day;
  return stands ? wall.getTime() : null;
}

function offsetMs(offset: string): number {
  if (/z/i.test(offset)) return 0;
  const [sign, hours, minutes] = [offset[0], Number(offset.slice(1, 3)), Number(offset.slice(-2))];
  return (sign === "-" ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
