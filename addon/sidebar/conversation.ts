import type { Conversation, Cost, Message, MessageStatus } from "../../backend/contract/chat.ts";
import type { NumberedEvent, TurnEvent } from "../../backend/contract/events.ts";
import type { Table } from "../../backend/contract/tables.ts";
import type { Composer } from "./composer.ts";
import { type FailureInfo, ofProblem } from "./failure.ts";
import { startTable, type TableView, tableFromWire } from "./table-view.ts";

export interface ChatMessage {
  id: string;
  role: Message["role"];
  content: string;
  status: MessageStatus;
  /** The tables that this message made or changed. */
  tables: string[];
  sourceTitle: string | null;
  failure: FailureInfo | null;
  /** The answer was cut short: the model's limit, its refusal, a filter. */
  cutShort: "length" | "refused" | "content-filter" | null;
  /** What the answer took, once it has ended; null where that is not known here. */
  spent: Spent | null;
  /** The last event that is folded into it. */
  seq: number;
  /** What the person sent, while this page lives: "Ask again" brings it back. */
  sent: Composer | null;
}

export interface Spent {
  tokens: number;
  cost: Cost | null;
  /** The rows are those of an earlier, equal request. */
  reused: boolean;
}

/** The open conversation; `id` is null until the first message was sent. */
export interface Thread {
  id: string | null;
  title: string;
  messages: ChatMessage[];
  tables: Record<string, TableView>;
  olderCursor: string | null;
}

export const emptyThread: Thread = { id: null, title: "", messages: [], tables: {}, olderCursor: null };

export function openThread(
  conversation: Conversation,
  page: { items: Message[]; nextCursor: string | null },
  tables: Table[],
): Thread {
  return {
    id: conversation.id,
    title: conversation.title,
    messages: page.items.map(fromWire),
    tables: Object.fromEntries(tables.map((table) => [table.id, tableFromWire(table)])),
    olderCursor: page.nextCursor,
  };
}

export function fromWire(message: Message): ChatMessage {
  const { problem, finishReason, source } = message.metadata;
  return {
    id: message.id,
    role: message.role,
    content: message.content,
    status: message.status,
    tables: message.tables,
    sourceTitle: source?.title ?? null,
    failure: problem ?? null,
    cutShort: cutShortBy(finishReason),
    spent: null,
    seq: 0,
    sent: null,
  };
}

/** Folds a turn's events into the thread; `messageId` is the assistant's message as the page knows it. */
export function foldEvents(thread: Thread, messageId: string, events: NumberedEvent[]): Thread {
  const found = thread.messages.find(({ id }) => id === messageId);
  if (!found) return thread;
  const message = { ...found };
  const asked = thread.messages[thread.messages.indexOf(found) - 1]?.sent;
  const rules = asked?.template?.rules ?? [];
  const tables = { ...thread.tables };
  const fresh = new Set<string>();
  for (const { seq, event } of events) {
    if (seq <= message.seq) continue;
    message.seq = seq;
    foldOne(event, message, tables, fresh);
    if (event.type === "table-start" && rules.length > 0)
      Object.assign(tables[event.tableId] ?? {}, { rules });
  }
  return {
    ...thread,
    tables,
    messages: thread.messages.map((item) => (item.id === messageId ? message : item)),
  };
}

/** `message`, `tables` and those tables in `fresh` are this fold's own copies. */
function foldOne(
  event: TurnEvent,
  message: ChatMessage,
  tables: Record<string, TableView>,
  fresh: Set<string>,
): void {
  switch (event.type) {
    case "turn-start":
      message.id = event.messageId;
      return;
    case "text-delta":
      message.content += event.text;
      return;
    case "table-start":
      tables[event.tableId] = startTable(event, message.id, tables[event.tableId]);
      fresh.add(event.tableId);
      message.tables = [...new Set([...message.tables, event.tableId])];
      return;
    case "row-add":
    case "row-replace": {
      const table = ownCopy(tables, event.tableId, fresh);
      if (!table) return;
      while (table.rows.length < event.index) table.rows.push([]);
      table.rows[event.index] = event.cells;
      table.rowCount = table.rows.length;
      return;
    }
    case "table-end": {
      const table = ownCopy(tables, event.tableId, fresh);
      if (table) {
        const { got, expected, gaps, unread = [], rules = table.rules, offeredRules = [] } = event;
        Object.assign(table, { got, expected, gaps, unread, rules, offeredRules, streaming: false });
      }
      return;
    }
    case "turn-end":
      message.status = event.finishReason === "stopped" ? "stopped" : "complete";
      message.cutShort = cutShortBy(event.finishReason);
      message.spent = {
        tokens: event.usage.inputTokens + event.usage.outputTokens,
        cost: event.cost,
        reused: event.reused ?? false,
      };
      endTables(message, tables, fresh);
      return;
    case "turn-error":
      message.status = event.problem.code === "turn-interrupted" ? "interrupted" : "failed";
      message.failure = ofProblem(event.problem);
      endTables(message, tables, fresh);
  }
}

function ownCopy(tables: Record<string, TableView>, id: string, fresh: Set<string>): TableView | undefined {
  const table = tables[id];
  if (!table || fresh.has(id)) return table;
  const copy = { ...table, rows: [...table.rows] };
  tables[id] = copy;
  fresh.add(id);
  return copy;
}

function endTables(message: ChatMessage, tables: Record<string, TableView>, fresh: Set<string>): void {
  for (const id of message.tables) {
    const table = ownCopy(tables, id, fresh);
    if (table) table.streaming = false;
  }
}

function cutShortBy(finishReason: string | undefined): ChatMessage["cutShort"] {
  const cut = finishReason === "length" || finishReason === "refused" || finishReason === "content-filter";
  return cut ? finishReason : null;
}

/** The table that a follow-up would change: the last one that was made or changed. */
export function lastTable(thread: Thread): TableView | null {
  for (const message of thread.messages.toReversed()) {
    const id = message.tables.at(-1);
    const table = id === undefined ? undefined : thread.tables[id];
    if (table) return table;
  }
  return null;
}
