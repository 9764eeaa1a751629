import type { Message, MessageMetadata, MessageStatus, SourceText } from "../../../contract/chat.ts";
import type { Sql } from "../../../platform/database.ts";

export interface MessageRecord {
  id: string;
  conversationId: string;
  role: Message["role"];
  content: string;
  status: MessageStatus;
  metadata: MessageMetadata;
  createdAt: Date;
}

const columns = (sql: Sql) =>
  sql`m.id, m.conversation_id, m.role, m.content, m.status, m.metadata, m.created_at`;

/** A message counts as missing while its conversation is deleted. */
const ofStandingConversation = (sql: Sql) => sql`exists (
  select from conversations c where c.id = m.conversation_id and c.user_id = m.user_id and c.deleted_at is null)`;

/** Newest first. */
export function listMessages(
  sql: Sql,
  userId: string,
  page: { conversationId: string; before: string | null; limit: number },
): Promise<MessageRecord[]> {
  return sql<MessageRecord[]>`
    select ${columns(sql)} from messages m
    where m.user_id = ${userId} and m.conversation_id = ${page.conversationId}
      and (${page.before}::uuid is null or m.id < ${page.before})
    order by m.id desc limit ${page.limit}`;
}

export async function findMessage(sql: Sql, userId: string, id: string): Promise<MessageRecord | undefined> {
  const [message]: [MessageRecord?] = await sql`
    select ${columns(sql)} from messages m
    where m.user_id = ${userId} and m.id = ${id} and ${ofStandingConversation(sql)}`;
  return message;
}

/** The source of a person's message, or the one that an answer read. */
export async function findSourceText(
  sql: Sql,
  userId: string,
  messageId: string,
): Promise<SourceText | undefined> {
  const [source]: [SourceText?] = await sql`
    select s.kind, s.title, s.text from messages m
    join sources s on s.user_id = m.user_id
      and s.message_id = coalesce((m.metadata->>'sourceMessageId')::uuid, m.id)
    where m.user_id = ${userId} and m.id = ${messageId} and ${ofStandingConversation(sql)}`;
  return source;
}
