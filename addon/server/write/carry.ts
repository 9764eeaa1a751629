import type { Carry, WriteOptions } from "../../writes.ts";
import type { Calls } from "./calls.ts";
import type { Insertion } from "./draft.ts";
import { GENERAL } from "./number-format.ts";
import type { PlaceRead } from "./place-read.ts";
import type { Snapshot } from "./snapshot.ts";

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

const WHITE = /^(#f{6}|white|)$/i;

/** What of a table's last row goes down with new rows, and over which columns. */
export interface CarryPlan extends Carry {
  row: number;
  column: number;
  columns: number;
  /** Columns that are not written to and hold a formula of the row's own. */
  formulaColumns: number[];
}

/**
 * Looks whether the last row's look and validation can go down: only onto cells that have none of their own, which
 * an undo could not give back. Costs calls, so a plan asks and its write does not.
 */
export function findCarry(
  sheet: Sheet,
  { table, lastRow, places }: Snapshot,
  insert: Insertion | null,
  { carryDown }: WriteOptions,
  { run }: Calls,
): Carry {
  if (carryDown === false || !table || !lastRow || table.block.rows < 2)
    return { formats: false, validation: false };
  const { block } = table;
  const rules = run(() => sheet.getRange(lastRow.row, block.column, 1, block.columns).getDataValidations());
  const validation = rules.some((line) => line.some((rule) => rule !== null));
  const place = places.find((each) => each.block.row === lastRow.row + 1 && each.block.rows > 0);
  // Inserted rows, and those that the sheet gets at its end, are taken out whole.
  if (insert || !place) return { formats: true, validation };
  const range = sheet.getRange(place.block.row, block.column, place.block.rows, block.columns);
  const plain =
    place.formats.every((line) => line.every((format) => format === GENERAL || format === "")) &&
    run(() => range.getBackgrounds()).every((line) => line.every((colour) => WHITE.test(colour)));
  const free =
    !validation || run(() => range.getDataValidations()).every((line) => line.every((rule) => rule === null));
  return { formats: plain, validation: validation && free };
}

export function carryPlan(
  { table, lastRow, matches }: Snapshot,
  carry: Carry | undefined,
  { carryDown }: WriteOptions,
): CarryPlan | null {
  if (carryDown === false || !table || !lastRow || table.block.rows < 2) return null;
  const { block, headers } = table;
  const taken = new Set(matches.map(({ place }) => place));
  const formulaColumns = headers.flatMap((_, place) =>
    lastRow.formulas[place] && !taken.has(place) ? [block.column + place] : [],
  );
  const { formats = false, validation = false } = carry ?? {};
  if (!formats && !validation && formulaColumns.length === 0) return null;
  return {
    row: lastRow.row,
    column: block.column,
    columns: block.columns,
    formulaColumns,
    formats,
    validation,
  };
}

/** Copies the last row's look, validation and formulas into new rows; answers with what then stands there. */
export function carryDown(
  sheet: Sheet,
  carry: CarryPlan,
  rows: { first: number; count: number },
  formats: string[],
  { run }: Calls,
): PlaceRead[] {
  const { row, column, columns } = carry;
  const { CopyPasteType } = SpreadsheetApp;
  const source = sheet.getRange(row, column, 1, columns);
  const place = sheet.getRange(rows.first, column, rows.count, columns);
  if (carry.formats) run(() => source.copyTo(place, CopyPasteType.PASTE_FORMAT, false));
  if (carry.validation) run(() => source.copyTo(place, CopyPasteType.PASTE_DATA_VALIDATION, false));
  for (const { first, count } of neighbours(carry.formulaColumns)) {
    const from = sheet.getRange(row, first, 1, count);
    const to = sheet.getRange(rows.first, first, rows.count, count);
    run(() => from.copyTo(to, CopyPasteType.PASTE_FORMULA, false));
  }
  if (!carry.formats) return [];
  const line = Array.from({ length: columns }, (_, index) => formats[index] ?? GENERAL);
  const blank = line.map(() => "");
  return [
    {
      block: { row: rows.first, column, rows: rows.count, columns },
      values: Array.from({ length: rows.count }, () => blank),
      formulas: Array.from({ length: rows.count }, () => blank),
      formats: Array.from({ length: rows.count }, () => line),
    },
  ];
}

function neighbours(columns: number[]): { first: number; count: number }[] {
  const runs: { first: number; count: number }[] = [];
  for (const column of columns) {
    const run = runs[runs.length - 1];
    if (run && run.first + run.count === column) run.count += 1;
    else runs.push({ first: column, count: 1 });
  }
  return runs;
}
