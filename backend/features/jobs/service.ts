import * as z from "zod";
import type {
  Job,
  JobItem,
  JobItemsQuery,
  JobsQuery,
  ResumeJobRequest,
  RetryJobRequest,
} from "../../contract/jobs.ts";
import type { Page } from "../../contract/paging.ts";
import { decodeCursor, encodeCursor } from "../../platform/cursor.ts";
import type { Sql, Tx } from "../../platform/database.ts";
import type { Deps } from "../../platform/deps.ts";
import { ProblemError } from "../../platform/problem.ts";
import { countsOf, spentBy, viewJob } from "./job-view.ts";
import {
  findJob,
  listItems,
  deleteJob as removeJob,
  requeueJob,
  resetItems,
  listJobs as selectJobs,
  stopJob as stop,
  tellEvent,
} from "./queries.ts";
import { requireRoom } from "./room.ts";
import { tellWebhook } from "./webhook/tell.ts";

/** `sql` may be a transaction. */
type Reading = Pick<Deps, "config"> & { sql: Sql };

type Writing = Pick<Deps, "clock"> & { sql: Sql };

/** Items read at once where all are. */
const PAGE = 500;

/** Throws `not-found`. */
export async function readJob(deps: Reading, userId: string, id: string): Promise<Job> {
  return viewJob(deps, await requireJob(deps, userId, id));
}

/** Newest first. */
export async function listJobs(
  deps: Reading,
  userId: string,
  { cursor, limit, status, spreadsheetId }: JobsQuery,
): Promise<Page<Job>> {
  const [before = null] = cursor ? decodeCursor(cursor, z.tuple([z.uuid()])) : [];
  const found = await selectJobs(deps.sql, userId, {
    ...{ status: status ?? null, spreadsheetId: spreadsheetId ?? null, before, limit: limit + 1 },
  });
  const items = found.slice(0, limit).map((record) => viewJob(deps, record));
  const last = items.at(-1);
  return { items, nextCursor: found.length > limit && last ? encodeCursor([last.id]) : null };
}

/** By position. Throws `not-found` and `invalid-cursor`. */
export async function pageItems(
  deps: Reading,
  userId: string,
  id: string,
  { cursor, limit, status }: JobItemsQuery,
): Promise<Page<JobItem>> {
  await requireJob(deps, userId, id);
  const of = { userId, jobId: id };
  const found = await listItems(deps.sql, of, {
    after: placeIn(cursor),
    status: status ?? null,
    limit: limit + 1,
  });
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: found.length > limit && last ? encodeCursor([last.position]) : null };
}

/** Every item from the cursor on, a page at a time. Throws `not-found` and `invalid-cursor` before the first. */
export async function streamItems(
  deps: Reading,
  userId: string,
  id: string,
  { cursor, status }: JobItemsQuery,
): Promise<AsyncGenerator<JobItem[]>> {
  await requireJob(deps, userId, id);
  let after = placeIn(cursor);
  return (async function* () {
    while (true) {
      const page = await listItems(
        deps.sql,
        { userId, jobId: id },
        { after, status: status ?? null, limit: PAGE },
      );
      if (page.length > 0) yield page;
      if (page.length < PAGE) return;
      after = page.at(-1)?.position ?? after;
    }
  })();
}

function placeIn(cursor: string | undefined): number {
  return cursor === undefined ? -1 : decodeCursor(cursor, z.tuple([z.int()]))[0];
}

/** One that runs ends within a second, wherever it does. One that has ended stays as it is. Throws `not-found`. */
export async function stopJob(deps: Deps, tx: Tx, userId: string, id: string): Promise<Job> {
  await requireJob({ ...deps, sql: tx }, userId, id);
  const stopped = (await stop(tx, userId, id, deps.clock())) === "stopped";
  const record = await requireJob({ ...deps, sql: tx }, userId, id);
  if (stopped) {
    const event = { type: "job-end" as const, status: "stopped" as const, counts: countsOf(record) };
    await tellEvent(tx, { userId, jobId: id }, { ...event, ...spentBy(deps, record) }, deps.clock());
    await tellWebhook(deps, tx, record, "job-end");
  }
  return readJob({ ...deps, sql: tx }, userId, id);
}

/** With its inputs and results; a request that runs is cut off. Throws `not-found`. */
export async function deleteJob({ sql, clock }: Writing, userId: string, id: string): Promise<null> {
  if (!(await removeJob(sql, userId, id, clock()))) throw new ProblemError("not-found");
  return null;
}

/** Goes on where it paused or was stopped. Throws `not-found`, `job-running`, `job-ended` and `too-many-jobs`. */
export async function resumeJob(
  deps: Deps,
  tx: Tx,
  userId: string,
  id: string,
  { cap = null }: { cap?: ResumeJobRequest["cap"] | null },
): Promise<Job> {
  const { status } = await requireJob({ ...deps, sql: tx }, userId, id);
  if (status === "complete") throw new ProblemError("job-ended");
  return requeue(deps, tx, userId, id, cap ?? null);
}

/** Has what failed, or what is named, done again. Throws `not-found`, `job-running` and `too-many-jobs`. */
export async function retryJob(
  deps: Deps,
  tx: Tx,
  userId: string,
  id: string,
  { positions, fresh }: RetryJobRequest,
): Promise<Job> {
  const { status } = await requireJob({ ...deps, sql: tx }, userId, id);
  const job = await requeue(deps, tx, userId, id, null);
  const of = { userId, jobId: id };
  const reset = await resetItems(tx, of, { positions: positions ?? null, fresh, at: deps.clock() });
  if (reset.done + reset.failed === 0 && status === "complete") {
    throw new ProblemError("job-ended", { detail: "Nothing of it failed." });
  }
  return readJob({ ...deps, sql: tx }, userId, job.id);
}

async function requeue(deps: Deps, tx: Tx, userId: string, id: string, cap: Job["cap"] | null): Promise<Job> {
  await requireRoom(deps, tx, userId);
  const from = ["paused" as const, "stopped" as const, "complete" as const];
  const entryId = deps.newId();
  const requeued = await requeueJob(tx, { userId, id, entryId, from, cap, at: deps.clock() });
  if (!requeued) throw new ProblemError("job-running");
  await deps.queue.send(tx, "jobs", { id: entryId, data: { jobId: id, userId } });
  return readJob({ ...deps, sql: tx }, userId, id);
}

async function requireJob({ sql }: Pick<Reading, "sql">, userId: string, id: string) {
  const found = await findJob(sql, userId, id);
  if (found === undefined) throw new ProblemError("not-found");
  return found;
}
