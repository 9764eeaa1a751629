import { afterEach, expect, test } from "vitest";
import type { Message } from "../../../contract/chat.ts";
import type { Database } from "../../../platform/database.ts";
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
  for (let told = 0; told < 2; told += 1) await first.next();
  const { release, waiting } = await holdRenewals(sql, older);
  await expect.poll(waiting, { timeout: 10_000 }).toBeGreaterThan(0);
  const goOn = Promise.withResolvers<void>();
  engine.play(async function* () {
    yield { type: "text", text: "begun" };
    await goOn.promise;
    yield* answer(" and whole");
  });
  const second = readEvents(await send(person, newer, {}, { stream: true }));
  const seen = [(await second.next()).value, (await second.next()).value];
  await release();
  await expect.poll(waiting, { timeout: 10_000 }).toBe(0);
  await expect
    .poll(async () => (await sql`select from messages where lease_until > now()`).length, { timeout: 10_000 })
    .toBe(2);
  goOn.resolve();
  for await (const numbered of second) seen.push(numbered);
  expect(seen.at(-1)?.event).toMatchObject({ type: "turn-end", finishReason: "complete" });
  await first.return(undefined);
});

test("200 and a message's row that somebody else holds keeps no other turn waiting, nor its lease", async ({
  skip,
}) => {
  const { person, engine } = await begin({ TURN_LEASE_MS: "4000" });
  const { sql } = app.deps;
  skip(sql.options.max === 1, "One connection: nothing waits for a lock");
  const goOn = Promise.withResolvers<void>();
  engine.play(async function* () {
    yield { type: "text", text: "begun" };
    await goOn.promise;
    yield* answer(" and whole");
  });
  const [held, free] = [await beginConversation(person), await beginConversation(person)];
  const first = readEvents(await send(person, held, {}, { stream: true }));
  for (let told = 0; told < 2; told += 1) await first.next();
  const release = await holdMessages(sql, held);
  const second = readEvents(await send(person, free, {}, { stream: true }));
  for (let told = 0; told < 2; told += 1) await second.next();
  const leaseOf = async (conversation: string) => {
    const [{ leaseUntil }] = await sql<[{ leaseUntil: Date }]>`
      select lease_until from messages where conversation_id = ${conversation} and role = 'assistant'`;
    return leaseUntil.getTime();
  };
  const [heldUntil, freeUntil] = [await leaseOf(held), await leaseOf(free)];
  await expect.poll(() => leaseOf(free), { timeout: 10_000 }).toBeGreaterThan(freeUntil);
  expect(await leaseOf(held)).toBe(heldUntil);
  goOn.resolve();
  for await (const { event } of second) expect(event.type).not.toBe("turn-error");
  expect(await lastMessage(person, free)).toMatchObject({ status: "complete", content: "begun and whole" });
  await release();
  for await (const { event } of first) expect(event.type).not.toBe("turn-error");
  expect(await lastMessage(person, held)).toMatchObject({ status: "complete", content: "begun and whole" });
});

/** As an operator would with an open transaction. Resolves once it holds, with what lets go. */
async function holdMessages(sql: Database, conversationId: string): Promise<() => Promise<void>> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  const holding = sql.begin(async (tx) => {
    await tx`select from messages where conversation_id = ${conversationId} for update`;
    held.resolve();
    await promise;
  });
  await held.promise;
  return () => {
    resolve();
    return holding.then(() => {});
  };
}

/** Renewals that reach a conversation's message wait until `release`; `waiting` counts them. */
async function holdRenewals(sql: Database, conversationId: string) {
  await sql.unsafe(`
    create function hold_renewal() returns trigger language plpgsql as $$
      begin perform pg_advisory_xact_lock_shared(7); return new; end $$;
    create trigger hold_renewal before update of lease_until on messages for each row
      when (new.lease_until is not null and new.conversation_id = '${conversationId}') execute function hold_renewal()`);
  const { promise, resolve } = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  const holding = sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(7)`;
    held.resolve();
    await promise;
  });
  await held.promise;
  const waiting = async () => {
    const sessions = await sql`
      select from pg_stat_activity where wait_event = 'advisory' and datname = current_database()`;
    return sessions.length;
  };
  const release = () => {
    resolve();
    return holding.then(() => {});
  };
  return { release, waiting };
}
