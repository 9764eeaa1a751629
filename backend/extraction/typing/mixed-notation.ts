import type { Cell, Column } from "../../contract/cells.ts";
import type { EngineRequest } from "../engine.ts";
import type { GroundedEvent } from "../grounding/ground-rows.ts";
import { isWrittenSomehow, readColumn } from "./column-reading.ts";
import { type TypingContext, typeCell } from "./type-cell.ts";

/**
 * Rows come one by one: a column may turn out to mix notations when some of its cells were read by what an earlier
 * one proved. At the table's end those are told again, flagged; each keeps the reading that it had.
 */
export async function* flagMixed(
  events: AsyncIterable<GroundedEvent>,
  request: EngineRequest,
): AsyncGenerator<GroundedEvent> {
  let rows: Cell[][] = [];
  let columns: Column[] | null = null;
  for await (const event of events) {
    if (event.type === "table-start") {
      const isSeenAhead = event.readings !== undefined || event.notation === "und";
      columns = isSeenAhead || !event.columns.some(isWrittenSomehow) ? null : event.columns;
      rows = [];
    }
    if (columns !== null && event.type === "row") rows.push(event.cells);
    if (columns !== null && event.type === "row-replace") rows[event.index] = event.cells;
    if (columns !== null && event.type === "table-end") yield* flagRows(rows, columns, request);
    yield event;
  }
}

function* flagRows(rows: Cell[][], columns: Column[], request: EngineRequest): Generator<GroundedEvent> {
  const flagged = new Map<number, { cells: Cell[]; names: string[] }>();
  for (const [at, column] of columns.entries()) {
    for (const [index, cell] of flagColumn(rows, at, column, request)) {
      const row = flagged.get(index) ?? { cells: rows[index] ?? [], names: [] };
      flagged.set(index, {
        cells: row.cells.map((other, place) => (place === at ? cell : other)),
        names: [...row.names, column.name],
      });
    }
  }
  for (const [index, { cells, names }] of flagged) {
    yield { type: "row-replace", index, cells, reason: describeMixed(names, request.locale) };
  }
}

/** The cells that a column's mixture leaves open, by row; none where it is written in one way. */
function* flagColumn(
  rows: Cell[][],
  at: number,
  column: Column,
  { locale, timeZone, now }: EngineRequest,
): Generator<[number, Cell]> {
  const context: TypingContext = { locale, timeZone, now };
  const reading = readColumn(
    rows.flatMap((cells) => quoteOf(cells[at]) ?? []),
    column,
    context,
  );
  if (reading.mixed === undefined) return;
  for (const [index, cells] of rows.entries()) {
    const cell = cells[at];
    const quote = quoteOf(cell);
    if (cell === undefined || quote === null) continue;
    const found = typeCell(quote, column, { ...context, reading }).flags?.find(isOpen);
    if (found === undefined || cell.flags?.some(isOpen)) continue;
    yield [index, { ...cell, flags: [...(cell.flags ?? []), found] }];
  }
}

function isOpen(flag: string): boolean {
  return flag === "ambiguous-number" || flag === "ambiguous-date";
}

function quoteOf(cell: Cell | undefined): string | null {
  return cell?.raw ?? (typeof cell?.value === "string" ? cell.value : null);
}

function describeMixed(names: string[], locale: string): string {
  const said = names.map((name) => JSON.stringify(name)).join(", ");
  return /^de\b/i.test(locale) ? `Gemischte Schreibweisen in ${said}` : `Mixed notations in ${said}`;
}
