import type { WriteTable } from "../../rpc.ts";
import type { WriteOptions, WriteTarget } from "../../writes.ts";
import type { Block } from "../a1.ts";
import { ServerProblemError } from "../problem.ts";
import { findTable, findTableWith, type TableRegion } from "../table-region.ts";
import type { Calls } from "./calls.ts";
import { type ColumnMatch, matchColumns } from "./match-columns.ts";
import { matchByKind, type SampleRow } from "./match-kinds.ts";
import { clipped, type PlaceRead, readPlace } from "./place-read.ts";
import { type LastRow, readTableEnd } from "./table-end.ts";
import type { Zone } from "./zone.ts";

type Spreadsheet = GoogleAppsScript.Spreadsheet.Spreadsheet;
type Sheet = GoogleAppsScript.Spreadsheet.Sheet;
type Range = GoogleAppsScript.Spreadsheet.Range;

/** All that a plan is made from: what the sheet held where the table would go. */
export interface Snapshot {
  /** The sheet that is written to; null where one is to be made. */
  sheet: { id: number; name: string; rows: number; columns: number } | null;
  sheetNames: string[];
  /** The first cell of the place, or of the sheet's table. */
  anchor: { row: number; column: number };
  /** The sheet's table, up to the row under which new ones go; null at the selection and in a new sheet. */
  table: TableRegion | null;
  lastRow: LastRow | null;
  matches: ColumnMatch[];
  /** Where cells go. Of a table that is looked up by keys, the table itself first. */
  places: PlaceRead[];
  /** Cells of the whole spreadsheet; null when it need not grow. */
  cells: number | null;
}

export interface SnapshotRequest {
  table: WriteTable;
  target: WriteTarget;
  options: WriteOptions;
  /** The first row of a part of a write; 0 for a whole one. */
  from: number;
  /** The sheet that an earlier part of a write made. */
  madeSheet: number | null;
}

/** Reads what the target's place holds. Throws when there is no such place, or no table to append to. */
export function readSnapshot(
  spreadsheet: Spreadsheet,
  request: SnapshotRequest,
  zone: Zone,
  calls: Calls,
): Snapshot {
  const { table, target, from, madeSheet } = request;
  const names = table.columns.map(({ name }) => name);
  if (target.kind === "new-sheet" && madeSheet === null) return newSheet(spreadsheet, names);
  const cell =
    target.kind === "new-sheet" ? madeCell(spreadsheet, madeSheet) : findCell(spreadsheet, target, calls);
  const sheet = cell.getSheet();
  const size = { rows: sheet.getMaxRows(), columns: sheet.getMaxColumns() };
  const base = { sheet: { id: sheet.getSheetId(), name: sheet.getName(), ...size }, sheetNames: [] };
  const read = (block: Block) => readPlace(sheet, clipped(block, size), zone, calls);
  const cells = (blocks: Block[]) =>
    blocks.some((block) => leaves(block, size)) ? countCells(spreadsheet) : null;

  if (target.kind === "selection" || target.kind === "new-sheet") {
    const anchor = { row: cell.getRow(), column: cell.getColumn() };
    const header = target.kind === "new-sheet" || target.header;
    const above = from === 0 ? 0 : from + (header ? 1 : 0);
    const rows = table.rows.length + (header && from === 0 ? 1 : 0);
    const block = { row: anchor.row + above, column: anchor.column, rows, columns: names.length };
    const matches = names.map((column, place) => ({ column, header: column, place }));
    const places = [read(block)];
    return { ...base, anchor, table: null, lastRow: null, matches, places, cells: cells([block]) };
  }

  const found =
    target.kind === "results" ? findTableWith(cell, target.by, calls.run) : findTable(cell, names, calls.run);
  if (!found) throw new ServerProblemError("no-table", { sheet: base.sheet.name });
  const anchor = { row: found.block.row, column: found.block.column };
  const mapping = "mapping" in target ? target.mapping : undefined;
  const named = matchColumns(names, found.headers, mapping);
  const matches = mapping
    ? named
    : matchByKind(named, table.columns, found.headers, () => readSample(sheet, found.block, calls));
  const width = Math.max(found.headers.length, ...matches.map(({ place }) => (place ?? -1) + 1));
  const looksUp = target.kind !== "append";
  const whole = looksUp ? [read({ ...found.block, columns: width })] : [];
  const end = readTableEnd(sheet, found, { ...request, width }, { zone, calls });
  const beside = { row: anchor.row, column: anchor.column + found.headers.length, rows: 1 };
  const added = width - found.headers.length;
  const headers = added > 0 && !looksUp ? [read({ ...beside, columns: added })] : [];
  const below = { ...end.table.block, row: end.table.block.row + end.table.block.rows, columns: width };
  return {
    ...base,
    anchor,
    matches,
    ...end,
    places: [...whole, ...end.places, ...headers],
    cells: cells([{ ...below, rows: table.rows.length }]),
  };
}

/** A table's last row; null under headers alone. */
function readSample(sheet: Sheet, block: Block, { run }: Calls): SampleRow | null {
  if (block.rows < 2) return null;
  const range = sheet.getRange(block.row + block.rows - 1, block.column, 1, block.columns);
  return {
    formats: run(() => range.getNumberFormats())[0] ?? [],
    texts: run(() => range.getDisplayValues())[0] ?? [],
    formulas: run(() => range.getFormulas())[0] ?? [],
  };
}

function newSheet(spreadsheet: Spreadsheet, names: string[]): Snapshot {
  return {
    sheet: null,
    sheetNames: spreadsheet.getSheets().map((sheet) => sheet.getName()),
    anchor: { row: 1, column: 1 },
    table: null,
    lastRow: null,
    matches: names.map((column, place) => ({ column, header: column, place })),
    places: [],
    cells: countCells(spreadsheet),
  };
}

function madeCell(spreadsheet: Spreadsheet, id: number | null): Range {
  const sheet = id === null ? null : spreadsheet.getSheetById(id);
  if (!sheet) throw new ServerProblemError("place-gone", {});
  return sheet.getRange(1, 1);
}

function findCell(
  spreadsheet: Spreadsheet,
  target: Exclude<WriteTarget, { kind: "new-sheet" }>,
  { run }: Calls,
): Range {
  if (!("at" in target) || !target.at) {
    const cell = spreadsheet.getActiveCell();
    if (!cell) throw new ServerProblemError("no-selection", {});
    return cell;
  }
  const { sheetId, row, column } = target.at;
  const sheet = spreadsheet.getSheetById(sheetId);
  if (!sheet) throw new ServerProblemError("place-gone", {});
  if (row <= sheet.getMaxRows() && column <= sheet.getMaxColumns()) return sheet.getRange(row, column);
  // A table may have moved with its rows; a place at the selection may not.
  if (target.kind === "selection") throw new ServerProblemError("place-gone", {});
  return run(() => sheet.getDataRange()).getCell(1, 1);
}

function leaves(block: Block, size: { rows: number; columns: number }): boolean {
  return block.row + block.rows - 1 > size.rows || block.column + block.columns - 1 > size.columns;
}

export function countCells(spreadsheet: Spreadsheet): number {
  return spreadsheet.getSheets().reduce((sum, sheet) => sum + sheet.getMaxRows() * sheet.getMaxColumns(), 0);
}

export function sheetOf(spreadsheet: Spreadsheet, id: number): Sheet {
  const sheet = spreadsheet.getSheetById(id);
  if (!sheet) throw new ServerProblemError("place-gone", {});
  return sheet;
}
