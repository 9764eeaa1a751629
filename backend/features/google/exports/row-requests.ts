import type { SheetsRequest } from "../api/sheets.ts";
import { CELL_FIELDS, type CellData } from "./cells.ts";
import { type KeyIndex, plainOf } from "./keys.ts";
import type { Layout } from "./place.ts";
import { rowOf } from "./prepare-sheet.ts";

/** What is done to the sheet for one row of the table, whose cells these are. */
export type RowChange = { cells: CellData[] } & (
  | { kind: "append"; values: CellData[] }
  | { kind: "update"; row: number; key: string; requests: SheetsRequest[] }
);

/** A row goes to the end, or, where its key stands in the sheet, its changed cells go there. */
export function changeFor(
  cells: CellData[],
  layout: Layout,
  sheetId: number,
  index: KeyIndex | null,
): RowChange {
  const found = index?.find(cells) ?? null;
  if (index === null || found === null) return { cells, kind: "append", values: rowOf(layout, cells) };
  const requests = cells.flatMap((cell, column): SheetsRequest[] => {
    const place = layout.places[column] ?? 0;
    const value = plainOf(cell);
    // What the table does not know stays as the sheet has it.
    if (value === "" || value === index.valueAt(found.key, place)) return [];
    const fields = cell.note === undefined ? "userEnteredValue,userEnteredFormat.numberFormat" : CELL_FIELDS;
    const start = { sheetId, rowIndex: found.row, columnIndex: place };
    return [{ updateCells: { start, rows: [{ values: [cell] }], fields } }];
  });
  return { cells, kind: "update", ...found, requests };
}

/** All of a part's rows, those that go to the end in one request. */
export function requestsOf(sheetId: number, changes: RowChange[]): SheetsRequest[] {
  const appended = changes.flatMap((change) => (change.kind === "append" ? [{ values: change.values }] : []));
  const updates = changes.flatMap((change) => (change.kind === "update" ? change.requests : []));
  if (appended.length === 0) return updates;
  return [...updates, { appendCells: { sheetId, rows: appended, fields: CELL_FIELDS } }];
}

/** Of what is sent of it. */
export function bytesOf(change: RowChange): number {
  return Buffer.byteLength(JSON.stringify(change.kind === "append" ? change.values : change.requests));
}
