import { afterAll, beforeAll, expect, test } from "vitest";
import type { Conversation } from "../../../contract/chat.ts";
import type { Page } from "../../../contract/paging.ts";
import { createTestApp, type Person, type TestApp } from "../../../testing/app.ts";
import { beginConversation } from "../../../testing/chat.ts";

let app: TestApp;
let person: Person;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

const base = "/api/v1/chat/conversations";

async function list(query = ""): Promise<Page<Conversation>> {
  return (await (await person.request("GET", `${base}${query}`)).json()) as Page<Conversation>;
}

/** A person of its own, with conversations begun a second apart. */
async function withConversations(...titles: string[]): Promise<string[]> {
  person = await app.signIn();
  const ids: string[] = [];
  for (const title of titles) {
    app.clock.advance(1_000);
    ids.push(await beginConversation(person, title));
  }
  return ids;
}

test("201 with a conversation that has no title yet", async () => {
  await withConversations();
  const response = await person.request("POST", base, { body: { spreadsheetId: "sheet-1" } });
  expect(response.status).toBe(201);
  expect(await response.json()).toMatchObject({ title: "", spreadsheetId: "sheet-1", deletedAt: null });
  expect((await list("?spreadsheetId=sheet-1")).items).toHaveLength(1);
  expect((await list("?spreadsheetId=sheet-2")).items).toEqual([]);
});

test("201 once for a repeated idempotency key", async () => {
  await withConversations();
  const options = { body: { title: "once" }, headers: { "Idempotency-Key": "k1" } };
  const [first, second] = [
    await person.request("POST", base, options),
    await person.request("POST", base, options),
  ];
  expect(await second.json()).toEqual(await first.json());
  expect((await list()).items).toHaveLength(1);
});

test("200 lists by the newest change, page by page", async () => {
  const [a, b, c] = await withConversations("a", "b", "c");
  app.clock.advance(1_000);
  await person.request("PATCH", `${base}/${a}`, { body: { title: "a, renamed" } });
  const first = await list("?limit=2");
  expect(first.items.map((item) => item.id)).toEqual([a, c]);
  const second = await list(`?limit=2&cursor=${first.nextCursor}`);
  expect(second).toMatchObject({ items: [{ id: b }], nextCursor: null });
});

test("200 searches titles, wildcards taken literally", async () => {
  await withConversations("Invoices 100%", "Cities");
  expect((await list("?q=invoices")).items).toHaveLength(1);
  expect((await list("?q=0%25")).items).toHaveLength(1);
  expect((await list("?q=_")).items).toEqual([]);
});

test("204 deletes; 404 until it is restored", async () => {
  const [id] = await withConversations("a");
  expect((await person.request("DELETE", `${base}/${id}`)).status).toBe(204);
  for (const [method, path] of [
    ["GET", `${base}/${id}`],
    ["DELETE", `${base}/${id}`],
    ["GET", `${base}/${id}/messages`],
  ] as const) {
    expect((await person.request(method, path)).status).toBe(404);
  }
  expect((await list()).items).toEqual([]);
  expect((await list("?deleted=true")).items).toMatchObject([{ id }]);
  const restored = await person.request("POST", `${base}/${id}/restore`);
  expect(await restored.json()).toMatchObject({ id, deletedAt: null });
  expect((await person.request("GET", `${base}/${id}`)).status).toBe(200);
});

test.each([
  ["422 when nothing is changed", "PATCH", {}],
  ["422 when the title is blank", "PATCH", { title: " " }],
])("%s", async (_, method, body) => {
  const [id] = await withConversations("a");
  expect((await person.request(method, `${base}/${id}`, { body })).status).toBe(422);
});

test("422 when the cursor is not one of ours", async () => {
  await withConversations("a");
  const response = await person.request("GET", `${base}?cursor=bm90IG91cnM`);
  expect(await response.json()).toMatchObject({ status: 422, code: "invalid-cursor" });
});

test("422 when a title holds NUL", async () => {
  await withConversations();
  const response = await person.request("POST", base, { body: { title: "a\0b", spreadsheetId: "x\0" } });
  expect(response.status).toBe(422);
});
