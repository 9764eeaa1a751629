import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TurnResult } from "../../contract/chat.ts";
import type { Template } from "../../contract/templates.ts";
import { encodeCursor } from "../../platform/cursor.ts";
import { createTestApp, type Person, type TestApp } from "../../testing/app.ts";
import { beginConversation, playableEngine, send, table } from "../../testing/chat.ts";

const engine = playableEngine();
let app: TestApp;
let ada: Person;
let eve: Person;
const hers: Record<string, string> = {};

beforeAll(async () => {
  app = await createTestApp(engine.options);
  engine.play(function* () {
    yield* table("Hers", ["A"], [["1"]]);
    yield { type: "finish", reason: "complete" };
  });
  ada = await app.signIn();
  eve = await app.signIn();
  const conversation = await beginConversation(ada);
  const source = { kind: "text" as const, text: "1" };
  const { message, tables } = (await (await send(ada, conversation, { source })).json()) as TurnResult;
  const saved = await ada.request("POST", "/api/v1/templates", { body: { name: "Hers", headers: ["A"] } });
  const template = ((await saved.json()) as Template).id;
  Object.assign(hers, { conversation, message: message.id, table: tables[0]?.id, template });
});
afterAll(() => app.close());

const body = { content: "hi", locale: "en", timeZone: "UTC" };
const routes: [method: string, kind: string, path: string, body?: unknown][] = [
  ["GET", "conversation", "/chat/conversations/{id}"],
  ["PATCH", "conversation", "/chat/conversations/{id}", { title: "mine" }],
  ["DELETE", "conversation", "/chat/conversations/{id}"],
  ["POST", "conversation", "/chat/conversations/{id}/restore"],
  ["GET", "conversation", "/chat/conversations/{id}/messages"],
  ["POST", "conversation", "/chat/conversations/{id}/messages", body],
  ["GET", "message", "/chat/messages/{id}/source"],
  ["GET", "message", "/chat/messages/{id}/events"],
  ["POST", "message", "/chat/messages/{id}/stop"],
  ["GET", "table", "/tables/{id}"],
  ["PATCH", "table", "/tables/{id}", { title: "mine", baseVersion: 1, locale: "en", timeZone: "UTC" }],
  ["DELETE", "table", "/tables/{id}"],
  ["POST", "table", "/tables/{id}/restore"],
  [
    ...(["POST", "table", "/tables/{id}/redo"] as const),
    { rowIds: [randomUUID()], locale: "en", timeZone: "UTC" },
  ],
  ["GET", "table", "/tables/{id}/rows"],
  ["GET", "table", "/tables/{id}/export?format=csv"],
  ["GET", "table", "/tables/{id}/versions"],
  ["GET", "table", "/tables/{id}/diff?from=1&to=1"],
  ["POST", "table", "/tables/{id}/restore", { version: 1 }],
  ["GET", "template", "/templates/{id}"],
  ["PATCH", "template", "/templates/{id}", { name: "mine" }],
  ["DELETE", "template", "/templates/{id}"],
];

test("every route of a conversation, a message, a table or a template is among them", async () => {
  const { paths } = (await (await app.request("GET", "/openapi.json")).json()) as {
    paths: Record<string, Record<string, unknown>>;
  };
  const ours = Object.entries(paths).flatMap(([path, operations]) =>
    /^\/api\/v1\/(chat|tables|templates)\/.*\{/.test(path)
      ? Object.keys(operations).map((method) => `${method.toUpperCase()} ${path.replace("/api/v1", "")}`)
      : [],
  );
  const listed = new Set(routes.map(([method, , path]) => `${method} ${path.replace(/\?.*/, "")}`));
  expect(ours.length).toBeGreaterThan(15);
  expect(ours.filter((route) => !listed.has(route))).toEqual([]);
});

test.each(routes)(
  "404 for %s of another person's %s, the same as missing: %s",
  async (method, kind, path, sent) => {
    const answers = [];
    for (const id of [hers[kind] ?? "", randomUUID()]) {
      const response = await eve.request(
        method,
        `/api/v1${path.replace("{id}", id)}`,
        sent ? { body: sent } : {},
      );
      expect(response.status).toBe(404);
      answers.push({ ...((await response.json()) as object), requestId: "" });
    }
    expect(answers[0]).toEqual(answers[1]);
  },
);

test.each(routes)(
  "404 for %s of a %s by one's own id of another kind: %s",
  async (method, kind, path, sent) => {
    const others = Object.entries(hers).filter(([other]) => other !== kind);
    expect(others.length).toBe(3);
    for (const [, id] of others) {
      const address = `/api/v1${path.replace("{id}", id)}`;
      expect((await ada.request(method, address, sent ? { body: sent } : {})).status).toBe(404);
    }
  },
);

test("422 for a cursor that is broken, or another list's, in every list of what is stored here", async () => {
  const { paths } = (await (await app.request("GET", "/openapi.json")).json()) as {
    paths: Record<string, { get?: { parameters?: { name: string }[] } }>;
  };
  const kinds = { conversations: "conversation", tables: "table" } as const;
  const lists = Object.entries(paths).flatMap(([path, { get }]) => {
    if (!get?.parameters?.some(({ name }) => name === "cursor")) return [];
    const kind = /\/(conversations|tables)\/\{id\}/.exec(path)?.[1] as keyof typeof kinds | undefined;
    if (kind === undefined) return path.includes("{") || path.includes("/google/") ? [] : [path];
    return [path.replace("{id}", hers[kinds[kind]] ?? "")];
  });
  expect(lists.length).toBeGreaterThan(5);
  for (const list of lists) {
    const needed = list.endsWith("/diff") ? "&from=1&to=1" : "";
    for (const cursor of [
      "bm90IG91cnM",
      "%00",
      encodeCursor(["'; drop table users"]),
      encodeCursor([-1, -1, -1]),
    ]) {
      const response = await ada.request("GET", `${list}?cursor=${cursor}${needed}`);
      expect({ list, cursor, problem: await response.json() }).toMatchObject({
        problem: { status: 422, code: "invalid-cursor" },
      });
    }
  }
});

test.each(routes)("401 for %s of a %s without a token: %s", async (method, kind, path, sent) => {
  const address = `/api/v1${path.replace("{id}", hers[kind] ?? "")}`;
  expect((await app.request(method, address, sent ? { body: sent } : {})).status).toBe(401);
});

test.each(["sourceMessageId", "revises", "templateId"] as const)(
  "404 for a message that names another person's things: %s",
  async (field) => {
    const named = { sourceMessageId: hers.message, revises: hers.table, templateId: hers.template };
    const message = { [field]: named[field] ?? "" };
    expect((await send(eve, await beginConversation(eve), message)).status).toBe(404);
  },
);

test.each(["conversationId={conversation}", "q=hers"])(
  "200 with nothing of anybody else's in a list: %s",
  async (query) => {
    const address = `/api/v1/tables?${query.replace("{conversation}", hers.conversation ?? "")}`;
    expect(await (await eve.request("GET", address)).json()).toEqual({ items: [], nextCursor: null });
  },
);
