import { createHash } from "node:crypto";
import type { Context } from "hono";
import type { JSONValue } from "postgres";
import { problems } from "../contract/problem.ts";
import type { Fragment, Sql, Tx } from "./database.ts";
import type { Deps } from "./deps.ts";
import { ProblemError } from "./problem.ts";
import { type AppEnv, userOf } from "./router.ts";

/** A key names one request of its person; older ones are forgotten. */
const KEPT_MS = 24 * 3_600_000;

export interface KeyedRequest {
  userId: string;
  key: string;
  /** Of method, path and body: the key is good for this request alone. */
  hash: Buffer;
}

/** What an earlier request with the key left. `status` is null while it runs. */
export interface KeptAnswer {
  status: number | null;
  body: unknown;
  messageId: string | null;
}

/**
 * Runs a write in a transaction, once per `Idempotency-Key`: the key is kept with the answer in the same
 * commit, and a repeated request, also one at the same time, is answered with what was kept. A write that
 * throws keeps nothing. Throws `idempotency-mismatch` for the key of another request.
 */
export async function once<Answer extends object | null>(
  { sql, clock }: Pick<Deps, "sql" | "clock">,
  context: Context<AppEnv>,
  write: (tx: Tx) => Promise<Answer>,
  content?: string,
): Promise<Answer> {
  const request = await keyedRequest(context, content);
  const answer = await sql.begin(async (tx) => {
    if (request === null) return { body: await write(tx) };
    const kept = await claimKey(tx, request, clock());
    if (kept !== null) {
      if (kept.status === null) throw new ProblemError("request-in-flight", { retryAfter: 1 });
      context.header("Idempotency-Replayed", "true");
      return { body: asAnswer<Answer>(kept.body) };
    }
    const body = await write(tx);
    await keepAnswer(tx, request, { status: 200, body }, clock());
    return { body };
  });
  return answer.body as Answer;
}

/**
 * `once` for work that takes long, as a model's does: no transaction is held while it runs, and a request with the
 * same key is answered `request-in-flight` meanwhile. Work that throws frees the key.
 */
export async function onceAtLength<Answer extends object>(
  { sql, clock, config }: Pick<Deps, "sql" | "clock" | "config">,
  request: KeyedRequest | null,
  work: () => Promise<Answer>,
): Promise<Answer> {
  if (request === null) return work();
  const now = clock();
  const kept = await sql.begin(async (tx) => {
    // Nothing works longer than a turn may: a key that is held longer is of a process that is gone.
    await releaseKey(tx, request, new Date(now.getTime() - config.limits.turnTimeoutMs));
    return claimKey(tx, request, now);
  });
  if (kept?.status === null) throw new ProblemError("request-in-flight", { retryAfter: 2 });
  if (kept) return asAnswer<Answer>(kept.body);
  try {
    const body = await work();
    await keepAnswer(sql, request, { status: 200, body }, clock());
    return body;
  } catch (error) {
    await releaseKey(sql, request, null);
    throw error;
  }
}

/**
 * The same for a write to another service, which no transaction takes back. One that was refused frees its key; one
 * that ended in doubt keeps it, so that repeating the request does not do it twice: `request-in-flight`.
 */
export async function onceElsewhere<Answer extends object | null>(
  { sql, clock }: Pick<Deps, "sql" | "clock">,
  context: Context<AppEnv>,
  write: () => Promise<Answer>,
): Promise<Answer> {
  const request = await keyedRequest(context);
  if (request === null) return write();
  const kept = await claimKey(sql, request, clock());
  if (kept !== null) {
    if (kept.status === null) throw new ProblemError("request-in-flight", { retryAfter: 1 });
    context.header("Idempotency-Replayed", "true");
    return asAnswer<Answer>(kept.body);
  }
  try {
    const body = await write();
    await keepAnswer(sql, request, { status: 200, body }, clock());
    return body;
  } catch (error) {
    const isRefused = error instanceof ProblemError && problems[error.code].status < 500;
    if (isRefused) await freeKey(sql, request);
    throw error;
  }
}

/**
 * The request's key, or null without one. `content` is what makes two requests the same where their bodies do not:
 * the body unless given. Throws `invalid-request` for a key that is not a plain word.
 */
export async function keyedRequest(context: Context<AppEnv>, content?: string): Promise<KeyedRequest | null> {
  const given = context.req.header("idempotency-key");
  if (given === undefined) return null;
  const key = requireKey(given);
  const hash = hashRequest(context.req.method, context.req.path, content ?? (await context.req.text()));
  return { userId: userOf(context).id, key, hash };
}

/** Throws `invalid-request`. */
export function requireKey(key: string): string {
  if (/^[\x21-\x7e]{1,200}$/.test(key)) return key;
  const message = "1 to 200 visible ASCII characters";
  throw new ProblemError("invalid-request", { errors: [{ path: "Idempotency-Key", message }] });
}

export function hashRequest(method: string, path: string, body: string): Buffer {
  return createHash("sha256").update(`${method} ${path}\n${body}`).digest();
}

/**
 * Takes the key for this request: null when it is new. While another transaction holds it uncommitted, this
 * waits. Throws `idempotency-mismatch` for the key of another request.
 */
export async function claimKey(sql: Sql, request: KeyedRequest, now: Date): Promise<KeptAnswer | null> {
  const inserted = await claiming(sql, request, { messageId: null, now }, sql`true`);
  if (inserted.length > 0) return null;
  const kept = await recallKey(sql, request);
  if (kept === null) throw new ProblemError("request-in-flight", { retryAfter: 1 });
  return kept;
}

/** The statement that takes a key where `condition` holds; it answers with a row where the key was new. */
export function claiming(
  sql: Sql,
  { userId, key, hash }: KeyedRequest,
  { messageId, now }: { messageId: string | null; now: Date },
  condition: Fragment,
) {
  return sql`
    insert into idempotency_keys as kept (user_id, key, request_hash, message_id, created_at, updated_at)
    select ${userId}::uuid, ${key}::text, ${hash}::bytea, ${messageId}::uuid, ${now}::timestamptz, ${now}::timestamptz
    where ${condition}
    on conflict (user_id, key) do update set
      request_hash = excluded.request_hash, status = null, body = null, message_id = excluded.message_id,
      created_at = excluded.created_at, updated_at = excluded.updated_at
      where kept.created_at < ${expiredAt(now)}
    returning key`;
}

/**
 * What an earlier request with the key left; null where there is none, or, with `now`, none that still counts. Throws
 * `idempotency-mismatch` for the key of another request.
 */
export async function recallKey(
  sql: Sql,
  { userId, key, hash }: KeyedRequest,
  now?: Date,
): Promise<KeptAnswer | null> {
  const [kept]: [(KeptAnswer & { requestHash: Buffer; createdAt: Date })?] = await sql`
    select request_hash, status, body, message_id, created_at from idempotency_keys
    where user_id = ${userId} and key = ${key}`;
  if (kept === undefined || (now !== undefined && kept.createdAt < expiredAt(now))) return null;
  if (!hash.equals(kept.requestHash)) throw new ProblemError("idempotency-mismatch");
  return kept;
}

function expiredAt(now: Date): Date {
  return new Date(now.getTime() - KEPT_MS);
}

/** Keeps what the request was answered with, or, for a turn, the message that answers it. */
export async function keepAnswer(
  sql: Sql,
  { userId, key }: KeyedRequest,
  answer: { status: number | null; body: object | null; messageId?: string },
  now: Date,
): Promise<void> {
  const body = answer.body === null ? null : sql.json(answer.body as JSONValue);
  await sql`
    update idempotency_keys
    set status = ${answer.status}, body = ${body}, message_id = ${answer.messageId ?? null}, updated_at = ${now}
    where user_id = ${userId} and key = ${key}`;
}

/** What an equal request was answered with within a day, whatever its key; null where nothing is kept. */
export async function recallAnswer<Answer extends object>(
  sql: Sql,
  userId: string,
  content: Buffer,
  now: Date,
): Promise<Answer | null> {
  const [kept]: [{ body: unknown }?] = await sql`
    select body from idempotency_keys
    where user_id = ${userId} and key = ${contentKey(content)} and request_hash = ${content}
      and created_at >= ${new Date(now.getTime() - KEPT_MS)}`;
  return kept === undefined ? null : asAnswer<Answer>(kept.body);
}

/** Keeps an answer for equal requests; the newest one stands. */
export async function rememberAnswer(
  sql: Sql,
  userId: string,
  content: Buffer,
  answer: object,
  now: Date,
): Promise<void> {
  const body = sql.json(answer as JSONValue);
  await sql`
    insert into idempotency_keys (user_id, key, request_hash, status, body, created_at, updated_at)
    values (${userId}, ${contentKey(content)}, ${content}, 200, ${body}, ${now}, ${now})
    on conflict (user_id, key) do update set
      body = excluded.body, created_at = excluded.created_at, updated_at = excluded.updated_at`;
}

/** No person's key has a space. */
function contentKey(content: Buffer): string {
  return `content ${content.toString("hex")}`;
}

/** Frees a key that holds no answer yet; only one that was claimed before `before`, where that is given. */
async function releaseKey(sql: Sql, { userId, key }: KeyedRequest, before: Date | null): Promise<void> {
  await sql`
    delete from idempotency_keys
    where user_id = ${userId} and key = ${key} and status is null and message_id is null
      and (${before}::timestamptz is null or updated_at < ${before})`;
}

async function freeKey(sql: Sql, { userId, key }: KeyedRequest): Promise<void> {
  await sql`delete from idempotency_keys where user_id = ${userId} and key = ${key} and status is null`;
}

/** The hash says that the same route answered the same request: its answer has the same shape. */
function asAnswer<Answer>(body: unknown): Answer {
  return body as Answer;
}
