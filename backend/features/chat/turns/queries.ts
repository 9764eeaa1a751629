import type { MessageMetadata } from "../../../contract/chat.ts";
import type { NumberedEvent } from "../../../contract/events.ts";
import type { Problem } from "../../../contract/problem.ts";
import type { EngineSource } from "../../../extraction/engine.ts";
import type { Sql } from "../../../platform/database.ts";
import { toStoredJson, toStoredText } from "../../../platform/stored-json.ts";
import type { ReadSource } from "./source.ts";

/** Marks the conversation as changed, which also keeps other turns out until the transaction ends. */
export async function openConversation(
  sql: Sql,
  userId: string,
  id: string,
  { title, at }: { title: string; at: Date },
): Promise<boolean> {
  const { count } = await sql`
    update conversations
    set updated_at = ${at}, title = case when title = '' then ${toStoredText(title)} else title end
    where user_id = ${userId} and id = ${id} and deleted_at is null`;
  return count > 0;
}

export interface PastRecord {
  id: string;
  role: "user" | "assistant" | "system";
  content: string;
  status: string;
  running: boolean;
  metadata: MessageMetadata;
}

/** The last messages, newest first; `running`: a live process is still writing it. */
export function listPast(
  sql: Sql,
  userId: string,
  { conversationId, limit }: { conversationId: string; limit: number },
): Promise<PastRecord[]> {
  return sql<PastRecord[]>`
    select id, role, content, status, metadata, status = 'streaming' and lease_until > now() as running
    from messages
    where user_id = ${userId} and conversation_id = ${conversationId}
    order by id desc limit ${limit}`;
}

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

export interface NewTurn {
  userId: string;
  conversationId: string;
  question: { id: string; content: string; metadata: MessageMetadata };
  source: ReadSource | null;
  answer: { id: string; inputHash: Buffer | null; metadata: MessageMetadata };
  /** The answer's first event. */
  opening: NumberedEvent;
  leaseMs: number;
  at: Date;
}

/** The person's message, its source, and the answer that is to be written with its first event, in one statement. */
export async function insertTurn(sql: Sql, turn: NewTurn): Promise<void> {
  const { userId, conversationId, question, source, answer, opening, at } = turn;
  await sql`
    with question as (
      insert into messages (id, user_id, conversation_id, role, content, status, metadata, created_at, updated_at)
      values (${question.id}, ${userId}, ${conversationId}, 'user', ${toStoredText(question.content)}, 'complete',
        ${toStoredJson(question.metadata)}::text::jsonb, ${at}, ${at})
    ), answer as (
      insert into messages (id, user_id, conversation_id, role, content, status, metadata, lease_until, input_hash,
        created_at, updated_at)
      values (${answer.id}, ${userId}, ${conversationId}, 'assistant', '', 'streaming',
        ${toStoredJson(answer.metadata)}::text::jsonb, now() + ${turn.leaseMs} * interval '1 millisecond',
        ${answer.inputHash}, ${at}, ${at})
    ), opening as (
      insert into turn_events (message_id, seq, user_id, event, created_at, updated_at)
      values (${answer.id}, ${opening.seq}, ${userId}, ${toStoredJson(opening.event)}::text::jsonb, ${at}, ${at})
    )
    insert into sources (message_id, user_id, kind, title, text, sections, created_at, updated_at)
    select ${question.id}::uuid, ${userId}::uuid, ${source?.kind ?? null}::text,
      ${toStoredText(source?.title ?? "")}::text, ${source?.text ?? null}::text,
      ${source?.sections ? toStoredJson(source.sections) : null}::text::jsonb, ${at}::timestamptz,
      ${at}::timestamptz
    where ${source !== null}::boolean`;
}

/** The newest answer to the same input that has tables, all still there and without gaps. */
export async function findEqualTurn(sql: Sql, userId: string, inputHash: Buffer): Promise<string | null> {
  const [found]: [{ id: string }?] = await sql`
    select m.id from messages m
    join conversations c on c.id = m.conversation_id and c.deleted_at is null
    where m.user_id = ${userId} and m.input_hash = ${inputHash} and m.status = 'complete'
      and (
        select bool_and(t.deleted_at is null and v.ledger->'gaps' = '[]') from table_versions v
        join tables t on t.id = v.table_id
        where v.user_id = m.user_id and v.message_id = m.id)
    order by m.id desc limit 1`;
  return found?.id ?? null;
}

export interface MessageOwner {
  userId: string;
  messageId: string;
}

/** Writes a turn's next events. Throws where the turn is no longer this process's to write. */
export async function appendEvents(
  sql: Sql,
  { userId, messageId }: MessageOwner,
  events: NumberedEvent[],
  at: Date,
): Promise<void> {
  const { count } = await sql`
    insert into turn_events (message_id, seq, user_id, event, created_at, updated_at)
    select ${messageId}::uuid, numbered.seq, ${userId}::uuid, numbered.event, ${at}::timestamptz,
      ${at}::timestamptz
    from jsonb_to_recordset(${toStoredJson(events)}::text::jsonb) as numbered (seq integer, event jsonb)
    where exists (
      select from messages where user_id = ${userId} and id = ${messageId} and status = 'streaming')`;
  if (count < events.length) throw new Error("The turn's lease is lost");
}

export interface TurnEvents extends MessageOwner {
  events: NumberedEvent[];
}

/** The same for several turns in one statement. Answers with the turns whose events are stored. */
export async function appendManyEvents(sql: Sql, turns: TurnEvents[], at: Date): Promise<Set<string>> {
  const given = turns.map(({ userId, messageId, events }) => ({ userId, messageId, events }));
  const stored = await sql<{ messageId: string }[]>`
    with held as materialized (
      select m.id, m.user_id, given.events
      from jsonb_to_recordset(${toStoredJson(given)}::text::jsonb)
        as given ("userId" uuid, "messageId" uuid, events jsonb)
      join messages m on m.user_id = given."userId" and m.id = given."messageId" and m.status = 'streaming'
    ), added as (
      insert into turn_events (message_id, seq, user_id, event, created_at, updated_at)
      select held.id, numbered.seq, held.user_id, numbered.event, ${at}::timestamptz, ${at}::timestamptz
      from held, jsonb_to_recordset(held.events) as numbered (seq integer, event jsonb)
    )
    select id as message_id from held`;
  return new Set(stored.map(({ messageId }) => messageId));
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

export async function finishMessage(
  sql: Sql,
  { userId, messageId }: MessageOwner,
  end: { status: string; content: string; metadata: MessageMetadata; at: Date },
): Promise<void> {
  await sql`
    update messages
    set status = ${end.status}, content = ${toStoredText(end.content)}, lease_until = null,
      metadata = metadata || ${toStoredJson(end.metadata)}::text::jsonb, updated_at = ${end.at}
    where user_id = ${userId} and id = ${messageId} and status = 'streaming'`;
}

export async function isStreaming(sql: Sql, { userId, messageId }: MessageOwner): Promise<boolean> {
  const found = await sql`
    select from messages where user_id = ${userId} and id = ${messageId} and status = 'streaming'`;
  return found.length > 0;
}

/** Holds running turns for `leaseMs` more, by the database's clock. Answers with those that are still held. */
export async function renewLeases(sql: Sql, messageIds: string[], leaseMs: number): Promise<Set<string>> {
  const held = await sql<{ id: string }[]>`
    update messages set lease_until = now() + ${leaseMs} * interval '1 millisecond'
    where status = 'streaming' and id in (
      select value::uuid from jsonb_array_elements_text(${JSON.stringify(messageIds)}::text::jsonb))
    returning id`;
  return new Set(held.map((message) => message.id));
}

/**
 * Ends the turns of processes that are gone: whoever reads them is told `problem`, and what was written stays.
 * Every tenant's. Answers with how many.
 */
export async function endLapsedTurns(sql: Sql, problem: Problem, at: Date): Promise<number> {
  const { count } = await sql`
    with lapsed as (
      update messages m
      set status = 'interrupted', lease_until = null, updated_at = ${at},
        metadata = metadata || jsonb_build_object('problem',
          jsonb_build_object('code', ${problem.code}::text, 'title', ${problem.title}::text)),
        content = coalesce((
          select string_agg(event->>'text', '' order by seq) from turn_events
          where message_id = m.id and event->>'type' = 'text-delta'), '')
      where status = 'streaming' and lease_until < now()
      returning id, user_id, content <> '' as has_text
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
