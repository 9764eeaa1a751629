import type { WriteTable } from "../../rpc.ts";
import type { WriteOptions } from "../../writes.ts";
import type { TableRegion } from "../table-region.ts";
import type { Calls } from "./calls.ts";
import { clipped, type PlaceRead, readPlace } from "./place-read.ts";
import type { Zone } from "./zone.ts";

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

/** The row under which new ones go, by the table's columns: they take after it. */
export interface LastRow {
  row: number;
  formats: string[];
  formulas: string[];
}

interface TableEnd {
  table: TableRegion;
  lastRow: LastRow;
  /** Where new rows go, and the row below. */
  places: PlaceRead[];
}

interface EndRequest {
  table: WriteTable;
  options: WriteOptions;
  /** Columns of the sheet's table and the new ones beside it. */
  width: number;
}

/**
 * Reads where a table ends and what stands below. Its last row counts as a total, and new rows go above it, where
 * the person said so. Formats of the last row and of the place come in one call.
 */
export function readTableEnd(
  sheet: Sheet,
  found: TableRegion,
  { table, options, width }: EndRequest,
  { zone, calls }: { zone: Zone; calls: Calls },
): TableEnd {
  const { run } = calls;
  const total = options.aboveTotal === true && found.block.rows > 2 ? 1 : 0;
  const block = { ...found.block, rows: found.block.rows - total };
  const row = block.row + block.rows - 1;
  const size = { rows: sheet.getMaxRows(), columns: sheet.getMaxColumns() };
  // One more row, so that the table does not grow together with what stands below.
  const place = clipped(
    { row: row + 1, column: block.column, rows: table.rows.length + 1, columns: width },
    size,
  );
  const last = clipped({ row, column: block.column, rows: 1, columns: width }, size);
  const from = sheet.getRange(row, block.column, Math.max(0, place.rows) + 1, last.columns);
  const [formats = [], ...below]: string[][] = run(() => from.getNumberFormats());
  const formulas = run(() => sheet.getRange(row, block.column, 1, last.columns).getFormulas())[0] ?? [];
  const isFree = run(() => sheet.getLastRow()) <= row;
  const blank = <T>(cell: T): T[][] => below.map((line) => line.map(() => cell));
  const read =
    isFree || place.rows < 1
      ? { block: place, values: blank(""), formulas: blank(""), formats: below }
      : readPlace(sheet, place, zone, calls);
  return { table: { ...found, block }, lastRow: { row, formats, formulas }, places: [read] };
}
