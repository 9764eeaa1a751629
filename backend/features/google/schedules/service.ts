import * as z from "zod";
import type {
  CreateExportScheduleRequest,
  ExportSchedule,
  ExportSchedulesQuery,
} from "../../../contract/export-schedules.ts";
import type { Export } from "../../../contract/exports.ts";
import type { GoogleConnection } from "../../../contract/google.ts";
import type { Page } from "../../../contract/paging.ts";
import { decodeCursor, encodeCursor } from "../../../platform/cursor.ts";
import type { Sql } from "../../../platform/database.ts";
import type { Deps } from "../../../platform/deps.ts";
import { ProblemError, toSummary } from "../../../platform/problem.ts";
import type { SignedIn } from "../../../platform/router.ts";
import { readConnection } from "../connection/service.ts";
import { readExports, requireExportable } from "../exports/service.ts";
import { nextTime } from "./next-time.ts";
import * as queries from "./queries.ts";
import type { ScheduleEntry } from "./start.ts";

type Writing = Pick<Deps, "clock" | "newId" | "googleAccess" | "queue"> & { sql: Sql };
type Reading = Parameters<typeof readConnection>[0];

/** Of one person. */
const MOST = 50;

/**
 * Keeps what is to be exported again and again, and puts its first time into the queue. Throws as `createExport` does,
 * and `too-many-schedules`. `sql` is a transaction, begun once the queue was ready. Answers with its id.
 */
export async function createSchedule(
  { sql, clock, newId, googleAccess, queue }: Writing,
  user: SignedIn,
  request: CreateExportScheduleRequest,
): Promise<{ id: string }> {
  await requireExportable({ sql, googleAccess }, user, request);
  if ((await queries.countSchedules(sql, user.id)) >= MOST) {
    throw new ProblemError("too-many-schedules", { detail: `A person has at most ${MOST}` });
  }
  const [id, entryId, now] = [newId(), newId(), clock()];
  const nextAt = nextTime(request, now);
  await queries.insertSchedule(sql, { id, userId: user.id, request, nextAt, entryId }, now);
  const data: ScheduleEntry = { scheduleId: id, userId: user.id };
  await queue.send(sql, "schedules", { id: entryId, data, delayMs: nextAt.getTime() - now.getTime() });
  return { id };
}

/** Newest first. */
export async function listSchedules(
  deps: Reading,
  user: SignedIn,
  { tableId, cursor, limit }: ExportSchedulesQuery,
): Promise<Page<ExportSchedule>> {
  const [before = null] = cursor ? decodeCursor(cursor, z.tuple([z.uuid()])) : [];
  const found = await queries.listSchedules(deps.sql, user.id, {
    ...{ tableId: tableId ?? null, before, limit: limit + 1 },
  });
  const items = await present(deps, user, found.slice(0, limit));
  const last = items.at(-1);
  return { items, nextCursor: found.length > limit && last ? encodeCursor([last.id]) : null };
}

/** Throws `not-found`. */
export async function readSchedule(deps: Reading, user: SignedIn, id: string): Promise<ExportSchedule> {
  const found = await queries.findSchedule(deps.sql, user.id, id);
  const [schedule] = found === undefined ? [] : await present(deps, user, [found]);
  if (schedule === undefined) throw new ProblemError("not-found");
  return schedule;
}

/** What is under way ends as it would. Throws `not-found`. */
export async function deleteSchedule(
  { sql }: Pick<Writing, "sql">,
  user: SignedIn,
  id: string,
): Promise<null> {
  if (!(await queries.deleteSchedule(sql, user.id, id))) throw new ProblemError("not-found");
  return null;
}

/** With how access to Google stands now: nobody waits for the next run to hear that it cannot write. */
async function present(
  deps: Reading,
  user: SignedIn,
  records: queries.ScheduleRecord[],
): Promise<ExportSchedule[]> {
  if (records.length === 0) return [];
  const connection = await readConnection(deps, user);
  const ids = records.flatMap(({ lastExportId }) => lastExportId ?? []);
  const exports = new Map((await readExports(deps, user, ids)).map((made) => [made.id, made]));
  return records.map((record) =>
    presentOne(record, connection, exports.get(record.lastExportId ?? "") ?? null),
  );
}

function presentOne(
  record: queries.ScheduleRecord,
  connection: GoogleConnection,
  lastExport: Export | null,
): ExportSchedule {
  const { request } = record;
  const isShut = !connection.configured || connection.mend !== null;
  const shut = connection.configured ? "google-not-connected" : "google-not-configured";
  const inTheWay = connection.problem ?? toSummary(shut);
  return {
    ...request,
    id: record.id,
    weekday: request.weekday ?? null,
    spreadsheetId: record.spreadsheetId ?? lastExport?.spreadsheetId ?? null,
    status: isShut ? "blocked" : "active",
    nextAt: record.nextAt.toISOString(),
    lastRunAt: record.lastRunAt?.toISOString() ?? null,
    lastExport,
    problem: isShut ? inTheWay : (record.problem ?? lastExport?.problem ?? null),
    mend: connection.configured ? connection.mend : null,
    createdAt: record.createdAt.toISOString(),
    updatedAt: record.updatedAt.toISOString(),
  };
}
