import type { Deps } from "../../../platform/deps.ts";
import type { Worker } from "../../../platform/queue.ts";
import { takeExport } from "./queries.ts";
import { runExport } from "./run-export.ts";

/** Exports of one process side by side, each with a part of at most 2 MB in hand. */
const LIMIT = 20;
/** In all processes: two that replace one sheet would mix their parts. */
const LIMIT_PER_PERSON = 1;

/** What the queue keeps of an export. */
export interface ExportEntry {
  exportId: string;
  userId: string;
}

/** Works on exports until the process is asked to stop. */
export async function runExports(deps: Deps): Promise<void> {
  const handle: Worker["handle"] = async ({ id, data }, signal) => {
    const taken = await takeExport(deps.sql, asEntry(data), id, deps.clock());
    return taken === undefined ? "done" : runExport(deps, taken, signal);
  };
  const worker = { limit: LIMIT, limitPerGroup: LIMIT_PER_PERSON, handle };
  await deps.queue.work("exports", worker, deps.lifetime.signal);
}

/** Only `enqueue` puts entries into this queue. */
function asEntry(data: unknown): ExportEntry {
  return data as ExportEntry;
}
