import type { Cell, ColumnType } from "../../../contract/cells.ts";

const DAY_MS = 86_400_000;
/** Of 1970-01-01, where day 0 is 1899-12-30. */
const EPOCH = 25_569;
const SECONDS_A_DAY = 86_400;
const OFFSET = /(Z|[+-]\d{2}:?\d{2})$/;

const numeric = new Set<ColumnType>(["integer", "number", "percent", "currency"]);

/** How a program counts days, and what its clock shows. */
export interface SerialCalendar {
  /** The serial of the first day that it counts as everybody does. */
  first: number;
  /** What the clock shows at an instant, held as if it were UTC, in milliseconds; null: it knows no instants. */
  wallAt: ((instant: number) => number) | null;
}

/**
 * Excel counts a 29 February 1900 that there was not, and knows no zones: a datetime is what the text's own clock
 * shows.
 */
export const excel: SerialCalendar = { first: 61, wallAt: null };

/** Sheets counts as everybody since the Gregorian calendar's first year, in the spreadsheet's time zone. */
export function sheetsIn(timeZone: string): SerialCalendar {
  const format = new Intl.DateTimeFormat("en-US", {
    ...{ timeZone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric" },
    ...{ hour: "numeric", minute: "numeric", second: "numeric" },
  });
  return {
    first: Date.UTC(1583, 0, 1) / DAY_MS + EPOCH,
    wallAt(instant) {
      const shown = Object.fromEntries(
        format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]),
      );
      const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown;
      return Date.UTC(year, month - 1, day, hour, minute, second);
    },
  };
}

/** The number that a spreadsheet holds for a typed value, null where it stays a text. */
export function serialOf(
  type: ColumnType,
  value: NonNullable<Cell["value"]>,
  calendar: SerialCalendar = excel,
): number | null {
  if (typeof value === "number") {
    if (type === "duration") return value / SECONDS_A_DAY;
    return numeric.has(type) && Number.isFinite(value) ? value : null;
  }
  if (typeof value !== "string") return null;
  if (type === "date") return serialOn(Date.parse(`${value}T00:00:00Z`), calendar);
  if (type === "datetime") return serialOn(wallOf(value, calendar), calendar);
  if (type !== "time") return null;
  const time = Date.parse(`1970-01-01T${value}Z`);
  return Number.isNaN(time) ? null : time / DAY_MS;
}

function wallOf(text: string, { wallAt }: SerialCalendar): number {
  const instant = wallAt !== null && OFFSET.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(instant) || wallAt === null
    ? Date.parse(`${text.replace(OFFSET, "")}Z`)
    : wallAt(instant);
}

function serialOn(wall: number, { first }: SerialCalendar): number | null {
  const serial = wall / DAY_MS + EPOCH;
  return serial >= first ? serial : null;
}
