import * as z from "zod";
import type {
  Conversation,
  ConversationsQuery,
  CreateConversationRequest,
  UpdateConversationRequest,
} from "../../../contract/chat.ts";
import type { Page } from "../../../contract/paging.ts";
import { decodeCursor, encodeCursor } from "../../../platform/cursor.ts";
import type { Sql } from "../../../platform/database.ts";
import type { Deps } from "../../../platform/deps.ts";
import { ProblemError } from "../../../platform/problem.ts";
import type { SignedIn } from "../../../platform/router.ts";
import {
  type ConversationRecord,
  findConversation,
  insertConversation,
  listConversations as selectConversations,
  setConversationDeleted,
  updateConversation as updateRecord,
} from "./queries.ts";

/** `sql` may be a transaction. */
export type Writing = Pick<Deps, "clock" | "newId"> & { sql: Sql };

const Cursor = z.tuple([z.iso.datetime(), z.uuid()]);

/** Without a title it stays unnamed until its first message. */
export async function createConversation(
  { sql, newId, clock }: Writing,
  user: SignedIn,
  { title = "", description = "", spreadsheetId }: CreateConversationRequest,
): Promise<Conversation> {
  const fields = { id: newId(), title, description, spreadsheetId: spreadsheetId ?? null, at: clock() };
  return toConversation(await insertConversation(sql, user.id, fields));
}

/** Newest change first. */
export async function listConversations(
  { sql }: Pick<Writing, "sql">,
  user: SignedIn,
  { q, deleted, spreadsheetId, cursor, limit }: ConversationsQuery,
): Promise<Page<Conversation>> {
  const place = cursor ? decodeCursor(cursor, Cursor) : null;
  const found = await selectConversations(sql, user.id, {
    text: q?.trim() || null,
    deleted: deleted === "true",
    spreadsheetId: spreadsheetId ?? null,
    before: place && { updatedAt: new Date(place[0]), id: place[1] },
    limit: limit + 1,
  });
  const items = found.slice(0, limit).map(toConversation);
  const last = items.at(-1);
  return { items, nextCursor: found.length > limit && last ? encodeCursor([last.updatedAt, last.id]) : null };
}

/** Throws `not-found`, also where it is deleted or somebody else's. */
export async function readConversation(
  { sql }: Pick<Writing, "sql">,
  user: SignedIn,
  id: string,
): Promise<Conversation> {
  const conversation = await findConversation(sql, user.id, id);
  return toConversation(conversation?.deletedAt === null ? conversation : undefined);
}

export async function changeConversation(
  { sql, clock }: Writing,
  user: SignedIn,
  id: string,
  { title, description }: UpdateConversationRequest,
): Promise<Conversation> {
  const change = { title: title ?? null, description: description ?? null, at: clock() };
  return toConversation(await updateRecord(sql, user.id, id, change));
}

export async function deleteConversation({ sql, clock }: Writing, user: SignedIn, id: string): Promise<null> {
  const at = clock();
  toConversation(await setConversationDeleted(sql, user.id, id, { deletedAt: at, at }));
  return null;
}

/** One that was not deleted stays as it is. */
export async function restoreConversation(
  { sql, clock }: Writing,
  user: SignedIn,
  id: string,
): Promise<Conversation> {
  const restored = await setConversationDeleted(sql, user.id, id, { deletedAt: null, at: clock() });
  return toConversation(restored ?? (await findConversation(sql, user.id, id)));
}

function toConversation(record: ConversationRecord | undefined): Conversation {
  if (record === undefined) throw new ProblemError("not-found");
  return {
    ...record,
    createdAt: record.createdAt.toISOString(),
    updatedAt: record.updatedAt.toISOString(),
    deletedAt: record.deletedAt?.toISOString() ?? null,
  };
}
