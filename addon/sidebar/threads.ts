import type { Conversation } from "../../backend/contract/chat.ts";
import type { Page } from "../../backend/contract/paging.ts";
import type { Table } from "../../backend/contract/tables.ts";
import type { App } from "./app.ts";
import { resume } from "./turns.ts";

/** Opens a conversation as the server has it, and follows an answer that is still being written. */
export async function openThread(app: App, conversation: Conversation): Promise<void> {
  const [page, tables] = await Promise.all([
    app.api.messages(conversation.id),
    allPages((cursor) => app.api.tables(conversation.id, cursor)),
  ]);
  app.store.dispatch({ type: "thread-opened", conversation, page, tables });
  const running = page.items.at(-1);
  if (running?.status === "streaming") await resume(app, running.id);
}

export async function loadOlder(app: App): Promise<void> {
  const { id, olderCursor } = app.store.state.thread;
  if (id === null || olderCursor === null) return;
  const page = await app.api.messages(id, olderCursor);
  app.store.dispatch({ type: "older-loaded", threadId: id, page });
}

async function allPages(read: (cursor?: string) => Promise<Page<Table>>): Promise<Table[]> {
  const items: Table[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await read(cursor);
    items.push(...page.items);
    if (page.nextCursor === null) return items;
    cursor = page.nextCursor;
  }
}
