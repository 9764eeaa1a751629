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
  const found = filledRegion(cell, run) ?? filledRegion(sheet.getRange(1, 1), run);
  if (!found) return null;
  const { region } = found;
  const head = sheet.getRange(region.row, region.column, Math.min(HEAD_ROWS, region.rows), region.columns);
  const rows = found.head ?? run(() => head.getDisplayValues());
  const above = findHeaderRow(rows, columns);
  const headers = rows[above] ?? [];
  if (headers.every((header) => header.trim() === "")) return null;
  return { block: { ...region, row: region.row + above, rows: region.rows - above }, headers };
}

/** The table that has all of these headers: where the cell says, else wherever it has moved to in its sheet. */
export function findTableWith(
  cell: Range,
  headers: string[],
  run: <T>(call: () => T) => T,
): TableRegion | null {
  const here = findTable(cell, headers, run);
  if (here && headers.every((header) => here.headers.includes(header))) return here;
  const all = run(() => cell.getSheet().getDataRange());
  const shown = run(() => all.getDisplayValues());
  const down = shown.findIndex((line) => headers.every((header) => line.includes(header)));
  if (down < 0) return here;
  const right = shown[down]?.indexOf(headers[0] ?? "") ?? 0;
  return findTable(all.getCell(down + 1, right + 1), headers, run);
}

/**
 * A region that is found from a blank cell holds that cell's own blank row or column: it is cut off. The texts of
 * its first rows come along where they were read to tell.
 */
function filledRegion(
  cell: Range,
  run: <T>(call: () => T) => T,
): { region: Block; head: string[][] | null } | null {
  const region = run(() => cell.getDataRegion());
  const block = {
    row: region.getRow(),
    column: region.getColumn(),
    rows: region.getNumRows(),
    columns: region.getNumColumns(),
  };
  const down = cell.getRow() - block.row;
  const height = Math.min(HEAD_ROWS, block.rows);
  const head = down < height ? run(() => region.offset(0, 0, height).getDisplayValues()) : null;
  const text = head ? head[down]?.[cell.getColumn() - block.column] : run(() => cell.getDisplayValue());
  if (text !== "") return { region: block, head };
  const shown = run(() => region.getDisplayValues());
  const rows = indexes(shown, (row) => row.some((each) => each !== ""));
  const columns = indexes(shown[0] ?? [], (_, column) => shown.some((row) => row[column] !== ""));
  const [top, left] = [rows[0], columns[0]];
  if (top === undefined || left === undefined) return null;
  const filled = {
    row: block.row + top,
    column: block.column + left,
    rows: (rows[rows.length - 1] ?? top) - top + 1,
    columns: (columns[columns.length - 1] ?? left) - left + 1,
  };
  return { region: filled, head: null };
}

function indexes<T>(list: T[], holds: (each: T, index: number) => boolean): number[] {
  return list.flatMap((each, index) => (holds(each, index) ? [index] : []));
}
