import { afterAll, beforeAll, expect, test } from "vitest";
import type { SendMessageInput, TurnResult } from "../../../contract/chat.ts";
import type { TableVersion } from "../../../contract/table-history.ts";
import type { Table } from "../../../contract/tables.ts";
import type { CreateTemplateInput, Template } from "../../../contract/templates.ts";
import type { EngineRequest } from "../../../extraction/engine.ts";
import { createTestApp, type Person, type TestApp } from "../../../testing/app.ts";
import { beginConversation, json, playableEngine, send, table } from "../../../testing/chat.ts";

const engine = playableEngine();
let app: TestApp;
let ada: Person;
let seen: EngineRequest | null = null;
const rules = [{ kind: "sum" as const, parts: ["Net", "Tax"], total: "Total" }];
const body: CreateTemplateInput = {
  ...{ name: "Invoices", instructions: "No reminders.", rules },
  columns: [{ name: "Number", type: "id", width: 120 }, { name: "Total" }],
};

beforeAll(async () => {
  app = await createTestApp(engine.options);
  ada = await app.signIn();
  engine.play(function* (request) {
    seen = request;
    yield* table("Invoices", ["Number", "Total"], [["A-1", "1"]]);
    yield { type: "finish", reason: "complete" };
  });
});
afterAll(() => app.close());

async function saved(): Promise<Template> {
  return json<Template>(await ada.request("POST", "/api/v1/templates", { body }));
}

async function sent(message: Partial<SendMessageInput>, conversation?: string) {
  const id = conversation ?? (await beginConversation(ada));
  const source = { kind: "text" as const, text: "A-1 1" };
  const { tables } = await json<TurnResult>(await send(ada, id, { source, ...message }));
  return { conversation: id, tableId: tables[0]?.id ?? "" };
}

async function makingsOf(tableId: string) {
  const response = await ada.request("GET", `/api/v1/tables/${tableId}/versions`);
  return (await json<{ items: TableVersion[] }>(response)).items.map(({ making }) => making);
}

test("200 reads by the template's columns, rules and instructions, and the table names its version", async () => {
  const { id } = await saved();
  await ada.request("PATCH", `/api/v1/templates/${id}`, { body: { name: "Bills" } });
  const { tableId } = await sent({ templateId: id });
  expect(seen).toMatchObject({ rules, instructions: "No reminders." });
  expect(seen?.columns).toEqual([{ name: "Number", type: "id" }, { name: "Total" }]);
  const made = await json<Table>(await ada.request("GET", `/api/v1/tables/${tableId}`));
  expect(made).toMatchObject({ templateId: id, templateVersion: 2, ledger: { rules } });
});

test("200 keeps to the request's own columns and rules", async () => {
  const { id } = await saved();
  const columns = [{ name: "Number" }];
  await sent({ templateId: id, columns, rules: [] });
  expect(seen).toMatchObject({ columns, rules: [], instructions: "No reminders." });
});

test("200 for a change without a template, whose version names the one that the table was made with", async () => {
  const { id } = await saved();
  const { conversation, tableId } = await sent({ templateId: id });
  await sent({ revises: tableId }, conversation);
  const template = { templateId: id, templateVersion: 1 };
  expect(await makingsOf(tableId)).toMatchObject([template, template]);
  const changed = await json<Table>(await ada.request("GET", `/api/v1/tables/${tableId}`));
  expect(changed).toMatchObject({ version: 2, ledger: { rules } });
});

test("200 with equal prompt hashes for equal instructions, and another one for others", async () => {
  const { id } = await saved();
  const hashes = [];
  for (const templateId of [id, id, undefined]) {
    const message = { source: { kind: "text" as const, text: `A-${hashes.length}` } };
    const { tableId } = await sent(templateId === undefined ? message : { ...message, templateId });
    hashes.push((await makingsOf(tableId))[0]?.promptHash);
  }
  expect(hashes[0]).toMatch(/^[0-9a-f]{64}$/);
  expect(hashes[1]).toBe(hashes[0]);
  expect(hashes[2]).not.toBe(hashes[0]);
});

test("404 for a deleted template, and nothing is stored", async () => {
  const { id } = await saved();
  await ada.request("DELETE", `/api/v1/templates/${id}`);
  const conversation = await beginConversation(ada);
  expect((await send(ada, conversation, { templateId: id })).status).toBe(404);
  const past = await ada.request("GET", `/api/v1/chat/conversations/${conversation}/messages`);
  expect(await past.json()).toMatchObject({ items: [] });
});
