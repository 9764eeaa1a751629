import { createRoute } from "@hono/zod-openapi";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { authenticate } from "../features/auth/authenticate.ts";
import { createTestApp, type Person, type TestApp } from "../testing/app.ts";
import { once } from "./idempotency.ts";
import { jsonAnswer, jsonBody } from "./openapi.ts";
import { answerError } from "./problem-response.ts";
import { logRequests } from "./requests.ts";
import { createRouter } from "./router.ts";

const Body = z.object({ title: z.string(), fail: z.boolean().optional() });
const route = createRoute({
  method: "post",
  path: "/things",
  request: { body: jsonBody(Body) },
  responses: { 201: jsonAnswer("Made", z.object({ id: z.string(), title: z.string() })) },
});

let app: TestApp;
let ann: Person;
let bob: Person;
/** Writes a conversation, as a feature would. */
let things: ReturnType<typeof createRouter>;

beforeAll(async () => {
  app = await createTestApp();
  [ann, bob] = await Promise.all([app.signIn(), app.signIn()]);
  const { deps } = app;
  things = createRouter();
  things.onError(answerError);
  things.use(logRequests(deps), authenticate(deps));
  things.openapi(route, async (context) => {
    const { title, fail } = context.req.valid("json");
    const thing = await once(deps, context, async (tx) => {
      const id = deps.newId();
      const now = deps.clock();
      const userId = context.var.user?.id ?? "";
      await tx`
        insert into conversations (id, user_id, title, description, created_at, updated_at)
        values (${id}, ${userId}, ${title}, '', ${now}, ${now})`;
      if (fail) throw new Error("after the write");
      return { id, title };
    });
    return context.json(thing, 201);
  });
});
afterAll(() => app.close());

function post(person: Person, key: string | null, body: z.infer<typeof Body>) {
  return things.request("/things", {
    method: "POST",
    headers: {
      Authorization: `Bearer ${person.accessToken}`,
      "Content-Type": "application/json",
      ...(key === null ? {} : { "Idempotency-Key": key }),
    },
    body: JSON.stringify(body),
  });
}

const written = async (title: string) =>
  (await app.deps.sql`select from conversations where title = ${title}`).length;

test("201 with the same thing for the same key and body, written once", async () => {
  const first = await post(ann, "k1", { title: "repeated" });
  const second = await post(ann, "k1", { title: "repeated" });
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(await second.json()).toEqual(await first.json());
  expect(second.headers.get("idempotency-replayed")).toBe("true");
  expect(first.headers.get("idempotency-replayed")).toBeNull();
  expect(await written("repeated")).toBe(1);
});

test("201 with the same thing for fifty equal requests at once, written once", async () => {
  const all = await Promise.all(Array.from({ length: 50 }, () => post(ann, "k2", { title: "fifty" })));
  const bodies = await Promise.all(all.map((response) => response.text()));
  expect(new Set(bodies).size).toBe(1);
  expect(await written("fifty")).toBe(1);
});

test("422 for the same key with another body, and nothing is written", async () => {
  await post(ann, "k3", { title: "mine" });
  const response = await post(ann, "k3", { title: "other" });
  expect(response.status).toBe(422);
  expect(await response.json()).toMatchObject({ code: "idempotency-mismatch" });
  expect(await written("other")).toBe(0);
});

test("201 for another person's same key: it is theirs alone", async () => {
  const mine = await post(ann, "k4", { title: "ann's" });
  const theirs = await post(bob, "k4", { title: "bob's" });
  expect(theirs.status).toBe(201);
  expect(await theirs.json()).not.toEqual(await mine.json());
});

test("201 for a retry of a write that failed: what failed left nothing", async () => {
  expect((await post(ann, "k5", { title: "failed", fail: true })).status).toBe(500);
  expect(await written("failed")).toBe(0);
  expect((await post(ann, "k5", { title: "failed" })).status).toBe(201);
});

test("201 twice without a key", async () => {
  await post(ann, null, { title: "no key" });
  await post(ann, null, { title: "no key" });
  expect(await written("no key")).toBe(2);
});

test("201 for a key that was used more than a day ago", async () => {
  await post(ann, "k6", { title: "yesterday" });
  app.clock.advance(25 * 3_600_000);
  const ann2 = { ...ann, accessToken: (await refreshed(ann)).accessToken };
  expect((await post(ann2, "k6", { title: "today" })).status).toBe(201);
  ann = ann2;
});

test.each(["", "a b", "k".repeat(201), "\xea"])("422 for %j as a key", async (key) => {
  expect((await post(ann, key, { title: "bad key" })).status).toBe(422);
  expect(await written("bad key")).toBe(0);
});

async function refreshed(person: Person): Promise<{ accessToken: string }> {
  const response = await app.request("POST", "/api/v1/auth/refresh", {
    body: { refreshToken: person.refreshToken },
  });
  return (await response.json()) as { accessToken: string };
}
