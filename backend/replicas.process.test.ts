import { afterAll, beforeAll, expect, test } from "vitest";
import type { SignIn } from "./contract/auth.ts";
import type { Conversation, TurnResult } from "./contract/chat.ts";
import type { NumberedEvent } from "./contract/events.ts";
import type { Problem } from "./contract/problem.ts";
import { createLog } from "./platform/log.ts";
import { type BackendProcess, dataFolder, spawnBackend } from "./testing/backend-process.ts";
import { json, readEvents } from "./testing/chat.ts";
import { createTestDatabase } from "./testing/database.ts";
import { type ModelStandIn, startModelStandIn } from "./testing/model-stand-in.ts";
import { type RoundRobin, startRoundRobin } from "./testing/round-robin.ts";

/** What a turn without a source reserves: its instructions, its text and the longest answer. */
const RESERVED = 2_000 + 3 + 1_000;
const LOGINS = 6;
const closers: (() => unknown)[] = [];
let model: ModelStandIn;
let replicas: [BackendProcess, BackendProcess];
let proxy: RoundRobin;
let people = 0;

beforeAll(async () => {
  const database = await createTestDatabase(createLog("silent"));
  const folder = await dataFolder();
  model = await startModelStandIn();
  const environment = {
    ...{ DATABASE_URL: database.location.databaseUrl ?? "", DATA_DIR: folder.path },
    ...{ JWT_SECRET: "a secret that both replicas have, of 32", LOGINS_PER_HOUR: String(LOGINS) },
    ...{ OPENAI_BASE_URL: model.baseUrl, OPENAI_API_KEY: "none", OPENAI_API: "responses" },
    ...{ OPENAI_MAX_OUTPUT_TOKENS: "1000", TOKENS_PER_DAY: String(3 * RESERVED), TURN_LEASE_MS: "1000" },
  };
  replicas = await Promise.all([spawnBackend(environment), spawnBackend(environment)]);
  proxy = await startRoundRobin(replicas.map(({ url }) => url));
  closers.push(
    ...[() => proxy.close(), ...replicas.map((replica) => () => replica.end("SIGKILL"))],
    ...[() => model.close(), () => database.close(), () => folder.remove()],
  );
});
afterAll(async () => {
  for (const close of closers) await close();
});

interface Options {
  token?: string;
  key?: string;
  stream?: boolean;
}

function post(path: string, body: object, { token, key, stream }: Options = {}, url = proxy.url) {
  const headers = {
    "Content-Type": "application/json",
    ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
    ...(key === undefined ? {} : { "Idempotency-Key": key }),
    ...(stream ? { Accept: "text/event-stream" } : {}),
  };
  return fetch(`${url}api/v1${path}`, { method: "POST", headers, body: JSON.stringify(body) });
}
const get = (path: string, token: string, url = proxy.url) =>
  fetch(`${url}api/v1${path}`, { headers: { Authorization: `Bearer ${token}` } });

async function join() {
  people += 1;
  const account = { email: `person${people}@example.com`, password: "correct horse battery" };
  const { accessToken: token, refreshToken } = await json<SignIn>(await post("/auth/register", account));
  return { account, token, refreshToken };
}
async function ask(token: string, options: Options = {}, message: object = {}) {
  const { id } = await json<Conversation>(await post("/chat/conversations", {}, { token }));
  const send = (url?: string) =>
    post(
      `/chat/conversations/${id}/messages`,
      { content: "hi", mode: "chat", locale: "en", timeZone: "UTC", ...message },
      { token, ...options },
      url,
    );
  return { id, send };
}
const slow = { delayMs: 100, deltaCharacters: 4, answer: () => "word ".repeat(200) };

test("a session that one replica opens holds on the other, and ends on both", async () => {
  const { token, refreshToken } = await join();
  for (const { url } of replicas) expect((await get("/auth/me", token, url)).status).toBe(200);
  const renewed = await post("/auth/refresh", { refreshToken }, {}, replicas[1].url);
  const { accessToken } = await json<SignIn>(renewed);
  // Used twice, on another replica: the session is over.
  expect((await post("/auth/refresh", { refreshToken }, {}, replicas[0].url)).status).toBe(401);
  for (const { url } of replicas) expect((await get("/auth/me", accessToken, url)).status).toBe(401);
});

test("one account's sign-ins are counted across replicas", async () => {
  const { account } = await join();
  const statuses: number[] = [];
  for (let times = 0; times < LOGINS; times += 1) {
    statuses.push((await post("/auth/login", { ...account, password: "wrong password" })).status);
  }
  // Registering took one.
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
});

test("a day's cap holds for answers that run on both replicas at once", async () => {
  model.set({ fault: { kind: "hang" } });
  const { token } = await join();
  const asked = await Promise.all(Array.from({ length: 5 }, () => ask(token, { stream: true })));
  const answers = await Promise.all(asked.map(({ send }) => send()));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 429, 429]);
  const refused = answers.find(({ status }) => status === 429);
  expect(refused && (await json<Problem>(refused)).code).toBe("cap-reached");
  for (const answer of answers) if (answer !== refused) await answer.body?.cancel();
});

test("fifty equal keys at once over both replicas: one call of the model, fifty equal answers", async () => {
  model.set({ answer: () => "Only once." });
  const { token } = await join();
  const before = model.requests.length;
  const { send } = await ask(token, { key: "fifty-1" });
  const answers = await Promise.all(Array.from({ length: 50 }, () => send()));
  const results = await Promise.all(answers.map((answer) => json<TurnResult>(answer)));
  expect(new Set(results.map((result) => JSON.stringify(result))).size).toBe(1);
  expect(results[0]?.message.content).toBe("Only once.");
  expect(model.requests.length - before).toBe(1);
});

test("a turn is resumed and stopped on the replica that does not run it, and its model is let go", async () => {
  model.set(slow);
  const { token } = await join();
  const { send } = await ask(token, { stream: true });
  const events = readEvents(await send(replicas[0].url));
  const seen: NumberedEvent[] = [];
  for await (const numbered of events) {
    seen.push(numbered);
    if (seen.length === 3) break;
  }
  const [start] = seen;
  const messageId = start?.event.type === "turn-start" ? start.event.messageId : "";
  const elsewhere = readEvents(
    await get(`/chat/messages/${messageId}/events?after=3`, token, replicas[1].url),
  );
  const next = await elsewhere.next();
  expect(next.value).toMatchObject({ seq: 4, event: { type: "text-delta" } });
  const stopped = performance.now();
  await post(`/chat/messages/${messageId}/stop`, {}, { token }, replicas[1].url);
  await model.requests.at(-1)?.closed;
  console.info(`stop on the other replica: the model's socket closed after ${since(stopped)}`);
  const rest: NumberedEvent[] = [];
  for await (const numbered of elsewhere) rest.push(numbered);
  expect(rest.at(-1)?.event).toMatchObject({ type: "turn-end", finishReason: "stopped" });
});

test("a replica that is killed in the middle: the other tells what was shown, once, and that it was interrupted", async () => {
  model.set(slow);
  const { token } = await join();
  const { id, send } = await ask(token, { stream: true, key: "killed-1" });
  const before = model.requests.length;
  const seen: NumberedEvent[] = [];
  const killed = (async () => {
    for await (const numbered of readEvents(await send(replicas[0].url))) {
      seen.push(numbered);
      if (seen.length === 5) replicas[0].child.kill("SIGKILL");
    }
  })();
  await expect(killed).rejects.toThrow();
  const at = performance.now();
  const [start] = seen;
  const messageId = start?.event.type === "turn-start" ? start.event.messageId : "";
  const last = seen.at(-1)?.seq ?? 0;
  const path = `/chat/messages/${messageId}/events?after=${last}`;
  for await (const numbered of readEvents(await get(path, token, replicas[1].url))) seen.push(numbered);
  console.info(`kill -9: the other replica said that it was interrupted after ${since(at)}`);
  expect(seen.map(({ seq }) => seq)).toEqual(seen.map((_, index) => index + 1));
  expect(seen.at(-1)?.event).toMatchObject({
    type: "turn-error",
    problem: { code: "turn-interrupted" },
    kept: true,
  });
  const told = seen.map(({ event }) => (event.type === "text-delta" ? event.text : "")).join("");
  const { items } = await json<{ items: { content: string; status: string }[] }>(
    await get(`/chat/conversations/${id}/messages`, token, replicas[1].url),
  );
  expect(items.at(-1)).toMatchObject({ status: "interrupted", content: told });
  // The same key is answered with what there is, and the model is not asked again.
  expect((await send(replicas[1].url)).status).toBe(200);
  expect(model.requests.length - before).toBe(1);
});

function since(start: number): string {
  return `${Math.round(performance.now() - start)} ms`;
}
