import type { Cell } from "../../../contract/cells.ts";
import type { Usage } from "../../../contract/chat.ts";
import type { RedoRequest, RedoResult } from "../../../contract/table-edits.ts";
import type { Engine, EngineRequest } from "../../../extraction/engine.ts";
import { hashPrompt } from "../../../extraction/prompt-hash.ts";
import { type AskedRows, excerptFor, rereadRows } from "../../../extraction/rules/reread.ts";
import type { Deps } from "../../../platform/deps.ts";
import { ProblemError } from "../../../platform/problem.ts";
import type { SignedIn } from "../../../platform/router.ts";
import { keepRedo, planRedo, type Redo } from "../../tables/redo/service.ts";
import { addUsage, metered } from "../../usage/metered.ts";
import { priceOf } from "../../usage/service.ts";
import { loadSourceOf } from "../turns/source.ts";

/**
 * Has the model read rows, or cells of theirs, in their source once more, and keeps what it found as one version. Throws
 * `model-not-connected` (without a model the same text reads the same), `no-source`, `cap-reached`, what the
 * engine fails with, and what `planRedo` and `keepRedo` throw.
 */
export async function redoRows(
  deps: Deps,
  user: SignedIn,
  tableId: string,
  body: RedoRequest,
  signal: AbortSignal,
): Promise<RedoResult> {
  const { sql } = deps;
  const redo = await planRedo(sql, user, tableId, body);
  const engine = deps.engines.openai;
  if (engine === null) {
    throw new ProblemError("model-not-connected", {
      detail: "Without a model the source reads as it did. Set OPENAI_API_KEY on the server to connect one.",
    });
  }
  const source = await loadSourceOf(sql, user.id, redo.table);
  if (source === null) throw new ProblemError("no-source");
  const { table } = redo;
  const request: EngineRequest = {
    ...{ prompt: "", history: [], source, columns: table.columns, revises: null, mode: "extract" },
    // What is relative to a day was written of the day that the table was made.
    ...{ locale: body.locale, timeZone: body.timeZone, now: table.createdAt },
  };
  const asked = askFor(redo);
  const inputBytes = Buffer.byteLength(excerptFor(source.text, asked.rows).text + JSON.stringify(asked));
  const { read, usage } = await metered(
    deps,
    { userId: user.id, engine, inputBytes, name: "redo" },
    async (usage, meter) => ({
      usage,
      read: await readRows(engine, { ...request, ...meter }, asked, usage, signal),
    }),
  );
  const cells = new Map(redo.rows.flatMap(({ id }, at) => (read[at] ? [[id, read[at]]] : [])));
  const promptHash = hashPrompt(engine, { ...request, prompt: asked.prompt });
  const making = { engine: engine.name, model: engine.model, promptHash };
  const kept = await sql.begin((tx) => keepRedo({ ...deps, sql: tx }, user, redo, cells, making));
  return { ...kept, usage, cost: priceOf(deps, { engine, usage }) };
}

/** What the engine reads for each row, where it reads anything; outside of any lock. Adds to `usage`. */
async function readRows(
  engine: Engine,
  request: EngineRequest,
  asked: AskedRows,
  usage: Usage,
  signal: AbortSignal,
): Promise<(Cell[] | undefined)[]> {
  const read: (Cell[] | undefined)[] = [];
  for await (const event of rereadRows(engine, request, asked, signal)) {
    if (event.type === "row") read[event.at] = event.cells;
    else addUsage(usage, event.usage);
  }
  if (signal.aborted) throw new ProblemError("turn-interrupted");
  return read;
}

/** Cells that are asked for by name are not shown: what a model sees, it repeats. */
function askFor({ table, rows, places, named }: Redo): AskedRows {
  const { title, columns } = table;
  const names = places.map((at) => JSON.stringify(columns[at]?.name));
  const which = named ? `Of each row only these cells are asked for: ${names.join(", ")}.` : "";
  return {
    ...{ title, columns },
    rows: rows.map(({ cells, near }) => ({ cells: named ? withhold(cells, places) : cells, near })),
    prompt: `A person doubts these rows. Look each of them up in the source once more, and return every row. ${which}
What is asked for is copied from the source anew, or null where the source is silent; the earlier reading may be wrong.`,
  };
}

/** A row that would have nothing left to be known by is shown as it is. */
function withhold(cells: Cell[], places: readonly number[]): Cell[] {
  const shown = cells.map(
    (cell, at): Cell => (places.includes(at) ? { value: null, spans: cell.spans } : cell),
  );
  return shown.some(({ value }) => value !== null) ? shown : cells;
}
