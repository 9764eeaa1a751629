import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { SendMessageInput, TurnResult } from "../../../contract/chat.ts";
import type { Template } from "../../../contract/templates.ts";
import type { UsageReport } from "../../../contract/usage.ts";
import { createTestApp, type Person, type TestApp } from "../../../testing/app.ts";
import { allEvents, beginConversation, json, send, table } from "../../../testing/chat.ts";
import { scriptedEngine } from "../../../testing/scripted-engine.ts";

const openai = scriptedEngine(function* () {
  yield { type: "text", text: "One invoice." };
  yield* table("Invoices", ["Number", "Total"], [["A-1", "12.50"]]);
  yield { type: "usage", usage: { inputTokens: 5, outputTokens: 3, cachedTokens: 1 } };
  yield { type: "finish", reason: "complete" };
}, "openai");
const offline = scriptedEngine();
let app: TestApp;
let ada: Person;

beforeAll(async () => {
  app = await createTestApp({
    environment: { OPENAI_API_KEY: "sk-none", OPENAI_PRICES: "1,0.1,10" },
    overrides: { engines: { default: openai, offline, openai } },
  });
});
beforeEach(async () => {
  ada = await app.signIn();
  openai.requests.length = 0;
});
afterAll(() => app.close());

const invoices: Partial<SendMessageInput> = {
  content: "the invoices",
  source: { kind: "text", text: "Dear all, invoice A-1 is over 12.50." },
};

async function ask(person: Person, more: Partial<SendMessageInput> = {}, id?: string): Promise<TurnResult> {
  const conversation = id ?? (await beginConversation(person));
  return json<TurnResult>(await send(person, conversation, { ...invoices, ...more }));
}

test("200 with the earlier turn's reply and rows when the same is asked again, and no call", async () => {
  const first = await ask(ada);
  const again = await ask(ada);
  expect(openai.requests).toHaveLength(1);
  expect(first.reused).toBeUndefined();
  expect(again).toMatchObject({ reused: true, finishReason: "complete", engine: "openai" });
  expect(again.usage).toEqual({ inputTokens: 0, outputTokens: 0, cachedTokens: 0 });
  expect(again.cost).toEqual({ amount: 0, currency: "USD" });
  expect(again.message.content).toBe("One invoice.");
  expect(again.message.id).not.toBe(first.message.id);
  expect(again.tables.map(({ id: _, ...rest }) => rest)).toEqual(
    first.tables.map(({ id: _, ...rest }) => rest),
  );
  expect(again.tables[0]?.id).not.toBe(first.tables[0]?.id);
  const usage = await json<UsageReport>(await ada.request("GET", "/api/v1/usage"));
  expect(usage.caps.tokens.used).toBe(8);
});

test("200 with the same events, the last of which says that they are an earlier turn's", async () => {
  const id = await beginConversation(ada);
  const first = await allEvents(await send(ada, id, invoices, { stream: true }));
  const again = await allEvents(await send(ada, id, invoices, { stream: true }));
  expect(openai.requests).toHaveLength(1);
  expect(again.map(({ event }) => event.type)).toEqual(first.map(({ event }) => event.type));
  expect(again.at(-1)?.event).toMatchObject({ type: "turn-end", reused: true });
});

test("200 with a third turn's answer where the second was itself an earlier one's", async () => {
  for (let times = 0; times < 3; times += 1) await ask(ada);
  expect(openai.requests).toHaveLength(1);
});

test.each<[string, Partial<SendMessageInput>]>([
  ["fresh", { fresh: true }],
  ["another prompt", { content: "all invoices" }],
  ["another source", { source: { kind: "text", text: "Dear all, invoice A-1 is over 12.51." } }],
  [
    "another source's title",
    { source: { kind: "text", text: "Dear all, invoice A-1 is over 12.50.", title: "x" } },
  ],
  ["other columns", { columns: [{ name: "Number" }, { name: "Total" }] }],
  ["other rules", { rules: [{ kind: "sum", parts: ["Number"], total: "Total" }] }],
  ["another locale", { locale: "de-DE" }],
  ["another time zone", { timeZone: "Asia/Tokyo" }],
  ["another mode", { mode: "extract" }],
])("200 from the model for %s", async (_title, more) => {
  await ask(ada);
  const again = await ask(ada, more);
  expect(again.reused).toBeUndefined();
  expect(openai.requests).toHaveLength(2);
});

test("200 from the model for another person, and once the table is deleted", async () => {
  const first = await ask(ada);
  expect((await ask(await app.signIn())).reused).toBeUndefined();
  await ada.request("DELETE", `/api/v1/tables/${first.tables[0]?.id}`);
  expect((await ask(ada)).reused).toBeUndefined();
  expect(openai.requests).toHaveLength(3);
});

test("200 from the model once the template that both name has changed", async () => {
  const body = { name: "Invoices", columns: [{ name: "Number" }, { name: "Total" }] };
  const { id } = await json<Template>(await ada.request("POST", "/api/v1/templates", { body }));
  await ask(ada, { templateId: id });
  expect((await ask(ada, { templateId: id })).reused).toBe(true);
  await ada.request("PATCH", `/api/v1/templates/${id}`, { body: { instructions: "No reminders." } });
  expect((await ask(ada, { templateId: id })).reused).toBeUndefined();
});

test("200 from the model on the next day, as the sheet's time zone has it", async () => {
  app.clock.advance(-60_000);
  const eve = await app.signIn();
  const midnightAtTen = { timeZone: "Pacific/Kiritimati" };
  await ask(eve, midnightAtTen);
  expect((await ask(eve, midnightAtTen)).reused).toBe(true);
  app.clock.advance(60_000);
  expect((await ask(eve, midnightAtTen)).reused).toBeUndefined();
});

test("200 from the model where no source is named and other messages stand before", async () => {
  const id = await beginConversation(ada);
  const question = { content: "twenty cities", source: undefined } as Partial<SendMessageInput>;
  await send(ada, id, question);
  await send(ada, id, question);
  expect(openai.requests).toHaveLength(2);
  await send(ada, await beginConversation(ada), question);
  expect(openai.requests).toHaveLength(2);
});
