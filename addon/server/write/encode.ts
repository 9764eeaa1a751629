import type { Cell, Column } from "../../../backend/contract/cells.ts";
import { noteText } from "../../../backend/contract/note-text.ts";
import type { ShownContent } from "../../rpc.ts";
import type { WriteOptions } from "../../writes.ts";
import { columnFormat, currencyFormat, isDateFormat, TEXT } from "./number-format.ts";
import {
  dateSerial,
  datetimeSerial,
  durationSerial,
  serialText,
  timeSerial,
  type WallClock,
} from "./serial.ts";

/** What is put into a cell: an empty string leaves it blank. */
export interface SheetCell {
  value: string | number | boolean;
  format: string;
  /** Of a cell that is put back; no plan has one. */
  formula?: string;
  /** Null takes a note away; without it the cell keeps its own. */
  note?: string | null;
  /** An address that the whole text becomes a link to. */
  link?: string;
}

export interface EncodeContext {
  /** BCP 47, the spreadsheet's. */
  locale: string;
  /** What the spreadsheet's clock shows at an instant. */
  wallAt: (instant: number) => WallClock;
  notes: WriteOptions["notes"];
  /** Names of url columns whose addresses become links. */
  links?: string[] | undefined;
}

/**
 * Turns a table's rows into what the sheet is given. Numbers and dates come typed; every string is plain text
 * (`@`), so that whatever it starts with it reads back as it is; a formula is never among them. Rows must be
 * as wide as the columns.
 */
export function encodeRows(columns: Column[], rows: Cell[][], context: EncodeContext): SheetCell[][] {
  const formats = columns.map((column, index) =>
    columnFormat(
      column,
      rows.flatMap((row) => row[index] ?? []),
    ),
  );
  return rows.map((row) =>
    columns.map((column, index) =>
      noted(row[index] ?? { value: null }, column, formats[index] ?? "", context),
    ),
  );
}

/** A header is data too: its text, never a formula. */
export function encodeText(text: string): SheetCell {
  return { value: text, format: TEXT };
}

/** A value as a person reads it in a list of changes. */
export function shownValue(value: string | number | boolean, format: string): string {
  return typeof value === "number" && isDateFormat(format) ? serialText(value) : String(value);
}

/** As `shownValue`, but for numbers that the page can write as the sheet will. */
export function shownContent({ value, format }: Pick<SheetCell, "value" | "format">): ShownContent {
  return typeof value === "number" && !isDateFormat(format) ? { value, format } : shownValue(value, format);
}

function noted(cell: Cell, column: Column, format: string, context: EncodeContext): SheetCell {
  const encoded = linked(encodeCell(cell, column, format, context), column, context);
  const note = encoded.value === "" ? null : noteText(cell, context.notes, context.locale);
  return note === null ? encoded : { ...encoded, note };
}

/** Only where the person said so, and never an address of another kind: `javascript:` stays text. */
function linked(cell: SheetCell, { name, type }: Column, { links }: EncodeContext): SheetCell {
  const isLink = type === "url" && links?.includes(name) && /^https?:\/\/\S+$/i.test(String(cell.value));
  return isLink ? { ...cell, link: String(cell.value) } : cell;
}

function encodeCell(cell: Cell, column: Column, format: string, context: EncodeContext): SheetCell {
  const { value } = cell;
  const isMissing = cell.status === "not-found" && !cell.confirmed && !cell.edited;
  if (value === null || value === "" || isMissing) return { value: "", format };
  if (typeof value === "boolean") return { value, format };
  if (typeof value === "number") return encodeNumber(value, cell, column, format, context);
  const serial = serialIn(column, value, context);
  return serial === null ? encodeText(value) : { value: serial, format };
}

function encodeNumber(
  value: number,
  cell: Cell,
  column: Column,
  format: string,
  { locale }: EncodeContext,
): SheetCell {
  if (!Number.isFinite(value)) return encodeText(cell.raw ?? String(value));
  switch (column.type) {
    case "text":
    case "id":
    case "phone":
    case "email":
    case "url":
    case "enum":
      return encodeText(String(value));
    case "duration":
      return { value: durationSerial(value), format };
    case "currency":
      return { value, format: column.format ? format : currencyFormat(cell.currency, locale) };
    default:
      return { value, format };
  }
}

function serialIn(column: Column, text: string, { wallAt }: EncodeContext): number | null {
  if (column.type === "date") return dateSerial(text);
  if (column.type === "datetime") return datetimeSerial(text, wallAt);
  if (column.type === "time") return timeSerial(text);
  return null;
}
