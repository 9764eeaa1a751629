import type { SheetsRequest } from "../api/sheets.ts";
import { CELL_FIELDS, type CellData } from "./cells.ts";
import { type KeyIndex, plainOf } from "./keys.ts";
import type { Layout } from "./place.ts";
import { rowOf } from "./prepare-sheet.ts";

/** What is done to the sheet for one row of the table. */
export type RowChange =
  | { kind: "append"; values: CellData[] }
  | { kind: "update"; requests: SheetsRequest[] };

/** A row goes to the end, or, where its key stands in the sheet, its changed cells go there. */
export function changeFor(
  cells: CellData[],
  layout: Layout,
  sheetId: number,
  upsert: { index: KeyIndex; columns: number[] } | null,
): RowChange {
  const row = upsert === null ? null : upsert.index.find(cells, upsert.columns);
  if (upsert === null || row === null) return { kind: "append", values: rowOf(layout, cells) };
  const requests = cells.flatMap((cell, column): SheetsRequest[] => {
    const place = layout.places[column] ?? 0;
    const value = plainOf(cell);
    // What the table does not know stays as the sheet has it.
    if (value === "" || value === upsert.index.valueAt(row, place)) return [];
    const fields = cell.note === undefined ? "userEnteredValue,userEnteredFormat.numberFormat" : CELL_FIELDS;
    const start = { sheetId, rowIndex: row, columnIndex: place };
    return [{ updateCells: { start, rows: [{ values: [cell] }], fields } }];
  });
  return { kind: "update", requests };
}

/** All of a part's rows, those that go to the end in one request. */
export function requestsOf(sheetId: number, changes: RowChange[]): SheetsRequest[] {
  const appended = changes.flatMap((change) => (change.kind === "append" ? [{ values: change.values }] : []));
  const updates = changes.flatMap((change) => (change.kind === "update" ? change.requests : []));
  if (appended.length === 0) return updates;
  return [...updates, { appendCells: { sheetId, rows: appended, fields: CELL_FIELDS } }];
}
