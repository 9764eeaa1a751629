import type { Cell, Column } from "../../contract/cells.ts";
import type { EngineEvent, EngineRequest } from "../engine.ts";
import type { GapReason } from "../gap-reasons.ts";
import type { TypedCell, TypedEvent } from "../typing/type-rows.ts";
import { Grounding, toCell } from "./grounding.ts";
import { RowAligner } from "./row-aligner.ts";

export type GroundedEvent =
  | Exclude<EngineEvent, { type: "row" }>
  | { type: "row"; cells: Cell[]; previous?: number }
  /** A row that was told before, as it stands now. */
  | { type: "row-replace"; index: number; cells: Cell[]; reason: string }
  /** A stretch of the source that should have given a row after the last one. */
  | ({ type: "gap"; start: number; end: number } & GapReason);

/**
 * Says of every cell where in the source it stands. Without a source the message itself is searched; what it
 * does not hold is the model's.
 */
export async function* groundRows(
  events: AsyncIterable<TypedEvent>,
  request: EngineRequest,
): AsyncGenerator<GroundedEvent> {
  let grounding: Grounding | null = null;
  let aligner = new RowAligner();
  let columns: Column[] = [];
  let ungrounded = false;
  for await (const event of events) {
    if (event.type === "table-start") {
      columns = event.columns;
      ungrounded = event.ungrounded === true;
      aligner = new RowAligner();
    }
    if (event.type === "row") {
      const { cells, ...row } = event;
      grounding ??= new Grounding(request);
      yield { ...row, cells: ungrounded ? cells.map(fromModel) : grounding.ground(cells, columns, aligner) };
    } else if (event.type === "misfit") {
      grounding ??= new Grounding(request);
      const { type: _, cells, ...reason } = event;
      yield { type: "gap", ...grounding.stretchOf(cells, aligner), ...reason };
    } else yield event;
  }
}

function fromModel(cell: TypedCell): Cell {
  return cell === null || cell.typed.value === null ? { value: null } : toCell(cell, "model", null);
}
