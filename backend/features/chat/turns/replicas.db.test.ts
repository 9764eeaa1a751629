import { afterAll, beforeAll, expect, test } from "vitest";
import { createApp } from "../../../app.ts";
import type { Message } from "../../../contract/chat.ts";
import { createLifetime } from "../../../platform/lifetime.ts";
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
  untilCut,
} from "../../../testing/chat.ts";

const engine = playableEngine();
let app: TestApp;
let ada: Person;
/** A second process on the same database. */
let other: ReturnType<typeof createApp>;
const lifetime = createLifetime();

beforeAll(async () => {
  app = await createTestApp({ ...engine.options, environment: { STOP_TIMEOUT_MS: "200" } });
  other = createApp({ ...app.deps, lifetime });
  ada = await app.signIn();
});
afterAll(async () => {
  await lifetime.end(0);
  await app.close();
});

const elsewhere = async (method: string, path: string) =>
  other.request(path, { method, headers: { Authorization: `Bearer ${ada.accessToken}` } });

test("200 and another replica tells the same events while the turn runs", async () => {
  const { promise: followed, resolve: goOn } = Promise.withResolvers<void>();
  engine.play(async function* () {
    yield { type: "text", text: "first" };
    await followed;
    yield* answer("last");
  });
  const events = readEvents(await send(ada, await beginConversation(ada), {}, { stream: true }));
  const messageId = await idOf(events);
  const there = readEvents(await elsewhere("GET", `/api/v1/chat/messages/${messageId}/events`));
  const seen = [];
  for await (const numbered of there) {
    seen.push(numbered);
    if (numbered.event.type === "text-delta") goOn();
  }
  const told = await allEvents(await ada.request("GET", `/api/v1/chat/messages/${messageId}/events`));
  expect(seen).toEqual(told);
  expect(seen.at(-1)?.event.type).toBe("turn-end");
});

test("200 and a stop at another replica ends the turn, with what came kept", async () => {
  engine.play(async function* (_, signal) {
    yield { type: "text", text: "so far" };
    await untilCut(signal);
  });
  const events = readEvents(await send(ada, await beginConversation(ada), {}, { stream: true }));
  const messageId = await idOf(events);
  for await (const { event } of events) if (event.type === "text-delta") break;
  const stopped = await elsewhere("POST", `/api/v1/chat/messages/${messageId}/stop`);
  expect(await json<Message>(stopped)).toMatchObject({ status: "stopped", content: "so far" });
});
