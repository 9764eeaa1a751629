import { afterAll, beforeAll, expect, test } from "vitest";
import type { TurnResult } from "../../../contract/chat.ts";
import type { NumberedEvent } from "../../../contract/events.ts";
import { createTestApp, type Person, type TestApp } from "../../../testing/app.ts";
import {
  allEvents,
  answer,
  beginConversation,
  json,
  playableEngine,
  readEvents,
  send,
  table,
} from "../../../testing/chat.ts";

const engine = playableEngine();
let app: TestApp;
let ada: Person;

beforeAll(async () => {
  app = await createTestApp({ ...engine.options, environment: { STOP_TIMEOUT_MS: "200" } });
  ada = await app.signIn();
});
afterAll(() => app.close());

test("200 and a reader that joins in the middle sees the same events", async () => {
  const { promise: joined, resolve: join } = Promise.withResolvers<void>();
  engine.play(async function* () {
    yield { type: "text", text: "first" };
    yield* table("T", ["A"], [["1"], ["2"]]);
    await joined;
    yield* table("U", ["A"], [["3"]]);
    yield { type: "finish", reason: "complete" };
  });
  const events = readEvents(await send(ada, await beginConversation(ada), {}, { stream: true }));
  const seen = [];
  let follower: Promise<unknown[]> | null = null;
  for await (const numbered of events) {
    seen.push(numbered);
    if (numbered.event.type !== "table-end" || follower) continue;
    const [start] = seen;
    const messageId = start?.event.type === "turn-start" ? start.event.messageId : "";
    follower = allEvents(await ada.request("GET", `/api/v1/chat/messages/${messageId}/events?after=2`));
    join();
  }
  expect(await follower).toEqual(seen.slice(2));
  expect(seen.at(-1)?.event.type).toBe("turn-end");
});

test.each([
  ["after the header Last-Event-ID", "", { "Last-Event-ID": "1" }, [2, 3]],
  ["with the terminal event for a place at the end", "?after=3", {}, [3]],
  ["with the terminal event for a place in the future", "?after=99", {}, [3]],
  ["with the terminal event for a Last-Event-ID in the future", "", { "Last-Event-ID": "99" }, [3]],
  ["after the address's place, whatever the header's", "?after=2", { "Last-Event-ID": "0" }, [3]],
  ["from the first without a place", "", {}, [1, 2, 3]],
])("200 %s when the turn is over", async (_, query, headers, numbers) => {
  engine.play(() => answer("ok"));
  const result = await json<TurnResult>(await send(ada, await beginConversation(ada), {}));
  const path = `/api/v1/chat/messages/${result.message.id}/events${query}`;
  const events = await allEvents(
    await ada.request("GET", path, { headers: headers as Record<string, string> }),
  );
  expect(events.map(({ seq }) => seq)).toEqual(numbers);
});

test.each([
  ["?after=-1", {}],
  ["?after=1.5", {}],
  ["?after=2147483648", {}],
  ["?after=next", {}],
  ["", { "Last-Event-ID": "1, 2" }],
  ["", { "Last-Event-ID": "01a20810-b1e5-7318-be50-6f772e789fa6" }],
])("422 for a place that is none: %s %j", async (query, headers) => {
  const result = await json<TurnResult>(await send(ada, await beginConversation(ada), {}));
  const path = `/api/v1/chat/messages/${result.message.id}/events${query}`;
  const response = await ada.request("GET", path, { headers: headers as Record<string, string> });
  expect(await response.json()).toMatchObject({ status: 422, code: "invalid-request" });
});

test("200 and a reader who does not read is let go, and resumes to the same end", async () => {
  const conversation = await beginConversation(ada);
  const piece = "A long answer. ".repeat(2_500);
  const isStored = async (pieces: number) => {
    const [row] = await app.deps.sql`
      select count(*)::int as events from turn_events e join messages m on m.id = e.message_id
      where m.conversation_id = ${conversation}`;
    return row?.events > pieces;
  };
  engine.play(async function* () {
    for (let told = 0; told < 120; told += 1) yield { type: "text", text: piece };
    // What waits for the reader is then more than may, whatever the batches were.
    await expect.poll(() => isStored(120), { timeout: 20_000 }).toBe(true);
    yield { type: "text", text: piece };
    yield { type: "finish", reason: "complete" };
  });
  const reading = readEvents(await send(ada, conversation, {}, { stream: true }));
  const seen: NumberedEvent[] = [(await reading.next()).value, (await reading.next()).value];
  const statusOf = async () => {
    const [row] = await app.deps.sql`
      select status from messages where conversation_id = ${conversation} and role = 'assistant'`;
    return row?.status;
  };
  await expect.poll(statusOf, { timeout: 20_000 }).toBe("complete");
  for await (const numbered of reading) seen.push(numbered);
  expect(seen.at(-1)?.event.type).not.toBe("turn-end");
  const id = seen[0]?.event.type === "turn-start" ? seen[0].event.messageId : "";
  const after = seen.at(-1)?.seq ?? 0;
  const rest = await allEvents(await ada.request("GET", `/api/v1/chat/messages/${id}/events?after=${after}`));
  const all = [...seen, ...rest];
  expect(all.map(({ seq }) => seq)).toEqual(all.map((_, index) => index + 1));
  const told = all.map(({ event }) => (event.type === "text-delta" ? event.text : "")).join("");
  expect(told === piece.repeat(121)).toBe(true);
  expect(rest.at(-1)?.event.type).toBe("turn-end");
});
