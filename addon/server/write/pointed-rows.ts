import type { Calls } from "./calls.ts";

type Spreadsheet = GoogleAppsScript.Spreadsheet.Spreadsheet;
type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

/** Formulas of other sheets are read up to so many cells. */
const MAX_CELLS = 200_000;
const reference = /\$?[A-Za-z]{1,3}\$?([1-9]\d{0,6})(?![\d(])/g;

/**
 * Tells which rows of a sheet formulas of other rows name by their number. One that is deleted leaves #REF! there,
 * which no undo mends. Where there is too much to look at, all count as named.
 */
export function pointedRows(
  spreadsheet: Spreadsheet,
  sheet: Sheet,
  formulas: string[][],
  { run }: Calls,
): (row: number) => boolean {
  const named = new Set<number>();
  formulas.forEach((line, down) => {
    for (const row of line.flatMap(rowsIn)) if (row !== down + 1) named.add(row);
  });
  let left = MAX_CELLS;
  for (const other of spreadsheet.getSheets()) {
    if (other.getSheetId() === sheet.getSheetId()) continue;
    const range = run(() => other.getDataRange());
    left -= range.getNumRows() * range.getNumColumns();
    if (left < 0) return () => true;
    const name = sheet.getName().split("'").join("''");
    const texts = run(() => range.getFormulas()).flat();
    for (const text of texts) if (text.includes(name)) for (const row of rowsIn(text)) named.add(row);
  }
  return (row) => named.has(row);
}

function rowsIn(formula: string): number[] {
  if (formula === "") return [];
  const rows: number[] = [];
  formula.replace(reference, (found, row: string) => {
    rows.push(Number(row));
    return found;
  });
  return rows;
}
