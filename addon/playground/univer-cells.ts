import {
  BooleanNumber,
  CellValueType,
  type ICellData,
  type IRange,
  type IStyleData,
  type Nullable,
} from "@univerjs/core";
import type { GridCell, GridInput, GridLook, GridRect, GridValue } from "./grid.ts";

/** Univer has no word for a cell without a format. */
const GENERAL = "General";
const LINK = "#1155cc";

/** A cell as Univer keeps it. What is left out would stay as it was, so all that makes a value is named. */
export function toUniverCell({ value, formula, format }: GridInput): ICellData {
  const style = format === undefined ? {} : toUniverFormat(format);
  const content: ICellData = formula
    ? { f: formula, v: null, t: null }
    : { f: null, ...toUniverValue(value) };
  return { ...content, si: null, p: null, ...style };
}

/** A number format alone: the cell's content and the rest of its style stay. */
export function toUniverFormat(format: string): ICellData {
  return { s: { n: format === GENERAL ? null : { pattern: format } } };
}

/** Booleans are 0 and 1 in Univer; a type beside the value keeps a string from being read as a formula or date. */
function toUniverValue(value: GridValue): Pick<ICellData, "v" | "t"> {
  if (value === null || value === "") return { v: null, t: null };
  if (typeof value === "boolean") return { v: value ? 1 : 0, t: CellValueType.BOOLEAN };
  return { v: value, t: typeof value === "number" ? CellValueType.NUMBER : CellValueType.STRING };
}

export function fromUniverCell(cell: Nullable<ICellData>, formula: string, pattern: string): GridCell {
  return { value: fromUniverValue(cell), formula, format: pattern || GENERAL };
}

/** A cell with rich text has it as a document that ends in a line break. */
function fromUniverValue(cell: Nullable<ICellData>): GridValue {
  const richText = cell?.p?.body?.dataStream;
  if (richText !== undefined) return richText.replace(/\r?\n$/, "");
  const value = cell?.v ?? null;
  if (value === null || value === "") return null;
  if (cell?.t === CellValueType.BOOLEAN) return value === true || Number(value) === BooleanNumber.TRUE;
  return value;
}

/** A link over a cell's whole text, blue and underlined as Sheets shows it; null takes one away. */
export function toUniverLink(link: string | null): ICellData {
  const isLink = link !== null;
  const line = { s: isLink ? BooleanNumber.TRUE : BooleanNumber.FALSE };
  return { custom: isLink ? { link } : null, s: { ul: line, cl: { rgb: isLink ? LINK : null } } };
}

export function linkOf(cell: Nullable<ICellData>): string | null {
  const link: unknown = cell?.custom?.link;
  return typeof link === "string" ? link : null;
}

export function fromUniverLook(style: Nullable<IStyleData>): GridLook {
  return {
    bold: style?.bl === BooleanNumber.TRUE,
    italic: style?.it === BooleanNumber.TRUE,
    background: style?.bg?.rgb ?? "#ffffff",
    color: style?.cl?.rgb ?? "#000000",
    wrap: false,
  };
}

export function isBlank(cell: Nullable<ICellData>): boolean {
  return !cell?.f && !cell?.si && fromUniverValue(cell ?? null) === null;
}

export function toUniverRange({ row, column, rows, columns }: GridRect): IRange {
  return { startRow: row, endRow: row + rows - 1, startColumn: column, endColumn: column + columns - 1 };
}

/** A range of whole rows or columns may have no number for its open sides. */
export function fromUniverRange(range: IRange, size: { rows: number; columns: number }): GridRect {
  const row = Number.isNaN(range.startRow) ? 0 : range.startRow;
  const column = Number.isNaN(range.startColumn) ? 0 : range.startColumn;
  const endRow = Number.isNaN(range.endRow) ? size.rows - 1 : range.endRow;
  const endColumn = Number.isNaN(range.endColumn) ? size.columns - 1 : range.endColumn;
  return { row, column, rows: endRow - row + 1, columns: endColumn - column + 1 };
}

/** Univer's sheet ids are any text: a number of ours stays as it is, another's is hashed (FNV-1a, 31 bits). */
export function sheetNumber(id: string): number {
  if (/^\d{1,9}$/.test(id)) return Number(id);
  let hash = 0x811c9dc5;
  for (let at = 0; at < id.length; at++) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
  return hash >>> 1;
}
