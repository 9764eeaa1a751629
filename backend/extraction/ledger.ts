import type { Cell, Gap } from "../contract/cells.ts";
import type { ExtractionEvent } from "./engine.ts";
import type { GroundedEvent } from "./grounding/ground-rows.ts";

interface Count {
  got: number;
  expected: number | null;
  gaps: Gap[];
  flagged: number;
}

/** Numbers the rows and states at the table's end what was expected, what came, and what is missing. */
export async function* keepLedger(events: AsyncIterable<GroundedEvent>): AsyncGenerator<ExtractionEvent> {
  let count = begin(null);
  for await (const event of events) {
    if (event.type === "text") yield { type: "text-delta", text: event.text };
    else if (event.type === "table-start") {
      count = begin(event.expectedRows);
      const { title, columns, expectedRows, dataType = "row" } = event;
      yield { type: "table-start", title, dataType, columns, expectedRows };
    } else if (event.type === "row") {
      const { cells, previous } = event;
      yield {
        type: "row-add",
        index: count.got,
        cells,
        ...(previous === undefined ? {} : { previous }),
      };
      count.got += 1;
      count.flagged += cells.filter(isFlagged).length;
    } else if (event.type === "gap") {
      const { start, end, reason } = event;
      count.gaps.push({ afterIndex: count.got - 1, start, end, reason });
    } else if (event.type === "table-end") {
      yield close(count, event.expectedRows, event.gaps);
    } else yield event;
  }
}

function begin(expected: number | null): Count {
  return { got: 0, expected, gaps: [], flagged: 0 };
}

function close(count: Count, expectedAtEnd: number | null, named: Gap[]): ExtractionEvent {
  const { got, flagged } = count;
  const expected = expectedAtEnd ?? count.expected;
  const gaps = [...count.gaps, ...named].sort((a, b) => a.afterIndex - b.afterIndex || a.start - b.start);
  const missing = expected === null ? 0 : expected - got;
  if (missing > 0 && gaps.length === 0) {
    gaps.push({ afterIndex: got - 1, start: 0, end: 0, reason: shortfall(missing, expected ?? 0) });
  }
  return { type: "table-end", got, expected, gaps, flagged };
}

function shortfall(missing: number, expected: number): string {
  return `${missing} of ${expected} expected rows did not come`;
}

/** A cell that a person should look at before it is used. */
export function isFlagged(cell: Cell): boolean {
  return (cell.flags?.length ?? 0) > 0 || cell.status === "not-found";
}
