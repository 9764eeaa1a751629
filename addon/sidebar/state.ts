import type { Conversation, Message } from "../../backend/contract/chat.ts";
import type { NumberedEvent } from "../../backend/contract/events.ts";
import type { RowRule } from "../../backend/contract/rules.ts";
import type { Table, TableRow } from "../../backend/contract/tables.ts";
import type { Template } from "../../backend/contract/templates.ts";
import type { Ready } from "./boot.ts";
import type { Attachment, ColumnsChip, Composer } from "./composer.ts";
import { emptyThread, type Thread } from "./conversation.ts";
import type { FailureInfo } from "./failure.ts";
import type { Preferences } from "./preferences.ts";
import type { WriteAction } from "./reduce-writes.ts";
import { noWrites, type Writes } from "./sheet-writes.ts";

export type Screen =
  | { name: "chat" }
  | { name: "table"; tableId: string }
  | { name: "insert"; tableId: string; from: "chat" | "table" }
  | { name: "templates" }
  | { name: "settings" }
  /** One instruction for many rows: a part of the page that comes when it is opened. */
  | { name: "jobs" }
  /** A table into a spreadsheet of the person's, by the server: a part of the page, too. */
  | { name: "exports"; tableId: string }
  /** The last inserts, each with its undo. */
  | { name: "writes"; from: Screen };

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
  writes: Writes;
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
  | { type: "template-taken"; template: Template | null }
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
  | { type: "thread-opened"; conversation: Conversation; page: MessagePage; tables: Table[] }
  | { type: "thread-renamed"; id: string; title: string }
  | { type: "thread-closed" }
  /** Its conversation was deleted; the drawer stays. */
  | { type: "thread-emptied" }
  | { type: "older-loaded"; threadId: string; page: MessagePage }
  | { type: "table-loaded"; table: Table }
  /** By hand: the rows that are shown stay until those of the new version have come. */
  | { type: "table-changed"; table: Table }
  | { type: "rules-taken"; tableId: string; rules: RowRule[] }
  | { type: "rows-loaded"; tableId: string; version: number; from: number; page: RowPage }
  | WriteAction
  | { type: "preferences-changed"; preferences: Preferences };

type RowPage = { items: TableRow[]; nextCursor: string | null };
export type MessagePage = { items: Message[]; nextCursor: string | null };

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
    writes: noWrites,
    preferences,
  };
}
