import type { Calls } from "./calls.ts";
import type { KeptGroup, KeptPart } from "./kept.ts";
import { isBlank, type PlaceRead, standingAt } from "./place-read.ts";

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

interface Removal {
  sheet: Sheet;
  part: KeptPart;
  group: KeptGroup;
  /** Sheet rows that hold nothing but what was written. */
  rows: number[];
  columns: number[];
  read: PlaceRead;
  calls: Calls;
}

/**
 * Deletes rows that would leave a hole: those that were inserted, and those that other rows now stand below. Rows
 * that hold something beside the table stay. Of rows that stay, what was carried down goes. Answers with the
 * deleted ones.
 */
export function removeRows({ sheet, part, group, rows, columns, read, calls }: Removal): Set<number> {
  const { run } = calls;
  const ours = new Set([...columns, ...group.carried]);
  const alone = (row: number) =>
    (read.values[row - 1] ?? []).every(
      (_, right) => ours.has(right + 1) || isBlank(standingAt([read], row, right + 1)),
    );
  const blocks = runsOf([...rows].sort((left, right) => left - right));
  const deleted = new Set<number>();
  for (const { first, count } of blocks.reverse()) {
    const numbers = Array.from({ length: count }, (_, index) => first + index);
    const below = columns.some((column) => !isBlank(standingAt([read], first + count, column)));
    const inTable = group.headerRow !== null && !group.hasHeader;
    const hole = inTable && (part.made.inserted !== null || below);
    if (hole && numbers.every(alone)) {
      run(() => sheet.deleteRows(first, count));
      for (const row of numbers) deleted.add(row);
      continue;
    }
    for (const column of group.carried) run(() => sheet.getRange(first, column, count, 1).clearContent());
    const { dressed } = group;
    if (!dressed) continue;
    const range = sheet.getRange(first, dressed.column, count, dressed.columns);
    run(() => range.clearFormat());
    run(() => range.clearDataValidations());
  }
  return deleted;
}

/** Takes back rows and columns that a write added at the sheet's ends, as far as nothing stands in them. */
export function shrink(sheet: Sheet, { made: { grown } }: KeptPart, { run }: Calls): void {
  const { rows, columns, fromRows, fromColumns } = grown;
  if (rows > 0 && sheet.getMaxRows() === fromRows + rows && run(() => sheet.getLastRow()) <= fromRows) {
    run(() => sheet.deleteRows(fromRows + 1, rows));
  }
  if (columns > 0 && sheet.getMaxColumns() === fromColumns + columns) {
    if (run(() => sheet.getLastColumn()) <= fromColumns)
      run(() => sheet.deleteColumns(fromColumns + 1, columns));
  }
}

function runsOf(rows: number[]): { first: number; count: number }[] {
  const runs: { first: number; count: number }[] = [];
  for (const row of rows) {
    const run = runs[runs.length - 1];
    if (run && run.first + run.count === row) run.count += 1;
    else runs.push({ first: row, count: 1 });
  }
  return runs;
}
