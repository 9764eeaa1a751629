import type { Cell, CellFlag, Column } from "../../contract/cells.ts";
import { readColumn } from "./column-reading.ts";
import { type TypingContext, typeCell } from "./type-cell.ts";

/**
 * The cells of a column that its mixture of notations leaves open, by row, though they were not flagged: what was read
 * by the proof of an earlier cell, and what is written unlike the others. None where all are written alike.
 */
export function* mixedCells(
  cells: readonly (Cell | undefined)[],
  column: Column,
  { locale, timeZone, now }: TypingContext,
): Generator<[number, CellFlag]> {
  const context: TypingContext = { locale, timeZone, now };
  const quotes = cells.flatMap((cell) => quoteOf(cell) ?? []);
  const reading = readColumn(quotes, column, context);
  if (reading.mixed === undefined) return;
  for (const [row, cell] of cells.entries()) {
    const quote = quoteOf(cell);
    if (quote === null || cell?.flags?.some(isOpen)) continue;
    const found = typeCell(quote, column, { ...context, reading }).flags?.find(isOpen);
    if (found !== undefined) yield [row, found];
  }
}

function isOpen(flag: CellFlag): boolean {
  return flag === "ambiguous-number" || flag === "ambiguous-date";
}

function quoteOf(cell: Cell | undefined): string | null {
  return cell?.raw ?? (typeof cell?.value === "string" ? cell.value : null);
}
