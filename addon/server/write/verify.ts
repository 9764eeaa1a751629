import { cellName } from "../a1.ts";
import type { Calls } from "./calls.ts";
import type { SheetCell } from "./encode.ts";
import { type BlockWrite, boundingBlock } from "./plan.ts";
import { isDate, plainValue } from "./snapshot.ts";
import type { Zone } from "./zone.ts";

const SECOND = 1 / 86_400;
/** 1920-01-01: before, zones kept odd local times, which Google and we need not round alike. */
const STEADY_ZONES = 7_306;

/**
 * Reads back what was written and answers with the first cell that does not hold what the plan does, or null: a
 * formula is never in a plan.
 */
export function findDifference(
  sheet: GoogleAppsScript.Spreadsheet.Sheet,
  writes: BlockWrite[],
  zone: Zone,
  { run }: Calls,
): string | null {
  for (const group of byRows(writes)) {
    const block = boundingBlock(group);
    if (!block) continue;
    const range = sheet.getRange(block.row, block.column, block.rows, block.columns);
    const values: unknown[][] = run(() => range.getValues());
    const formulas = run(() => range.getFormulas());
    for (const write of group) {
      const [top, left] = [write.block.row - block.row, write.block.column - block.column];
      for (const [down, line] of write.cells.entries()) {
        for (const [right, cell] of line.entries()) {
          const value = values[top + down]?.[left + right];
          if (formulas[top + down]?.[left + right] === "" && holds(value, cell, zone)) continue;
          return cellName(write.block.row + down, write.block.column + right);
        }
      }
    }
  }
  return null;
}

/** Writes on the same rows are read back together. */
function byRows(writes: BlockWrite[]): BlockWrite[][] {
  const groups = new Map<number, BlockWrite[]>();
  for (const write of writes) groups.set(write.block.row, [...(groups.get(write.block.row) ?? []), write]);
  return [...groups.values()];
}

function holds(read: unknown, { value }: SheetCell, zone: Zone): boolean {
  if (typeof value === "string") return sameText(String(read), value);
  if (typeof value === "boolean") return read === value;
  const got = plainValue(read, zone);
  if (typeof got !== "number") return false;
  const tolerance = !isDate(read) ? Math.abs(value) * 1e-12 : value < STEADY_ZONES ? 1 / 24 : SECOND;
  return Math.abs(got - value) <= tolerance;
}

/** A sheet may keep line ends in its own way. */
function sameText(left: string, right: string): boolean {
  return left === right || left.replace(/\r\n?/g, "\n") === right.replace(/\r\n?/g, "\n");
}
