import type { Cell } from "../../../contract/cells.ts";
import type { Usage } from "../../../contract/chat.ts";
import type { JobCap } from "../../../contract/jobs.ts";
import type { Sql } from "../../../platform/database.ts";
import { toStoredJson } from "../../../platform/stored-json.ts";
import type { JobProblem } from "../job-view.ts";
import type { StoredTask } from "../queries.ts";
import type { ClaimedItem } from "./packs.ts";

/** A job as one run has it: `runner` is good until another run takes it over. */
export interface Run {
  jobId: string;
  userId: string;
  runner: string;
}

export interface TakenJob {
  task: StoredTask;
  engine: string;
  model: string | null;
  total: number;
}

/** Makes it this run's, whoever had it; what that one had begun is pending again. Null where it is not to be run. */
export async function takeJob(
  sql: Sql,
  { jobId, userId, runner }: Run,
  entryId: string,
  at: Date,
): Promise<TakenJob | null> {
  const [taken]: [TakenJob?] = await sql`
    update jobs set status = 'running', runner = ${runner}, started_at = coalesce(started_at, ${at}),
      rows_per_minute = null, problem = null, resumes_at = null, updated_at = ${at}
    where user_id = ${userId} and id = ${jobId} and entry_id = ${entryId} and deleted_at is null
      and (status in ('queued', 'running') or (status = 'paused' and resumes_at is not null))
    returning task, engine, model, total`;
  if (taken === undefined) return null;
  await sql`
    update job_items set status = 'pending', runner = null, updated_at = ${at}
    where user_id = ${userId} and job_id = ${jobId} and status = 'running'`;
  return taken;
}

export interface Standing {
  cap: JobCap;
  total: number;
  done: number;
  failed: number;
  tokens: number;
  amount: number;
  reservedTokens: number;
  reservedAmount: number;
  isStopped: boolean;
}

/**
 * How the job stands, held until the transaction ends, with all claims of its person: equal inputs of two jobs are seen.
 * Null where another run has it.
 */
export async function holdJob(sql: Sql, { jobId, userId, runner }: Run): Promise<Standing | null> {
  await sql`select pg_advisory_xact_lock(hashtextextended('claims of ' || ${userId}::text, 0))`;
  const [found]: [Standing?] = await sql`
    select cap, total, done, failed, (input_tokens + output_tokens)::float8 as tokens, amount::float8 as amount,
      reserved_tokens::float8 as reserved_tokens, reserved_amount::float8 as reserved_amount,
      stop_requested_at is not null as is_stopped
    from jobs where user_id = ${userId} and id = ${jobId} and runner = ${runner} and status = 'running'
    for update`;
  return found ?? null;
}

export interface Candidate extends ClaimedItem {
  /** What an equal input was answered with before. */
  earlier: Cell[] | null;
}

/**
 * The next items that may be begun, so many and so large: not those whose like is being asked for. Worded so that it
 * is quick before anything is known of the table's rows: the embedded database never learns, and a server takes a
 * minute.
 */
export function findCandidates(
  sql: Sql,
  { jobId, userId }: Run,
  { count, bytes }: { count: number; bytes: number },
): Promise<Candidate[]> {
  return sql<Candidate[]>`
    with due as materialized (
      select position, input_bytes from job_items i
      where user_id = ${userId} and job_id = ${jobId} and status = 'pending'
        and (retry_at is null or retry_at <= now())
        and (
          select true from job_items r
          where r.user_id = ${userId} and r.task_hash = i.task_hash and r.status = 'running' limit 1) is null
      order by position limit ${count}
    ), near as (
      select position, sum(input_bytes) over (order by position) - input_bytes as before from due
    ), candidates as (
      select position, input, input_bytes, attempts, alone, task_hash, fresh from job_items
      where user_id = ${userId} and job_id = ${jobId} and status = 'pending'
        and position between (select min(position) from due) and (select max(position) from due)
        and position = any (array(select position from near where before < ${bytes}))
      for update skip locked
    )
    select position, input, input_bytes, attempts, alone, encode(task_hash, 'hex') as task_hash,
      earlier.cells as earlier
    from candidates left join lateral (
      select cells from job_items d
      where d.user_id = ${userId} and d.task_hash = candidates.task_hash and d.status = 'done' and not candidates.fresh
      limit 1
    ) earlier on true
    order by position`;
}

export async function beginItems(
  sql: Sql,
  { jobId, userId, runner }: Run,
  positions: number[],
  at: Date,
): Promise<void> {
  await sql`
    update job_items set status = 'running', runner = ${runner}, updated_at = ${at}
    where user_id = ${userId} and job_id = ${jobId} and position = any (array(
      select value::integer from jsonb_array_elements_text(${JSON.stringify(positions)}::text::jsonb)))`;
}

export async function reserveInJob(
  sql: Sql,
  { jobId, userId, runner }: Run,
  { tokens, amount }: { tokens: number; amount: number },
): Promise<void> {
  await sql`
    update jobs set reserved_tokens = reserved_tokens + ${tokens}, reserved_amount = reserved_amount + ${amount}::numeric
    where user_id = ${userId} and id = ${jobId} and runner = ${runner}`;
}

/** What came of an item: its end, or that it waits for another try. */
export type ItemEnd = { position: number } & (
  | { status: "done"; cells: Cell[]; reused: boolean }
  | { status: "failed"; problem: JobProblem }
  | { status: "pending"; attempts: number; alone: boolean; retryInMs: number }
);

export interface Settlement {
  ends: ItemEnd[];
  usage: Usage;
  amount: number;
  /** What was reserved in the job for the requests that ended. */
  reserved: { tokens: number; amount: number };
  rowsPerMinute: number | null;
}

/** Writes items' ends, numbered, with what they took. False, and nothing is written, where another run has the job. */
export async function settleItems(sql: Sql, run: Run, settlement: Settlement, at: Date): Promise<boolean> {
  const { jobId, userId, runner } = run;
  const { ends, usage, amount, reserved, rowsPerMinute } = settlement;
  const count = (matches: (end: ItemEnd) => boolean) => ends.filter(matches).length;
  const ended = ends.filter(({ status }) => status !== "pending");
  const [job]: [{ seq: number }?] = await sql`
    update jobs set seq = seq + ${ended.length}, done = done + ${count((end) => end.status === "done")},
      failed = failed + ${count((end) => end.status === "failed")},
      reused = reused + ${count((end) => end.status === "done" && end.reused)},
      input_tokens = input_tokens + ${usage.inputTokens}, output_tokens = output_tokens + ${usage.outputTokens},
      cached_tokens = cached_tokens + ${usage.cachedTokens}, amount = amount + ${amount}::numeric,
      reserved_tokens = greatest(0, reserved_tokens - ${reserved.tokens}),
      reserved_amount = greatest(0, reserved_amount - ${reserved.amount}::numeric),
      rows_per_minute = coalesce(${rowsPerMinute}::real, rows_per_minute), updated_at = ${at}
    where user_id = ${userId} and id = ${jobId} and runner = ${runner} and status = 'running'
    returning seq::float8 as seq`;
  if (job === undefined) return false;
  const first = job.seq - ended.length;
  const rows = [...ended, ...ends.filter(({ status }) => status === "pending")].map((end, index) => ({
    ...{ position: end.position, status: end.status },
    seq: end.status === "pending" ? null : first + index + 1,
    cells: end.status === "done" ? end.cells : null,
    reused: end.status === "done" && end.reused,
    problem: end.status === "failed" ? end.problem : null,
    ...(end.status === "pending"
      ? { attempts: end.attempts, alone: end.alone, retry_in_ms: end.retryInMs }
      : { attempts: null, alone: null, retry_in_ms: 0 }),
  }));
  await sql`
    update job_items i set status = told.status, seq = told.seq, cells = told.cells, reused = told.reused,
      problem = told.problem, attempts = coalesce(told.attempts, i.attempts), alone = coalesce(told.alone, i.alone),
      
      retry_at = case when told.retry_in_ms > 0 then now() + told.retry_in_ms * interval '1 millisecond' end, runner = null, updated_at = ${at}
    from jsonb_to_recordset(${toStoredJson(rows)}::text::jsonb) as told (position integer, status text, seq bigint,
      cells jsonb, reused boolean, problem jsonb, attempts integer, alone boolean, retry_in_ms float8)
    where i.user_id = ${userId} and i.job_id = ${jobId} and i.position = told.position
      and i.status in ('pending', 'running')`;
  return true;
}

export interface RunEnd {
  status: "paused" | "stopped" | "complete";
  problem: JobProblem | null;
  /** Of one that goes on by itself: when, and the entry of the queue that it then runs by. */
  resume: { at: Date; entryId: string } | null;
  at: Date;
}

/** The run's end. False where another run has the job. */
export async function endRun(
  sql: Sql,
  { jobId, userId, runner }: Run,
  { status, problem, resume, at }: RunEnd,
): Promise<boolean> {
  const { count } = await sql`
    update jobs set status = ${status}, runner = null, stop_requested_at = null, rows_per_minute = null,
      problem = ${problem === null ? null : toStoredJson(problem)}::text::jsonb,
      resumes_at = ${resume?.at ?? null}, entry_id = coalesce(${resume?.entryId ?? null}::uuid, entry_id),
      ended_at = case when ${status} = 'paused' then null else ${at}::timestamptz end, updated_at = ${at}
    where user_id = ${userId} and id = ${jobId} and runner = ${runner} and status = 'running'`;
  return count > 0;
}
