import type { Conversation, Message } from "../../backend/contract/chat.ts";
import type { NumberedEvent } from "../../backend/contract/events.ts";
import type { Table, TableRow } from "../../backend/contract/tables.ts";
import type { WriteTable } from "../rpc.ts";
import type { Receipt, WriteTarget } from "../writes.ts";
import type { Ready } from "./boot.ts";
import { type Attachment, type ColumnsChip, type Composer, emptyComposer, putBack } from "./composer.ts";
import {
  type ChatMessage,
  emptyThread,
  foldEvents,
  fromWire,
  openThread,
  type Thread,
  tableFromWire,
} from "./conversation.ts";
import type { FailureInfo } from "./failure.ts";
import type { Preferences } from "./preferences.ts";

export type Screen =
  | { name: "chat" }
  | { name: "table"; tableId: string }
  | { name: "insert"; tableId: string; from: "chat" | "table" }
  | { name: "settings" };

export type Boot =
  | { phase: "starting" }
  | { phase: "failed"; failure: FailureInfo }
  | ({ phase: "ready" } & Ready);

/** The running turn. `key` is its idempotency key, and its assistant message's id until the server names one. */
export interface Turn {
  key: string;
  messageId: string;
  phase: "sending" | "streaming" | "reconnecting" | "stopping";
}

/** A press of Insert whose outcome is unknown: a retry repeats it under the same id. */
export interface OpenWrite {
  writeId: string;
  table: WriteTable;
  target: WriteTarget;
  planHash: string;
}

export interface State {
  boot: Boot;
  screen: Screen;
  historyOpen: boolean;
  thread: Thread;
  composer: Composer;
  turn: Turn | null;
  /** A message that may or may not have arrived: sent again unchanged, it keeps its key. */
  unsure: { key: string; composer: Composer } | null;
  /** What stands in the way of the composer's message, above it. */
  notice: FailureInfo | null;
  openWrites: Record<string, OpenWrite>;
  preferences: Preferences;
}

export type Action =
  | { type: "boot-started" }
  | { type: "booted"; ready: Ready }
  | { type: "boot-failed"; failure: FailureInfo }
  | { type: "screen-opened"; screen: Screen }
  | { type: "history-toggled"; open: boolean }
  | { type: "typed"; text: string }
  | { type: "attached"; attachment: Attachment | null }
  | { type: "columns-attached"; columns: ColumnsChip | null }
  | { type: "revision-dropped" }
  | { type: "draft-cleared" }
  | { type: "notice-shown"; failure: FailureInfo | null }
  | { type: "turn-sent"; key: string }
  | { type: "turn-refused"; key: string; composer: Composer; failure: FailureInfo }
  | { type: "turn-followed"; key: string; messageId: string }
  | { type: "turn-events"; key: string; events: NumberedEvent[] }
  | { type: "turn-dropped"; key: string }
  | { type: "turn-stopping"; key: string }
  | { type: "turn-lost"; key: string; failure: FailureInfo }
  | { type: "thread-created"; conversation: Conversation }
  | { type: "thread-opened"; conversation: Conversation; page: MessagePage; tables: Table[] }
  | { type: "thread-renamed"; id: string; title: string }
  | { type: "thread-closed" }
  /** Its conversation was deleted; the drawer stays. */
  | { type: "thread-emptied" }
  | { type: "older-loaded"; threadId: string; page: MessagePage }
  | { type: "table-loaded"; table: Table }
  | { type: "rows-loaded"; tableId: string; version: number; from: number; page: RowPage }
  | { type: "write-begun"; tableId: string; write: OpenWrite }
  | { type: "write-settled"; tableId: string; receipt: Receipt | null }
  | { type: "preferences-changed"; preferences: Preferences };

type RowPage = { items: TableRow[]; nextCursor: string | null };
type MessagePage = { items: Message[]; nextCursor: string | null };

export function initialState(preferences: Preferences, draft: Composer): State {
  return {
    boot: { phase: "starting" },
    screen: { name: "chat" },
    historyOpen: false,
    thread: emptyThread,
    composer: draft,
    turn: null,
    unsure: null,
    notice: null,
    openWrites: {},
    preferences,
  };
}

export function reduce(state: State, action: Action): State {
  switch (action.type) {
    case "boot-started":
      return { ...state, boot: { phase: "starting" } };
    case "booted":
      return { ...state, boot: { phase: "ready", ...action.ready } };
    case "boot-failed":
      return { ...state, boot: { phase: "failed", failure: action.failure } };
    case "screen-opened":
      return { ...state, screen: action.screen };
    case "history-toggled":
      return { ...state, historyOpen: action.open };
    case "typed":
      return { ...state, composer: { ...state.composer, text: action.text } };
    case "attached":
      return { ...state, notice: null, composer: { ...state.composer, attachment: action.attachment } };
    case "columns-attached":
      return { ...state, notice: null, composer: { ...state.composer, columns: action.columns } };
    case "revision-dropped":
      return { ...state, composer: { ...state.composer, revisionDropped: true } };
    case "draft-cleared":
      return { ...state, composer: emptyComposer };
    case "notice-shown":
      return { ...state, notice: action.failure };
    case "thread-created":
      return {
        ...state,
        thread: { ...state.thread, id: action.conversation.id, title: action.conversation.title },
      };
    case "thread-opened":
      return {
        ...state,
        ...away,
        thread: openThread(action.conversation, action.page, action.tables),
      };
    case "thread-renamed":
      if (state.thread.id !== action.id) return state;
      return { ...state, thread: { ...state.thread, title: action.title } };
    case "thread-closed":
      return { ...state, ...away, thread: emptyThread };
    case "thread-emptied":
      return { ...state, turn: null, thread: emptyThread };
    case "older-loaded":
      if (state.thread.id !== action.threadId) return state;
      return { ...state, thread: prepend(state.thread, action.page) };
    case "table-loaded":
      return withTable(state, action.table.id, () => tableFromWire(action.table));
    case "rows-loaded":
      return withTable(state, action.tableId, (table) => {
        if (table.version !== action.version || table.rows.length !== action.from) return table;
        const { items, nextCursor } = action.page;
        return {
          ...table,
          rows: [...table.rows, ...items.map(({ cells }) => cells)],
          rowsCursor: nextCursor,
        };
      });
    case "write-begun":
      return { ...state, openWrites: { ...state.openWrites, [action.tableId]: action.write } };
    case "write-settled": {
      const { [action.tableId]: _, ...openWrites } = state.openWrites;
      const settled = { ...state, openWrites };
      const { receipt } = action;
      return receipt ? withTable(settled, action.tableId, (table) => ({ ...table, receipt })) : settled;
    }
    case "preferences-changed":
      return { ...state, preferences: action.preferences };
    default:
      return reduceTurn(state, action);
  }
}

type TurnAction = Extract<Action, { type: `turn-${string}` }>;

/** Events of a turn that the page has turned away from carry another key and change nothing. */
function reduceTurn(state: State, action: TurnAction): State {
  if (action.type === "turn-sent") return beginTurn(state, action.key);
  if (action.type === "turn-followed") {
    return follow(state, action.key, action.messageId);
  }
  const { turn } = state;
  if (turn?.key !== action.key) return state;
  switch (action.type) {
    case "turn-refused":
      return {
        ...state,
        turn: null,
        unsure: isUnsure(action.failure) ? { key: action.key, composer: action.composer } : null,
        notice: action.failure,
        composer: putBack(state.composer, action.composer),
        thread: { ...state.thread, messages: state.thread.messages.slice(0, -2) },
      };
    case "turn-dropped":
      return { ...state, turn: { ...turn, phase: "reconnecting" } };
    case "turn-stopping":
      return { ...state, turn: { ...turn, phase: "stopping" } };
    case "turn-lost":
      return { ...state, turn: null, thread: markLost(state.thread, turn.messageId, action.failure) };
    case "turn-events":
      return takeEvents(state, turn, action.events);
  }
}

/** Without an answer, or with a fault on the way to it, the message may have been taken nevertheless. */
function isUnsure({ status }: FailureInfo): boolean {
  return status === undefined || status >= 500;
}

/** From the start unless some of its events are here already: then from after them. */
function follow(state: State, key: string, messageId: string): State {
  const messages = state.thread.messages.map((message) => {
    if (message.id !== messageId) return message;
    const again = { ...message, status: "streaming" as const, failure: null };
    return message.seq > 0 ? again : { ...again, content: "" };
  });
  return { ...state, thread: { ...state.thread, messages }, turn: { key, messageId, phase: "streaming" } };
}

function beginTurn(state: State, key: string): State {
  const { text, attachment } = state.composer;
  const blank = { tables: [], sourceTitle: null, failure: null, cutShort: null, seq: 0, sent: null };
  const messages: ChatMessage[] = [
    ...state.thread.messages,
    {
      ...blank,
      id: `${key}-asked`,
      role: "user",
      content: text.trim(),
      status: "complete",
      sourceTitle: attachment?.title ?? null,
      sent: state.composer,
    },
    { ...blank, id: key, role: "assistant", content: "", status: "streaming" },
  ];
  return {
    ...state,
    notice: null,
    unsure: null,
    composer: { ...emptyComposer, revisionDropped: state.composer.revisionDropped },
    turn: { key, messageId: key, phase: "sending" },
    thread: { ...state.thread, messages },
  };
}

function takeEvents(state: State, turn: Turn, events: NumberedEvent[]): State {
  const thread = foldEvents(state.thread, turn.messageId, events);
  const start = events.find(({ event }) => event.type === "turn-start")?.event;
  const messageId = start?.type === "turn-start" ? start.messageId : turn.messageId;
  const ended = events.some(({ event }) => event.type === "turn-end" || event.type === "turn-error");
  const phase = turn.phase === "stopping" ? "stopping" : "streaming";
  const madeTable = events.some(({ event }) => event.type === "table-start");
  return {
    ...state,
    thread,
    turn: ended ? null : { ...turn, messageId, phase },
    composer: madeTable ? { ...state.composer, revisionDropped: false } : state.composer,
  };
}

function markLost(thread: Thread, messageId: string, failure: FailureInfo): Thread {
  const messages = thread.messages.map((message) =>
    message.id === messageId ? { ...message, status: "interrupted" as const, failure } : message,
  );
  const tables = Object.entries(thread.tables).map(([id, table]) => [id, { ...table, streaming: false }]);
  return { ...thread, messages, tables: Object.fromEntries(tables) };
}

function prepend(thread: Thread, page: MessagePage): Thread {
  const known = new Set(thread.messages.map(({ id }) => id));
  const older = page.items.filter(({ id }) => !known.has(id)).map(fromWire);
  return { ...thread, messages: [...older, ...thread.messages], olderCursor: page.nextCursor };
}

function withTable(
  state: State,
  id: string,
  change: (table: Thread["tables"][string]) => Thread["tables"][string],
): State {
  const table = state.thread.tables[id];
  if (!table) return state;
  return { ...state, thread: { ...state.thread, tables: { ...state.thread.tables, [id]: change(table) } } };
}

/** What a change of conversation leaves behind; what was typed stays. */
const away = { turn: null, notice: null, historyOpen: false, screen: { name: "chat" } } as const;
