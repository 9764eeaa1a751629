import type { CreateExportRequest, Export } from "../../../contract/exports.ts";
import type { ProblemSummary } from "../../../contract/problem.ts";
import type { Tx } from "../../../platform/database.ts";
import type { Deps } from "../../../platform/deps.ts";
import { ProblemError, toSummary } from "../../../platform/problem.ts";
import type { Worker } from "../../../platform/queue.ts";
import type { SignedIn } from "../../../platform/router.ts";
import { readTemplate } from "../../templates/service.ts";
import { createExport, readExports } from "../exports/service.ts";
import { nextTime } from "./next-time.ts";
import { holdSchedule, keepRun, type ScheduleRecord } from "./queries.ts";

/** What the queue keeps of a schedule, for its next time. */
export interface ScheduleEntry {
  scheduleId: string;
  userId: string;
}

const LIMIT = 5;
/** A time is a minute's. */
const POLL_MS = 2_000;

/** Begins the exports whose time has come, until the process is asked to stop. */
export async function runSchedules(deps: Deps): Promise<void> {
  const { queue, sql, lifetime } = deps;
  const handle: Worker["handle"] = async ({ id, data }) => {
    await sql.begin((tx) => runOnce(deps, tx, id, asEntry(data)));
    queue.wake("exports");
    return "done";
  };
  await queue.work("schedules", { limit: LIMIT, pollMs: POLL_MS, handle }, lifetime.signal);
}

/** The export, what stood in its way, and the entry for the next time: all of it in one transaction, so once. */
async function runOnce(deps: Deps, tx: Tx, entryId: string, entry: ScheduleEntry): Promise<void> {
  const schedule = await holdSchedule(tx, entry, entryId);
  if (schedule === undefined) return;
  const { clock, newId, queue, log } = deps;
  const user: SignedIn = { id: schedule.userId, sessionId: null };
  const lastIds = schedule.lastExportId === null ? [] : [schedule.lastExportId];
  const [last = null] = await readExports({ ...deps, sql: tx }, user, lastIds);
  const spreadsheetId = schedule.spreadsheetId ?? last?.spreadsheetId ?? null;
  const { made, problem } = await begin(deps, tx, user, { ...schedule, spreadsheetId }, last);
  const now = clock();
  // Times that were missed have passed; a clock that is behind the database's does not give the same time again.
  const nextAt = nextTime(schedule.request, now > schedule.nextAt ? now : schedule.nextAt);
  const nextEntryId = newId();
  await keepRun(
    tx,
    schedule,
    { spreadsheetId, lastExportId: made?.id ?? null, problem, nextAt, entryId: nextEntryId },
    now,
  );
  const delayMs = nextAt.getTime() - now.getTime();
  await queue.send(tx, "schedules", { id: nextEntryId, data: entry, delayMs });
  log.info({ scheduleId: schedule.id, exportId: made?.id, code: problem?.code }, "a scheduled export");
}

/** The export of this time; the last one, where that is not over yet. */
async function begin(
  deps: Deps,
  tx: Tx,
  user: SignedIn,
  { request, spreadsheetId }: ScheduleRecord,
  last: Export | null,
): Promise<{ made: Export | null; problem: ProblemSummary | null }> {
  if (last?.status === "waiting" || last?.status === "running") return { made: last, problem: null };
  try {
    const body = await bodyOf(tx, user, request);
    const into = spreadsheetId === null ? {} : { spreadsheetId };
    return { made: await createExport({ ...deps, sql: tx }, user, { ...body, ...into }), problem: null };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { made: last, problem: toSummary(error.code, error.options) };
  }
}

/** A template that was deleted since says nothing any more. */
async function bodyOf(
  sql: Tx,
  user: SignedIn,
  { every: _, weekday: __, time: ___, timeZone: ____, templateId, ...body }: ScheduleRecord["request"],
): Promise<CreateExportRequest> {
  if (templateId === undefined) return body;
  const isThere = await readTemplate({ sql }, user.id, templateId).then(
    () => true,
    (error: unknown) => {
      if (error instanceof ProblemError && error.code === "not-found") return false;
      throw error;
    },
  );
  return isThere ? { ...body, templateId } : body;
}

/** Only `createSchedule` and the run before put entries into this queue. */
function asEntry(data: unknown): ScheduleEntry {
  return data as ScheduleEntry;
}
