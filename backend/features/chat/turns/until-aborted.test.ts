import { expect, test } from "vitest";
import { untilAborted } from "./until-aborted.ts";

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

test("items pass until the source ends", async () => {
  async function* source() {
    yield* [1, 2];
  }
  expect(await collect(untilAborted(source(), new AbortController().signal))).toEqual([1, 2]);
});

test("a source that hangs and does not hear the signal is left", async () => {
  const controller = new AbortController();
  async function* source() {
    yield 1;
    controller.abort();
    await new Promise(() => {});
  }
  expect(await collect(untilAborted(source(), controller.signal))).toEqual([1]);
});

test("what the source throws is thrown", async () => {
  // biome-ignore lint/correctness/useYield: it fails before its first item
  async function* source(): AsyncGenerator<number> {
    throw new Error("broken");
  }
  await expect(collect(untilAborted(source(), new AbortController().signal))).rejects.toThrow("broken");
});
