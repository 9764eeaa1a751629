import type { sheets_v4 } from "@googleapis/sheets";
import type { Cell, ColumnType } from "../../../contract/cells.ts";
import type { ExportNotes } from "../../../contract/exports.ts";
import { noteText } from "../../../contract/note-text.ts";
import type { FlatColumn } from "../../tables/export/flat-columns.ts";
import { numberFormatOf } from "../../tables/export/number-formats.ts";
import { type SerialCalendar, serialOf } from "../../tables/export/serial.ts";

export type CellData = sheets_v4.Schema$CellData;

/** What is written of a cell; the rest of it stays as it is. */
export const CELL_FIELDS = "userEnteredValue,userEnteredFormat.numberFormat,note";
/** Of a cell; Google's own. */
export const MOST_CHARACTERS = 50_000;

export interface CellContext {
  calendar: SerialCalendar;
  notes: ExportNotes;
  /** The spreadsheet's, as Sheets names it. */
  locale: string;
}

const kinds: Partial<Record<ColumnType, string>> = {
  percent: "PERCENT",
  date: "DATE",
  datetime: "DATE_TIME",
  time: "TIME",
  duration: "TIME",
};

/**
 * A row's cells as Sheets takes them: numbers, dates and truths typed, each text a text whatever it starts with, a
 * formula never.
 */
export function encodeRow(columns: FlatColumn[], cells: Cell[], context: CellContext): CellData[] {
  return columns.map((column) => encodeCell(column, cells, context));
}

export function textCell(text: string): CellData {
  return {
    userEnteredValue: { stringValue: text },
    userEnteredFormat: { numberFormat: { type: "TEXT", pattern: "@" } },
  };
}

function encodeCell(column: FlatColumn, cells: Cell[], context: CellContext): CellData {
  const value = column.read(cells);
  if (value === null || value === "") return {};
  const cell = column.at === null ? undefined : cells[column.at];
  const note = cell === undefined ? null : noteText(cell, context.notes, context.locale);
  return { ...encodeValue(column, value, context.calendar), ...(note === null ? {} : { note }) };
}

function encodeValue(
  column: FlatColumn,
  value: NonNullable<Cell["value"]>,
  calendar: SerialCalendar,
): CellData {
  if (typeof value === "boolean") return { userEnteredValue: { boolValue: value } };
  const number = serialOf(column.type, value, calendar);
  if (number === null) return textCell(String(value));
  const pattern = numberFormatOf(column);
  return {
    userEnteredValue: { numberValue: number },
    ...(pattern === null
      ? {}
      : { userEnteredFormat: { numberFormat: { type: kinds[column.type] ?? "NUMBER", pattern } } }),
  };
}
