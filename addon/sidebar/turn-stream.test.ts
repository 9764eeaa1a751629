import { afterEach, expect, test, vi } from "vitest";
import type { NumberedEvent, TurnEvent } from "../../backend/contract/events.ts";
import { Failure } from "./failure.ts";
import type { Session } from "./session.ts";
import { sendTurn } from "./turn-stream.ts";

afterEach(() => vi.useRealTimers());

const usage = { inputTokens: 0, outputTokens: 0, cachedTokens: 0 };
const turn: TurnEvent[] = [
  { type: "turn-start", messageId: "m1", conversationId: "c1", engine: "offline", model: null },
  { type: "text-delta", text: "a" },
  { type: "text-delta", text: "b" },
  { type: "text-delta", text: "c" },
  { type: "turn-end", usage, cost: null, durationMs: 1, finishReason: "complete" },
];
const asStream = (from: number, to: number) =>
  turn
    .map((event, at) => `id: ${at + 1}\ndata: ${JSON.stringify(event)}\n\n`)
    .slice(from, to)
    .join("");

/** `hang` connects and is silent, `no-answer` does not even connect. */
type Answer = string | Failure | "hang" | "no-answer";

/** Gives the answers one after another; the last one again and again. */
function run(answers: Answer[], options: { idleMs?: number } = {}) {
  const requests: { path: string; key: string | null }[] = [];
  const got: NumberedEvent[] = [];
  const waits: number[] = [];
  const drops: number[] = [];
  let waited = 0;
  const session: Session = {
    async send(path, init = {}) {
      requests.push({ path, key: new Headers(init.headers).get("Idempotency-Key") });
      const answer = answers[Math.min(requests.length, answers.length) - 1];
      if (answer instanceof Failure) throw answer;
      if (answer === "no-answer") {
        return new Promise((_, reject) =>
          init.signal?.addEventListener("abort", () => reject(new Error("cut"))),
        );
      }
      if (answer === "hang") {
        return new Response(
          new ReadableStream({
            start: (controller) =>
              init.signal?.addEventListener("abort", () => controller.error(new Error("cut"))),
          }),
        );
      }
      return new Response(answer ?? "");
    },
    sendOpen: () => Promise.reject(new Error("unused")),
    signIn: () => Promise.reject(new Error("unused")),
    signOut: () => Promise.reject(new Error("unused")),
  };
  const body = { content: "hi", locale: "en", timeZone: "UTC" };
  const done = sendTurn(
    session,
    { body, key: "key-1" },
    {
      signal: new AbortController().signal,
      onEvents: (events) => got.push(...events),
      onDrop: () => drops.push(got.length),
      wait: async (ms) => {
        waits.push(ms);
        waited += ms;
      },
      now: () => performance.now() + waited,
      ...options,
    },
  );
  return { done, requests, got, waits, drops };
}

const seqs = (events: NumberedEvent[]) => events.map(({ seq }) => seq);

test("a whole stream is read with one request", async () => {
  const { done, requests, got, drops } = run([asStream(0, 5)]);
  await done;
  expect(seqs(got)).toEqual([1, 2, 3, 4, 5]);
  expect(requests).toEqual([{ path: "/chat/messages", key: "key-1" }]);
  expect(drops).toEqual([]);
});

test.each([1, 2, 3, 4])("cut off after event %i, it resumes there: none twice, none missing", async (cut) => {
  const { done, requests, got, drops } = run([asStream(0, cut), asStream(cut, 5)]);
  await done;
  expect(seqs(got)).toEqual([1, 2, 3, 4, 5]);
  expect(requests[1]).toEqual({ path: `/chat/messages/m1/events?after=${cut}`, key: null });
  expect(drops).toEqual([cut]);
});

test("a server that replays from the start doubles nothing", async () => {
  const { done, got } = run([asStream(0, 3), asStream(0, 5)]);
  await done;
  expect(seqs(got)).toEqual([1, 2, 3, 4, 5]);
});

test("before the first event the message is repeated under its own key", async () => {
  const { done, requests } = run([new Failure({ code: "unreachable" }), asStream(0, 5)]);
  await done;
  expect(requests.map(({ key }) => key)).toEqual(["key-1", "key-1"]);
});

test("a refusal is not repeated", async () => {
  const { done, requests } = run([new Failure({ code: "source-too-large", status: 413 })]);
  await expect(done).rejects.toMatchObject({ info: { code: "source-too-large" } });
  expect(requests).toHaveLength(1);
});

test.each([
  ["refuses connections", new Failure({ code: "unreachable" })],
  ["is not ready", new Failure({ code: "unavailable", status: 503 })],
  ["closes every stream at once", ""],
])("a server that %s is asked again for less than 5 s, then the turn is interrupted", async (_, answer) => {
  const { done, requests, waits } = run([asStream(0, 2), answer]);
  await expect(done).rejects.toMatchObject({ info: { code: "interrupted" } });
  const waited = waits.reduce((sum, ms) => sum + ms, 0);
  expect(waited).toBeGreaterThan(3_000);
  expect(waited).toBeLessThan(5_000);
  expect(requests).toHaveLength(waits.length + 1);
});

test("a connection that never comes is given up in the same time", async () => {
  vi.useFakeTimers();
  const { done, requests } = run([asStream(0, 2), "no-answer"]);
  const outcome = expect(done).rejects.toMatchObject({ info: { code: "interrupted" } });
  await vi.advanceTimersByTimeAsync(5_000);
  await outcome;
  expect(requests).toHaveLength(2);
});

test("each drop has its own time: many short ones do not add up", async () => {
  const cut = [0, 1, 2, 3].flatMap((at) => [
    asStream(at, at + 1),
    ...Array<Answer>(3).fill(new Failure({ code: "unreachable" })),
  ]);
  const { done, got, waits } = run([...cut, asStream(4, 5)]);
  await done;
  expect(seqs(got)).toEqual([1, 2, 3, 4, 5]);
  expect(waits.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThan(5_000);
});

test("a stream that falls silent counts as dropped", async () => {
  const { done, got } = run(["hang", asStream(0, 5)], { idleMs: 10 });
  await done;
  expect(seqs(got)).toEqual([1, 2, 3, 4, 5]);
});
