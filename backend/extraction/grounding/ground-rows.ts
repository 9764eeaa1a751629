import type { Cell, CellStatus, Column, Span } from "../../contract/cells.ts";
import type { EngineEvent, EngineRequest } from "../engine.ts";
import type { TypedCell, TypedEvent } from "../typing/type-rows.ts";

export type GroundedEvent =
  | Exclude<EngineEvent, { type: "row" }>
  | { type: "row"; cells: Cell[]; previous?: number }
  /** A stretch of the source that should have given a row after the last one. */
  | { type: "gap"; start: number; end: number; reason: string };

/** Says of every cell where in the source it stands. */
export async function* groundRows(
  events: AsyncIterable<TypedEvent>,
  request: EngineRequest,
): AsyncGenerator<GroundedEvent> {
  const source = request.source?.text ?? null;
  let columns: Column[] = [];
  let ungrounded = false;
  for await (const event of events) {
    if (event.type === "table-start") {
      columns = event.columns;
      ungrounded = event.ungrounded === true || source === null;
    }
    if (event.type === "row") {
      const { cells, ...row } = event;
      yield { ...row, cells: columns.map((column, at) => ground(cells[at] ?? null, column)) };
    } else if (event.type === "misfit") {
      yield { type: "gap", start: 0, end: 0, reason: event.reason };
    } else yield event;
  }

  function ground(cell: TypedCell, column: Column): Cell {
    if (cell === null || cell.typed.value === null) return { value: null };
    if (ungrounded) return toCell(cell, "model", null);
    if (column.origin === "derived") return toCell(cell, "inferred", null);
    const { span, text } = cell.quote;
    if (span) {
      return toCell(cell, source?.slice(span.start, span.end) === text ? "exact" : "normalised", span);
    }
    const start = source?.indexOf(text) ?? -1;
    return start < 0
      ? toCell(cell, "not-found", null)
      : toCell(cell, "exact", { start, end: start + text.length });
  }
}

/** A cell as it crosses the wire: without its defaults. */
function toCell({ quote, typed }: Exclude<TypedCell, null>, status: CellStatus, span: Span | null): Cell {
  return {
    ...typed,
    ...(typed.value === quote.text ? {} : { raw: quote.text }),
    ...(status === "exact" ? {} : { status }),
    ...(span === null ? {} : { spans: [span] }),
  };
}
