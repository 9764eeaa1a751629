import type { Cell } from "../../contract/cells.ts";
import type {
  ItemStatus,
  Job,
  JobCap,
  JobEvent,
  JobItem,
  JobOrigin,
  JobStatus,
} from "../../contract/jobs.ts";
import type { InputTask } from "../../extraction/inputs/input-task.ts";
import type { Sql } from "../../platform/database.ts";
import { toStoredJson, toStoredText } from "../../platform/stored-json.ts";
import type { SealedSecret } from "./webhook/secret.ts";

/** What a job is to do, as it is stored. */
export interface StoredTask extends Omit<InputTask, "now"> {
  key: string | null;
  origin?: JobOrigin;
  /** When it was asked for: what "tomorrow" is counted from. */
  at: string;
}

export interface StoredWebhook {
  url: string;
  /** As it was given, of jobs of before. */
  secret: SealedSecret | string;
  status: "waiting" | "delivered" | "failed";
  detail: string;
}

export interface JobRecord {
  id: string;
  userId: string;
  title: string;
  status: JobStatus;
  task: StoredTask;
  templateId: string | null;
  templateVersion: number | null;
  engine: string;
  model: string | null;
  cap: JobCap;
  total: number;
  done: number;
  failed: number;
  reused: number;
  inputTokens: number;
  outputTokens: number;
  cachedTokens: number;
  amount: number;
  seq: number;
  rowsPerMinute: number | null;
  problem: Job["problem"];
  resumesAt: Date | null;
  webhook: StoredWebhook | null;
  createdAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
}

const columns = (sql: Sql) => sql`
  id, user_id, title, status, task, template_id, template_version, engine, model, cap, total, done, failed, reused,
  input_tokens::float8 as input_tokens, output_tokens::float8 as output_tokens,
  cached_tokens::float8 as cached_tokens, amount::float8 as amount, seq::float8 as seq, rows_per_minute, problem,
  resumes_at, webhook, created_at, started_at, ended_at`;

export async function findJob(sql: Sql, userId: string, id: string): Promise<JobRecord | undefined> {
  const [found]: [JobRecord?] = await sql`
    select ${columns(sql)} from jobs where user_id = ${userId} and id = ${id} and deleted_at is null`;
  return found;
}

/** Newest first. */
export function listJobs(
  sql: Sql,
  userId: string,
  filter: {
    status: JobStatus | null;
    spreadsheetId: string | null;
    before: string | null;
    limit: number;
  },
): Promise<JobRecord[]> {
  const { status, spreadsheetId, before, limit } = filter;
  return sql<JobRecord[]>`
    select ${columns(sql)} from jobs
    where user_id = ${userId} and deleted_at is null and (${status}::text is null or status = ${status})
      and (${spreadsheetId}::text is null or task -> 'origin' ->> 'spreadsheetId' = ${spreadsheetId})
      and (${before}::uuid is null or id < ${before})
    order by id desc limit ${limit}`;
}

export interface NewJob {
  id: string;
  userId: string;
  /** In the queue. */
  entryId: string;
  title: string;
  task: StoredTask;
  template: { id: string; version: number } | null;
  engine: string;
  model: string | null;
  cap: JobCap;
  total: number;
  webhook: StoredWebhook | null;
  at: Date;
}

export async function insertJob(sql: Sql, job: NewJob): Promise<void> {
  const { id, userId, template, at } = job;
  await sql`
    insert into jobs (id, user_id, entry_id, title, status, task, template_id, template_version, engine, model, cap, total,
      webhook, created_at, updated_at)
    values (${id}, ${userId}, ${job.entryId}, ${toStoredText(job.title)}, 'queued', ${toStoredJson(job.task)}::text::jsonb,
      ${template?.id ?? null}, ${template?.version ?? null}, ${job.engine}, ${job.model},
      ${toStoredJson(job.cap)}::text::jsonb, ${job.total},
      ${job.webhook === null ? null : toStoredJson(job.webhook)}::text::jsonb, ${at}, ${at})`;
}

export interface NewItem {
  position: number;
  key: string | null;
  input: string[];
  inputBytes: number;
  /** Both in hex. */
  inputHash: string;
  taskHash: string;
}

export async function insertItems(
  sql: Sql,
  { id, userId, fresh, at }: { id: string; userId: string; fresh: boolean; at: Date },
  items: NewItem[],
): Promise<void> {
  const rows = items.map(({ inputBytes, inputHash, taskHash, ...item }) => ({
    ...{ ...item, input_bytes: inputBytes, input_hash: inputHash, task_hash: taskHash },
  }));
  await sql`
    insert into job_items (job_id, position, user_id, key, input, input_bytes, input_hash, task_hash, fresh, status,
      created_at, updated_at)
    select ${id}::uuid, position, ${userId}::uuid, key, input, input_bytes, decode(input_hash, 'hex'),
      decode(task_hash, 'hex'), ${fresh}::boolean, 'pending', ${at}::timestamptz, ${at}::timestamptz
    from jsonb_to_recordset(${toStoredJson(rows)}::text::jsonb) as item (position integer, key text, input jsonb,
      input_bytes integer, input_hash text, task_hash text)`;
}

/** Jobs that are under way. Of two at once the second waits for the first one's commit. */
export async function countActive(sql: Sql, userId: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended('jobs of ' || ${userId}::text, 0))`;
  const [found]: [{ count: number }?] = await sql`
    select count(*)::int as count from jobs
    where user_id = ${userId} and status in ('queued', 'running') and deleted_at is null`;
  return found?.count ?? 0;
}

/** How many of these inputs, by their task's hash in hex, have an earlier result. */
export async function countReusable(sql: Sql, userId: string, taskHashes: string[]): Promise<number> {
  const [found]: [{ count: number }?] = await sql`
    select count(*)::int as count
    from jsonb_array_elements_text(${JSON.stringify(taskHashes)}::text::jsonb) as asked
    where (
      select true from job_items
      where user_id = ${userId} and task_hash = decode(asked, 'hex') and status = 'done' limit 1) is not null`;
  return found?.count ?? 0;
}

export interface ItemRecord {
  position: number;
  key: string | null;
  inputHash: string;
  status: ItemStatus;
  cells: Cell[] | null;
  reused: boolean;
  problem: JobItem["problem"];
}

/** By position, after `after`. */
export function listItems(
  sql: Sql,
  { userId, jobId }: { userId: string; jobId: string },
  { after, status, limit }: { after: number; status: ItemStatus | null; limit: number },
): Promise<ItemRecord[]> {
  return sql<ItemRecord[]>`
    select position, key, encode(input_hash, 'hex') as input_hash, status, cells, reused, problem from job_items
    where user_id = ${userId} and job_id = ${jobId} and position > ${after}
      and (${status}::text is null or status = ${status})
    order by position limit ${limit}`;
}

/** What was told after a number, items' ends and the job's own events, in order. */
export async function listTold(
  sql: Sql,
  { userId, jobId }: { userId: string; jobId: string },
  { after, limit }: { after: number; limit: number },
): Promise<{ seq: number; event: JobEvent }[]> {
  return sql<{ seq: number; event: JobEvent }[]>`
    select seq::float8 as seq, event from (
      (select seq, jsonb_build_object('type', 'item-end', 'item', jsonb_build_object('position', position, 'key', key,
          'inputHash', encode(input_hash, 'hex'), 'status', status, 'cells', cells, 'reused', reused,
          'problem', problem)) as event
        from job_items where user_id = ${userId} and job_id = ${jobId} and seq > ${after}
        order by seq limit ${limit})
      union all
      (select seq, event from job_events where user_id = ${userId} and job_id = ${jobId} and seq > ${after}
        order by seq limit ${limit})
    ) as told
    order by seq limit ${limit}`;
}

/** Where followed jobs stand; each is looked for with its owner. */
export function findNews(
  sql: Sql,
  followed: { userId: string; jobId: string }[],
): Promise<{ jobId: string; seq: number }[]> {
  return sql<{ jobId: string; seq: number }[]>`
    select jobs.id as job_id, jobs.seq::float8 as seq
    from jsonb_to_recordset(${JSON.stringify(followed)}::text::jsonb) as followed ("userId" uuid, "jobId" uuid)
    join jobs on jobs.user_id = followed."userId" and jobs.id = followed."jobId"`;
}

/** Asks its process to stop it; one that nobody has begun is stopped at once. Null where it is not under way. */
export async function stopJob(sql: Sql, userId: string, id: string, at: Date): Promise<JobStatus | null> {
  const [stopped]: [{ status: JobStatus }?] = await sql`
    update jobs set
      stop_requested_at = ${at}, updated_at = ${at},
      status = case when status = 'running' then status else 'stopped' end,
      ended_at = case when status = 'running' then null else ${at} end
    where user_id = ${userId} and id = ${id} and deleted_at is null and status in ('queued', 'running', 'paused')
    returning status`;
  return stopped?.status ?? null;
}

/** What runs it is asked to stop. False where there is none. */
export async function deleteJob(sql: Sql, userId: string, id: string, at: Date): Promise<boolean> {
  const { count } = await sql`
    update jobs set deleted_at = ${at}, stop_requested_at = coalesce(stop_requested_at, ${at}), updated_at = ${at}
    where user_id = ${userId} and id = ${id} and deleted_at is null`;
  return count > 0;
}

/** Puts it into the queue again. False where it is under way or gone. */
export async function requeueJob(
  sql: Sql,
  job: { userId: string; id: string; entryId: string; from: JobStatus[]; cap: JobCap | null; at: Date },
): Promise<boolean> {
  const { userId, id, entryId, from, cap, at } = job;
  const { count } = await sql`
    update jobs set status = 'queued', problem = null, resumes_at = null, stop_requested_at = null, ended_at = null, runner = null,
      entry_id = ${entryId}, cap = coalesce(${cap === null ? null : toStoredJson(cap)}::text::jsonb, cap),
      updated_at = ${at}
    where user_id = ${userId} and id = ${id} and deleted_at is null
      and status in (select jsonb_array_elements_text(${JSON.stringify(from)}::text::jsonb))`;
  return count > 0;
}

/** Makes items pending again, what failed or what is named. Answers with how many of each kind they were. */
export async function resetItems(
  sql: Sql,
  { userId, jobId }: { userId: string; jobId: string },
  { positions, fresh, at }: { positions: number[] | null; fresh: boolean; at: Date },
): Promise<{ done: number; failed: number; reused: number }> {
  const [counts]: [{ done: number; failed: number; reused: number }?] = await sql`
    with chosen as (
      select position, status, reused from job_items
      where user_id = ${userId} and job_id = ${jobId}
        and case when ${positions === null}::boolean then status = 'failed'
          else status in ('done', 'failed') and position in (
            select value::integer from jsonb_array_elements_text(${JSON.stringify(positions ?? [])}::text::jsonb))
          end
    ), reset as (
      update job_items i set status = 'pending', attempts = 0, alone = false, retry_at = null, cells = null,
        reused = false, problem = null, seq = null, fresh = i.fresh or ${fresh}, updated_at = ${at}
      from chosen where i.user_id = ${userId} and i.job_id = ${jobId} and i.position = chosen.position
    )
    select count(*) filter (where status = 'done')::int as done,
      count(*) filter (where status = 'failed')::int as failed,
      count(*) filter (where reused)::int as reused
    from chosen`;
  const taken = counts ?? { done: 0, failed: 0, reused: 0 };
  await sql`
    update jobs set done = done - ${taken.done}, failed = failed - ${taken.failed}, reused = reused - ${taken.reused}
    where user_id = ${userId} and id = ${jobId}`;
  return taken;
}

/** Tells one more event of a job, under the next number. */
export async function tellEvent(
  sql: Sql,
  { userId, jobId }: { userId: string; jobId: string },
  event: JobEvent,
  at: Date,
): Promise<void> {
  await sql`
    with numbered as (
      update jobs set seq = seq + 1 where user_id = ${userId} and id = ${jobId} returning seq
    )
    insert into job_events (job_id, seq, user_id, event, created_at, updated_at)
    select ${jobId}::uuid, seq, ${userId}::uuid, ${toStoredJson(event)}::text::jsonb, ${at}::timestamptz,
      ${at}::timestamptz from numbered`;
}
