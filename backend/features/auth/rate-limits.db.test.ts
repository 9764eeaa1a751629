import { afterAll, beforeAll, expect, test } from "vitest";
import type { Problem } from "../../contract/problem.ts";
import { createTestApp, PASSWORD, type TestApp } from "../../testing/app.ts";
import { beginConversation, send } from "../../testing/chat.ts";

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp({
    environment: {
      ...{ REQUESTS_PER_MINUTE: "8", TURNS_PER_MINUTE: "2", TRUSTED_PROXIES: "10.0.0.0/8" },
      ...{ LOGINS_PER_MINUTE_PER_ADDRESS: "20", LOGINS_PER_HOUR: "5" },
    },
  });
});
afterAll(() => app.close());

const login = (email: string, address: string, password = "guessed wrongly") =>
  app.request("POST", "/api/v1/auth/login", { body: { email, password }, address });
const register = (email: string, address: string) =>
  app.request("POST", "/api/v1/auth/register", { body: { email, password: PASSWORD }, address });

/** As if so much time had passed for every bucket. */
const wait = (seconds: number) =>
  app.deps.sql`update rate_limits set full_at = full_at - ${seconds} * interval '1 second'`;

test("429 with the draft's headers when a person's requests are used up, until some have come back", async () => {
  const ann = await app.signIn();
  const read = () => ann.request("GET", "/api/v1/auth/me");
  const first = await read();
  expect(first.headers.get("ratelimit-policy")).toMatch(
    /^"requests";q=8;w=60, "requests-address";q=\d+;w=60$/,
  );
  expect(first.headers.get("ratelimit")).toMatch(/^"requests";r=7;t=8, "requests-address";r=\d+;t=\d+$/);
  const answers = await Promise.all(Array.from({ length: 12 }, read));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(7);
  const refused = await read();
  expect(refused.headers.get("ratelimit")).toContain('"requests";r=0;');
  const problem = (await refused.json()) as Problem;
  expect(problem).toMatchObject({ status: 429, code: "rate-limited" });
  expect(refused.headers.get("retry-after")).toBe(String(problem.retryAfter));
  expect(problem.retryAfter).toBeGreaterThanOrEqual(7);
  expect(problem.retryAfter).toBeLessThanOrEqual(8);
  await wait(problem.retryAfter ?? 0);
  expect((await read()).status).toBe(200);
  expect((await (await app.signIn()).request("GET", "/api/v1/auth/me")).status).toBe(200);
});

test("429 when a person's turns are used up, with nothing stored; other requests go on", async () => {
  const ann = await app.signIn();
  const id = await beginConversation(ann);
  expect((await send(ann, id, {})).headers.get("ratelimit")).toContain('"turns";r=1;');
  expect((await send(ann, id, {})).status).toBe(200);
  expect((await send(ann, id, {})).status).toBe(429);
  const { items } = (await (
    await ann.request("GET", `/api/v1/chat/conversations/${id}/messages`)
  ).json()) as { items: object[] };
  expect(items).toHaveLength(4);
});

test("429 for guesses from one address, counted the same for known and unknown people", async () => {
  await register("known@example.com", "203.0.113.1");
  for (const email of ["known@example.com", "unknown@example.com"]) {
    const statuses = [];
    for (let times = 0; times < 7; times++) statuses.push((await login(email, "203.0.113.2")).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429]);
  }
});

test("a thousand guesses do not lock the owner out: from another address the password works, and later everywhere", async () => {
  await register("owner@example.com", "203.0.113.10");
  let hashed = 0;
  const { verify } = app.deps.hasher;
  app.deps.hasher.verify = (...given) => {
    hashed += 1;
    return verify(...given);
  };
  const attacker = "203.0.113.11";
  const guesses = await Promise.all(
    Array.from({ length: 1_000 }, () => login("owner@example.com", attacker)),
  );
  app.deps.hasher.verify = verify;
  expect(new Set(guesses.map(({ status }) => status))).toEqual(new Set([401, 429]));
  expect(hashed).toBe(5);
  expect((await login("owner@example.com", attacker, PASSWORD)).status).toBe(429);
  expect((await login("owner@example.com", "203.0.113.12", PASSWORD)).status).toBe(200);
  await wait(720);
  expect((await login("owner@example.com", attacker, PASSWORD)).status).toBe(200);
});

test("429 for an address that registers without end; what it says of itself does not help", async () => {
  const statuses = [];
  for (let times = 0; times < 22; times++) {
    const response = await app.request("POST", "/api/v1/auth/register", {
      body: { email: `new${times}@example.com`, password: PASSWORD },
      address: "203.0.113.20",
      headers: { "X-Forwarded-For": `198.51.100.${times}` },
    });
    statuses.push(response.status);
  }
  expect(statuses.slice(0, 20)).toEqual(Array(20).fill(201));
  expect(statuses.slice(20)).toEqual([429, 429]);
});

test("201 for many people behind one trusted proxy", async () => {
  for (let person = 0; person < 25; person++) {
    const response = await app.request("POST", "/api/v1/auth/register", {
      body: { email: `behind${person}@example.com`, password: PASSWORD },
      address: "10.0.0.1",
      headers: { "X-Forwarded-For": `198.51.100.${person}` },
    });
    expect(response.status).toBe(201);
  }
});
