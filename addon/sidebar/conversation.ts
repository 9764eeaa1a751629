import type { Cell, Column, Gap } from "../../backend/contract/cells.ts";
import type { Conversation, Message, MessageStatus } from "../../backend/contract/chat.ts";
import type { NumberedEvent, TurnEvent } from "../../backend/contract/events.ts";
import type { Table } from "../../backend/contract/tables.ts";
import type { Receipt } from "../writes.ts";
import type { Composer } from "./composer.ts";
import { type FailureInfo, ofProblem } from "./failure.ts";

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
  /** The last event that is folded into it. */
  seq: number;
  /** What the person sent, while this page lives: "Ask again" brings it back. */
  sent: Composer | null;
}

export interface TableView {
  id: string;
  /** The assistant's message that made this version. */
  messageId: string;
  title: string;
  columns: Column[];
  version: number;
  /** What was loaded, from the first row on. */
  rows: Cell[][];
  /** Where the next page of rows begins. */
  rowsCursor: string | null;
  rowCount: number;
  expected: number | null;
  gaps: Gap[];
  streaming: boolean;
  receipt: Receipt | null;
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
    seq: 0,
    sent: null,
  };
}

export function tableFromWire(table: Table): TableView {
  return {
    id: table.id,
    messageId: table.messageId,
    title: table.title,
    columns: table.columns,
    version: table.version,
    rows: [],
    rowsCursor: null,
    rowCount: table.rowCount,
    expected: table.ledger.expected,
    gaps: table.ledger.gaps,
    streaming: false,
    receipt: null,
  };
}

/** Folds a turn's events into the thread; `messageId` is the assistant's message as the page knows it. */
export function foldEvents(thread: Thread, messageId: string, events: NumberedEvent[]): Thread {
  const found = thread.messages.find(({ id }) => id === messageId);
  if (!found) return thread;
  const message = { ...found };
  const tables = { ...thread.tables };
  const fresh = new Set<string>();
  for (const { seq, event } of events) {
    if (seq <= message.seq) continue;
    message.seq = seq;
    foldOne(event, message, tables, fresh);
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
      if (table) Object.assign(table, { expected: event.expected, gaps: event.gaps, streaming: false });
      return;
    }
    case "turn-end":
      message.status = event.finishReason === "stopped" ? "stopped" : "complete";
      message.cutShort = cutShortBy(event.finishReason);
      endTables(message, tables, fresh);
      return;
    case "turn-error":
      message.status = event.problem.code === "turn-interrupted" ? "interrupted" : "failed";
      message.failure = ofProblem(event.problem);
      endTables(message, tables, fresh);
  }
}

function startTable(
  event: Extract<TurnEvent, { type: "table-start" }>,
  messageId: string,
  before: TableView | undefined,
): TableView {
  return {
    id: event.tableId,
    messageId,
    title: event.title,
    columns: event.columns,
    version: event.version,
    rows: [],
    rowsCursor: null,
    rowCount: 0,
    expected: event.expectedRows ?? null,
    gaps: [],
    streaming: true,
    receipt: before?.receipt ?? null,
  };
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

/** A cell that a person should look at before it is used. */
export function needsCheck(cell: Cell): boolean {
  return (cell.flags?.length ?? 0) > 0 || cell.status === "not-found";
}

/** Cells to check; null while not every row is loaded. */
export function countToCheck(table: TableView): number | null {
  if (table.rows.length < table.rowCount) return null;
  return table.rows.reduce((sum, row) => sum + row.filter(needsCheck).length, 0);
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
