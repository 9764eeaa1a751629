import { afterAll, beforeAll, expect, test } from "vitest";
import type { Message, TurnResult } from "../../../contract/chat.ts";
import type { Table } from "../../../contract/tables.ts";
import { EngineError } from "../../../extraction/engine.ts";
import { createTestApp, type Person, type TestApp } from "../../../testing/app.ts";
import {
  allEvents,
  beginConversation,
  idOf,
  json,
  playableEngine,
  readEvents,
  send,
  table,
  untilCut,
} from "../../../testing/chat.ts";

const engine = playableEngine();
let app: TestApp;
let ada: Person;

beforeAll(async () => {
  app = await createTestApp({ ...engine.options, environment: { STOP_TIMEOUT_MS: "200" } });
  ada = await app.signIn();
});
afterAll(() => app.close());

test("200 and stop keeps what came, marked as stopped, with what is missing named", async () => {
  engine.play(async function* (_, signal) {
    yield* [...table("Invoices", ["Number"], [["A-1"], ["A-2"]])].slice(0, 2);
    await untilCut(signal);
  });
  const id = await beginConversation(ada);
  const events = readEvents(
    await send(ada, id, { source: { kind: "text", text: "A-1, A-2" } }, { stream: true }),
  );
  const messageId = await idOf(events);
  for await (const { event } of events) if (event.type === "row-add") break;
  const stopped = await ada.request("POST", `/api/v1/chat/messages/${messageId}/stop`);
  const message = await json<Message>(stopped);
  expect(message).toMatchObject({ status: "stopped", metadata: { finishReason: "stopped" } });
  const [tableId] = message.tables;
  const kept = await json<Table>(await ada.request("GET", `/api/v1/tables/${tableId}`));
  expect(kept).toMatchObject({ rowCount: 1, ledger: { expected: 2, got: 1, gaps: [{ afterIndex: 0 }] } });
  const again = await ada.request("POST", `/api/v1/chat/messages/${messageId}/stop`);
  expect(await again.json()).toEqual(message);
});

test("502 with the engine's problem, and events end in turn-error with what was kept", async () => {
  engine.play(function* () {
    yield { type: "text", text: "so far" };
    throw new EngineError("model-truncated", { retryable: true, detail: "It broke off." });
  });
  const id = await beginConversation(ada);
  const response = await send(ada, id, {});
  expect(response.status).toBe(502);
  expect(await response.json()).toMatchObject({ code: "model-truncated", detail: "It broke off." });
  const events = await allEvents(await send(ada, id, {}, { stream: true }));
  expect(events.at(-1)?.event).toMatchObject({
    ...{ type: "turn-error", kept: true, retryable: true },
    problem: { code: "model-truncated", detail: "It broke off." },
  });
  const { items } = await json<{ items: Message[] }>(
    await ada.request("GET", `/api/v1/chat/conversations/${id}/messages`),
  );
  expect(items.at(-1)).toMatchObject({
    ...{ status: "failed", content: "so far" },
    metadata: { problem: { code: "model-truncated" } },
  });
});

test("500 without a word of the cause when something unknown fails", async () => {
  engine.play(function* () {
    yield { type: "text", text: "so far" };
    throw new Error("the secret cause");
  });
  const response = await send(ada, await beginConversation(ada), {});
  expect(response.status).toBe(500);
  const text = await response.text();
  expect(JSON.parse(text)).toMatchObject({ code: "internal" });
  expect(text).not.toContain("secret");
});

test("502 when the engine tells no end", async () => {
  engine.play(function* () {
    yield { type: "text", text: "and then" };
  });
  const response = await send(ada, await beginConversation(ada), {});
  expect(await response.json()).toMatchObject({ status: 502, code: "model-truncated" });
});

test("200 with its reason, never complete, when the model met its limit", async () => {
  engine.play(function* () {
    yield { type: "text", text: "long" };
    yield { type: "finish", reason: "length" };
  });
  const result = await json<TurnResult>(await send(ada, await beginConversation(ada), {}));
  expect(result).toMatchObject({
    finishReason: "length",
    message: { status: "failed", metadata: { problem: { code: "model-length-limit" } } },
  });
});
