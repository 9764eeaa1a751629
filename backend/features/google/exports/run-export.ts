import { problems } from "../../../contract/problem.ts";
import type { Deps } from "../../../platform/deps.ts";
import { ProblemError } from "../../../platform/problem.ts";
import { explain } from "../../../platform/problem-response.ts";
import type { Caller, GoogleDeps } from "../api/call.ts";
import { GoogleFailure } from "../api/failures.ts";
import { openSheet } from "./open-sheet.ts";
import { partsOf } from "./parts.ts";
import { changeExport, claimExport, type ExportChange, type ExportRecord, renewLease } from "./queries.ts";
import { readChanges } from "./read-changes.ts";
import { writePart } from "./write-part.ts";

export type ExportDeps = GoogleDeps & Pick<Deps, "lifetime">;

/** Another carries it on, or it was stopped. */
class Left extends Error {}

/** An unattended call may wait; a person who looks sees the progress stand. */
const TRIES = 8;
const PATIENCE_MS = 5 * 60_000;

/** Carries one export on to its end: the one named, or the oldest that nobody does. False where there is none. */
export async function carryOn(deps: ExportDeps, id: string | null = null): Promise<boolean> {
  const { sql, clock, log } = deps;
  const claimed = await claimExport(sql, id, { now: clock(), leaseUntil: leaseEnd(deps) });
  if (claimed === undefined) return false;
  const gone = new AbortController();
  const renewing = setInterval(() => {
    renewLease(sql, claimed, leaseEnd(deps)).catch((error: unknown) => log.warn({ err: error }, "no lease"));
  }, deps.config.limits.exportLeaseMs / 4);
  try {
    await run(deps, claimed, AbortSignal.any([deps.lifetime.signal, gone.signal]));
  } catch (error) {
    await settle(deps, claimed, error);
  } finally {
    clearInterval(renewing);
    gone.abort();
  }
  return true;
}

async function run(deps: ExportDeps, claimed: ExportRecord, signal: AbortSignal): Promise<void> {
  const caller: Caller = { userId: claimed.userId, signal, tries: TRIES, patienceMs: PATIENCE_MS };
  const say = (change: ExportChange) => saySo(deps, claimed, change);
  const sheet = await openSheet(deps, caller, claimed, (found) => say(found));
  let { partsDone, rowsDone } = sheet.progress ?? { partsDone: 0, rowsDone: 0 };
  if (partsDone > 0) await say({ partsDone, rowsDone });
  const changes = readChanges(deps, claimed, sheet, rowsDone);
  if (partsDone === 0 || rowsDone < claimed.rowsTotal) {
    for await (const { changes: rows, isLast } of partsOf(changes)) {
      const first = partsDone === 0 ? sheet.preparation() : [];
      partsDone += 1;
      rowsDone += rows.length;
      const part = { first, rows, progress: { partsDone, rowsDone } };
      await writePart(deps, caller, { exportId: claimed.id, sheet, ...part });
      await say({ partsDone, rowsDone, ...(isLast ? { partsTotal: partsDone } : {}) });
    }
  }
  await say({ status: "complete", partsTotal: partsDone, leaseUntil: null });
}

/** Keeps what changed. Throws where the export is another's by now or is to stop. */
async function saySo(deps: ExportDeps, claimed: ExportRecord, change: ExportChange): Promise<void> {
  const now = deps.clock();
  const kept = await changeExport(deps.sql, claimed, { leaseUntil: leaseEnd(deps), ...change }, now);
  if (kept === undefined) throw new Left();
  if (kept.stopRequestedAt === null || change.status === "complete") return;
  await changeExport(deps.sql, claimed, { status: "stopped", leaseUntil: null }, now);
  throw new Left();
}

/** How it ends that threw. One whose process is told to stop is carried on by another at once. */
async function settle(deps: ExportDeps, claimed: ExportRecord, error: unknown): Promise<void> {
  if (error instanceof Left) return;
  const { sql, clock, log, lifetime } = deps;
  if (lifetime.signal.aborted) {
    await changeExport(sql, claimed, { status: "waiting", leaseUntil: null }, clock());
    return;
  }
  const { code, options } = explain(error);
  log.warn({ err: error, exportId: claimed.id, code }, "an export failed");
  const { detail } = options;
  await changeExport(
    sql,
    claimed,
    {
      ...{ status: "failed", leaseUntil: null, retryable: isPassing(error) },
      problem: { code, title: problems[code].title, ...(detail === undefined ? {} : { detail }) },
    },
    clock(),
  );
}

function isPassing(error: unknown): boolean {
  if (error instanceof GoogleFailure)
    return error.outcome === "unknown" || error.code === "google-rate-limited";
  return !(error instanceof ProblemError) || error.code === "google-unavailable";
}

function leaseEnd({ clock, config }: ExportDeps): Date {
  return new Date(clock().getTime() + config.limits.exportLeaseMs);
}
