import type { Context } from "hono";
import type { Sql } from "./database.ts";
import { ProblemError } from "./problem.ts";
import type { AppEnv } from "./router.ts";

/** At most `quota` at once, and as many again in `windowSeconds`, spread evenly: a token bucket. */
export interface Bucket {
  /** Its name in the headers. */
  policy: string;
  /** Whose it is. */
  subject: string;
  quota: number;
  windowSeconds: number;
}

export interface Level {
  allowed: boolean;
  /** Seconds until the bucket is full again. */
  fullIn: number;
}

/** Takes one from each bucket, which all replicas share, in one statement. Throws `rate-limited`. */
export async function limit(sql: Sql, context: Context<AppEnv>, buckets: Bucket[]): Promise<void> {
  judge(context, buckets, await takeFrom(sql, buckets));
}

/**
 * What taking from the buckets came to: the answer gets the headers of draft-ietf-httpapi-ratelimit-headers-11.
 * Throws `rate-limited` with `retryAfter` where one is empty.
 */
export function judge(context: Context<AppEnv>, buckets: Bucket[], levels: Level[]): void {
  const policies = buckets.map(
    ({ policy, quota, windowSeconds }) => `"${policy}";q=${quota};w=${windowSeconds}`,
  );
  const states = buckets.map((bucket, index) => {
    const fullIn = levels[index]?.fullIn ?? 0;
    return `"${bucket.policy}";r=${remaining(bucket, fullIn)};t=${Math.ceil(fullIn)}`;
  });
  context.header("RateLimit-Policy", policies.join(", "));
  context.header("RateLimit", states.join(", "));
  refuseEmpty(buckets, levels);
}

/** The same where no answer carries headers. */
export async function limitQuietly(sql: Sql, buckets: Bucket[]): Promise<void> {
  refuseEmpty(buckets, await takeFrom(sql, buckets));
}

function refuseEmpty(buckets: Bucket[], levels: Level[]): void {
  const waits = buckets.flatMap((bucket, index) => {
    const level = levels[index];
    return level === undefined || level.allowed ? [] : [level.fullIn - bucket.windowSeconds + stepOf(bucket)];
  });
  if (waits.length === 0) return;
  const retryAfter = Math.max(1, Math.ceil(Math.max(...waits)));
  throw new ProblemError("rate-limited", { retryAfter, detail: `Try again in ${retryAfter} s.` });
}

function stepOf({ quota, windowSeconds }: Bucket): number {
  return windowSeconds / quota;
}

function remaining(bucket: Bucket, fullIn: number): number {
  return Math.max(0, Math.floor((bucket.windowSeconds - fullIn) / stepOf(bucket) + 1e-6));
}

/**
 * By the database's clock, for replicas' differ: a bucket is the time at which it is full again (GCRA). Where one has
 * nothing left, nothing is taken from the others. Rows are locked in the order of their keys, so that two requests
 * never wait for each other. `also`: what else the statement is to look up, as a column.
 */
export function takeFrom<Also extends object = object>(
  sql: Sql,
  buckets: Bucket[],
  also = sql`null as nothing`,
): Promise<(Level & Also)[]> {
  const asked = buckets.map(({ policy, subject, quota, windowSeconds }, place) => ({
    ...{ place, key: `${policy}:${subject}`, quota, seconds: windowSeconds },
  }));
  return sql<(Level & Also)[]>`
    with asked as materialized (
      select place, key, seconds * interval '1 second' as span, seconds * interval '1 second' / quota as step
      from jsonb_to_recordset(${JSON.stringify(asked)}::text::jsonb)
        as asked (place integer, key text, quota integer, seconds integer)
    ), seen as materialized (
      select key, full_at from rate_limits where key in (select key from asked) order by key for update
    ), judged as materialized (
      select asked.*, seen.full_at, greatest(coalesce(seen.full_at, now()), now()) + step <= now() + span as has_room
      from asked left join seen on seen.key = asked.key
    ), taken as (
      insert into rate_limits as kept (key, full_at, span, created_at, updated_at)
      select key, now() + step, span, now(), now() from judged
      where (select bool_and(has_room) from judged) order by key
      on conflict (key) do update
        set full_at = greatest(kept.full_at, now()) + (excluded.full_at - now()), span = excluded.span,
          updated_at = now()
        where greatest(kept.full_at, now()) + (excluded.full_at - now()) <= now() + excluded.span
      returning key, full_at
    )
    select has_room and (taken.key is not null or not bool_and(has_room) over ()) as allowed,
      greatest(0, extract(epoch from coalesce(taken.full_at, judged.full_at, now()) - now()))::float8 as full_in,
      ${also}
    from judged left join taken on taken.key = judged.key
    order by place`;
}
