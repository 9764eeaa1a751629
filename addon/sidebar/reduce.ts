import { emptyComposer } from "./composer.ts";
import { emptyThread, fromWire, openThread, type Thread } from "./conversation.ts";
import { isTurnAction, reduceTurn } from "./reduce-turn.ts";
import { reduceWrites } from "./reduce-writes.ts";
import type { Action, MessagePage, State } from "./state.ts";
import { takeRows, takeTable, takeVersion } from "./table-view.ts";

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
      return {
        ...state,
        notice: null,
        composer: { ...state.composer, columns: action.columns, template: null },
      };
    case "template-taken":
      return {
        ...state,
        notice: null,
        composer: { ...state.composer, columns: null, template: action.template },
      };
    case "revision-dropped":
      return { ...state, composer: { ...state.composer, revisionDropped: true } };
    case "draft-cleared":
      return { ...state, composer: emptyComposer };
    case "notice-shown":
      return { ...state, notice: action.failure };
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
      return withTable(state, action.table.id, (table) => takeTable(table, action.table));
    case "table-changed":
      return withTable(state, action.table.id, (table) => takeVersion(table, action.table));
    case "rules-taken":
      return withTable(state, action.tableId, (table) => ({ ...table, rules: action.rules }));
    case "rows-loaded":
      return withTable(state, action.tableId, (table) => {
        const isNext = table.version === action.version && table.rowIds.length === action.from;
        return isNext ? takeRows(table, action.page) : table;
      });
    case "preferences-changed":
      return { ...state, preferences: action.preferences };
    default:
      return isTurnAction(action)
        ? reduceTurn(state, action)
        : { ...state, writes: reduceWrites(state.writes, action) };
  }
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
