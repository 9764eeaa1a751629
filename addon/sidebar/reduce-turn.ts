import type { NumberedEvent } from "../../backend/contract/events.ts";
import { emptyComposer, putBack } from "./composer.ts";
import { type ChatMessage, foldEvents, type Thread } from "./conversation.ts";
import type { FailureInfo } from "./failure.ts";
import type { Action, State, Turn } from "./state.ts";

type TurnAction = Extract<Action, { type: `turn-${string}` }>;

export function isTurnAction(action: Action): action is TurnAction {
  return action.type.startsWith("turn-");
}

/**
 * The running turn, from its message to its answer's end. Events of a turn that the page has turned away from
 * carry another key and change nothing.
 */
export function reduceTurn(state: State, action: TurnAction): State {
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
  const blank = {
    tables: [],
    sourceTitle: null,
    failure: null,
    cutShort: null,
    spent: null,
    seq: 0,
    sent: null,
  };
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
  const first = events[0]?.event;
  const named = first?.type === "turn-start" ? first : null;
  const ended = events.some(({ event }) => event.type === "turn-end" || event.type === "turn-error");
  const phase = turn.phase === "stopping" ? "stopping" : "streaming";
  const madeTable = events.some(({ event }) => event.type === "table-start");
  return {
    ...state,
    thread: named ? { ...thread, id: named.conversationId } : thread,
    turn: ended ? null : { ...turn, messageId: named?.messageId ?? turn.messageId, phase },
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
