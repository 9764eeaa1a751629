import { expect, test } from "vitest";
import { formatEvent, type ServerSentEvent, sseResponse } from "./sse.ts";

const options = {
  heartbeatMs: 1_000,
  onFault: (): ServerSentEvent => ({ event: "turn-error", data: { code: "internal" } }),
};

test("an event carries its number, its name and one line of data", () => {
  expect(formatEvent({ id: 7, event: "text-delta", data: { text: "a" } })).toBe(
    'id: 7\nevent: text-delta\ndata: {"text":"a"}\n\n',
  );
});

test.each(["a\n\nevent: turn-end\ndata: {}", "a\r\rid: 99", "a\r\n\r\n", "\u2028\u0000"])(
  "%j in data stays in its one line",
  (text) => {
    const lines = formatEvent({ id: 1, event: "text-delta", data: { text } }).split(/\r\n|\r|\n/);
    expect(lines).toHaveLength(5);
    expect(JSON.parse(lines[2]?.replace("data: ", "") ?? "")).toEqual({ text });
  },
);

test("a name with a line break is refused", () => {
  expect(() => formatEvent({ event: "a\nid: 9", data: null })).toThrow(TypeError);
});

test("a stream ends when its events do", async () => {
  async function* events(): AsyncGenerator<ServerSentEvent[]> {
    yield [{ id: 1, event: "turn-start", data: {} }];
    yield [
      { id: 2, event: "text-delta", data: {} },
      { id: 3, event: "turn-end", data: {} },
    ];
  }
  const text = await sseResponse(events, options).text();
  expect(text.match(/^event: .*$/gm)).toEqual(["event: turn-start", "event: text-delta", "event: turn-end"]);
});

test("a fault ends the stream with an event that says nothing of its cause", async () => {
  // biome-ignore lint/correctness/useYield: it fails before it tells anything
  async function* events(): AsyncGenerator<ServerSentEvent[]> {
    throw new Error("password=hunter2");
  }
  const text = await sseResponse(events, options).text();
  expect(text).toContain('event: turn-error\ndata: {"code":"internal"}');
  expect(text).not.toContain("hunter2");
});

test("silence is broken by comments, and no event is lost over them", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  async function* events(): AsyncGenerator<ServerSentEvent[]> {
    await promise;
    yield [{ id: 1, event: "turn-end", data: {} }];
  }
  const reader = sseResponse(events, { ...options, heartbeatMs: 5 }).body?.getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (let comments = 0; comments < 3; comments++) text += decoder.decode((await reader?.read())?.value);
  expect(text).toBe(":\n\n:\n\n:\n\n");
  resolve();
  while (!text.includes("event:")) text += decoder.decode((await reader?.read())?.value);
  expect(text).toMatch(/^(:\n\n)+id: 1\nevent: turn-end/);
});

test("a reader who goes ends the events", async () => {
  const ended = Promise.withResolvers<void>();
  async function* events(signal: AbortSignal): AsyncGenerator<ServerSentEvent[]> {
    signal.addEventListener("abort", () => ended.resolve());
    yield [{ id: 1, event: "turn-start", data: {} }];
    await ended.promise;
  }
  const reader = sseResponse(events, options).body?.getReader();
  await reader?.read();
  await reader?.cancel();
  await expect(ended.promise).resolves.toBeUndefined();
});
