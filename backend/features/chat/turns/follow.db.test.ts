import { afterAll, beforeAll, expect, test } from "vitest";
import type { TurnResult } from "../../../contract/chat.ts";
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
