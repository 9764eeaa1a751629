import { afterAll, beforeAll, expect, test } from "vitest";
import type { Conversation, Message, TurnResult } from "../../../contract/chat.ts";
import type { Page } from "../../../contract/paging.ts";
import type { Problem } from "../../../contract/problem.ts";
import type { EngineRequest } from "../../../extraction/engine.ts";
import { createTestApp, type Person, type TestApp } from "../../../testing/app.ts";
import {
  allEvents,
  answer,
  beginConversation,
  json,
  playableEngine,
  send,
  sendAnywhere,
  table,
} from "../../../testing/chat.ts";

const engine = playableEngine();
let app: TestApp;
let ada: Person;

beforeAll(async () => {
  app = await createTestApp({ ...engine.options, environment: { MAX_SOURCE_BYTES: "2048" } });
  ada = await app.signIn();
});
afterAll(() => app.close());

const invoice = "Invoice A-1 from 2026-01-02, 12.50 EUR";

async function conversationsOf(person: Person) {
  return (await json<Page<Conversation>>(await person.request("GET", "/api/v1/chat/conversations"))).items;
}

function* oneInvoice() {
  yield* table("Invoices", ["Number", "Total"], [["A-1", "12.50"]]);
  yield { type: "usage" as const, usage: { inputTokens: 5, outputTokens: 3, cachedTokens: 1 } };
  yield { type: "finish" as const, reason: "complete" as const };
}

test("200 with the whole result where JSON is asked for", async () => {
  engine.play(oneInvoice);
  const id = await beginConversation(ada);
  const response = await send(ada, id, {
    content: "the invoices",
    source: { kind: "text", text: invoice },
  });
  expect(response.status).toBe(200);
  const result = await json<TurnResult>(response);
  expect(result).toMatchObject({
    message: { conversationId: id, role: "assistant", status: "complete", tables: [result.tables[0]?.id] },
    tables: [{ title: "Invoices", ledger: { expected: 1, got: 1, gaps: [] } }],
    usage: { inputTokens: 5, outputTokens: 3, cachedTokens: 1 },
    cost: null,
    engine: "offline",
    finishReason: "complete",
  });
  expect(result.tables[0]?.rows.map((row) => row.map((cell) => cell.value))).toEqual([["A-1", "12.50"]]);
});

test("200 with numbered events to a terminal one where events are asked for", async () => {
  engine.play(oneInvoice);
  const id = await beginConversation(ada);
  const response = await send(ada, id, { source: { kind: "text", text: invoice } }, { stream: true });
  expect(response.headers.get("content-type")).toContain("text/event-stream");
  const events = await allEvents(response);
  expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
  expect(events.map(({ event }) => event.type)).toEqual([
    ...["turn-start", "table-start", "row-add", "table-end", "turn-end"],
  ]);
});

test("200 and the conversation is named after its first message, once", async () => {
  engine.play(() => answer("ok"));
  const id = await beginConversation(ada);
  await send(ada, id, { content: "  Which invoices\n are open?" });
  await send(ada, id, { content: "And now?" });
  const read = await ada.request("GET", `/api/v1/chat/conversations/${id}`);
  expect(await read.json()).toMatchObject({ title: "Which invoices" });
});

test("200 to a conversation that the message begins: it is named in the answer, and what follows goes there", async () => {
  const prompts: string[][] = [];
  engine.play(({ prompt, history }) => {
    prompts.push([...history.map(({ content }) => content), prompt]);
    return answer("ok");
  });
  const begun = await json<TurnResult>(await sendAnywhere(ada, { content: "one", spreadsheetId: "sheet" }));
  const { conversationId } = begun.message;
  const followed = await allEvents(
    await sendAnywhere(ada, { content: "two", conversationId }, { stream: true }),
  );
  expect(followed[0]?.event).toMatchObject({ type: "turn-start", conversationId });
  expect(prompts).toEqual([["one"], ["one", "ok", "two"]]);
  const read = await ada.request("GET", `/api/v1/chat/conversations/${conversationId}`);
  expect(await read.json()).toMatchObject({ title: "one", spreadsheetId: "sheet" });
});

test("200 with the source beside its message: the list tells its title and size only", async () => {
  engine.play(() => answer("ok"));
  const id = await beginConversation(ada);
  await send(ada, id, { source: { kind: "text", text: invoice, title: "Mail" } });
  const listed = await json<{ items: Message[] }>(
    await ada.request("GET", `/api/v1/chat/conversations/${id}/messages`),
  );
  expect(listed.items.map((message) => message.role)).toEqual(["user", "assistant"]);
  expect(listed.items[0]?.metadata.source).toEqual({ kind: "text", title: "Mail", bytes: invoice.length });
  expect(JSON.stringify(listed)).not.toContain("12.50");
  for (const message of listed.items) {
    const source = await ada.request("GET", `/api/v1/chat/messages/${message.id}/source`);
    expect(await source.json()).toEqual({ kind: "text", title: "Mail", text: invoice });
  }
});

test("200 and a range reaches the engine as tab-separated text", async () => {
  let seen: EngineRequest | null = null;
  engine.play((request) => {
    seen = request;
    return answer("ok");
  });
  const values = [
    ["Name", "Note"],
    ['a "b"', "two\nlines"],
  ];
  await send(ada, await beginConversation(ada), { source: { kind: "range", values, a1: "A1:B2" } });
  expect(seen).toMatchObject({
    source: { kind: "range", title: "A1:B2", text: 'Name\tNote\n"a ""b"""\t"two\nlines"' },
  });
});

test("200 and the engine hears the last ten messages, sources by title and size", async () => {
  let seen: EngineRequest | null = null;
  engine.play((request) => {
    seen = request;
    return answer(`reply to ${request.prompt}`);
  });
  const id = await beginConversation(ada);
  await send(ada, id, { content: "m0", source: { kind: "text", text: "secret text", title: "Mail" } });
  for (const number of [1, 2, 3, 4, 5]) await send(ada, id, { content: `m${number}` });
  const history = (seen as EngineRequest | null)?.history ?? [];
  expect(history).toHaveLength(10);
  expect(history[0]).toEqual({ role: "user", content: "m0\n[Source: Mail, 11 bytes]" });
  expect(history.at(-1)).toEqual({ role: "assistant", content: "reply to m4" });
});

test.each([
  ["422 when the message is empty and has no source", { content: " \n" }, 422, "empty-message"],
  [
    "422 when the source is blank too",
    { content: "", source: { kind: "text", text: " " } },
    422,
    "empty-message",
  ],
  [
    "413 when the source is too large",
    { source: { kind: "text", text: "x".repeat(2049) } },
    413,
    "source-too-large",
  ],
  ["422 when the source is binary", { source: { kind: "file", text: "PK\0\x01\x02" } }, 422, "binary-source"],
  ["422 when the message holds NUL", { content: "a\0b" }, 422, "binary-source"],
  ["409 when a model is asked for and none is connected", { engine: "openai" }, 409, "model-not-connected"],
  ["422 when the locale is none", { locale: "not a locale" }, 422, "invalid-request"],
] as const)("%s", async (_, body, status, code) => {
  const id = await beginConversation(ada);
  const response = await send(ada, id, body as object);
  expect(response.status).toBe(status);
  const problem = await json<Problem>(response);
  expect(problem.code).toBe(code);
  if (code === "source-too-large") expect(problem.detail).toContain("2048");
  const listed = await ada.request("GET", `/api/v1/chat/conversations/${id}/messages`);
  expect(await listed.json()).toMatchObject({ items: [] });

  const stranger = await app.signIn();
  expect((await sendAnywhere(stranger, body as object)).status).toBe(status);
  expect(await conversationsOf(stranger)).toEqual([]);
});

test("404 and no conversation is begun where a message names things that are not of its conversation", async () => {
  const stranger = await app.signIn();
  const missing = "01a20810-b1e5-7318-be50-6f772e789fa6";
  for (const field of ["conversationId", "sourceMessageId", "revises", "templateId"]) {
    expect((await sendAnywhere(stranger, { [field]: missing })).status, field).toBe(404);
  }
  expect((await sendAnywhere(stranger, { conversationId: await beginConversation(ada) })).status).toBe(404);
  expect(await conversationsOf(stranger)).toEqual([]);
});

test("200 for any character that a model may write", async () => {
  engine.play(() => answer("NUL \0 and half \ud83d of a pair"));
  const response = await send(ada, await beginConversation(ada), {});
  const { message } = await json<TurnResult>(response);
  expect(message.content).toBe("NUL \ufffd and half \ufffd of a pair");
});
