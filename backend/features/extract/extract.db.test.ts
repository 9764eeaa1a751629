import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadConfig } from "../../config.ts";
import type { ExtractResult } from "../../contract/chat.ts";
import type { Problem } from "../../contract/problem.ts";
import { EngineError, type EngineRequest } from "../../extraction/engine.ts";
import { createOfflineEngine } from "../../extraction/offline/engine.ts";
import { createTestApp, type Person, type RequestOptions, type TestApp } from "../../testing/app.ts";
import { answer, playableEngine, table } from "../../testing/chat.ts";
import { connect } from "../../testing/model-run.ts";
import { startModelStandIn } from "../../testing/model-stand-in.ts";
import { scriptedEngine } from "../../testing/scripted-engine.ts";

const engine = playableEngine();
let app: TestApp;
let person: Person;

beforeAll(async () => {
  app = await createTestApp({ ...engine.options, environment: { MAX_SOURCE_BYTES: "4096" } });
  person = await app.signIn();
});
afterAll(() => app.close());

function extract(body: object, options: RequestOptions = {}) {
  const place = { locale: "en-US", timeZone: "UTC" };
  return person.request("POST", "/api/v1/extract", { body: { ...place, ...body }, ...options });
}

test.each([
  [[{ name: "A", pattern: "(a" }], 'The pattern of "A"'],
  [[{ name: "A", pattern: "(?=a)" }], 'The pattern of "A"'],
  [
    [
      { name: "A", type: "date" },
      { name: "a", type: "number" },
    ],
    "different types",
  ],
  [[{ name: "A", min: 3, max: 1 }], "above its largest"],
])("422 for columns that nobody can keep to, naming what stands against them: %j", async (columns, words) => {
  const response = await extract({ text: "A-1", columns });
  expect(response.status).toBe(422);
  expect(await response.json()).toMatchObject({
    code: "unsupported-columns",
    detail: expect.stringContaining(words),
  });
});

test("200 with the tables of one text, and its tokens are written down", async () => {
  let seen: EngineRequest | null = null;
  engine.play(function* (request) {
    seen = request;
    yield* table("Invoices", ["No"], [["A-1"]]);
    yield { type: "usage", usage: { inputTokens: 7, outputTokens: 2, cachedTokens: 0 } };
    yield { type: "finish", reason: "complete" };
  });
  const response = await extract({ text: "A-1", columns: [{ name: "No" }] });
  expect(response.status).toBe(200);
  const result = (await response.json()) as ExtractResult;
  expect(result).toMatchObject({ engine: "offline", cost: null, usage: { inputTokens: 7, outputTokens: 2 } });
  expect(result.tables).toMatchObject([{ title: "Invoices", ledger: { expected: 1, got: 1, gaps: [] } }]);
  expect(seen).toMatchObject({
    mode: "extract",
    columns: [{ name: "No" }],
    source: { kind: "text", text: "A-1" },
  });
  const recorded = await app.deps.sql`
    select message_id, input_tokens, output_tokens from usage_events where user_id = ${person.user.id}`;
  expect(recorded).toMatchObject([{ messageId: null, inputTokens: 7, outputTokens: 2 }]);
});

test("200 twice for one key, and the engine runs once", async () => {
  let runs = 0;
  engine.play(() => {
    runs += 1;
    return answer("ok");
  });
  const headers = { "Idempotency-Key": "extract-1" };
  const first = await extract({ text: "a" }, { headers });
  const second = await extract({ text: "a" }, { headers });
  expect(await second.json()).toEqual(await first.json());
  expect(runs).toBe(1);
});

test("503 when the engine fails, and the same key may try again", async () => {
  const headers = { "Idempotency-Key": "extract-2" };
  engine.play(() => {
    throw new EngineError("model-unavailable", { retryable: true });
  });
  expect((await extract({ text: "a" }, { headers })).status).toBe(503);
  engine.play(() => answer("ok"));
  expect((await extract({ text: "a" }, { headers })).status).toBe(200);
});

test("200 with a template's columns and instructions; 404 once it is deleted", async () => {
  const body = { name: "T", instructions: "No reminders.", columns: [{ name: "No", width: 100 }] };
  const saved = (await (await person.request("POST", "/api/v1/templates", { body })).json()) as {
    id: string;
  };
  let seen: EngineRequest | null = null;
  engine.play((request) => {
    seen = request;
    return answer("ok");
  });
  expect((await extract({ text: "a", templateId: saved.id })).status).toBe(200);
  expect(seen).toMatchObject({ columns: [{ name: "No" }], instructions: "No reminders." });
  await person.request("DELETE", `/api/v1/templates/${saved.id}`);
  expect((await extract({ text: "a", templateId: saved.id })).status).toBe(404);
});

test.each([
  ["422 when the text is blank", " ", 422, "empty-message"],
  ["422 when the text is binary", "\0\x01", 422, "binary-source"],
  ["413 when the text is too large", "x".repeat(4_097), 413, "source-too-large"],
])("%s", async (_, text, status, code) => {
  const response = await extract({ text });
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ code });
});

test("401 without a token", async () => {
  expect((await app.request("POST", "/api/v1/extract", { body: { text: "a" } })).status).toBe(401);
});

test("200 with a row that breaks a rule, flagged", async () => {
  const columns = ["Net", "Tax", "Total"].map((name) => ({ name, type: "number" }));
  const rules = [{ kind: "sum", parts: ["Net", "Tax"], total: "Total" }];
  engine.play(function* () {
    yield {
      type: "table-start",
      title: "t",
      columns: columns.map((c) => ({ ...c, type: "number" as const })),
      expectedRows: 1,
    };
    yield { type: "row", cells: ["1.00", "0.19", "1.25"].map((text) => ({ text })) };
    yield { type: "table-end", expectedRows: 1, gaps: [] };
    yield { type: "finish", reason: "complete" };
  });
  const result = (await (await extract({ text: "1.00 0.19 1.25", columns, rules })).json()) as ExtractResult;
  expect(result.tables[0]?.rows[0]?.map(({ flags }) => flags)).toEqual([
    undefined,
    undefined,
    ["failed-rule"],
  ]);
});

describe("with a model", () => {
  const openai = scriptedEngine(function* () {
    yield* table("Invoices", ["No"], [["A-1"]]);
    yield { type: "usage", usage: { inputTokens: 7, outputTokens: 2, cachedTokens: 0 } };
    yield { type: "finish", reason: "complete" };
  }, "openai");
  const before = () => app.deps.engines;
  let others: ReturnType<typeof before>;
  beforeAll(() => {
    others = { ...before() };
    Object.assign(app.deps.engines, { default: openai, openai });
  });
  afterAll(() => Object.assign(app.deps.engines, others));

  test("200 with the earlier rows for the same text, without a call, unless fresh or another's", async () => {
    const text = `The invoice A-1 of ${crypto.randomUUID()}.`;
    const first = (await (await extract({ text })).json()) as ExtractResult;
    const again = (await (await extract({ text })).json()) as ExtractResult;
    expect(openai.requests).toHaveLength(1);
    expect(again).toEqual({
      ...first,
      reused: true,
      usage: { inputTokens: 0, outputTokens: 0, cachedTokens: 0 },
      cost: { amount: 0, currency: "USD" },
    });
    expect(first.reused).toBeUndefined();
    for (const more of [{ fresh: true }, { columns: [{ name: "No" }] }, { locale: "de-DE" }]) {
      expect(await (await extract({ text, ...more })).json()).not.toHaveProperty("reused");
    }
    const body = { text, locale: "en-US", timeZone: "UTC" };
    const other = await app.signIn();
    expect(await (await other.request("POST", "/api/v1/extract", { body })).json()).not.toHaveProperty(
      "reused",
    );
    expect(openai.requests).toHaveLength(5);
  });

  test("200 without a call for a text that is a table already, unless columns are named", async () => {
    const calls = openai.requests.length;
    const text = "id,total\n1,2\n3,4";
    expect(await (await extract({ text })).json()).toMatchObject({ engine: "offline" });
    expect(openai.requests).toHaveLength(calls);
    expect(await (await extract({ text, columns: [{ name: "No" }] })).json()).toMatchObject({
      engine: "openai",
    });
  });

  test("200 by the model for such a text where the setting turns that off", async () => {
    const { config } = app.deps;
    Object.assign(app.deps, { config: { ...config, offlineFirst: false } });
    const text = "id,total\n5,6\n7,8";
    const asked = await extract({ text });
    Object.assign(app.deps, { config });
    expect(await asked.json()).toMatchObject({ engine: "openai" });
    expect(loadConfig({ OFFLINE_FIRST: "off" }).offlineFirst).toBe(false);
  });

  test("422 for more columns, options or letters than a request or a strict schema holds, naming the limit", async () => {
    const engine = connect("responses", "http://127.0.0.1:9/v1");
    Object.assign(app.deps.engines, { default: engine, openai: engine });
    const many = (count: number) => Array.from({ length: count }, (_, n) => ({ name: `Column ${n}` }));
    const options = (count: number) => Array.from({ length: count }, (_, n) => `v${n}`);
    const told = [];
    for (const columns of [
      many(201),
      [{ name: "State", type: "enum", enum: options(5_000) }],
      [
        { name: "A", type: "enum", enum: options(600) },
        { name: "B", type: "enum", enum: options(600) },
      ],
    ]) {
      const response = await extract({ text: "A-1", columns });
      const { code, detail, errors } = (await response.json()) as Problem;
      told.push([
        response.status,
        code,
        detail ?? errors?.map(({ path, message }) => `${path}: ${message}`).join(),
      ]);
    }
    expect(told).toEqual([
      [422, "invalid-request", expect.stringMatching(/^columns: .*200/)],
      [422, "invalid-request", expect.stringMatching(/^columns\.0\.enum: .*1000/)],
      [422, "unsupported-columns", expect.stringMatching(/1200 values.*1000/)],
    ]);
  });

  test("200 for 200 columns, each cell under its own", async () => {
    Object.assign(app.deps.engines, { default: app.deps.engines.offline });
    const names = Array.from({ length: 200 }, (_, n) => `Column ${n}`);
    const text = [names.join("\t"), names.map((_, n) => `v${n}`).join("\t")].join("\n");
    engine.play((request) => createOfflineEngine().run(request, new AbortController().signal));
    const result = (await (
      await extract({ text, columns: names.map((name) => ({ name })) })
    ).json()) as ExtractResult;
    expect(result.tables[0]?.columns.map(({ name }) => name)).toEqual(names);
    expect(result.tables[0]?.rows.map((row) => row.map(({ value }) => value))).toEqual([
      names.map((_, n) => `v${n}`),
    ]);
  });

  test("502 that says so where a model answers prose instead of rows", async () => {
    const standIn = await startModelStandIn({ answer: () => "The invoice is A-1." });
    const prose = connect("responses", standIn.baseUrl, { maxRetries: 0 });
    Object.assign(app.deps.engines, { default: prose, openai: prose });
    const response = await extract({ text: "The invoice is A-1, as you know.", columns: [{ name: "No" }] });
    await standIn.close();
    expect([response.status, await response.json()]).toMatchObject([
      502,
      { code: "model-bad-output", detail: expect.stringContaining("there is no table") },
    ]);
  });
});
