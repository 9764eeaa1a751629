import { expect, test } from "vitest";
import type { TurnEvent } from "../../backend/contract/events.ts";
import type { Api } from "./api.ts";
import type { App } from "./app.ts";
import { emptyComposer } from "./composer.ts";
import { Failure } from "./failure.ts";
import { createTranslate } from "./messages.ts";
import { defaultPreferences } from "./preferences.ts";
import { reduce } from "./reduce.ts";
import { initialState } from "./state.ts";
import { createStore } from "./store.ts";
import type { FollowOptions, TurnRequest } from "./turn-stream.ts";
import { askAgain, askFresh, resume, send, stop } from "./turns.ts";

const now = "2026-03-03T10:00:00.000Z";
const conversation = {
  id: "c",
  title: "",
  description: "",
  spreadsheetId: "s",
  createdAt: now,
  updatedAt: now,
  deletedAt: null,
};
const usage = { inputTokens: 0, outputTokens: 0, cachedTokens: 0 };
const start: TurnEvent = {
  type: "turn-start",
  messageId: "m",
  conversationId: "c",
  engine: "offline",
  model: null,
};
const text: TurnEvent = { type: "text-delta", text: "hi" };
const end: TurnEvent = { type: "turn-end", usage, cost: null, durationMs: 1, finishReason: "complete" };
const limits = { maxSourceBytes: 100, maxMessageCharacters: 20, maxColumns: 9, maxRangeCells: 9 };
const meta = {
  ...{ product: "rowsmith" as const, version: "0.1.0", oldestSidebar: "0.1.0", engine: "offline" as const },
  ...{ model: null, modelHost: null, limits, signIn: [], signUp: "open" as const, adminContact: null },
  ...{ eraseAfterDays: 30, playground: false },
};

type Stream = (options: FollowOptions) => Promise<void>;
const streaming = (...events: TurnEvent[]): Stream => {
  return async ({ onEvents }) => onEvents(events.map((event, at) => ({ seq: at + 1, event })));
};
const refusing =
  (failure: Failure): Stream =>
  () =>
    Promise.reject(failure);

/** Answers each turn with the next stream. */
function open(...streams: Stream[]) {
  const turns: TurnRequest[] = [];
  const followed: [string, number][] = [];
  const stopped: string[] = [];
  const next = () => streams.shift() ?? streaming(start, end);
  const known: Partial<Api> = {
    conversation: async () => ({ ...conversation, title: "Named" }),
    sendTurn: (turn, options) => {
      turns.push(turn);
      return next()(options);
    },
    followTurn: (id, after, options) => {
      followed.push([id, after]);
      return next()(options);
    },
    stop: async (id) => void stopped.push(id),
  };
  const user = { id: "u", email: "a@example.com", name: "A", createdAt: now };
  const hello = {
    email: user.email,
    spreadsheetId: "s",
    spreadsheetName: "",
    locale: "en-US",
    timeZone: "UTC",
  };
  const store = createStore(reduce, initialState(defaultPreferences, emptyComposer));
  const ready = { user, meta, hello };
  store.dispatch({ type: "booted", ready });
  const app: App = {
    api: known as Api,
    script: { call: () => Promise.reject(new Failure({ code: "apps-script-failed" })) },
    store,
    shelf: null,
    opener: { email: "", spreadsheetId: "" },
    backend: "https://rows.example",
    version: "0.1.0",
    translate: () => createTranslate("en"),
  };
  return {
    ...{ app, ready },
    turns,
    followed,
    stopped,
    type: (typed: string) => store.dispatch({ type: "typed", text: typed }),
  };
}

test("the first message begins a conversation, which takes the name that the server gives; the next one goes there", async () => {
  const { app, turns, type } = open(
    streaming(start, text, end),
    streaming({ ...start, messageId: "n" }, end),
  );
  type("hello");
  await send(app);
  expect(turns).toMatchObject([{ body: { content: "hello", locale: "en-US", spreadsheetId: "s" } }]);
  expect(app.store.state.thread).toMatchObject({ id: "c", title: "Named" });
  expect(app.store.state.thread.messages.map(({ content }) => content)).toEqual(["hello", "hi"]);
  type("more");
  await send(app);
  expect(turns[1]?.body).toMatchObject({ content: "more", conversationId: "c" });
  expect(turns[1]?.body).not.toHaveProperty("spreadsheetId");
});

test("what is sent while the page still connects goes out once it is connected, or stays where that fails", async () => {
  const { app, ready, turns, type } = open(streaming(start, text, end));
  app.store.dispatch({ type: "boot-started" });
  type("hello");
  const sending = send(app);
  app.store.dispatch({ type: "boot-failed", failure: { code: "unreachable" } });
  await sending;
  expect({ turns, typed: app.store.state.composer.text }).toEqual({ turns: [], typed: "hello" });

  app.store.dispatch({ type: "boot-started" });
  const again = send(app);
  app.store.dispatch({ type: "booted", ready });
  await again;
  expect(turns).toMatchObject([{ body: { content: "hello" } }]);
});

test("an empty or too long message is not sent, and what was typed stays", async () => {
  const { app, turns, type } = open();
  await send(app);
  type("x".repeat(21));
  await send(app);
  expect(turns).toEqual([]);
  expect(app.store.state.composer.text).toHaveLength(21);
  expect(app.store.state.notice?.code).toBe("message-over-limit");
});

test("a message that may have arrived is sent again under its key, a changed one under a new key", async () => {
  const lost = () => refusing(new Failure({ code: "interrupted" }));
  const { app, turns, type } = open(lost(), lost());
  type("hello");
  await send(app);
  expect(app.store.state.composer.text).toBe("hello");
  expect(app.store.state.notice).toMatchObject({ code: "unreachable", params: { host: "rows.example" } });
  await send(app);
  type("hello you");
  await send(app);
  const [first, second, third] = turns.map(({ key }) => key);
  expect(second).toBe(first);
  expect(turns[1]?.body).toEqual(turns[0]?.body);
  expect(third).not.toBe(first);
});

test("a message that the server refused is sent again under a new key", async () => {
  const { app, turns, type } = open(refusing(new Failure({ code: "turn-running", status: 409 })));
  type("hello");
  await send(app);
  await send(app);
  expect(new Set(turns.map(({ key }) => key)).size).toBe(2);
});

test("an answer that broke off is kept and resumed after its last event", async () => {
  const broken: Stream = async (options) => {
    await streaming(start, text)(options);
    throw new Failure({ code: "interrupted" });
  };
  const rest: Stream = async ({ onEvents }) =>
    onEvents([
      { seq: 3, event: { type: "text-delta", text: "!" } },
      { seq: 4, event: end },
    ]);
  const { app, followed, type } = open(broken, rest);
  type("hello");
  await send(app);
  expect(app.store.state.thread.messages[1]).toMatchObject({ status: "interrupted", content: "hi" });
  await resume(app, "m");
  expect(followed).toEqual([["m", 2]]);
  expect(app.store.state.thread.messages[1]).toMatchObject({ status: "complete", content: "hi!" });
});

test("stop before the server has named the answer takes effect as soon as it does", async () => {
  let begin = () => {};
  const { app, stopped, type } = open(async (options) => {
    await new Promise<void>((resolve) => {
      begin = resolve;
    });
    await streaming(start, { ...end, finishReason: "stopped" })(options);
  });
  type("hello");
  const sending = send(app);
  await stop(app);
  expect(stopped).toEqual([]);
  await Promise.resolve();
  begin();
  await sending;
  expect(stopped).toEqual(["m"]);
  expect(app.store.state.thread.messages[1]?.status).toBe("stopped");
});

test("asking again brings back what was sent, its source included", async () => {
  const problem = { type: "x", title: "t", status: 503, code: "model-unavailable", requestId: "r" };
  const { app, type } = open(streaming(start, { type: "turn-error", problem, kept: true, retryable: true }));
  const attachment = { title: "Mail", from: { source: { kind: "text" as const, text: "long" } } };
  type("hello");
  app.store.dispatch({ type: "attached", attachment });
  await send(app);
  expect(app.store.state.composer.attachment).toBeNull();
  askAgain(app, "m");
  expect(app.store.state.composer).toMatchObject({ text: "hello", attachment });
});

test("asking the model anyway sends the same once more, refusing the earlier answer", async () => {
  const { app, turns, type } = open(streaming(start, { ...end, reused: true }), streaming(start, end));
  const attachment = { title: "Mail", from: { source: { kind: "text" as const, text: "long" } } };
  type("hello");
  app.store.dispatch({ type: "attached", attachment });
  await send(app);
  expect(app.store.state.thread.messages[1]?.spent).toMatchObject({ reused: true });
  await askFresh(app, "m");
  const { spreadsheetId: _, ...asked } = turns[0]?.body ?? {};
  expect(turns[1]?.body).toEqual({ ...asked, conversationId: "c", fresh: true });
  expect(turns[0]?.key).not.toBe(turns[1]?.key);
});
