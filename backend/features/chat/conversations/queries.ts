import type { Sql } from "../../../platform/database.ts";
import { toStoredText } from "../../../platform/stored-json.ts";

export interface ConversationRecord {
  id: string;
  title: string;
  description: string;
  spreadsheetId: string | null;
  createdAt: Date;
  updatedAt: Date;
  deletedAt: Date | null;
}

const columns = (sql: Sql) => sql`id, title, description, spreadsheet_id, created_at, updated_at, deleted_at`;

export async function insertConversation(
  sql: Sql,
  userId: string,
  conversation: { id: string; title: string; description: string; spreadsheetId: string | null; at: Date },
): Promise<ConversationRecord | undefined> {
  const { id, title, description, spreadsheetId, at } = conversation;
  const [inserted]: [ConversationRecord?] = await sql`
    insert into conversations (id, user_id, title, description, spreadsheet_id, created_at, updated_at)
    values (${id}, ${userId}, ${toStoredText(title)}, ${toStoredText(description)}, ${spreadsheetId}, ${at}, ${at})
    returning ${columns(sql)}`;
  return inserted;
}

export interface ConversationsPage {
  /** Part of a title, as the person typed it. */
  text: string | null;
  deleted: boolean;
  spreadsheetId: string | null;
  before: { updatedAt: Date; id: string } | null;
  limit: number;
}

/** Newest change first. */
export function listConversations(
  sql: Sql,
  userId: string,
  { text, deleted, spreadsheetId, before, limit }: ConversationsPage,
): Promise<ConversationRecord[]> {
  const pattern = text === null ? null : `%${text.replace(/[\\%_]/g, "\\$&")}%`;
  return sql<ConversationRecord[]>`
    select ${columns(sql)} from conversations
    where user_id = ${userId} and (deleted_at is not null) = ${deleted}
      and (${pattern}::text is null or title ilike ${pattern})
      and (${spreadsheetId}::text is null or spreadsheet_id = ${spreadsheetId})
      and (${before?.id ?? null}::uuid is null
        or (updated_at, id) < (${before?.updatedAt ?? null}::timestamptz, ${before?.id ?? null}::uuid))
    order by updated_at desc, id desc limit ${limit}`;
}

/** Deleted ones too. */
export async function findConversation(
  sql: Sql,
  userId: string,
  id: string,
): Promise<ConversationRecord | undefined> {
  const [conversation]: [ConversationRecord?] = await sql`
    select ${columns(sql)} from conversations where user_id = ${userId} and id = ${id}`;
  return conversation;
}

/** Nothing where there is no such conversation, or it is deleted. */
export async function updateConversation(
  sql: Sql,
  userId: string,
  id: string,
  change: { title: string | null; description: string | null; at: Date },
): Promise<ConversationRecord | undefined> {
  const [updated]: [ConversationRecord?] = await sql`
    update conversations
    set title = coalesce(${change.title}, title), description = coalesce(${change.description}, description),
      updated_at = ${change.at}
    where user_id = ${userId} and id = ${id} and deleted_at is null
    returning ${columns(sql)}`;
  return updated;
}

/** Nothing where there is no such conversation, or it is so already. */
export async function setConversationDeleted(
  sql: Sql,
  userId: string,
  id: string,
  change: { deletedAt: Date | null; at: Date },
): Promise<ConversationRecord | undefined> {
  const [updated]: [ConversationRecord?] = await sql`
    update conversations set deleted_at = ${change.deletedAt}, updated_at = ${change.at}
    where user_id = ${userId} and id = ${id} and (deleted_at is null) = ${change.deletedAt !== null}
    returning ${columns(sql)}`;
  return updated;
}
