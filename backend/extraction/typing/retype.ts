import type { Cell, Column } from "../../contract/cells.ts";
import { readColumn } from "./column-reading.ts";
import { type ColumnReading, type TypingContext, typeCell } from "./type-cell.ts";

/** What a person decided of a column's open cells goes before what the cells themselves prove. */
export interface RetypeContext extends Pick<TypingContext, "locale" | "timeZone" | "now"> {
  dateOrder?: "day-first" | "month-first" | undefined;
  decimal?: "." | "," | undefined;
}

const numeric = new Set(["integer", "number", "percent", "currency", "duration"]);

/**
 * The same cells as another type or notation reads them, without a model: values, currencies and the flags of
 * typing are made anew; quotes, spans, statuses and failed rules stay.
 */
export function retypeColumn(cells: Cell[], column: Column, context: RetypeContext): Cell[] {
  const { locale, timeZone, now } = context;
  const decided = decisionOf(context);
  const quotes = cells.flatMap((cell) => (isInvariant(cell) ? [] : (quoteOf(cell) ?? [])));
  const proven = readColumn(quotes, column, { locale, timeZone, now });
  const isDecided = decided.decimal !== undefined || decided.dateOrder !== undefined;
  const reading = isDecided ? decided : proven;
  return cells.map((cell) => {
    const quote = quoteOf(cell);
    if (quote === null || isKeptAs(cell, column)) return cell;
    const invariant = isInvariant(cell) && !isDecided;
    const typing = { locale, timeZone, now, ...(invariant ? { notation: "und" } : { reading }) };
    return withTyped(cell, quote, typeCell(quote, column, typing));
  });
}

function decisionOf({ dateOrder, decimal }: RetypeContext): ColumnReading {
  return {
    ...(decimal === undefined ? {} : { decimal }),
    ...(dateOrder === undefined ? {} : { dateOrder: dateOrder === "day-first" ? "dmy" : "mdy" }),
  };
}

function quoteOf({ raw, value }: Cell): string | null {
  return raw ?? (value === null ? null : String(value));
}

/** Written in ISO dates and point decimals: the model's own knowledge, and values that were set without a quote. */
function isInvariant({ raw, value, status }: Cell): boolean {
  return status === "model" || (raw === undefined && typeof value === "number");
}

/** A value that was set without a quote has nothing to be read anew. */
function isKeptAs({ raw, value }: Cell, { type }: Column): boolean {
  if (raw !== undefined) return false;
  if (typeof value === "boolean") return type === "boolean";
  if (typeof value !== "number") return false;
  return numeric.has(type) && (type !== "integer" || Number.isInteger(value));
}

function withTyped(cell: Cell, quote: string, typed: ReturnType<typeof typeCell>): Cell {
  const { value: _value, raw: _raw, currency: _currency, flags = [], ...rest } = cell;
  const kept = flags.filter((flag) => flag === "failed-rule");
  const all = [...(typed.flags ?? []), ...kept];
  return {
    ...rest,
    ...typed,
    ...(typed.value === quote ? {} : { raw: quote }),
    ...(all.length === 0 ? {} : { flags: all }),
  };
}
