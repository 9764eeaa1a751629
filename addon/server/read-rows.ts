import type { Place, RowsRead, Rpc } from "../rpc.ts";
import { blockName } from "./a1.ts";
import { invalidRequest, ServerProblemError } from "./problem.ts";
import { findTable, findTableWith } from "./table-region.ts";

type Range = GoogleAppsScript.Spreadsheet.Range;

/** More than this may not fit into one answer to the page. */
const MAX_CELLS = 20_000;

/** Throws `no-table`, `place-gone`, and `key-without-column` for a column that is not there any more. */
export function readRows({ at, columns = [], from, rows }: Rpc["readRows"]["args"]): RowsRead {
  if (![from, rows].every((count) => Number.isInteger(count) && count >= 0)) {
    throw invalidRequest("The rows are not from one on, so many.");
  }
  const cell = at ? cellAt(at) : SpreadsheetApp.getActiveSpreadsheet().getActiveCell();
  if (!cell) throw new ServerProblemError("no-selection", {});
  const sheet = cell.getSheet();
  const find = columns.length > 0 ? findTableWith : findTable;
  const table = find(cell, columns, (call) => call());
  if (!table) throw new ServerProblemError("no-table", { sheet: sheet.getName() });
  const { block, headers } = table;
  const places = columns.map((column) => placeOf(column, headers));
  const width = Math.max(
    1,
    places.length > 0 ? Math.max(...places) - Math.min(...places) + 1 : block.columns,
  );
  const left = places.length > 0 ? Math.min(...places) : 0;
  const total = block.rows - 1;
  const count = Math.max(0, Math.min(rows, total - from, Math.floor(MAX_CELLS / width)));
  const shown =
    count === 0
      ? []
      : sheet.getRange(block.row + 1 + from, block.column + left, count, width).getDisplayValues();
  return {
    sheet: sheet.getName(),
    a1: blockName(block),
    at: { sheetId: sheet.getSheetId(), row: block.row, column: block.column },
    headers,
    ...{ total, from },
    values:
      places.length === 0 ? shown : shown.map((line) => places.map((place) => line[place - left] ?? "")),
    selected: selectedIn(sheet, block, headers),
  };
}

function cellAt({ sheetId, row, column }: Place): Range {
  const sheet = SpreadsheetApp.getActiveSpreadsheet().getSheetById(sheetId);
  if (!sheet) throw new ServerProblemError("place-gone", {});
  const isThere = row <= sheet.getMaxRows() && column <= sheet.getMaxColumns();
  return sheet.getRange(isThere ? row : 1, isThere ? column : 1);
}

function placeOf(column: string, headers: string[]): number {
  const place = headers.indexOf(column);
  if (place < 0) throw new ServerProblemError("key-without-column", { column });
  return place;
}

function selectedIn(
  sheet: GoogleAppsScript.Spreadsheet.Sheet,
  block: { row: number; column: number; rows: number },
  headers: string[],
): RowsRead["selected"] {
  const spreadsheet = SpreadsheetApp.getActiveSpreadsheet();
  const range = spreadsheet.getActiveRange();
  if (!range || range.getSheet().getSheetId() !== sheet.getSheetId()) return null;
  const first = Math.max(range.getRow(), block.row + 1);
  const end = Math.min(range.getRow() + range.getNumRows(), block.row + block.rows);
  if (end <= first) return null;
  const header = headers[(spreadsheet.getActiveCell() ?? range).getColumn() - block.column] ?? "";
  return { from: first - block.row - 1, rows: end - first, header };
}
