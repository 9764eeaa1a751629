import type { NumberedEvent } from "../../../contract/events.ts";
import type { Problem } from "../../../contract/problem.ts";
import type { EngineSource } from "../../../extraction/engine.ts";
import type { Sql } from "../../../platform/database.ts";
import { toStoredJson } from "../../../platform/stored-json.ts";

/** The message that holds the source of `messageId`, or of the newest message that has one, and its size. */
export async function findSourceMessage(
  sql: Sql,
  userId: string,
  { conversationId, messageId }: { conversationId: string; messageId: string | null },
): Promise<{ id: string; bytes: number } | null> {
  const [found]: [{ id: string; bytes: number }?] = await sql`
    select s.message_id as id, octet_length(s.text) as bytes from messages m
    join sources s on s.user_id = m.user_id
      and s.message_id = coalesce((m.metadata->>'sourceMessageId')::uuid, m.id)
    where m.user_id = ${userId} and m.conversation_id = ${conversationId}
      and (${messageId}::uuid is null or m.id = ${messageId})
    order by m.id desc limit 1`;
  return found ?? null;
}

export async function findEngineSource(
  sql: Sql,
  userId: string,
  messageId: string,
): Promise<EngineSource | undefined> {
  const [source]: [EngineSource?] = await sql`
    select kind, title, text, sections from sources where user_id = ${userId} and message_id = ${messageId}`;
  return source;
}

export interface MessageOwner {
  userId: string;
  messageId: string;
}

/** In order, after `after`. */
export function listEvents(
  sql: Sql,
  { userId, messageId }: MessageOwner,
  { after, limit }: { after: number; limit: number },
): Promise<NumberedEvent[]> {
  return sql<NumberedEvent[]>`
    select seq, event from turn_events
    where user_id = ${userId} and message_id = ${messageId} and seq > ${after}
    order by seq limit ${limit}`;
}

export async function findLastEvent(
  sql: Sql,
  { userId, messageId }: MessageOwner,
): Promise<NumberedEvent | undefined> {
  const [last]: [NumberedEvent?] = await sql`
    select seq, event from turn_events where user_id = ${userId} and message_id = ${messageId}
    order by seq desc limit 1`;
  return last;
}

export async function isStreaming(sql: Sql, { userId, messageId }: MessageOwner): Promise<boolean> {
  const found = await sql`
    select from messages where user_id = ${userId} and id = ${messageId} and status = 'streaming'`;
  return found.length > 0;
}

/**
 * Holds running turns for `leaseMs` more, by the database's clock. Answers with those that still run: a row that somebody
 * has locked is left to its present lease, so that the others get theirs.
 */
export async function renewLeases(sql: Sql, messageIds: string[], leaseMs: number): Promise<Set<string>> {
  const running = await sql<{ id: string }[]>`
    with running as materialized (
      select m.id from jsonb_array_elements_text(${JSON.stringify(messageIds)}::text::jsonb) as given (id)
      join messages m on m.id = given.id::uuid and m.status = 'streaming'
    ), free as materialized (
      select id from messages where status = 'streaming' and id in (select id from running)
      for no key update skip locked
    ), renewed as (
      update messages m set lease_until = now() + ${leaseMs} * interval '1 millisecond'
      from free where m.id = free.id
    )
    select id from running`;
  return new Set(running.map((message) => message.id));
}

/**
 * Ends the turns of processes that are gone: whoever reads them is told `problem`, and what was written stays.
 * Every tenant's. Answers with how many.
 */
export async function endLapsedTurns(sql: Sql, problem: Problem, at: Date): Promise<number> {
  const { count } = await sql`
    with free as materialized (
      select id from messages where status = 'streaming' and lease_until < now() for no key update skip locked
    ), lapsed as (
      update messages m
      set status = 'interrupted', lease_until = null, updated_at = ${at},
        metadata = metadata || jsonb_build_object('problem',
          jsonb_build_object('code', ${problem.code}::text, 'title', ${problem.title}::text)),
        content = coalesce((
          select string_agg(event->>'text', '' order by seq) from turn_events
          where message_id = m.id and event->>'type' = 'text-delta'), '')
      from free where m.id = free.id
      returning m.id, user_id, content <> '' as has_text
    )
    insert into turn_events (message_id, user_id, seq, event, created_at, updated_at)
    select id, user_id, coalesce((select max(seq) from turn_events where message_id = id), 0) + 1,
      jsonb_build_object('type', 'turn-error', 'problem', ${toStoredJson(problem)}::text::jsonb, 'retryable', true,
        'kept', has_text or exists (
          select from turn_events where message_id = id and event->>'type' = 'row-add')),
      ${at}::timestamptz, ${at}::timestamptz
    from lapsed`;
  return count;
}

/** False where it is over already. */
export async function requestStop(sql: Sql, { userId, messageId }: MessageOwner, at: Date): Promise<boolean> {
  const { count } = await sql`
    update messages set stop_requested_at = coalesce(stop_requested_at, ${at})
    where user_id = ${userId} and id = ${messageId} and status = 'streaming'`;
  return count > 0;
}
