import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Message, TurnResult } from "../../../contract/chat.ts";
import type { Problem } from "../../../contract/problem.ts";
import type { Table, TableRow } from "../../../contract/tables.ts";
import type { EngineRequest } from "../../../extraction/engine.ts";
import { EngineError } from "../../../extraction/engine.ts";
import { createTestApp, type Person, type TestApp } from "../../../testing/app.ts";
import {
  allEvents,
  answer,
  beginConversation,
  playableEngine,
  readEvents,
  send,
  table,
  untilCut,
} from "../../../testing/chat.ts";

const engine = playableEngine();
let app: TestApp;
let ada: Person;
let eve: Person;

beforeAll(async () => {
  app = await createTestApp({
    ...engine.options,
    environment: { MAX_SOURCE_BYTES: "2048", STOP_TIMEOUT_MS: "200" },
  });
  [ada, eve] = [await app.signIn(), await app.signIn()];
});
afterAll(() => app.close());

const invoice = "Invoice A-1 from 2026-01-02, 12.50 EUR";

function* oneInvoice() {
  yield* table("Invoices", ["Number", "Total"], [["A-1", "12.50"]]);
  yield { type: "usage" as const, usage: { inputTokens: 5, outputTokens: 3, cachedTokens: 1 } };
  yield { type: "finish" as const, reason: "complete" as const };
}

async function json<T>(response: Response): Promise<T> {
  return (await response.json()) as T;
}

describe("sending a message", () => {
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
    [
      "422 when the source is binary",
      { source: { kind: "file", text: "PK\0\x01\x02" } },
      422,
      "binary-source",
    ],
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
  });

  test("200 for any character that a model may write", async () => {
    engine.play(() => answer("NUL \0 and half \ud83d of a pair"));
    const response = await send(ada, await beginConversation(ada), {});
    const { message } = await json<TurnResult>(response);
    expect(message.content).toBe("NUL \ufffd and half \ufffd of a pair");
  });
});

describe("idempotency", () => {
  test("200 fifty times over for fifty equal requests at once, and the engine runs once", async () => {
    let runs = 0;
    engine.play(() => {
      runs += 1;
      return answer("once");
    });
    const id = await beginConversation(ada);
    const responses = await Promise.all(
      Array.from({ length: 50 }, () => send(ada, id, {}, { key: "fifty" })),
    );
    const bodies = new Set(await Promise.all(responses.map((response) => response.text())));
    expect(new Set(responses.map((response) => response.status))).toEqual(new Set([200]));
    expect(bodies.size).toBe(1);
    expect(runs).toBe(1);
  });

  test("200 with the same events from the first when a key is sent again", async () => {
    engine.play(() => answer("again"));
    const id = await beginConversation(ada);
    const first = await allEvents(await send(ada, id, {}, { key: "again", stream: true }));
    const second = await allEvents(await send(ada, id, {}, { key: "again", stream: true }));
    expect(second).toEqual(first);
  });

  test("422 when the key was used for another message", async () => {
    engine.play(() => answer("ok"));
    const id = await beginConversation(ada);
    await send(ada, id, { content: "one" }, { key: "mismatch" });
    const response = await send(ada, id, { content: "two" }, { key: "mismatch" });
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ code: "idempotency-mismatch" });
  });

  test("200 for another person with the same key", async () => {
    engine.play(() => answer("ok"));
    await send(ada, await beginConversation(ada), {}, { key: "shared" });
    expect((await send(eve, await beginConversation(eve), {}, { key: "shared" })).status).toBe(200);
  });

  test("409 while another answer is being written in the conversation", async () => {
    engine.play(async function* (_, signal) {
      yield { type: "text", text: "…" };
      await untilCut(signal);
    });
    const id = await beginConversation(ada);
    const running = readEvents(await send(ada, id, {}, { stream: true }));
    const messageId = await idOf(running);
    const response = await send(ada, id, { content: "and another" });
    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({ code: "turn-running" });
    await ada.request("POST", `/api/v1/chat/messages/${messageId}/stop`);
    engine.play(() => answer("ok"));
    expect((await send(ada, id, { content: "and another" })).status).toBe(200);
  });
});

async function idOf(events: AsyncGenerator<{ event: { type: string } }>): Promise<string> {
  const { value } = await events.next();
  const event: unknown = value?.event;
  if (typeof event === "object" && event && "messageId" in event) return String(event.messageId);
  throw new Error("The first event is not turn-start");
}

describe("an answer that does not come whole", () => {
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
});

describe("following", () => {
  test("200 and a reader that joins in the middle sees the same events", async () => {
    const { promise: joined, resolve: join } = Promise.withResolvers<void>();
    engine.play(async function* () {
      yield { type: "text", text: "first" };
      yield* table("T", ["A"], [["1"], ["2"]]);
      await joined;
      yield* table("U", ["A"], [["3"]]);
      yield { type: "finish", reason: "complete" };
    });
    const events = readEvents(await send(ada, await beginConversation(ada), {}, { stream: true }));
    const seen = [];
    let follower: Promise<unknown[]> | null = null;
    for await (const numbered of events) {
      seen.push(numbered);
      if (numbered.event.type !== "table-end" || follower) continue;
      const [start] = seen;
      const messageId = start?.event.type === "turn-start" ? start.event.messageId : "";
      follower = allEvents(await ada.request("GET", `/api/v1/chat/messages/${messageId}/events?after=2`));
      join();
    }
    expect(await follower).toEqual(seen.slice(2));
    expect(seen.at(-1)?.event.type).toBe("turn-end");
  });

  test.each([
    ["after the header Last-Event-ID", "", { "Last-Event-ID": "1" }, [2, 3]],
    ["with the terminal event for a place at the end", "?after=3", {}, [3]],
    ["with the terminal event for a place in the future", "?after=99", {}, [3]],
    ["from the first without a place", "", {}, [1, 2, 3]],
  ])("200 %s when the turn is over", async (_, query, headers, numbers) => {
    engine.play(() => answer("ok"));
    const result = await json<TurnResult>(await send(ada, await beginConversation(ada), {}));
    const path = `/api/v1/chat/messages/${result.message.id}/events${query}`;
    const events = await allEvents(
      await ada.request("GET", path, { headers: headers as Record<string, string> }),
    );
    expect(events.map(({ seq }) => seq)).toEqual(numbers);
  });
});

describe("changing a table", () => {
  async function rowsOf(tableId: string, version?: number) {
    const query = version === undefined ? "" : `?version=${version}`;
    const response = await ada.request("GET", `/api/v1/tables/${tableId}/rows${query}`);
    return (await json<{ items: TableRow[] }>(response)).items;
  }

  async function makeTable(rows: string[][]) {
    engine.play(function* () {
      yield* table("Invoices", ["Number", "Total"], rows);
      yield { type: "finish", reason: "complete" };
    });
    const id = await beginConversation(ada);
    const source = { kind: "text" as const, text: rows.flat().join(" ") };
    const { tables } = await json<TurnResult>(await send(ada, id, { source }));
    return { id, tableId: tables[0]?.id ?? "", source };
  }

  test("200 makes the next version of the same table, whose rows keep their ids", async () => {
    const made = await makeTable([
      ["A-1", "1"],
      ["A-2", "2"],
    ]);
    const before = await rowsOf(made.tableId);
    let seen: EngineRequest | null = null;
    engine.play(function* (request) {
      seen = request;
      yield* table(
        "Invoices",
        ["Number", "Total", "Due"],
        [
          ["A-1", "1", "A-1"],
          ["A-2", "2", "A-2"],
        ],
        true,
      );
      yield { type: "finish", reason: "complete" };
    });
    const result = await json<TurnResult>(
      await send(ada, made.id, { content: "due too", revises: made.tableId }),
    );
    expect(seen).toMatchObject({ source: { text: made.source.text }, revises: { title: "Invoices" } });
    expect(result.message).toMatchObject({ tables: [made.tableId], metadata: { revises: made.tableId } });
    const after = await rowsOf(made.tableId);
    expect(after.map((row) => row.id)).toEqual(before.map((row) => row.id));
    expect(after[0]?.cells).toHaveLength(3);
    expect(await rowsOf(made.tableId, 1)).toEqual(before);
    const now = await ada.request("GET", `/api/v1/tables/${made.tableId}`);
    expect(await now.json()).toMatchObject({ version: 2, schemaVersion: 2, rowCount: 2 });
  });

  test("200 and one changed row is one written row", async () => {
    const made = await makeTable([
      ["A-1", "1"],
      ["A-2", "2"],
      ["A-3", "3"],
    ]);
    engine.play(function* () {
      const rows = [
        ["A-1", "1"],
        ["A-2", "3"],
        ["A-3", "3"],
      ];
      yield* table("Invoices", ["Number", "Total"], rows, true);
      yield { type: "finish", reason: "complete" };
    });
    await send(ada, made.id, { revises: made.tableId });
    const written = await app.deps.sql`
      select from table_rows where table_id = ${made.tableId} and from_version = 2`;
    expect(written).toHaveLength(1);
    expect((await rowsOf(made.tableId)).map((row) => row.cells[1]?.value)).toEqual(["1", "3", "3"]);
  });

  test("200 and a change that is stopped leaves no row behind", async () => {
    const made = await makeTable([
      ["A-1", "1"],
      ["A-2", "2"],
    ]);
    engine.play(async function* (_, signal) {
      yield* [
        ...table(
          "Invoices",
          ["Number", "Total"],
          [
            ["A-1", "2"],
            ["A-2", "2"],
          ],
          true,
        ),
      ].slice(0, 2);
      await untilCut(signal);
    });
    const stream = await send(ada, made.id, { revises: made.tableId }, { stream: true });
    const events = readEvents(stream);
    const messageId = await idOf(events);
    for await (const { event } of events) if (event.type === "row-add") break;
    await ada.request("POST", `/api/v1/chat/messages/${messageId}/stop`);
    expect((await rowsOf(made.tableId)).map((row) => row.cells.map((cell) => cell.value))).toEqual([
      ["A-1", "2"],
      ["A-2", "2"],
    ]);
  });

  test("404 when the table is of another conversation", async () => {
    const made = await makeTable([["A-1", "1"]]);
    const response = await send(ada, await beginConversation(ada), { revises: made.tableId });
    expect(response.status).toBe(404);
  });
});
