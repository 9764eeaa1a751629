import { afterAll, beforeAll, expect, test } from "vitest";
import type { Problem } from "../../contract/problem.ts";
import { UsageReport } from "../../contract/usage.ts";
import { EngineError } from "../../extraction/engine.ts";
import { createTestApp, type Person, type TestApp } from "../../testing/app.ts";
import { allEvents, beginConversation, json, send, sendAnywhere } from "../../testing/chat.ts";
import { type Script, scriptedEngine } from "../../testing/scripted-engine.ts";

/** What a turn without a source reserves: its instructions, its text and the longest answer. */
const RESERVED = 2_000 + 3 + 1_000;
let script: Script;
let app: TestApp;
let dear: TestApp;

beforeAll(async () => {
  const openai = scriptedEngine((request, signal) => script(request, signal), "openai");
  const engines = { default: openai, offline: openai, openai };
  const environment = { OPENAI_MAX_OUTPUT_TOKENS: "1000", TOKENS_PER_DAY: String(3 * RESERVED) };
  app = await createTestApp({
    environment: { ...environment, OPENAI_MODEL: "without-a-price" },
    overrides: { engines },
  });
  dear = await createTestApp({
    environment: {
      ...environment,
      OPENAI_PRICES: "100,10,1000",
      USD_PER_DAY: "1.5",
      TOKENS_PER_DAY: "1000000",
    },
    overrides: { engines },
  });
});
afterAll(() => Promise.all([app.close(), dear.close()]));

const spending = (inputTokens: number, outputTokens: number): Script =>
  function* () {
    yield { type: "text", text: "ok" };
    yield { type: "usage", usage: { inputTokens, outputTokens, cachedTokens: 0 } };
    yield { type: "finish", reason: "complete" };
  };
const report = async (person: Person, query = "") =>
  UsageReport.parse(await (await person.request("GET", `/api/v1/usage${query}`)).json());
const ask = async (person: Person) => send(person, await beginConversation(person), { content: "hello" });

test("200 with tokens by day and model, and what today may still take", async () => {
  script = spending(1_000, 50);
  const ann = await app.signIn();
  expect(await report(ann)).toMatchObject({ days: [], caps: { tokens: { used: 0, limit: 3 * RESERVED } } });
  await ask(ann);
  const text = { text: "a", locale: "en", timeZone: "UTC" };
  expect((await ann.request("POST", "/api/v1/extract", { body: text })).status).toBe(200);
  const { days, caps } = await report(ann);
  expect(days).toEqual([
    {
      ...{ day: "2026-03-02", engine: "openai", model: "scripted", answers: 2, cost: null },
      ...{ inputTokens: 2_000, outputTokens: 100, cachedTokens: 0 },
    },
  ]);
  expect(caps).toEqual({
    tokens: { used: 2_100, limit: 3 * RESERVED },
    money: null,
    resetsAt: "2026-03-03T00:00:00.000Z",
  });
  expect((await report(ann, "?from=2026-02-01&to=2026-03-01")).days).toEqual([]);
  expect((await report(await app.signIn())).days).toEqual([]);
});

test("429 before the model is called when the day is used up, with when it goes on; then it does", async () => {
  script = spending(2_000, 1_000);
  const ann = await app.signIn();
  for (let times = 0; times < 3; times++) expect((await ask(ann)).status).toBe(200);
  script = () => expect.unreachable("The model was called");
  const refused = await ask(ann);
  const problem = (await refused.json()) as Problem;
  expect(problem).toMatchObject({ status: 429, code: "cap-reached", retryAfter: 14 * 3_600 });
  expect(problem.detail).toMatch(/9 of today's 9009 \(TOKENS_PER_DAY\) are left/);
  const conversations = async () => json(await ann.request("GET", "/api/v1/chat/conversations"));
  const before = await conversations();
  expect((await sendAnywhere(ann, { content: "hello" })).status).toBe(429);
  expect(await conversations()).toEqual(before);
  const body = { text: "a", locale: "en", timeZone: "UTC" };
  expect((await ann.request("POST", "/api/v1/extract", { body })).status).toBe(429);
  script = spending(1, 1);
  expect((await ask(await app.signIn())).status).toBe(200);
  app.clock.advance(14 * 3_600_000);
  const { accessToken } = (await (
    await app.request("POST", "/api/v1/auth/refresh", { body: { refreshToken: ann.refreshToken } })
  ).json()) as Person;
  const renewed: Person = {
    ...ann,
    request: (method, path, options) => app.request(method, path, { token: accessToken, ...options }),
  };
  expect((await ask(renewed)).status).toBe(200);
});

test("as many answers run at once as the cap has room for, and what they did not need comes back", async () => {
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  script = async function* (request, signal) {
    await released;
    yield* spending(10, 10)(request, signal) as Iterable<never>;
  };
  const ann = await app.signIn();
  const answers = Array.from({ length: 8 }, () => ask(ann));
  const early: number[] = [];
  for (const answer of answers) answer.then(({ status }) => early.push(status));
  await expect.poll(() => early.length, { timeout: 10_000 }).toBe(5);
  expect(early).toEqual([429, 429, 429, 429, 429]);
  expect((await report(ann)).caps.tokens.used).toBe(3 * RESERVED);
  release();
  await Promise.all(answers);
  expect((await report(ann)).caps.tokens.used).toBe(60);
});

test("each call of an answer is taken from the day before it is made; where one has no room, what came is kept", async () => {
  const taken: number[] = [];
  const ann = await app.signIn();
  const usage = { inputTokens: 10, outputTokens: 10, cachedTokens: 0 };
  script = async function* ({ meter }) {
    const settle = await meter?.(3);
    yield { type: "text", text: "first" };
    yield { type: "usage", usage };
    settle?.(usage);
    // What the first did not need is there for the second; the others' end is not known yet.
    for (;;) {
      await meter?.(3);
      taken.push((await report(ann)).caps.tokens.used);
    }
  };
  const refused = await ask(ann);
  expect(await refused.json()).toMatchObject({
    code: "cap-reached",
    detail: expect.stringMatching(/TOKENS_PER_DAY/),
  });
  expect(taken).toEqual([20 + 3_001, 20 + 2 * 3_001]);
  expect((await report(ann)).caps.tokens.used).toBe(20);
});

test("what a failed or broken answer took counts too, and is told as an estimate where it is one", async () => {
  let estimate: { estimated?: true } = { estimated: true };
  script = function* () {
    yield { type: "usage", usage: { inputTokens: 30, outputTokens: 3, cachedTokens: 0, ...estimate } };
    throw new EngineError("model-truncated", { retryable: true });
  };
  const ann = await app.signIn();
  await allEvents(await send(ann, await beginConversation(ann), {}, { stream: true }));
  const body = { text: "a", locale: "en", timeZone: "UTC" };
  expect((await ann.request("POST", "/api/v1/extract", { body })).status).toBe(502);
  const { caps, days } = await report(ann);
  expect(caps.tokens.used).toBe(66);
  expect(days).toMatchObject([{ answers: 2, inputTokens: 60, estimated: true }]);
  const [bea, text] = [await app.signIn(), { text: "a", locale: "en", timeZone: "UTC" }];
  await bea.request("POST", "/api/v1/extract", { body: text });
  expect((await report(bea)).days[0]?.estimated).toBe(true);
  estimate = {};
  const cleo = await app.signIn();
  await cleo.request("POST", "/api/v1/extract", { body: text });
  expect((await report(cleo)).days[0]).not.toHaveProperty("estimated");
});

test("429 when the day's money would be passed, where the model has a price", async () => {
  script = spending(100, 300);
  const ann = await dear.signIn();
  // Reserves 0.2 + 1 USD each time and takes 0.31.
  expect((await ask(ann)).status).toBe(200);
  const refused = await ask(ann);
  expect(await refused.json()).toMatchObject({
    code: "cap-reached",
    detail: "The answer may cost 1.20 USD; 0.31 of today's 1.5 (USD_PER_DAY) are used.",
  });
  const { caps, days } = await report(ann);
  expect(caps.money).toEqual({ used: 0.31, limit: 1.5, currency: "USD" });
  expect(days[0]?.cost).toEqual({ amount: 0.31, currency: "USD" });
});

test.each(["?from=2026-03-02&to=2026-03-01", "?from=2024-01-01&to=2026-01-01", "?from=yesterday"])(
  "422 for days that make no range: %s",
  async (query) => {
    const ann = await app.signIn();
    expect((await ann.request("GET", `/api/v1/usage${query}`)).status).toBe(422);
  },
);
