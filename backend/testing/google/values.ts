import type { sheets_v4 } from "@googleapis/sheets";
import { parseA1, toA1 } from "./a1.ts";
import { applyBatch } from "./batch.ts";
import type { Cell } from "./schema.ts";
import { presentWorkbook, Refusal, type StandInSheet, usedRows, type Workbook } from "./workbook.ts";

type Plain = string | number | boolean | null;

/** A range within the grid of its sheet. */
function locate(workbook: Workbook, range: string) {
  const found = parseA1(
    range,
    workbook.sheets.map(({ title }) => title),
  );
  const sheet = workbook.sheets.find(({ title }) => title === found?.sheet) ?? null;
  const first = found?.sheet === null ? workbook.sheets[0] : sheet;
  if (!found || !first) throw new Refusal(`Unable to parse range: ${range}`);
  const bottom = Math.min(found.bottom ?? first.rowCount, first.rowCount);
  const right = Math.min(found.right ?? first.columnCount, first.columnCount);
  if (found.top >= first.rowCount || found.left >= first.columnCount) {
    throw new Refusal(`Range (${range}) exceeds grid limits.`);
  }
  return { sheet: first, top: found.top, left: found.left, bottom, right };
}

/** Unformatted; trailing blanks are left out, as Google does. */
export function readValues(workbook: Workbook, range: string): sheets_v4.Schema$ValueRange {
  const place = locate(workbook, range);
  const rows = place.sheet.cells.slice(place.top, Math.min(place.bottom, usedRows(place.sheet)));
  const values = Array.from(rows, (row) => trimmed((row ?? []).slice(place.left, place.right)));
  while (values.at(-1)?.length === 0) values.pop();
  const shown = { range: toA1(place.sheet.title, place), majorDimension: "ROWS" };
  return values.length === 0 ? shown : { ...shown, values };
}

/** The workbook with the cells of these ranges, as they count. */
export function withGridData(workbook: Workbook, ranges: string[]): sheets_v4.Schema$Spreadsheet {
  const shown = presentWorkbook(workbook);
  const places = ranges.map((range) => locate(workbook, range));
  const sheets = shown.sheets?.map((sheet, index) => ({
    ...sheet,
    data: places
      .filter((place) => place.sheet === workbook.sheets[index])
      .map(({ sheet: { cells }, top, left, bottom, right }) => ({
        ...(top === 0 ? {} : { startRow: top }),
        ...(left === 0 ? {} : { startColumn: left }),
        rowData: Array.from(cells.slice(top, bottom), (row) => ({
          values: Array.from((row ?? []).slice(left, right), effectiveOf),
        })),
      })),
  }));
  return { ...shown, ...(sheets === undefined ? {} : { sheets }) };
}

function effectiveOf(cell: Cell | undefined): sheets_v4.Schema$CellData {
  const { numberValue, stringValue, boolValue } = cell?.userEnteredValue ?? {};
  if (numberValue !== undefined) return { effectiveValue: { numberValue } };
  if (stringValue !== undefined) return { effectiveValue: { stringValue } };
  return boolValue === undefined ? {} : { effectiveValue: { boolValue } };
}

function trimmed(row: (Cell | undefined)[]): Plain[] {
  const values = Array.from(row, (cell): Plain => {
    const { numberValue, stringValue, boolValue } = cell?.userEnteredValue ?? {};
    return numberValue ?? stringValue ?? boolValue ?? "";
  });
  while (values.at(-1) === "") values.pop();
  return values;
}

/** RAW: what is sent is what the cell holds. A null leaves the cell as it is. */
export function writeValues(
  workbook: Workbook,
  range: string,
  values: Plain[][],
  now: Date,
): sheets_v4.Schema$UpdateValuesResponse {
  const { sheet, top, left } = locate(workbook, range);
  return put(workbook, sheet, { top, left }, values, now);
}

/** Under the last row that holds something in the range's columns. */
export function appendValues(
  workbook: Workbook,
  range: string,
  values: Plain[][],
  now: Date,
): sheets_v4.Schema$AppendValuesResponse {
  const { sheet, left } = locate(workbook, range);
  const top = usedRows(sheet);
  sheet.rowCount = Math.max(sheet.rowCount, top + values.length);
  return { spreadsheetId: workbook.id, updates: put(workbook, sheet, { top, left }, values, now) };
}

export function clearValues(
  workbook: Workbook,
  range: string,
  now: Date,
): sheets_v4.Schema$ClearValuesResponse {
  const { sheet, top, left, bottom, right } = locate(workbook, range);
  const rectangle = {
    startRowIndex: top,
    endRowIndex: bottom,
    startColumnIndex: left,
    endColumnIndex: right,
  };
  const request = { range: { sheetId: sheet.sheetId, ...rectangle }, fields: "userEnteredValue" };
  applyBatch(workbook, [{ updateCells: request }], now);
  return { spreadsheetId: workbook.id, clearedRange: toA1(sheet.title, { top, left, bottom, right }) };
}

function put(
  workbook: Workbook,
  { sheetId, title, cells }: StandInSheet,
  { top, left }: { top: number; left: number },
  values: Plain[][],
  now: Date,
): sheets_v4.Schema$UpdateValuesResponse {
  const rows = values.map((row, at) => ({
    values: row.map((value, index) => toCell(value, cells[top + at]?.[left + index])),
  }));
  const start = { sheetId, rowIndex: top, columnIndex: left };
  applyBatch(workbook, [{ updateCells: { start, rows, fields: "userEnteredValue" } }], now);
  const right = left + Math.max(...values.map((row) => row.length));
  return {
    spreadsheetId: workbook.id,
    updatedRange: toA1(title, { top, left, bottom: top + values.length, right }),
    updatedRows: values.length,
  };
}

function toCell(value: Plain, standing: Cell | undefined): Cell {
  if (value === null) return standing ?? {};
  if (value === "") return {};
  if (typeof value === "number") return { userEnteredValue: { numberValue: value } };
  return { userEnteredValue: typeof value === "boolean" ? { boolValue: value } : { stringValue: value } };
}

/** What a sheet shows, without its blank ends. */
export function plainValues(workbook: Workbook, index: number): Plain[][] {
  const sheet = workbook.sheets[index];
  return sheet === undefined
    ? []
    : Array.from(sheet.cells.slice(0, usedRows(sheet)), (row) => trimmed(row ?? []));
}
