import type { Cell, ColumnType } from "../../../contract/cells.ts";

const DAY_MS = 86_400_000;
/** Of 1970-01-01, where day 0 is 1899-12-30. */
const EPOCH = 25_569;
/** 1900-03-01: Excel counts a 29 February before it that there was not. */
const FIRST_CERTAIN = 61;
const SECONDS_A_DAY = 86_400;

const numeric = new Set<ColumnType>(["integer", "number", "percent", "currency"]);

/**
 * The number that a spreadsheet holds for a typed value, null where it stays a text. A datetime is what the text's
 * own clock shows: a spreadsheet knows no offsets.
 */
export function serialOf(type: ColumnType, value: NonNullable<Cell["value"]>): number | null {
  if (typeof value === "number") {
    if (type === "duration") return value / SECONDS_A_DAY;
    return numeric.has(type) && Number.isFinite(value) ? value : null;
  }
  if (typeof value !== "string") return null;
  if (type === "date") return daySerial(`${value}T00:00:00Z`);
  if (type === "datetime") return daySerial(`${value.replace(/(Z|[+-]\d{2}:?\d{2})$/, "")}Z`);
  if (type !== "time") return null;
  const time = Date.parse(`1970-01-01T${value}Z`);
  return Number.isNaN(time) ? null : time / DAY_MS;
}

function daySerial(text: string): number | null {
  const serial = Date.parse(text) / DAY_MS + EPOCH;
  return serial >= FIRST_CERTAIN ? serial : null;
}
