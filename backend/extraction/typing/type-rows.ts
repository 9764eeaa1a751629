import type { Column } from "../../contract/cells.ts";
import type { EngineEvent, EngineRequest, RawCell } from "../engine.ts";
import { type TypedValue, type TypingContext, typeCell } from "./type-cell.ts";

/** A typed value, still beside its quote. Null where the text is silent. */
export type TypedCell = { quote: Exclude<RawCell, null>; typed: TypedValue } | null;

export type TypedEvent =
  | Exclude<EngineEvent, { type: "row" }>
  | { type: "row"; cells: TypedCell[]; previous?: number }
  /** A row of another width than its columns: never padded, never cut. */
  | { type: "misfit"; cells: RawCell[]; reason: string };

/** Types each row by the columns of the table that it stands in. */
export async function* typeRows(
  events: AsyncIterable<EngineEvent>,
  request: EngineRequest,
): AsyncGenerator<TypedEvent> {
  let columns: Column[] = [];
  let context: TypingContext = request;
  for await (const event of events) {
    if (event.type === "table-start") {
      columns = event.columns;
      context = contextOf(request, event.notation);
    }
    if (event.type !== "row") yield event;
    else if (event.cells.length !== columns.length) yield misfit(event.cells, columns);
    else {
      const { cells, ...row } = event;
      yield { ...row, cells: columns.map((column, at) => typeQuote(cells[at] ?? null, column, context)) };
    }
  }
}

function contextOf(request: EngineRequest, notation: string | undefined): TypingContext {
  const { locale, timeZone, now } = request;
  return { locale, timeZone, now, ...(notation === undefined ? {} : { notation }) };
}

function typeQuote(quote: RawCell, column: Column, context: TypingContext): TypedCell {
  return quote === null ? null : { quote, typed: typeCell(quote.text, column, context) };
}

function misfit(cells: RawCell[], columns: Column[]): TypedEvent {
  return {
    type: "misfit",
    cells,
    reason: `A row had ${count(cells.length, "cell")} where the table has ${count(columns.length, "column")}`,
  };
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}
