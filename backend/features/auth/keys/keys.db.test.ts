import { afterAll, beforeAll, expect, test } from "vitest";
import type { ApiKey, CreatedApiKey } from "../../../contract/auth.ts";
import type { Page } from "../../../contract/paging.ts";
import { createTestApp, type Person, type TestApp } from "../../../testing/app.ts";
import { json } from "../../../testing/chat.ts";

const KEYS = "/api/v1/auth/keys";
const CONVERSATIONS = "/api/v1/chat/conversations";
let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

const create = async (person: Person, body: object = { name: "script" }) => {
  const response = await person.request("POST", KEYS, { body });
  expect(response.status).toBe(201);
  return json<CreatedApiKey>(response);
};
const list = async (person: Person, query = "") =>
  json<Page<ApiKey>>(await person.request("GET", `${KEYS}${query}`));

test("201 with a key that is told once and stands for its person", async () => {
  const ann = await app.signIn();
  const { key, ...shown } = await create(ann);
  expect(shown).toMatchObject({ name: "script", readOnly: false, hint: key.slice(-4), lastUsedAt: null });
  expect((await app.request("POST", CONVERSATIONS, { token: key, body: {} })).status).toBe(201);
  expect(await json(await app.request("GET", "/api/v1/auth/me", { token: key }))).toEqual(ann.user);
  const { items } = await list(ann);
  expect(items).toEqual([{ ...shown, lastUsedAt: app.clock.now.toISOString() }]);
  const stored = await app.deps.sql`select to_jsonb(api_keys)::text as row from api_keys`;
  expect(JSON.stringify(stored)).not.toContain(key);
});

test("a key's use is noted once a minute", async () => {
  const ann = await app.signIn();
  const { key } = await create(ann);
  const used = async () => (await list(ann)).items[0]?.lastUsedAt;
  const first = app.clock.now.toISOString();
  for (const wait of [0, 30_000]) {
    app.clock.advance(wait);
    await app.request("GET", CONVERSATIONS, { token: key });
    expect(await used()).toBe(first);
  }
  app.clock.advance(31_000);
  await app.request("GET", CONVERSATIONS, { token: key });
  expect(await used()).toBe(app.clock.now.toISOString());
});

test("403 for a write with a key that may only read", async () => {
  const { key } = await create(await app.signIn(), { name: "reader", readOnly: true });
  expect((await app.request("GET", CONVERSATIONS, { token: key })).status).toBe(200);
  const refused = await app.request("POST", CONVERSATIONS, { token: key, body: {} });
  expect(await json(refused)).toMatchObject({ status: 403, code: "forbidden" });
});

test.each([
  ["POST", KEYS, { name: "another" }],
  ["GET", KEYS, undefined],
  ["PATCH", "/api/v1/auth/me", { name: "Eve" }],
  ["DELETE", "/api/v1/auth/me", undefined],
  ["POST", "/api/v1/auth/logout", undefined],
])("403 for a key that would change its account: %s %s", async (method, path, body) => {
  const { key } = await create(await app.signIn());
  const response = await app.request(method, path, body ? { token: key, body } : { token: key });
  expect(response.status).toBe(403);
});

test("401 for a key that was revoked, or that nobody has; another's is not there to revoke", async () => {
  const [ann, eve] = [await app.signIn(), await app.signIn()];
  const { key, id } = await create(ann);
  expect((await eve.request("DELETE", `${KEYS}/${id}`)).status).toBe(404);
  expect((await app.request("GET", CONVERSATIONS, { token: key })).status).toBe(200);
  expect((await ann.request("DELETE", `${KEYS}/${id}`)).status).toBe(204);
  for (const token of [key, `${key}x`, "rowsmith_"]) {
    const response = await app.request("GET", CONVERSATIONS, { token });
    expect(await json(response)).toMatchObject({ status: 401, code: "invalid-token" });
  }
  expect((await list(ann)).items).toEqual([]);
  expect((await ann.request("DELETE", `${KEYS}/${id}`)).status).toBe(404);
});

test("200 with keys page by page, newest first; 409 for a fifty-first", async () => {
  const ann = await app.signIn();
  for (let number = 1; number <= 50; number++) await create(ann, { name: `key ${number}` });
  expect((await ann.request("POST", KEYS, { body: { name: "more" } })).status).toBe(409);
  const first = await list(ann, "?limit=30");
  const second = await list(ann, `?limit=30&cursor=${first.nextCursor}`);
  const names = [...first.items, ...second.items].map(({ name }) => name);
  expect(names).toEqual(Array.from({ length: 50 }, (_, index) => `key ${50 - index}`));
  expect(second.nextCursor).toBeNull();
});

test("200 for a deleted account: nothing of who it was is left, its keys are dead, and the email is free again", async () => {
  const ann = await app.signIn();
  const { key } = await create(ann);
  const response = await ann.request("DELETE", "/api/v1/auth/me");
  expect(await json(response)).toMatchObject({
    erasedAt: new Date(app.clock.now.getTime() + 30 * 86_400_000).toISOString(),
    kept: expect.arrayContaining(["conversations", "tables"]),
  });
  for (const token of [key, ann.accessToken]) {
    expect((await app.request("GET", CONVERSATIONS, { token })).status).toBe(401);
  }
  const rows = await app.deps.sql`
    select email, name, password_hash, google_sub from users where id = ${ann.user.id}`;
  expect(rows).toEqual([{ email: "", name: "", passwordHash: "", googleSub: null }]);
  const body = { email: ann.user.email, password: "another password" };
  expect((await app.request("POST", "/api/v1/auth/register", { body })).status).toBe(201);
});
