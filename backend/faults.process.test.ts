import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { SignIn } from "./contract/auth.ts";
import type { Conversation, Message, TurnResult } from "./contract/chat.ts";
import type { NumberedEvent } from "./contract/events.ts";
import type { Problem } from "./contract/problem.ts";
import type { UsageReport } from "./contract/usage.ts";
import { type BackendProcess, dataFolder, spawnBackend } from "./testing/backend-process.ts";
import { allEvents, json, readEvents } from "./testing/chat.ts";
import { modelFaults } from "./testing/model-faults.ts";
import { type ModelStandIn, startModelStandIn } from "./testing/model-stand-in.ts";
import { type PostgresServer, startPostgres } from "./testing/postgres-server.ts";

/** One PostgreSQL and one model; the backend is started again by the tests that end it. */
let database: PostgresServer;
let model: ModelStandIn;
let backend: BackendProcess;
let environment: Record<string, string>;
let token: string;
let removeFolder: () => Promise<void>;

beforeAll(async () => {
  const folder = await dataFolder();
  removeFolder = folder.remove;
  [database, model] = await Promise.all([startPostgres(), startModelStandIn()]);
  environment = {
    ...{
      DATABASE_URL: database.url,
      DATA_DIR: folder.path,
      JWT_SECRET: "a secret that guards nothing at all",
    },
    ...{ OPENAI_BASE_URL: model.baseUrl, OPENAI_API_KEY: "none", OPENAI_API: "responses" },
    ...{ TURN_CONNECT_TIMEOUT_MS: "700", TURN_IDLE_TIMEOUT_MS: "1500", TURN_GRACE_MS: "500" },
    ...{ TURN_LEASE_MS: "3000", HEARTBEAT_MS: "100", STOP_TIMEOUT_MS: "3000" },
    ...{ DATABASE_CONNECTIONS: "3", DATABASE_WAIT_MS: "300", LOG_LEVEL: "error" },
  };
  backend = await spawnBackend(environment);
  const account = { email: "ann@example.com", password: "correct horse battery" };
  token = (await json<SignIn>(await post("/auth/register", account))).accessToken;
});
afterAll(async () => {
  await backend.end("SIGKILL");
  await Promise.all([model.close(), database.stop(), removeFolder()]);
});

function post(path: string, body: object, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${backend.url}api/v1${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${token}`, ...headers },
    body: JSON.stringify(body),
  });
}
const get = (path: string) =>
  fetch(`${backend.url}api/v1${path}`, { headers: { Authorization: `Bearer ${token}` } });
const begin = async () => (await json<Conversation>(await post("/chat/conversations", {}))).id;
const events = { Accept: "text/event-stream" };

function ask(conversationId: string, message: object = {}, headers: Record<string, string> = events) {
  const body = { content: "hi", mode: "chat", locale: "en", timeZone: "UTC", ...message };
  return post(`/chat/conversations/${conversationId}/messages`, body, headers);
}

function answerOf([start]: NumberedEvent[]): string {
  return start?.event.type === "turn-start" ? start.event.messageId : "";
}

async function messagesOf(conversationId: string): Promise<Message[]> {
  return (await json<{ items: Message[] }>(await get(`/chat/conversations/${conversationId}/messages`)))
    .items;
}

function since(start: number): string {
  return `${Math.round(performance.now() - start)} ms`;
}

const slow = { delayMs: 60, deltaCharacters: 6, answer: () => "word ".repeat(300) };

test("a model that fails: each failure has its own word, in bounded attempts, and none counts as complete", async () => {
  const measured: string[] = [];
  for (const [name, fault, code, attempts] of modelFaults) {
    model.set({ fault, answer: () => "Some words of an answer, and then some more." });
    const conversation = await begin();
    const [before, at] = [model.requests.length, performance.now()];
    const last = (await allEvents(await ask(conversation))).at(-1)?.event;
    const told =
      last?.type === "turn-error" ? last.problem.code : last?.type === "turn-end" && last.finishReason;
    expect(told, name).toBe(code);
    expect((await messagesOf(conversation)).at(-1)?.status, name).toBe("failed");
    // A retry may be on its way when the reader is told.
    expect(model.requests.length - before, name).toBeLessThanOrEqual(attempts);
    measured.push(`${name}: ${code}, ${model.requests.length - before} attempts, ${since(at)}`);
  }
  console.info(measured.join("\n"));
});

test("a reader who goes: the model is let go within the grace time, and what it used is written down", async () => {
  model.set(slow);
  const used = async () => (await json<UsageReport>(await get("/usage"))).days[0];
  const [before, asked] = [await used(), model.requests.length];
  const reader = (await ask(await begin())).body?.getReader();
  await reader?.read();
  await expect.poll(() => model.requests.length).toBe(asked + 1);
  const at = performance.now();
  await reader?.cancel();
  await model.requests.at(-1)?.closed;
  console.info(`a reader goes: the model's socket closed after ${since(at)}, 500 ms of them grace`);
  await expect
    .poll(async () => (await used())?.answers, { timeout: 10_000 })
    .toBe((before?.answers ?? 0) + 1);
  expect((await used())?.inputTokens).toBeGreaterThan(before?.inputTokens ?? 0);
});

test("a stop: the model is let go, and what came is kept", async () => {
  model.set(slow);
  const conversation = await begin();
  const reading = readEvents(await ask(conversation));
  const seen: NumberedEvent[] = [];
  for (let read = 0; read < 3; read += 1) seen.push((await reading.next()).value);
  const at = performance.now();
  const stopping = post(`/chat/messages/${answerOf(seen)}/stop`, {});
  await model.requests.at(-1)?.closed;
  console.info(`a stop: the model's socket closed after ${since(at)}`);
  expect(await json<Message>(await stopping)).toMatchObject({ status: "stopped" });
  for await (const numbered of reading) seen.push(numbered);
  expect(seen.at(-1)?.event).toMatchObject({ type: "turn-end", finishReason: "stopped" });
  const told = seen.map(({ event }) => (event.type === "text-delta" ? event.text : "")).join("");
  expect((await messagesOf(conversation)).at(-1)?.content).toBe(told);
});

test("a model that is silent: heartbeats reach its reader until the answer is given up", async () => {
  model.set({ ...slow, fault: { kind: "stall", bytes: 1_200 } });
  const text = await (await ask(await begin())).text();
  const beats = text.match(/^:$/gm)?.length ?? 0;
  console.info(`silence of 1500 ms: ${beats} comments, one every 100 ms`);
  expect(beats).toBeGreaterThan(5);
});

test("no connection to the database free: 503 at once, while requests of one statement are served", async () => {
  const sql = postgres(database.url, { max: 1, onnotice: () => {} });
  const release = Promise.withResolvers<void>();
  const locked = Promise.withResolvers<void>();
  const holding = sql.begin(async (tx) => {
    await tx`lock table idempotency_keys`;
    locked.resolve();
    await release.promise;
  });
  await locked.promise;
  const at = performance.now();
  const write = async (key: number) => {
    const response = await post("/chat/conversations", {}, { "Idempotency-Key": `pool-${key}` });
    return { response, after: performance.now() - at };
  };
  const writes = Array.from({ length: 6 }, (_, key) => write(key));
  const refused = await Promise.race(writes);
  expect(refused.response.status).toBe(503);
  expect(refused.response.headers.get("retry-after")).toBe("2");
  expect((await get("/auth/me")).status).toBe(200);
  console.info(`the pool is exhausted: 503 after ${Math.round(refused.after)} ms, 300 of them waiting`);
  release.resolve();
  await Promise.all([holding, sql.end()]);
  const statuses = (await Promise.all(writes)).map(({ response }) => response.status).sort();
  expect(statuses).toEqual([201, 201, 503, 503, 503, 503]);
});

test("PostgreSQL restarts, idle and under a turn: the process lives, the turn ends with a word, and what was kept is there", async () => {
  model.set({ answer: () => "Kept." });
  const kept = await begin();
  await allEvents(await ask(kept));
  await database.restart();
  const at = performance.now();
  await expect.poll(async () => (await get("/auth/me")).status, { timeout: 10_000 }).toBe(200);
  console.info(`PostgreSQL restarts, idle: served again after ${since(at)}`);
  expect((await messagesOf(kept)).at(-1)).toMatchObject({ content: "Kept.", status: "complete" });

  model.set(slow);
  const broken = await begin();
  const reading = readEvents(await ask(broken));
  const seen: NumberedEvent[] = [(await reading.next()).value, (await reading.next()).value];
  await database.restart();
  const restarted = performance.now();
  for await (const numbered of reading) seen.push(numbered);
  console.info(`PostgreSQL restarts under a turn: ${seen.at(-1)?.event.type} after ${since(restarted)}`);
  expect(["turn-end", "turn-error"]).toContain(seen.at(-1)?.event.type);
  // An error of the stream alone has no number: the reader resumes after the last that has one.
  const numbers = seen.map(({ seq }) => seq).filter((seq) => !Number.isNaN(seq));
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  await expect.poll(async () => (await get("/auth/me")).status, { timeout: 10_000 }).toBe(200);
  const statusOf = async () => (await messagesOf(broken)).at(-1)?.status;
  await expect.poll(statusOf, { timeout: 10_000 }).toMatch(/failed|interrupted|complete/);
  expect(backend.child.exitCode).toBeNull();
});

const ROWS = 8;
const extraction = {
  delayMs: 40,
  deltaCharacters: 12,
  answer: () => ({
    reply: "Rows.",
    tables: [
      {
        title: "Rows",
        columns: [{ name: "No", type: "integer" }],
        rows: Array.from({ length: ROWS }, (_, at) => [String(at + 1)]),
      },
    ],
  }),
};
const source = { kind: "text", text: Array.from({ length: ROWS }, (_, at) => `No ${at + 1}`).join("\n") };

test.each([1, 3, 6])(
  "killed after event %i: resumed after each event, no row is doubled or missing",
  async (k) => {
    model.set(extraction);
    const conversation = await begin();
    const seen: NumberedEvent[] = [];
    const reading = (async () => {
      const asked = { content: "the rows", mode: "extract", engine: "openai", source };
      for await (const numbered of readEvents(await ask(conversation, asked))) {
        seen.push(numbered);
        if (seen.length === k) backend.child.kill("SIGKILL");
      }
    })();
    await expect(reading).rejects.toThrow();
    const at = performance.now();
    backend = await spawnBackend(environment);
    const started = since(at);
    const path = `/chat/messages/${answerOf(seen)}/events`;
    const whole = await allEvents(await get(path));
    console.info(
      `killed after event ${k}: started again in ${started}, said to be interrupted after ${since(at)}`,
    );
    expect(whole.at(-1)?.event).toMatchObject({ type: "turn-error", problem: { code: "turn-interrupted" } });
    expect(whole.slice(0, seen.length)).toEqual(seen);
    for (let after = 0; after < whole.length; after += 1) {
      expect(await allEvents(await get(`${path}?after=${after}`))).toEqual(whole.slice(after));
    }
    const rows = whole.flatMap(({ event }) => (event.type === "row-add" ? [event] : []));
    expect(rows.map(({ index }) => index)).toEqual(rows.map((_, index) => index));
    const tableId = rows[0]?.tableId;
    if (tableId === undefined) return;
    const stored = await json<{ items: { cells: unknown }[] }>(await get(`/tables/${tableId}/rows`));
    expect(stored.items.map(({ cells }) => cells)).toEqual(rows.map(({ cells }) => cells));
  },
);

test("killed once with one turn committed and one under way: a key gives what was stored, and nothing stays running", async () => {
  model.set({ answer: () => "Only once." });
  const [done, open] = [await begin(), await begin()];
  const key = { "Idempotency-Key": "committed-1" };
  const before = model.requests.length;
  const sql = postgres(database.url, { max: 1, onnotice: () => {} });
  // The answer may or may not have left.
  const answered = ask(done, {}, key).catch(() => null);
  const isStored = async () =>
    (
      await sql`select from messages where conversation_id = ${done} and status = 'complete' and role = 'assistant'`
    ).length;
  await expect.poll(isStored, { interval: 1, timeout: 10_000 }).toBe(1);
  model.set(slow);
  const reading = readEvents(await ask(open));
  await reading.next();
  backend.child.kill("SIGKILL");
  await answered;
  await sql.end();
  backend = await spawnBackend(environment);
  const at = performance.now();
  const again = await ask(done, {}, key);
  expect((await json<TurnResult>(again)).message).toMatchObject({
    status: "complete",
    content: "Only once.",
  });
  const other = await ask(done, { content: "something else" }, key);
  expect(other.status).toBe(422);
  expect((await json<Problem>(other)).code).toBe("idempotency-mismatch");
  expect(model.requests.length - before).toBe(2);
  await expect
    .poll(async () => (await messagesOf(open)).at(-1)?.status, { timeout: 10_000 })
    .toBe("interrupted");
  console.info(`killed before the end: ended by another process after ${since(at)}, its lease is 3000 ms`);
  model.set({ answer: () => "Again." });
  expect((await allEvents(await ask(open))).at(-1)?.event.type).toBe("turn-end");
});

test("SIGTERM with live turns: they end with a word that they can be resumed, and the process within its time", async () => {
  model.set(slow);
  const responses = await Promise.all([1, 2, 3].map(async () => ask(await begin())));
  const at = performance.now();
  const ended = backend.end("SIGTERM");
  for (const events of await Promise.all(responses.map(allEvents))) {
    expect(events.at(-1)?.event).toMatchObject({
      ...{ type: "turn-error", problem: { code: "turn-interrupted" }, retryable: true },
    });
  }
  const told = since(at);
  expect(await ended).toBe(0);
  console.info(`SIGTERM: three turns ended after ${told}, the process after ${since(at)}; it has 3000 ms`);
});
