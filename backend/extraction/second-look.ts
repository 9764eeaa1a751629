import type { Cell, CellFlag, Column } from "../contract/cells.ts";
import type { EngineRequest } from "./engine.ts";
import type { GroundedEvent } from "./grounding/ground-rows.ts";
import { cellsOfOtherRows } from "./grounding/other-rows.ts";
import { isWrittenSomehow } from "./typing/column-reading.ts";
import { mixedCells } from "./typing/mixed-notation.ts";

/**
 * Rows come one by one, and some faults show only in all of them: a column that mixes notations, a value that is
 * another row's. At the table's end rows with such cells are told again, flagged; each cell keeps its value. An engine
 * that saw the columns ahead needs none of it.
 */
export async function* lookAgain(
  events: AsyncIterable<GroundedEvent>,
  request: EngineRequest,
): AsyncGenerator<GroundedEvent> {
  let rows: Cell[][] = [];
  let columns: Column[] | null = null;
  for await (const event of events) {
    if (event.type === "table-start") {
      columns = event.readings !== undefined || event.ungrounded === true ? null : event.columns;
      rows = [];
    }
    if (columns !== null && event.type === "row") rows.push(event.cells);
    if (columns !== null && event.type === "row-replace") rows[event.index] = event.cells;
    if (columns !== null && event.type === "table-end") yield* flagged(rows, columns, request);
    yield event;
  }
}

type Found = { at: number; flag: CellFlag; reason: string };

function* flagged(rows: Cell[][], columns: Column[], request: EngineRequest): Generator<GroundedEvent> {
  const found = new Map<number, Found[]>();
  const add = (row: number, each: Found) => found.set(row, [...(found.get(row) ?? []), each]);
  const texts = /^de\b/i.test(request.locale) ? de : en;
  for (const [at, column] of columns.entries()) {
    if (!isWrittenSomehow(column)) continue;
    const reason = texts.mixed(column.name);
    const cells = rows.map((row) => row[at]);
    for (const [row, flag] of mixedCells(cells, column, request)) add(row, { at, flag, reason });
  }
  const text = request.source?.text ?? request.prompt;
  for (const [row, others] of cellsOfOtherRows(rows, text, columns.length)) {
    for (const at of others) {
      if (columns[at]?.origin === "derived") continue;
      add(row, { at, flag: "other-row", reason: texts.otherRow(columns[at]?.name ?? "") });
    }
  }
  for (const [index, flags] of found) {
    const reason = [...new Set(flags.map((each) => each.reason))].join("; ");
    yield { type: "row-replace", index, cells: withFlags(rows[index] ?? [], flags), reason };
  }
}

function withFlags(cells: Cell[], found: Found[]): Cell[] {
  return cells.map((cell, place) => {
    const flags = found.flatMap(({ at, flag }) => (at === place ? [flag] : []));
    return flags.length === 0 ? cell : { ...cell, flags: [...(cell.flags ?? []), ...flags] };
  });
}

const en = {
  mixed: (name: string) => `Mixed notations in ${JSON.stringify(name)}`,
  otherRow: (name: string) => `${JSON.stringify(name)} stands in another row`,
};

const de: typeof en = {
  mixed: (name) => `Gemischte Schreibweisen in „${name}“`,
  otherRow: (name) => `„${name}“ steht in einer anderen Zeile`,
};
