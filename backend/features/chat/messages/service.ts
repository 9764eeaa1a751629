import * as z from "zod";
import type { Message, SourceText } from "../../../contract/chat.ts";
import type { Page, PageQuery } from "../../../contract/paging.ts";
import { decodeCursor, encodeCursor } from "../../../platform/cursor.ts";
import type { Deps } from "../../../platform/deps.ts";
import { ProblemError } from "../../../platform/problem.ts";
import type { SignedIn } from "../../../platform/router.ts";
import { summariseTables } from "../../tables/service.ts";
import { readConversation } from "../conversations/service.ts";
import {
  findMessage,
  findSourceText,
  type MessageRecord,
  listMessages as selectMessages,
} from "./queries.ts";

const Cursor = z.tuple([z.uuid()]);

/** Oldest first within a page; the cursor walks towards older ones. */
export async function listMessages(
  deps: Deps,
  user: SignedIn,
  conversationId: string,
  { cursor, limit }: PageQuery,
): Promise<Page<Message>> {
  const { sql } = deps;
  const [before = null] = cursor ? decodeCursor(cursor, Cursor) : [];
  await readConversation(deps, user, conversationId);
  const found = await selectMessages(sql, user.id, { conversationId, before, limit: limit + 1 });
  const page = found.slice(0, limit);
  const oldest = page.at(-1);
  return {
    items: await toMessages(deps, user, page.reverse()),
    nextCursor: found.length > limit && oldest ? encodeCursor([oldest.id]) : null,
  };
}

/** Throws `not-found`, also where its conversation is deleted or it is somebody else's. */
export async function readMessage(deps: Pick<Deps, "sql">, user: SignedIn, id: string): Promise<Message> {
  const record = await findMessage(deps.sql, user.id, id);
  const [message] = record ? await toMessages(deps, user, [record]) : [];
  if (message === undefined) throw new ProblemError("not-found");
  return message;
}

/** The source of a person's message, or the one that an answer read. Throws `not-found`. */
export async function readSourceText({ sql }: Deps, user: SignedIn, messageId: string): Promise<SourceText> {
  const source = await findSourceText(sql, user.id, messageId);
  if (source === undefined) throw new ProblemError("not-found");
  return source;
}

async function toMessages(
  { sql }: Pick<Deps, "sql">,
  user: SignedIn,
  records: MessageRecord[],
): Promise<Message[]> {
  const answers = records.filter((record) => record.role === "assistant").map((record) => record.id);
  const tables = await summariseTables(sql, user.id, answers);
  return records.map((record) => ({
    ...record,
    tables: (tables.get(record.id) ?? []).map((table) => table.tableId),
    createdAt: record.createdAt.toISOString(),
  }));
}
