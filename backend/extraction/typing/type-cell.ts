import type { Cell, CellFlag, Column } from "../../contract/cells.ts";

/** What a cell's reading depends on beside its own text. */
export interface TypingContext {
  /** BCP 47: the sheet's. */
  locale: string;
  /** IANA. */
  timeZone: string;
  /** When the person wrote, for relative dates. */
  now: Date;
  /** BCP 47: what the cells are written in; "und" is ISO dates and point decimals. */
  notation?: string;
}

export interface TypedValue {
  value: Cell["value"];
  /** ISO 4217. */
  currency?: string;
  flags?: CellFlag[];
}

/**
 * A quote as its column's type asks for it. Blank is null; what cannot be read stays the text it was,
 * flagged `not-typed`: never 0, null or a guess. Never throws.
 */
export function typeCell(raw: string, column: Column, _context: TypingContext): TypedValue {
  if (raw.trim() === "") return { value: null };
  if (column.type === "text" || column.type === "id") return { value: raw.trim() };
  return { value: raw, flags: ["not-typed"] };
}
