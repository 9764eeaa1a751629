import { cellName } from "../a1.ts";
import type { Calls } from "./calls.ts";
import type { SheetCell } from "./encode.ts";
import { isDate, plainValue } from "./place-read.ts";
import { boundingBlock, type RowWrite } from "./row-write.ts";
import type { Zone } from "./zone.ts";

/** A clock that is put forward skips an hour, and a date in it is read back later. */
const CLOCK_TOLERANCE = 1 / 24 + 1 / 86_400;

/**
 * Reads back what was written and answers with the first cell that does not hold what the plan does, or null: a
 * formula is never in a plan.
 */
export function findDifference(
  sheet: GoogleAppsScript.Spreadsheet.Sheet,
  writes: RowWrite[],
  zone: Zone,
  { run }: Calls,
): string | null {
  for (const write of writes) {
    const block = boundingBlock([write]);
    if (!block) continue;
    const range = sheet.getRange(block.row, block.column, block.rows, block.columns);
    const values: unknown[][] = run(() => range.getValues());
    const formulas = run(() => range.getFormulas());
    for (const [line, row] of write.rows.entries()) {
      for (const [place, column] of write.columns.entries()) {
        const cell = write.cells[line]?.[place];
        const [down, right] = [row - block.row, column - block.column];
        if (!cell) continue;
        if (formulas[down]?.[right] === "" && holds(values[down]?.[right], cell, zone)) continue;
        return cellName(row, column);
      }
    }
  }
  return null;
}

function holds(read: unknown, { value }: SheetCell, zone: Zone): boolean {
  if (typeof value === "string") return sameText(String(read), value);
  if (typeof value === "boolean") return read === value;
  const got = plainValue(read, zone, false);
  if (typeof got !== "number") return false;
  const tolerance = isDate(read) ? CLOCK_TOLERANCE : Math.abs(value) * 1e-12;
  return Math.abs(got - value) <= tolerance;
}

/** A sheet may keep line ends in its own way. */
function sameText(left: string, right: string): boolean {
  return left === right || left.replace(/\r\n?/g, "\n") === right.replace(/\r\n?/g, "\n");
}
