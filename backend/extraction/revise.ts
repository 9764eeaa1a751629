import type { Cell, Column } from "../contract/cells.ts";
import { EarlierRows, earlierColumns, textOf } from "./earlier-rows.ts";
import type { EngineRequest, RevisedTable } from "./engine.ts";
import { gapReason } from "./gap-reasons.ts";
import type { GroundedEvent } from "./grounding/ground-rows.ts";

/**
 * Carries into a changed table, the turn's first, what the change did not touch: each row's `previous`, and
 * the earlier cell, with its place and status, wherever the new one says the same.
 */
export async function* reviseRows(
  events: AsyncIterable<GroundedEvent>,
  request: EngineRequest,
): AsyncGenerator<GroundedEvent> {
  let revision: Revision | null = null;
  let tables = 0;
  for await (const event of events) {
    if (event.type === "table-start") {
      tables += 1;
      const { columns, expectedRows } = event;
      revision =
        request.revises === null || tables > 1 ? null : new Revision(request.revises, columns, expectedRows);
    }
    if (event.type === "row") {
      yield revision ? { type: "row", ...revision.take(event.cells, event.previous) } : rowAlone(event.cells);
    } else {
      if (event.type === "table-end" && revision && event.expectedRows === null)
        yield* revision.missing(request.locale);
      yield event;
    }
  }
}

class Revision {
  readonly #table: RevisedTable;
  readonly #columns: Column[];
  readonly #from: (number | null)[];
  readonly #rows: EarlierRows;
  readonly #isCounted: boolean;
  #position = 0;

  constructor(table: RevisedTable, columns: Column[], expectedRows: number | null) {
    this.#table = table;
    this.#columns = columns;
    this.#from = earlierColumns(columns, table.columns);
    this.#rows = new EarlierRows(table, this.#from, expectedRows);
    this.#isCounted = expectedRows !== null;
  }

  /** A row whose earlier one the engine named has its blanks on purpose; elsewhere they change nothing. */
  take(cells: Cell[], named: number | undefined): { cells: Cell[]; previous?: number } {
    const previous = this.#rows.claim(cells, this.#position, named);
    this.#position += 1;
    const before = previous === undefined ? undefined : this.#table.rows[previous];
    if (previous === undefined || before === undefined) return { cells };
    const merged = cells.map((cell, at) => {
      const from = this.#from[at] ?? null;
      const earlier = from === null ? undefined : before[from];
      const retyped = from !== null && this.#table.columns[from]?.type !== this.#columns[at]?.type;
      if (earlier === undefined || retyped) return cell;
      return isUntouched(cell, earlier, named !== undefined) ? earlier : cell;
    });
    return { cells: merged, previous };
  }

  /** Nobody counted the rows: earlier ones that did not come again are told of. */
  *missing(locale: string): Generator<GroundedEvent> {
    const { unclaimed } = this.#rows;
    if (this.#isCounted || unclaimed === 0) return;
    yield { type: "gap", start: 0, end: 0, ...gapReason("earlier-rows", locale, { rows: unclaimed }) };
  }
}

function isUntouched(cell: Cell, earlier: Cell, blanksCount: boolean): boolean {
  if (cell.value === null) return !blanksCount || earlier.value === null;
  const same =
    textOf(cell) === textOf(earlier) || (cell.value === earlier.value && cell.currency === earlier.currency);
  const betterPlaced = isUnplaced(earlier) && !isUnplaced(cell);
  return same && !betterPlaced;
}

function isUnplaced({ status }: Cell): boolean {
  return status === "not-found" || status === "model";
}

function rowAlone(cells: Cell[]): GroundedEvent {
  return { type: "row", cells };
}
