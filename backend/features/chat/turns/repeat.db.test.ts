import { afterAll, beforeAll, expect, test } from "vitest";
import type { Conversation } from "../../../contract/chat.ts";
import type { Page } from "../../../contract/paging.ts";
import { createTestApp, type Person, type TestApp } from "../../../testing/app.ts";
import {
  allEvents,
  answer,
  beginConversation,
  idOf,
  json,
  playableEngine,
  readEvents,
  send,
  sendAnywhere,
  untilCut,
} from "../../../testing/chat.ts";

const engine = playableEngine();
let app: TestApp;
let ada: Person;
let eve: Person;
beforeAll(async () => {
  app = await createTestApp({ ...engine.options, environment: { STOP_TIMEOUT_MS: "200" } });
  ada = await app.signIn();
  eve = await app.signIn();
});
afterAll(() => app.close());

test("200 fifty times over for fifty equal requests at once, and the engine runs once", async () => {
  let runs = 0;
  engine.play(() => {
    runs += 1;
    return answer("once");
  });
  const id = await beginConversation(ada);
  const responses = await Promise.all(Array.from({ length: 50 }, () => send(ada, id, {}, { key: "fifty" })));
  const bodies = new Set(await Promise.all(responses.map((response) => response.text())));
  expect(new Set(responses.map((response) => response.status))).toEqual(new Set([200]));
  expect(bodies.size).toBe(1);
  expect(runs).toBe(1);
});

test("200 with the same events from the first when a key is sent again", async () => {
  engine.play(() => answer("again"));
  const id = await beginConversation(ada);
  const first = await allEvents(await send(ada, id, {}, { key: "again", stream: true }));
  const second = await allEvents(await send(ada, id, {}, { key: "again", stream: true }));
  expect(second).toEqual(first);
});

test("200 twenty times over for twenty equal requests at once that begin a conversation, and they begin one", async () => {
  let runs = 0;
  engine.play(() => {
    runs += 1;
    return answer("once");
  });
  const person = await app.signIn();
  const sent = { content: "hello", spreadsheetId: "sheet" };
  const all = Array.from({ length: 20 }, () => sendAnywhere(person, sent, { key: "begin" }));
  const bodies = new Set(await Promise.all((await Promise.all(all)).map((response) => response.text())));
  expect({ bodies: bodies.size, runs }).toEqual({ bodies: 1, runs: 1 });
  const first = await allEvents(await sendAnywhere(person, sent, { key: "begin", stream: true }));
  const listed = await person.request("GET", "/api/v1/chat/conversations");
  const { items } = await json<Page<Conversation>>(listed);
  expect(items).toMatchObject([{ title: "hello", spreadsheetId: "sheet" }]);
  expect(first[0]?.event).toMatchObject({ type: "turn-start", conversationId: items[0]?.id });
});

test("422 when the key was used for another message", async () => {
  engine.play(() => answer("ok"));
  const id = await beginConversation(ada);
  await send(ada, id, { content: "one" }, { key: "mismatch" });
  const response = await send(ada, id, { content: "two" }, { key: "mismatch" });
  expect(response.status).toBe(422);
  expect(await response.json()).toMatchObject({ code: "idempotency-mismatch" });
});

test("200 for another person with the same key", async () => {
  engine.play(() => answer("ok"));
  await send(ada, await beginConversation(ada), {}, { key: "shared" });
  expect((await send(eve, await beginConversation(eve), {}, { key: "shared" })).status).toBe(200);
});

test("409 while another answer is being written in the conversation", async () => {
  engine.play(async function* (_, signal) {
    yield { type: "text", text: "…" };
    await untilCut(signal);
  });
  const id = await beginConversation(ada);
  const running = readEvents(await send(ada, id, {}, { stream: true }));
  const messageId = await idOf(running);
  const response = await send(ada, id, { content: "and another" });
  expect(response.status).toBe(409);
  expect(await response.json()).toMatchObject({ code: "turn-running" });
  await ada.request("POST", `/api/v1/chat/messages/${messageId}/stop`);
  engine.play(() => answer("ok"));
  expect((await send(ada, id, { content: "and another" })).status).toBe(200);
});
