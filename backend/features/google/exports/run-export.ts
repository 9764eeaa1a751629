import { isDatabaseUnavailable } from "../../../platform/database.ts";
import { ProblemError, toSummary } from "../../../platform/problem.ts";
import { explain } from "../../../platform/problem-response.ts";
import type { Caller, GoogleDeps } from "../api/call.ts";
import { GoogleFailure } from "../api/failures.ts";
import type { CellData } from "./cells.ts";
import { openSheet } from "./open-sheet.ts";
import { partsOf } from "./parts.ts";
import { changeExport, type ExportChange, type ExportRecord } from "./queries.ts";
import { readRows } from "./read-rows.ts";
import { changeFor } from "./row-requests.ts";
import { writePart } from "./write-part.ts";

/** It is not to go on here: it was stopped, or another has it. */
class Left extends Error {
  readonly entry: "done" | "lost";

  constructor(entry: Left["entry"]) {
    super("The export is left");
    this.entry = entry;
  }
}

/** An unattended call may wait; a person who looks sees the progress stand. */
const TRIES = 8;
const PATIENCE_MS = 5 * 60_000;

/**
 * Carries an export on to its end. `signal`: this process ends, or lost the export's entry. Answers what becomes of the
 * entry.
 */
export async function runExport(
  deps: GoogleDeps,
  taken: ExportRecord,
  signal: AbortSignal,
): Promise<"done" | "again" | "lost"> {
  try {
    await run(deps, taken, signal);
    return "done";
  } catch (error) {
    if (error instanceof Left) return error.entry;
    return settle(deps, taken, error, signal);
  }
}

async function run(deps: GoogleDeps, taken: ExportRecord, signal: AbortSignal): Promise<void> {
  const caller: Caller = { userId: taken.userId, signal, tries: TRIES, patienceMs: PATIENCE_MS };
  const say = (change: ExportChange) => saySo(deps, taken, change);
  const sheet = await openSheet(deps, caller, taken, (found) => say(found));
  let { partsDone, rowsDone } = sheet.progress ?? { partsDone: 0, rowsDone: 0 };
  if (partsDone > 0) await say({ partsDone, rowsDone });
  const { layout, place, index } = sheet;
  const changeOf = (row: CellData[]) => changeFor(row, layout, place.sheetId, index);
  if (partsDone === 0 || rowsDone < taken.rowsTotal) {
    for await (const { changes: rows, isLast } of partsOf(readRows(deps, taken, sheet, rowsDone), changeOf)) {
      const first = partsDone === 0 ? sheet.preparation() : [];
      partsDone += 1;
      rowsDone += rows.length;
      const part = { first, rows, progress: { partsDone, rowsDone } };
      await writePart(deps, caller, { exportId: taken.id, sheet, ...part });
      await say({ partsDone, rowsDone, ...(isLast ? { partsTotal: partsDone } : {}) });
    }
  }
  await say({ status: "complete", partsTotal: partsDone });
}

/** Keeps what changed. Throws where the export is another's by now or is to stop. */
async function saySo(deps: GoogleDeps, taken: ExportRecord, change: ExportChange): Promise<void> {
  const now = deps.clock();
  const kept = await changeExport(deps.sql, taken, change, now);
  if (kept === undefined) throw new Left("lost");
  if (kept.stopRequestedAt === null || change.status === "complete") return;
  await changeExport(deps.sql, taken, { status: "stopped" }, now);
  throw new Left("done");
}

/** How it ends that threw. One whose process is told to stop is carried on by another at once. */
async function settle(
  { sql, clock, log }: GoogleDeps,
  taken: ExportRecord,
  error: unknown,
  signal: AbortSignal,
): Promise<"done" | "again"> {
  if (signal.aborted || isDatabaseUnavailable(error)) {
    await changeExport(sql, taken, { status: "waiting" }, clock());
    return "again";
  }
  const { code, options } = explain(error);
  log.warn({ err: error, exportId: taken.id, code }, "an export failed");
  await changeExport(
    sql,
    taken,
    { status: "failed", retryable: isPassing(error), problem: toSummary(code, options) },
    clock(),
  );
  return "done";
}

function isPassing(error: unknown): boolean {
  if (error instanceof GoogleFailure)
    return error.outcome === "unknown" || error.code === "google-rate-limited";
  return !(error instanceof ProblemError) || error.code === "google-unavailable";
}
