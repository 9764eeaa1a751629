import type { Column } from "../../contract/cells.ts";
import type { EngineEvent, EngineRequest, RawCell } from "../engine.ts";
import { type GapReason, gapReason } from "../gap-reasons.ts";
import { evidenceOf } from "./column-reading.ts";
import { type ColumnReading, type TypedValue, type TypingContext, typeCell } from "./type-cell.ts";

/** A typed value, still beside its quote. Null where the text is silent. */
export type TypedCell = { quote: Exclude<RawCell, null>; typed: TypedValue } | null;

export type TypedEvent =
  | Exclude<EngineEvent, { type: "row" }>
  | { type: "row"; cells: TypedCell[]; previous?: number }
  /** A row of another width than its columns: never padded, never cut. */
  | ({ type: "misfit"; cells: RawCell[] } & GapReason);

/** Types each row by the columns of the table that it stands in. */
export async function* typeRows(
  events: AsyncIterable<EngineEvent>,
  request: EngineRequest,
): AsyncGenerator<TypedEvent> {
  let columns: ColumnTyping[] = [];
  for await (const event of events) {
    if (event.type === "table-start") {
      const { notation, readings } = event;
      columns = event.columns.map(
        (column, at) => new ColumnTyping(column, request, notation, readings?.[at]),
      );
    }
    if (event.type !== "row") yield event;
    else if (event.cells.length !== columns.length) {
      const width = { cells: event.cells.length, columns: columns.length };
      yield { type: "misfit", cells: event.cells, ...gapReason("row-width", request.locale, width) };
    } else {
      const { cells, ...row } = event;
      yield { ...row, cells: columns.map((column, at) => column.type(cells[at] ?? null)) };
    }
  }
}

/** Types one column's cells as they come; what an earlier cell proved decides the later ones. */
class ColumnTyping {
  readonly #column: Column;
  #context: TypingContext;
  /** Whether the engine saw the column ahead, or two cells contradicted each other. */
  #settled: boolean;

  constructor(
    column: Column,
    request: EngineRequest,
    notation: string | undefined,
    reading: ColumnReading | undefined,
  ) {
    const { locale, timeZone, now } = request;
    this.#column = column;
    this.#settled = reading !== undefined;
    this.#context = {
      ...{ locale, timeZone, now, reading: reading ?? {} },
      ...(notation === undefined ? {} : { notation }),
    };
  }

  type(quote: RawCell): TypedCell {
    if (quote === null) return null;
    this.#learn(quote.text);
    return { quote, typed: typeCell(quote.text, this.#column, this.#context) };
  }

  #learn(text: string): void {
    if (this.#settled) return;
    const evidence = evidenceOf(text, this.#column, this.#context);
    if (evidence.decimal === undefined && evidence.dateOrder === undefined) return;
    const known = { ...evidence, ...this.#context.reading };
    this.#settled =
      known.decimal !== (evidence.decimal ?? known.decimal) ||
      known.dateOrder !== (evidence.dateOrder ?? known.dateOrder);
    this.#context = { ...this.#context, reading: this.#settled ? {} : known };
  }
}
