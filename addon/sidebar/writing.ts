import type { Cell } from "../../backend/contract/cells.ts";
import type { PlanSummary, WriteTable } from "../rpc.ts";
import type { CheckedWrite, WriteOptions } from "../writes.ts";
import type { App } from "./app.ts";
import { Failure, type FailureInfo, toFailure } from "./failure.ts";
import { nextPart } from "./next-part.ts";
import { loadRows } from "./rows.ts";
import type { Landing, RunningWrite } from "./sheet-writes.ts";
import { changeOf } from "./store.ts";

export interface Wish {
  tableId: string;
  table: WriteTable;
  plan: PlanSummary;
  options: WriteOptions;
  /** The table is still being read: its rows go in as they come. */
  live: boolean;
  /** Rows that go in without being asked about; null for all. */
  limit: number | null;
}

/**
 * Writes what was planned, part by part. Resolves with what stood in the way when nothing went in; a write that
 * stops later, or whose outcome is unknown, stays in the state to be continued or taken back.
 */
export function beginWrite(app: App, { tableId, table, plan, options, live, limit }: Wish) {
  const write: RunningWrite = {
    ...{ writeId: crypto.randomUUID(), table, target: plan.target, options, parts: plan.parts },
    ...{ undo: plan.undo, at: new Date().toISOString(), nextRow: 0, of: live ? null : table.rows.length },
    ...{ live, limit, phase: "writing", failure: null, unknown: false },
  };
  app.store.dispatch({ type: "write-begun", tableId, write });
  return carryOn(app, tableId);
}

/** Goes on with a write that has stopped: from its receipt, never from what the page believes. */
export function resumeWrite(app: App, tableId: string): Promise<FailureInfo | null> {
  app.store.dispatch({ type: "write-resumed", tableId });
  return carryOn(app, tableId);
}

/** After the part that is on its way. */
export function stopWrite(app: App, tableId: string): void {
  app.store.dispatch({ type: "write-stopping", tableId });
}

async function carryOn(app: App, tableId: string): Promise<FailureInfo | null> {
  for (;;) {
    const write = app.store.state.writes.running[tableId];
    if (!write || write.phase === "stopped") return null;
    if (write.phase === "stopping") return stopped(app, tableId, null);
    try {
      if (!(await writeNext(app, tableId, write))) return null;
    } catch (error) {
      const failure = toFailure(error);
      const now = app.store.state.writes.running[tableId];
      if (now?.nextRow !== 0 || isUnknown(failure)) return stopped(app, tableId, failure);
      app.store.dispatch({ type: "write-ended", tableId, outdated: false });
      return failure;
    }
  }
}

function stopped(app: App, tableId: string, failure: FailureInfo | null): FailureInfo | null {
  const unknown = failure !== null && isUnknown(failure);
  app.store.dispatch({ type: "write-stopped", tableId, failure, unknown });
  return failure;
}

/** One part, or a wait for its rows; false when all are in. */
async function writeNext(app: App, tableId: string, write: RunningWrite): Promise<boolean> {
  const { dispatch } = app.store;
  if (write.of === null && (await isRead(app, tableId))) return true;
  const next = nextPart(write, app.store.state.thread.tables[tableId]);
  if (next === "waiting") return changeOf(app.store).then(() => true);
  if (next === "gone") throw new Failure({ code: "table-changed" });
  if (next === "limit") throw new Failure({ code: "auto-limit", params: { limit: write.limit ?? 0 } });
  if (next === null) {
    dispatch({ type: "write-ended", tableId, outdated: wasRepaired(app, tableId, write) });
    return false;
  }
  const { writeId, target, options } = write;
  const end = next.part.from + next.table.rows.length;
  const landing: Landing = await app.script
    .call("apply", { writeId, target, options, ...next })
    .catch((error: unknown) => landed(app, writeId, end, error));
  if (landing.standing === "gone") throw new Failure({ code: "no-longer-there" });
  dispatch({ type: "write-advanced", tableId, landing, rows: next.table.rows });
  return true;
}

/** What a part did whose call has failed, where it is known to have landed. Throws the call's failure otherwise. */
async function landed(app: App, writeId: string, end: number, error: unknown): Promise<Landing> {
  const kept = isUnknown(toFailure(error)) ? await lookUp(app, writeId) : null;
  if (!kept || kept.nextRow < end) throw error;
  return kept;
}

/** The write as the document keeps it; null where there is none, or nobody can say. */
export function lookUp(app: App, writeId: string): Promise<CheckedWrite | null> {
  return app.script.call("checkWrite", { writeId }).catch(() => null);
}

/** Whether rows may have landed although the call failed. */
export function isUnknown({ code }: FailureInfo): boolean {
  return code === "apps-script-timeout" || code === "apps-script-failed" || code === "google-unavailable";
}

/** Once a table has been read to its end, its write is told how many rows there are. */
async function isRead(app: App, tableId: string): Promise<boolean> {
  const view = app.store.state.thread.tables[tableId];
  if (!view || view.streaming) return false;
  const { rowCount } = await loadRows(app, tableId, "all");
  app.store.dispatch({ type: "write-bounded", tableId, of: rowCount });
  return true;
}

/** Whether rows were read anew after they had gone in. */
function wasRepaired(app: App, tableId: string, { live, table }: RunningWrite): boolean {
  const rows = app.store.state.thread.tables[tableId]?.rows;
  const values = (cells: Cell[] | undefined) => JSON.stringify(cells?.map(({ value }) => value));
  return live && table.rows.some((row, at) => rows !== undefined && values(row) !== values(rows[at]));
}
