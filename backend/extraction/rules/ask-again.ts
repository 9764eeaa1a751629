import { type Engine, EngineError, type EngineRequest } from "../engine.ts";
import type { FailedRow, Fix } from "../repair.ts";
import { rereadRows } from "./reread.ts";

/** Sends failing rows, what they broke, and the stretches that they stand in back to the engine. */
export function askAgain(engine: Engine, request: EngineRequest, signal: AbortSignal): Fix {
  return async function* (title, columns, rows) {
    if (signal.aborted) return;
    const asked = { title, columns, rows, prompt: promptFor(rows) };
    try {
      for await (const event of rereadRows(engine, request, asked, signal)) {
        if (event.type === "usage") yield event;
        const row = event.type === "row" ? rows[event.at] : undefined;
        if (event.type !== "row" || !row) continue;
        yield { type: "row-replace", index: row.index, cells: event.cells, reason: "" };
      }
    } catch (error) {
      // The rows stay as they were, flagged: the turn has what it was asked for.
      if (!(error instanceof EngineError)) throw error;
    }
  };
}

function promptFor(rows: FailedRow[]): string {
  const faults = rows.map(({ failures }, at) => `Row ${at + 1}: ${JSON.stringify(failures)}`);
  return [
    "These rows were taken from the source and break rules. Look each of them up in the source again and correct what was read wrongly. Return every row, also one that is right as it stands in the source. Never make a value fit: each is quoted from the source, or null.",
    ...faults,
  ].join("\n");
}
