import { afterEach, expect, test } from "vitest";
import type { Message } from "../../../contract/chat.ts";
import { createTestApp, type Person, type TestApp } from "../../../testing/app.ts";
import {
  allEvents,
  answer,
  beginConversation,
  playableEngine,
  readEvents,
  send,
  untilCut,
} from "../../../testing/chat.ts";
import { endLapsed } from "./leases.ts";

let app: TestApp;
afterEach(() => app.close());

async function begin(environment: Record<string, string>) {
  const engine = playableEngine();
  app = await createTestApp({ ...engine.options, environment: { STOP_TIMEOUT_MS: "100", ...environment } });
  const { promise: cut, resolve } = Promise.withResolvers<void>();
  engine.play(async function* (_, signal) {
    yield { type: "text", text: "so far" };
    await untilCut(signal);
    resolve();
  });
  return { engine, cut, person: await app.signIn() };
}

async function lastMessage(person: Person, conversationId: string): Promise<Message | undefined> {
  const response = await person.request("GET", `/api/v1/chat/conversations/${conversationId}/messages`);
  return ((await response.json()) as { items: Message[] }).items.at(-1);
}

test("200 and a turn that nobody reads ends after the grace time, with what came kept", async () => {
  const { person, cut } = await begin({ TURN_GRACE_MS: "20" });
  const id = await beginConversation(person);
  const response = await send(person, id, {}, { stream: true });
  const events = readEvents(response);
  for await (const { event } of events) if (event.type === "text-delta") break;
  await cut;
  const message = await lastMessage(person, id);
  const told = await allEvents(await person.request("GET", `/api/v1/chat/messages/${message?.id}/events`));
  expect(told.at(-1)?.event).toMatchObject({
    type: "turn-error",
    kept: true,
    problem: { code: "turn-interrupted" },
  });
  expect(await lastMessage(person, id)).toMatchObject({ status: "interrupted", content: "so far" });
});

test("200 and a turn goes on within the grace time after its reader left", async () => {
  const { person, engine } = await begin({ TURN_GRACE_MS: "60000" });
  const { promise: goOn, resolve } = Promise.withResolvers<void>();
  engine.play(async function* () {
    yield { type: "text", text: "first" };
    await goOn;
    yield* answer(" and last");
  });
  const id = await beginConversation(person);
  const response = await send(person, id, {}, { stream: true });
  for await (const { event } of readEvents(response)) if (event.type === "text-delta") break;
  resolve();
  const message = await lastMessage(person, id);
  const told = await allEvents(
    await person.request("GET", `/api/v1/chat/messages/${message?.id}/events?after=2`),
  );
  expect(told.at(-1)?.event.type).toBe("turn-end");
  expect(await lastMessage(person, id)).toMatchObject({ status: "complete", content: "first and last" });
});

test("200 and a turn whose process is gone ends as interrupted, and its readers are told", async () => {
  const { person } = await begin({});
  const id = await beginConversation(person);
  const response = await send(person, id, {}, { stream: true });
  for await (const { event } of readEvents(response)) if (event.type === "text-delta") break;
  await app.deps
    .sql`update messages set lease_until = now() - interval '1 second' where status = 'streaming'`;
  await endLapsed(app.deps);
  const message = await lastMessage(person, id);
  expect(message).toMatchObject({ status: "interrupted", content: "so far" });
  const told = await allEvents(
    await person.request("GET", `/api/v1/chat/messages/${message?.id}/events?after=1`),
  );
  expect(told.map(({ seq, event }) => [seq, event.type])).toEqual([
    [2, "text-delta"],
    [3, "turn-error"],
  ]);
  expect(told.at(-1)?.event).toMatchObject({
    kept: true,
    retryable: true,
    problem: { code: "turn-interrupted" },
  });
});

test("200 and a stop of the process ends its turns, resumable", async () => {
  const { person } = await begin({});
  const response = await send(person, await beginConversation(person), {}, { stream: true });
  const told = allEvents(response);
  await app.deps.lifetime.end(5_000);
  expect((await told).at(-1)?.event).toMatchObject({ type: "turn-error", retryable: true });
  const refused = await send(person, await beginConversation(person), {});
  expect(refused.status).toBe(503);
});

test("204 and deleting a conversation stops what is written in it", async () => {
  const { person, cut } = await begin({});
  const id = await beginConversation(person);
  const response = await send(person, id, {}, { stream: true });
  for await (const { event } of readEvents(response)) if (event.type === "text-delta") break;
  expect((await person.request("DELETE", `/api/v1/chat/conversations/${id}`)).status).toBe(204);
  await cut;
});

test("200 and a turn that begins while leases are being renewed keeps its own", async ({ skip }) => {
  const { person, engine } = await begin({ TURN_LEASE_MS: "400" });
  const { sql } = app.deps;
  skip(sql.options.max === 1, "One connection: nothing waits for a lock");
  const [older, newer] = [await beginConversation(person), await beginConversation(person)];
  const first = readEvents(await send(person, older, {}, { stream: true }));
  // Its text is stored: what it stores later would wait for the lock too, and the other turn's events with it.
  for (let told = 0; told < 2; told += 1) await first.next();
  const locked = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const holding = sql.begin(async (tx) => {
    await tx`select from messages where conversation_id = ${older} for update`;
    locked.resolve();
    await release.promise;
  });
  await locked.promise;
  const waiting = () => sql`
    select from pg_stat_activity where wait_event_type = 'Lock' and query like '%lease_until%'
      and datname = current_database()`;
  await expect.poll(async () => (await waiting()).length, { timeout: 10_000 }).toBeGreaterThan(0);
  const goOn = Promise.withResolvers<void>();
  engine.play(async function* () {
    yield { type: "text", text: "begun" };
    await goOn.promise;
    yield* answer(" and whole");
  });
  const second = readEvents(await send(person, newer, {}, { stream: true }));
  const seen = [(await second.next()).value, (await second.next()).value];
  release.resolve();
  await holding;
  await expect.poll(async () => (await waiting()).length, { timeout: 10_000 }).toBe(0);
  await expect
    .poll(async () => (await sql`select from messages where lease_until > now()`).length, { timeout: 10_000 })
    .toBe(2);
  goOn.resolve();
  for await (const numbered of second) seen.push(numbered);
  expect(seen.at(-1)?.event).toMatchObject({ type: "turn-end", finishReason: "complete" });
  await first.return(undefined);
});
