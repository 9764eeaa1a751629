import type { MessageMetadata } from "../../../contract/chat.ts";
import type { Sql } from "../../../platform/database.ts";
import { toStoredJson, toStoredText } from "../../../platform/stored-json.ts";
import { type Settlement, settling } from "../../usage/settling.ts";
import type { MessageOwner } from "./queries.ts";
import type { WrittenEvent } from "./reader.ts";

/** How a turn's message stands once the turn is over, and what it used. */
export interface StoredEnd {
  status: string;
  content: string;
  metadata: MessageMetadata;
  settlement: Settlement;
}

/** What is to be stored of one turn: its next events, and its end where they are the last. */
export interface TurnEvents extends MessageOwner {
  events: WrittenEvent[];
  end: StoredEnd | null;
}

/**
 * Stores the events and ends of several turns in one statement. Answers with the turns whose events are stored: the
 * others are no longer this process's to write, or, where the statement is to `skip` what is locked, somebody else holds
 * their row.
 */
export async function storeEvents(
  sql: Sql,
  turns: TurnEvents[],
  { at, locked }: { at: Date; locked: "wait" | "skip" },
): Promise<Set<string>> {
  const unlessLocked = locked === "skip" ? sql`skip locked` : sql``;
  const given = `[${turns.map(asJson).join()}]`;
  const stored = await sql<{ messageId: string }[]>`
    with given as materialized (
      select * from jsonb_to_recordset(${given}::text::jsonb)
        as given ("userId" uuid, "messageId" uuid, events jsonb, status text, content text, metadata jsonb,
          settlement jsonb)
    ), ending as materialized (
      select m.id from given
      join messages m on m.user_id = given."userId" and m.id = given."messageId" and m.status = 'streaming'
      where given.status is not null
      for no key update of m ${unlessLocked}
    ), ended as (
      update messages m
      set status = given.status, content = given.content, lease_until = null, metadata = m.metadata || given.metadata,
        updated_at = ${at}
      from given
      join ending on ending.id = given."messageId"
      where m.user_id = given."userId" and m.id = ending.id
      returning m.id, m.user_id, given.events, given.settlement
    ), going as materialized (
      select m.id, m.user_id, given.events from given
      join messages m on m.user_id = given."userId" and m.id = given."messageId" and m.status = 'streaming'
      where given.status is null
      for key share of m ${unlessLocked}
    ), held as materialized (
      select id, user_id, events from going
      union all select id, user_id, events from ended
    ), added as (
      insert into turn_events (message_id, seq, user_id, event, created_at, updated_at)
      select held.id, numbered.seq, held.user_id, numbered.event, ${at}::timestamptz, ${at}::timestamptz
      from held, jsonb_to_recordset(held.events) as numbered (seq integer, event jsonb)
    ), settled as (select id as message_id, user_id, settlement from ended),
    ${settling(sql, at)}
    select id as message_id from held`;
  return new Set(stored.map(({ messageId }) => messageId));
}

/** As JSON that PostgreSQL stores: the events were written as such when they came. */
function asJson({ userId, messageId, events, end }: TurnEvents): string {
  const numbered = events.map(({ seq, json }) => `{"seq":${seq},"event":${json}}`).join();
  const rest = end === null ? {} : { ...end, content: toStoredText(end.content) };
  const members = toStoredJson({ userId, messageId, ...rest });
  return `${members.slice(0, -1)},"events":[${numbered}]}`;
}
