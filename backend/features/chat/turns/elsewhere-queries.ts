import type { TurnEvent } from "../../../contract/events.ts";
import type { Sql } from "../../../platform/database.ts";
import type { MessageOwner } from "./queries.ts";

/** News of a followed turn, one row an event (one without where there is none), or of a turn that runs here. */
export type News =
  | { kind: "followed"; messageId: string; isStreaming: boolean; seq: number | null; event: TurnEvent | null }
  | { kind: "own"; messageId: string; isStopped: boolean };

/** Events of one turn in one look. */
export const NEWS_PAGE = 500;

/**
 * What happened since: events of turns that other processes run, and whether somebody wants this process's own
 * turns stopped, or reads them elsewhere (since `readMs`). Nobody may read a turn whose person or conversation is
 * deleted: it is to stop.
 */
export function findNews(
  sql: Sql,
  followed: (MessageOwner & { after: number })[],
  own: string[],
  readMs: number,
): Promise<News[]> {
  return sql<News[]>`
    select 'followed' as kind, m.id as message_id, m.status = 'streaming' as is_streaming, e.seq, e.event,
      null::boolean as is_stopped
    from jsonb_to_recordset(${JSON.stringify(followed)}::text::jsonb)
      as f ("messageId" uuid, "userId" uuid, after integer)
    join messages m on m.user_id = f."userId" and m.id = f."messageId"
    left join lateral (
      select seq, event from turn_events
      where message_id = m.id and user_id = m.user_id and seq > f.after order by seq limit ${NEWS_PAGE}
    ) e on true
    union all
    select 'own', m.id, true, null, null,
      m.stop_requested_at is not null or u.deleted_at is not null or c.deleted_at is not null
    from jsonb_array_elements_text(${JSON.stringify(own)}::text::jsonb) as running (id)
    join messages m on m.id = running.id::uuid
    join users u on u.id = m.user_id
    join conversations c on c.id = m.conversation_id
    where m.stop_requested_at is not null or u.deleted_at is not null or c.deleted_at is not null
      or m.followed_at > now() - ${readMs} * interval '1 millisecond'
    order by message_id, seq`;
}

/** Tells the processes that run these turns that they are read here. */
export async function markFollowed(sql: Sql, messageIds: string[]): Promise<void> {
  await sql`
    with free as materialized (
      select m.id from jsonb_array_elements_text(${JSON.stringify(messageIds)}::text::jsonb) as given (id)
      join messages m on m.id = given.id::uuid and m.status = 'streaming'
      for no key update of m skip locked
    )
    update messages m set followed_at = now() from free where m.id = free.id`;
}
