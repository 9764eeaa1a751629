import type { CreateExportScheduleRequest } from "../../../contract/export-schedules.ts";
import type { ProblemSummary } from "../../../contract/problem.ts";
import type { Sql } from "../../../platform/database.ts";
import { toStoredJson } from "../../../platform/stored-json.ts";

export interface ScheduleRecord {
  id: string;
  userId: string;
  tableId: string;
  request: CreateExportScheduleRequest;
  spreadsheetId: string | null;
  nextAt: Date;
  lastRunAt: Date | null;
  lastExportId: string | null;
  problem: ProblemSummary | null;
  createdAt: Date;
  updatedAt: Date;
}

const columns = (sql: Sql) => sql`
  id, user_id, table_id, request, spreadsheet_id, next_at, last_run_at, last_export_id, problem, created_at,
  updated_at`;

export async function insertSchedule(
  sql: Sql,
  made: Pick<ScheduleRecord, "id" | "userId" | "request" | "nextAt"> & { entryId: string },
  now: Date,
): Promise<void> {
  const { request } = made;
  await sql`
    insert into export_schedules (id, user_id, table_id, request, spreadsheet_id, entry_id, next_at, created_at,
      updated_at)
    values (${made.id}, ${made.userId}, ${request.tableId}, ${toStoredJson(request)}::text::jsonb,
      ${request.spreadsheetId ?? null}, ${made.entryId}, ${made.nextAt}, ${now}, ${now})`;
}

/** Of a person, who can make no other before the transaction has ended. */
export async function countSchedules(sql: Sql, userId: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended('schedules of ' || ${userId}::text, 0))`;
  const [row]: [{ count: number }?] = await sql`
    select count(*)::int as count from export_schedules where user_id = ${userId}`;
  return row?.count ?? 0;
}

export async function findSchedule(
  sql: Sql,
  userId: string,
  id: string,
): Promise<ScheduleRecord | undefined> {
  const [found]: [ScheduleRecord?] = await sql`
    select ${columns(sql)} from export_schedules where user_id = ${userId} and id = ${id}`;
  return found;
}

/** Newest first. */
export function listSchedules(
  sql: Sql,
  userId: string,
  page: { tableId: string | null; before: string | null; limit: number },
): Promise<ScheduleRecord[]> {
  return sql<ScheduleRecord[]>`
    select ${columns(sql)} from export_schedules
    where user_id = ${userId} and (${page.tableId}::uuid is null or table_id = ${page.tableId}::uuid)
      and (${page.before}::uuid is null or id < ${page.before}::uuid)
    order by id desc limit ${page.limit}`;
}

/** False where there is none. */
export async function deleteSchedule(sql: Sql, userId: string, id: string): Promise<boolean> {
  const { count } = await sql`delete from export_schedules where user_id = ${userId} and id = ${id}`;
  return count > 0;
}

/** The one that an entry of the queue is for, held until the transaction ends; none of a deleted account. */
export async function holdSchedule(
  sql: Sql,
  { scheduleId, userId }: { scheduleId: string; userId: string },
  entryId: string,
): Promise<ScheduleRecord | undefined> {
  const [held]: [ScheduleRecord?] = await sql`
    select ${columns(sql)} from export_schedules
    where user_id = ${userId} and id = ${scheduleId} and entry_id = ${entryId}
      and exists (select from users u where u.id = ${userId} and u.deleted_at is null)
    for update`;
  return held;
}

export async function keepRun(
  sql: Sql,
  { userId, id }: Pick<ScheduleRecord, "userId" | "id">,
  run: Pick<ScheduleRecord, "spreadsheetId" | "lastExportId" | "problem" | "nextAt"> & { entryId: string },
  now: Date,
): Promise<void> {
  await sql`
    update export_schedules
    set spreadsheet_id = ${run.spreadsheetId}, last_run_at = ${now}, last_export_id = ${run.lastExportId},
      problem = ${run.problem === null ? null : toStoredJson(run.problem)}::text::jsonb, next_at = ${run.nextAt},
      entry_id = ${run.entryId}, updated_at = ${now}
    where user_id = ${userId} and id = ${id}`;
}
