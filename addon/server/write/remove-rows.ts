import type { Calls } from "./calls.ts";
import { numbersFrom } from "./draft.ts";
import { runsOf } from "./keep-part.ts";
import type { KeptGroup, KeptPart } from "./kept.ts";
import { isBlank, type PlaceRead, standingAt } from "./place-read.ts";

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

interface Removal {
  part: KeptPart;
  group: KeptGroup;
  /** Sheet rows that hold nothing but what was written. */
  rows: number[];
  columns: number[];
  read: PlaceRead;
}

/**
 * Rows that would leave a hole: those that were inserted, and those that other rows now stand below. Rows that hold
 * something beside the table are not among them.
 */
export function removableRows({ part, group, rows, columns, read }: Removal): Set<number> {
  const ours = new Set([...columns, ...group.carried]);
  const alone = (row: number) =>
    (read.values[row - 1] ?? []).every(
      (_, right) => ours.has(right + 1) || isBlank(standingAt([read], row, right + 1)),
    );
  const removable = blocksOf(rows).filter(({ first, count }) => {
    const below = columns.some((column) => !isBlank(standingAt([read], first + count, column)));
    const inTable = part.made.joined && !group.hasHeader;
    return inTable && (part.made.inserted !== null || below) && numbersFrom(first, count).every(alone);
  });
  return new Set(removable.flatMap(({ first, count }) => numbersFrom(first, count)));
}

/** From the last to the first, so that none moves before it is its turn. */
export function removeRows(sheet: Sheet, rows: Set<number>, { run }: Calls): void {
  for (const { first, count } of blocksOf([...rows]).reverse()) run(() => sheet.deleteRows(first, count));
}

/** Takes away what was carried down into rows that stay. */
export function undress(sheet: Sheet, { carried, dressed }: KeptGroup, rows: number[], { run }: Calls): void {
  for (const { first, count } of blocksOf(rows)) {
    for (const column of carried) run(() => sheet.getRange(first, column, count, 1).clearContent());
    if (!dressed) continue;
    const range = sheet.getRange(first, dressed.column, count, dressed.columns);
    if (dressed.formats) run(() => range.clearFormat());
    if (dressed.validation) run(() => range.clearDataValidations());
  }
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

function blocksOf(rows: number[]): { first: number; count: number }[] {
  const sorted = [...rows].sort((left, right) => left - right);
  return runsOf(sorted).map(([first, count]) => ({ first, count }));
}
