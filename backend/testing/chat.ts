import { EventSourceParserStream } from "eventsource-parser/stream";
import type { Conversation, SendChatMessageInput, SendMessageInput } from "../contract/chat.ts";
import { type NumberedEvent, TurnEvent } from "../contract/events.ts";
import type { EngineEvent } from "../extraction/engine.ts";
import type { Person, TestAppOptions } from "./app.ts";
import { type Script, scriptedEngine } from "./scripted-engine.ts";

/** An engine whose script a test sets for the turns that follow. */
export function playableEngine(): {
  play(script: Script): void;
  options: Required<Pick<TestAppOptions, "overrides">>;
} {
  let current: Script = () => answer("ok");
  const offline = scriptedEngine((request, signal) => current(request, signal));
  return {
    play(script) {
      current = script;
    },
    options: { overrides: { engines: { default: offline, offline, openai: null } } },
  };
}

export function* answer(text: string): Generator<EngineEvent> {
  yield { type: "text", text };
  yield { type: "finish", reason: "complete" };
}

/** A table of text columns, `previous` given where the rows are another's in order. */
export function* table(
  title: string,
  names: string[],
  rows: string[][],
  revise = false,
): Generator<EngineEvent> {
  yield {
    type: "table-start",
    title,
    columns: names.map((name) => ({ name, type: "text" as const })),
    expectedRows: rows.length,
  };
  for (const [index, cells] of rows.entries()) {
    yield {
      type: "row",
      cells: cells.map((text) => ({ text })),
      ...(revise ? { previous: index } : {}),
    };
  }
  yield { type: "table-end", expectedRows: rows.length, gaps: [] };
}

/** Never tells anything more; ends when the turn is cut off. */
export async function untilCut(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise((resolve) => signal.addEventListener("abort", resolve));
}

export async function beginConversation(person: Person, title?: string): Promise<string> {
  const response = await person.request("POST", "/api/v1/chat/conversations", {
    body: title ? { title } : {},
  });
  return ((await response.json()) as Conversation).id;
}

interface Sending {
  key?: string;
  /** For events. */
  stream?: boolean;
}

export function send(
  person: Person,
  conversationId: string,
  message: Partial<SendMessageInput>,
  sending?: Sending,
): Promise<Response> {
  return post(person, `/api/v1/chat/conversations/${conversationId}/messages`, message, sending);
}

/** To the conversation that it names, or to a new one. */
export function sendAnywhere(
  person: Person,
  message: Partial<SendChatMessageInput>,
  sending?: Sending,
): Promise<Response> {
  return post(person, "/api/v1/chat/messages", message, sending);
}

function post(person: Person, path: string, message: object, { key, stream }: Sending = {}) {
  return person.request("POST", path, {
    body: { content: "hello", locale: "en-US", timeZone: "UTC", ...message },
    headers: {
      ...(stream ? { Accept: "text/event-stream" } : {}),
      ...(key === undefined ? {} : { "Idempotency-Key": key }),
    },
  });
}

/** A turn's events as a reader gets them. */
export async function* readEvents(response: Response): AsyncGenerator<NumberedEvent> {
  if (!response.body) throw new Error("There is no body");
  const events = response.body
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream());
  for await (const { id, data } of events)
    yield { seq: Number(id), event: TurnEvent.parse(JSON.parse(data)) };
}

export async function allEvents(response: Response): Promise<NumberedEvent[]> {
  const events: NumberedEvent[] = [];
  for await (const numbered of readEvents(response)) events.push(numbered);
  return events;
}

/** The answer's id, out of the first event. */
export async function idOf(events: AsyncGenerator<NumberedEvent>): Promise<string> {
  const first = await events.next();
  if (!first.done && first.value.event.type === "turn-start") return first.value.event.messageId;
  throw new Error("The first event is not turn-start");
}

export async function json<T>(response: Response): Promise<T> {
  return (await response.json()) as T;
}
