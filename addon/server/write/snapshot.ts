import type { WriteTable } from "../../rpc.ts";
import type { WriteTarget } from "../../writes.ts";
import type { Block } from "../a1.ts";
import { ServerProblemError } from "../problem.ts";
import { findTable, type TableRegion } from "../table-region.ts";
import type { Calls } from "./calls.ts";
import { type ColumnMatch, matchColumns } from "./match-columns.ts";
import type { Zone } from "./zone.ts";

type Spreadsheet = GoogleAppsScript.Spreadsheet.Spreadsheet;
type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

/** Cells as they stand, dates as serial numbers. Only those that the sheet has: it may have to grow. */
export interface PlaceRead {
  block: Block;
  values: (string | number | boolean)[][];
  formulas: string[][];
  formats: string[][];
}

/** All that a plan is made from: what the sheet held where the table would go. */
export interface Snapshot {
  /** The sheet that is written to; null where one is to be made. */
  sheet: { id: number; name: string; rows: number; columns: number } | null;
  sheetNames: string[];
  /** The first cell of the place, or of the table that is appended to. */
  anchor: { row: number; column: number };
  /** Only when appending. */
  table: TableRegion | null;
  matches: ColumnMatch[];
  /** Where rows go, and then, where columns are added, their header cells. */
  places: PlaceRead[];
  /** Cells of the whole spreadsheet; null when it need not grow. */
  cells: number | null;
}

/** Reads what the target's place holds. Throws when there is no such place, or no table to append to. */
export function readSnapshot(
  spreadsheet: Spreadsheet,
  table: WriteTable,
  target: WriteTarget,
  zone: Zone,
  calls: Calls,
): Snapshot {
  const names = table.columns.map(({ name }) => name);
  if (target.kind === "new-sheet") return newSheet(spreadsheet, names);
  const cell = findCell(spreadsheet, target);
  const sheet = cell.getSheet();
  const size = { rows: sheet.getMaxRows(), columns: sheet.getMaxColumns() };
  const base = { sheet: { id: sheet.getSheetId(), name: sheet.getName(), ...size }, sheetNames: [] };
  const read = (block: Block) => readPlace(sheet, clipped(block, size), zone, calls);
  const cells = (blocks: Block[]) =>
    blocks.some((block) => leaves(block, size)) ? countCells(spreadsheet) : null;

  if (target.kind === "selection") {
    const anchor = { row: cell.getRow(), column: cell.getColumn() };
    const block = { ...anchor, rows: table.rows.length + (target.header ? 1 : 0), columns: names.length };
    const matches = names.map((column, place) => ({ column, header: column, place }));
    return { ...base, anchor, table: null, matches, places: [read(block)], cells: cells([block]) };
  }

  const found = findTable(cell, names, calls.run);
  if (!found) throw new ServerProblemError("no-table", { sheet: base.sheet.name });
  const matches = matchColumns(names, found.headers, "mapping" in target ? target.mapping : undefined);
  const blocks = appendBlocks(found, matches, table.rows.length);
  const anchor = { row: found.block.row, column: found.block.column };
  return { ...base, anchor, table: found, matches, places: blocks.map(read), cells: cells(blocks) };
}

function newSheet(spreadsheet: Spreadsheet, names: string[]): Snapshot {
  return {
    sheet: null,
    sheetNames: spreadsheet.getSheets().map((sheet) => sheet.getName()),
    anchor: { row: 1, column: 1 },
    table: null,
    matches: names.map((column, place) => ({ column, header: column, place })),
    places: [],
    cells: countCells(spreadsheet),
  };
}

function appendBlocks({ block, headers }: TableRegion, matches: ColumnMatch[], rows: number): Block[] {
  const places = matches.flatMap(({ place }) => place ?? []);
  const width = Math.max(headers.length, ...places.map((place) => place + 1));
  const below = { row: block.row + block.rows, column: block.column, rows, columns: width };
  if (width === headers.length) return [below];
  const beside = {
    row: block.row,
    column: block.column + headers.length,
    rows: 1,
    columns: width - headers.length,
  };
  return [below, beside];
}

function findCell(
  spreadsheet: Spreadsheet,
  target: Exclude<WriteTarget, { kind: "new-sheet" }>,
): GoogleAppsScript.Spreadsheet.Range {
  if (!("at" in target) || !target.at) {
    const cell = spreadsheet.getActiveCell();
    if (!cell) throw new ServerProblemError("no-selection", {});
    return cell;
  }
  const { sheetId, row, column } = target.at;
  const sheet = spreadsheet.getSheetById(sheetId);
  if (!sheet || row > sheet.getMaxRows() || column > sheet.getMaxColumns()) {
    throw new ServerProblemError("place-gone", {});
  }
  return sheet.getRange(row, column);
}

/** Reads a block that the sheet has. */
export function readPlace(sheet: Sheet, block: Block, zone: Zone, { run }: Calls): PlaceRead {
  if (block.rows < 1 || block.columns < 1) return { block, values: [], formulas: [], formats: [] };
  const range = sheet.getRange(block.row, block.column, block.rows, block.columns);
  const values: unknown[][] = run(() => range.getValues());
  return {
    block,
    values: values.map((row) => row.map((value) => plainValue(value, zone))),
    formulas: run(() => range.getFormulas()),
    formats: run(() => range.getNumberFormats()),
  };
}

/** A value that `getValues` gave, with dates as the serial numbers that the cells hold. */
export function plainValue(value: unknown, zone: Zone): string | number | boolean {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  return isDate(value) ? zone.serialOfDate(value) : String(value ?? "");
}

export function isDate(value: unknown): value is Date {
  return Object.prototype.toString.call(value) === "[object Date]";
}

function clipped(block: Block, size: { rows: number; columns: number }): Block {
  return {
    ...block,
    rows: Math.min(block.rows, size.rows - block.row + 1),
    columns: Math.min(block.columns, size.columns - block.column + 1),
  };
}

function leaves(block: Block, size: { rows: number; columns: number }): boolean {
  return block.row + block.rows - 1 > size.rows || block.column + block.columns - 1 > size.columns;
}

function countCells(spreadsheet: Spreadsheet): number {
  return spreadsheet.getSheets().reduce((sum, sheet) => sum + sheet.getMaxRows() * sheet.getMaxColumns(), 0);
}
