import type { CreateExportRequest, Export, ExportMode } from "../../../contract/exports.ts";
import type { ProblemSummary } from "../../../contract/problem.ts";
import type { Sql } from "../../../platform/database.ts";
import { toStoredJson } from "../../../platform/stored-json.ts";

/** What was asked for beside the table and the mode. */
export type ExportOptions = Omit<CreateExportRequest, "tableId" | "version" | "mode">;

export interface ExportRecord {
  id: string;
  userId: string;
  tableId: string;
  version: number;
  mode: ExportMode;
  options: ExportOptions;
  status: Export["status"];
  spreadsheetId: string | null;
  sheet: string | null;
  rowsDone: number;
  rowsTotal: number;
  partsDone: number;
  partsTotal: number | null;
  seq: number;
  problem: ProblemSummary | null;
  retryable: boolean;
  /** Of whoever carries it on: one that was overtaken changes nothing any more. */
  attempts: number;
  createdAt: Date;
  updatedAt: Date;
}

const columns = (sql: Sql) => sql`
  id, user_id, table_id, version, mode, options, status, spreadsheet_id, sheet, rows_done, rows_total, parts_done,
  parts_total, seq, problem, retryable, attempts, created_at, updated_at`;

export async function insertExport(
  sql: Sql,
  made: Pick<ExportRecord, "id" | "userId" | "tableId" | "version" | "mode" | "options" | "rowsTotal"> & {
    spreadsheetId: string | null;
    entryId: string;
  },
  now: Date,
): Promise<void> {
  await sql`
    insert into exports (id, user_id, table_id, version, mode, options, status, spreadsheet_id, rows_total,
      entry_id, created_at, updated_at)
    values (${made.id}, ${made.userId}, ${made.tableId}, ${made.version}, ${made.mode},
      ${toStoredJson(made.options)}::text::jsonb, 'waiting', ${made.spreadsheetId}, ${made.rowsTotal},
      ${made.entryId}, ${now}, ${now})`;
}

export async function findExport(sql: Sql, userId: string, id: string): Promise<ExportRecord | undefined> {
  const [found]: [ExportRecord?] = await sql`
    select ${columns(sql)} from exports where user_id = ${userId} and id = ${id}`;
  return found;
}

export function findExports(sql: Sql, userId: string, ids: string[]): Promise<ExportRecord[]> {
  return sql<ExportRecord[]>`
    select ${columns(sql)} from exports where user_id = ${userId} and id = any (${ids}::uuid[])`;
}

/** Newest first. */
export function listExports(
  sql: Sql,
  userId: string,
  page: { tableId: string | null; before: string | null; limit: number },
): Promise<ExportRecord[]> {
  return sql<ExportRecord[]>`
    select ${columns(sql)} from exports
    where user_id = ${userId} and (${page.tableId}::uuid is null or table_id = ${page.tableId}::uuid)
      and (${page.before}::uuid is null or id < ${page.before}::uuid)
    order by id desc limit ${page.limit}`;
}

/** Makes it this run's, whoever had it. Undefined where it is not to be run, or by another entry of the queue. */
export async function takeExport(
  sql: Sql,
  { exportId, userId }: { exportId: string; userId: string },
  entryId: string,
  now: Date,
): Promise<ExportRecord | undefined> {
  const [taken]: [ExportRecord?] = await sql`
    update exports set status = 'running', attempts = attempts + 1, seq = seq + 1, updated_at = ${now}
    where user_id = ${userId} and id = ${exportId} and entry_id = ${entryId} and status in ('waiting', 'running')
    returning ${columns(sql)}`;
  return taken;
}

type Held = Pick<ExportRecord, "id" | "attempts">;

export interface ExportChange {
  status?: Export["status"];
  spreadsheetId?: string;
  sheet?: string;
  rowsDone?: number;
  partsDone?: number;
  partsTotal?: number;
  problem?: ProblemSummary;
  retryable?: boolean;
}

/** What a running export's owner says of it; undefined where it is another's by now. Says whether it is to stop. */
export async function changeExport(
  sql: Sql,
  { id, attempts }: Held,
  change: ExportChange,
  now: Date,
): Promise<{ stopRequestedAt: Date | null } | undefined> {
  const { problem, ...plain } = change;
  const [changed]: [{ stopRequestedAt: Date | null }?] = await sql`
    update exports
    set ${sql({ ...plain, updatedAt: now })}, seq = seq + 1
      ${problem === undefined ? sql`` : sql`, problem = ${toStoredJson(problem)}::text::jsonb`}
    where id = ${id} and attempts = ${attempts} and status = 'running'
    returning stop_requested_at`;
  return changed;
}

export async function requestStop(sql: Sql, userId: string, id: string, now: Date): Promise<void> {
  await sql`
    update exports
    set stop_requested_at = ${now}, updated_at = ${now}, seq = seq + 1,
      status = case when status = 'waiting' then 'stopped' else status end
    where user_id = ${userId} and id = ${id} and status in ('waiting', 'running')`;
}

/** For the entry of the queue. False where it is not over, or is complete. */
export async function setWaiting(
  sql: Sql,
  { userId, id, entryId }: { userId: string; id: string; entryId: string },
  now: Date,
): Promise<boolean> {
  const { count } = await sql`
    update exports
    set status = 'waiting', stop_requested_at = null, problem = null, retryable = false, entry_id = ${entryId},
      seq = seq + 1, updated_at = ${now}
    where user_id = ${userId} and id = ${id} and status in ('failed', 'stopped')`;
  return count > 0;
}
