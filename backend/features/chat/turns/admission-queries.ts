import type { MessageMetadata } from "../../../contract/chat.ts";
import type { NumberedEvent } from "../../../contract/events.ts";
import type { Fragment, Sql } from "../../../platform/database.ts";
import { claiming, type KeyedRequest } from "../../../platform/idempotency.ts";
import { toStoredJson, toStoredText } from "../../../platform/stored-json.ts";
import type { ReadSource } from "./source.ts";

export interface PastRecord {
  id: string;
  role: "user" | "assistant" | "system";
  content: string;
  status: string;
  running: boolean;
  metadata: MessageMetadata;
}

/** A conversation as a turn finds it. */
export interface Opening {
  /** Of the conversation's row: another once anything of it has changed, a turn begun included. Null where the turn makes it. */
  revision: string | null;
  /** The last messages, newest first; `running`: a live process is still writing it. */
  past: PastRecord[];
}

type OpeningRow = { revision: string } & ({ [Key in keyof PastRecord]: null } | PastRecord);

/** Null where the conversation is not there. */
export async function findOpening(
  sql: Sql,
  userId: string,
  { conversationId, limit }: { conversationId: string; limit: number },
): Promise<Opening | null> {
  const rows = await sql<OpeningRow[]>`
    select c.xmin::text as revision, m.* from conversations c
    left join lateral (
      select id, role, content, status, metadata, status = 'streaming' and lease_until > now() as running
      from messages
      where user_id = c.user_id and conversation_id = c.id
      order by id desc limit ${limit}
    ) m on true
    where c.user_id = ${userId} and c.id = ${conversationId} and c.deleted_at is null
    order by m.id desc`;
  const [first] = rows;
  if (first === undefined) return null;
  const past = rows.flatMap(({ revision: _, ...message }) => (message.id === null ? [] : [message]));
  return { revision: first.revision, past };
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

export interface NewTurn {
  userId: string;
  conversationId: string;
  /** As it was when the turn was put together; null makes the conversation. */
  revision: string | null;
  /** Of the conversation, where it has none. */
  title: string;
  /** Of a conversation that is made. */
  spreadsheetId: string | null;
  question: { id: string; content: string; metadata: MessageMetadata };
  source: ReadSource | null;
  answer: { id: string; inputHash: Buffer | null; metadata: MessageMetadata };
  /** The answer's first event. */
  opening: NumberedEvent;
  keyed: KeyedRequest | null;
  /** The part that takes the reservation; null where nothing is reserved. */
  reserving: ((condition: Fragment) => Fragment) | null;
  leaseMs: number;
  at: Date;
}

/**
 * The whole of a turn's beginning in one statement: the conversation is made, or marked as changed, which keeps other turns
 * out, the key and what the model may need are taken, and the messages are stored. False, and nothing is stored, where the
 * conversation has changed meanwhile. Nor is anything where the key is
 * another request's (`isRefusal` knows the error as `key`), or the day has no room (`cap`).
 */
export async function insertTurn(sql: Sql, turn: NewTurn): Promise<boolean> {
  const { userId, conversationId, question, source, answer, opening, keyed, reserving, at } = turn;
  const opened = sql`exists (select from opened)`;
  const { count } = await sql`
    with opened as (
      ${turn.revision === null ? making(sql, turn) : marking(sql, { ...turn, revision: turn.revision })}
    ), reserved as (
      ${reserving === null ? sql`select 1 where ${opened}` : reserving(opened)}
    ), claimed as (
      ${keyed === null ? sql`select 1 where ${opened}` : claiming(sql, keyed, { messageId: answer.id, now: at }, opened)}
    ), question as (
      insert into messages (id, user_id, conversation_id, role, content, status, metadata, created_at, updated_at)
      select ${question.id}::uuid, ${userId}::uuid, ${conversationId}::uuid, 'user', ${toStoredText(question.content)}::text, 'complete',
        ${toStoredJson(question.metadata)}::text::jsonb, ${at}::timestamptz, ${at}::timestamptz
      where ${opened}
    ), answer as (
      insert into messages (id, user_id, conversation_id, role, content, status, metadata, lease_until, input_hash,
        created_at, updated_at)
      select ${answer.id}::uuid, ${userId}::uuid, ${conversationId}::uuid, 'assistant', '', 'streaming',
        ${toStoredJson(answer.metadata)}::text::jsonb, now() + ${turn.leaseMs} * interval '1 millisecond',
        ${answer.inputHash}::bytea, ${at}::timestamptz, ${at}::timestamptz
      where ${opened}
    ), opening as (
      insert into turn_events (message_id, seq, user_id, event, created_at, updated_at)
      select ${answer.id}::uuid, ${opening.seq}::integer, ${userId}::uuid, ${toStoredJson(opening.event)}::text::jsonb,
        ${at}::timestamptz, ${at}::timestamptz
      where ${opened}
    ), source as (
      insert into sources (message_id, user_id, kind, title, text, sections, created_at, updated_at)
      select ${question.id}::uuid, ${userId}::uuid, ${source?.kind ?? null}::text,
        ${toStoredText(source?.title ?? "")}::text, ${source?.text ?? null}::text,
        ${source?.sections ? toStoredJson(source.sections) : null}::text::jsonb, ${at}::timestamptz,
        ${at}::timestamptz
      where ${source !== null}::boolean and ${opened}
    )
    select
      case when not exists (select from claimed) then refuse('key') end,
      case when not exists (select from reserved) then refuse('cap') end
    from opened`;
  return count > 0;
}

function marking(sql: Sql, { userId, conversationId, revision, title, at }: NewTurn & { revision: string }) {
  return sql`
    update conversations
    set updated_at = ${at}, title = case when title = '' then ${toStoredText(title)} else title end
    where user_id = ${userId} and id = ${conversationId} and deleted_at is null and xmin = ${revision}::text::xid
    returning id`;
}

function making(sql: Sql, { userId, conversationId, title, spreadsheetId, at }: NewTurn) {
  return sql`
    insert into conversations (id, user_id, title, description, spreadsheet_id, created_at, updated_at)
    values (${conversationId}, ${userId}, ${toStoredText(title)}, '', ${spreadsheetId}, ${at}, ${at})
    returning id`;
}
