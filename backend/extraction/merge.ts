import type { Cell } from "../contract/cells.ts";
import type { GroundedEvent } from "./grounding/ground-rows.ts";

/**
 * Leaves out a row that a table holds already: the same values from the same places. Equal lines of a source
 * stand in different places, so they stay as many as they are; a row without any place always stays.
 */
export async function* mergeRows(events: AsyncIterable<GroundedEvent>): AsyncGenerator<GroundedEvent> {
  let held = new Set<string>();
  for await (const event of events) {
    if (event.type === "table-start") held = new Set();
    if (event.type === "row") {
      const key = keyOf(event.cells);
      if (key !== null && held.has(key)) continue;
      if (key !== null) held.add(key);
    }
    yield event;
  }
}

function keyOf(cells: Cell[]): string | null {
  const isPlaced = cells.some(({ spans = [] }) => spans.length > 0);
  return isPlaced ? JSON.stringify(cells.map(({ value, spans }) => [value, spans])) : null;
}
