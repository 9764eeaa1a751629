const DAY_MS = 86_400_000;
/** Day 0 of serial numbers, 1899-12-30, in Unix time. */
const DAY_ZERO_MS = Date.UTC(1899, 11, 30);

const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone,
    calendar: "gregory",
    hourCycle: "h23",
    era: "short",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  formats.set(timeZone, made);
  return made;
}

/** Zones change their offset on a quarter of an hour. */
const STEADY_MS = 15 * 60_000;
const offsets = new Map<string, number>();

/** What a clock on the wall of that zone shows at an instant, as if it were UTC; milliseconds since 1970. */
function wallClock(instant: number, timeZone: string): number {
  const key = `${timeZone} ${Math.floor(instant / STEADY_MS)}`;
  const known = offsets.get(key);
  if (known !== undefined) return instant + known;
  const second = Math.floor(instant / 1_000) * 1_000;
  const offset = wallClockOf(second, timeZone) - second;
  offsets.set(key, offset);
  return instant + offset;
}

function wallClockOf(instant: number, timeZone: string): number {
  const part: Record<string, string> = {};
  for (const { type, value } of formatIn(timeZone).formatToParts(instant)) part[type] = value;
  const year = part.era === "BC" ? 1 - Number(part.year) : Number(part.year);
  const wall = new Date(0);
  wall.setUTCFullYear(year, Number(part.month) - 1, Number(part.day));
  return wall.setUTCHours(Number(part.hour), Number(part.minute), Number(part.second));
}

/** The instant at which a serial number's wall clock is seen in that zone; the later one of a skipped hour. */
export function serialToDate(serial: number, timeZone: string): Date {
  const wall = Math.round(serial * DAY_MS) + DAY_ZERO_MS;
  const guess = wall - (wallClock(wall, timeZone) - wall);
  return new Date(guess - (wallClock(guess, timeZone) - wall));
}

/** The wall clock of an instant in that zone as a serial number. */
export function dateToSerial(date: Date, timeZone: string): number {
  return (wallClock(date.getTime(), timeZone) - DAY_ZERO_MS) / DAY_MS;
}

/** `Utilities.formatDate` for the letters `y M d H m s S Z` and quoted text. */
export function formatDate(date: Date, timeZone: string, pattern: string): string {
  const wall = new Date(wallClock(date.getTime(), timeZone));
  const offset = Math.round((wall.getTime() - date.getTime()) / 60_000);
  const values: Record<string, number> = {
    y: wall.getUTCFullYear(),
    M: wall.getUTCMonth() + 1,
    d: wall.getUTCDate(),
    H: wall.getUTCHours(),
    m: wall.getUTCMinutes(),
    s: wall.getUTCSeconds(),
    S: wall.getUTCMilliseconds(),
  };
  return pattern.replace(/'([^']*)'|([a-zA-Z])\2*/g, (run, quoted: string | undefined, letter: string) => {
    if (quoted !== undefined) return quoted;
    if (letter === "Z") {
      const minutes = Math.abs(offset);
      return `${offset < 0 ? "-" : "+"}${pad(Math.floor(minutes / 60), 2)}${pad(minutes % 60, 2)}`;
    }
    const value = values[letter];
    if (value === undefined) throw new Error(`The stand-in of formatDate does not know "${letter}"`);
    return pad(value, run.length);
  });
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, "0");
}
