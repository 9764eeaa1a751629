import type { Block } from "./a1.ts";
import { findHeaderRow } from "./write/match-columns.ts";

type Range = GoogleAppsScript.Spreadsheet.Range;

/** A table as it stands in a sheet: its block from the header row to its last row. */
export interface TableRegion {
  block: Block;
  headers: string[];
}

/** Above a table's headers there may stand a title: so many rows are looked at. */
const HEAD_ROWS = 5;

/**
 * The table that a cell stands in or touches; else the one at the sheet's first cell; null where there is none.
 * `columns` are the names that tell its header row from a title. `run` counts the calls.
 */
export function findTable(cell: Range, columns: string[], run: <T>(call: () => T) => T): TableRegion | null {
  const sheet = cell.getSheet();
  const region = filledRegion(cell, run) ?? filledRegion(sheet.getRange(1, 1), run);
  if (!region) return null;
  const head = sheet.getRange(region.row, region.column, Math.min(HEAD_ROWS, region.rows), region.columns);
  const rows = run(() => head.getDisplayValues());
  const above = findHeaderRow(rows, columns);
  const headers = rows[above] ?? [];
  if (headers.every((header) => header.trim() === "")) return null;
  return { block: { ...region, row: region.row + above, rows: region.rows - above }, headers };
}

/** A region that is found from a blank cell holds that cell's own blank row or column: it is cut off. */
function filledRegion(cell: Range, run: <T>(call: () => T) => T): Block | null {
  const region = run(() => cell.getDataRegion());
  const block = {
    row: region.getRow(),
    column: region.getColumn(),
    rows: region.getNumRows(),
    columns: region.getNumColumns(),
  };
  if (run(() => cell.getDisplayValue()) !== "") return block;
  const shown = run(() => region.getDisplayValues());
  const rows = indexes(shown, (row) => row.some((text) => text !== ""));
  const columns = indexes(shown[0] ?? [], (_, column) => shown.some((row) => row[column] !== ""));
  const [top, left] = [rows[0], columns[0]];
  if (top === undefined || left === undefined) return null;
  return {
    row: block.row + top,
    column: block.column + left,
    rows: (rows[rows.length - 1] ?? top) - top + 1,
    columns: (columns[columns.length - 1] ?? left) - left + 1,
  };
}

function indexes<T>(list: T[], holds: (each: T, index: number) => boolean): number[] {
  return list.flatMap((each, index) => (holds(each, index) ? [index] : []));
}
