import { expect, test } from "vitest";
import { Reader, type WrittenEvent } from "./reader.ts";

const never = new AbortController().signal;

function text(seq: number, size = 1): WrittenEvent {
  return { seq, event: { type: "text-delta", text: String(seq) }, json: "x".repeat(size) };
}

async function numbersOf(reader: Reader, signal = never): Promise<number[]> {
  const numbers: number[] = [];
  for await (const events of reader.read(signal)) numbers.push(...events.map(({ seq }) => seq));
  return numbers;
}

test("events are read in order, also those that came before reading, until the reader is closed", async () => {
  const reader = new Reader(100);
  reader.push([text(1), text(2)]);
  const numbers = numbersOf(reader);
  await null;
  reader.push([text(3)]);
  reader.close();
  expect(await numbers).toEqual([1, 2, 3]);
});

test("a reader that is too slow is let go, and what it holds is freed", async () => {
  const reader = new Reader(10);
  reader.push([text(1, 6)]);
  reader.push([text(2, 6)]);
  reader.push([text(3, 1)]);
  expect(await numbersOf(reader)).toEqual([]);
});

test("one event that is larger than all that may wait reaches a reader that waits for it", async () => {
  const reader = new Reader(10);
  const numbers = numbersOf(reader);
  reader.push([text(1, 50)]);
  await null;
  reader.close();
  expect(await numbers).toEqual([1]);
});

test("what was read makes room again", async () => {
  const reader = new Reader(10);
  const events = reader.read(never);
  for (const seq of [1, 2, 3, 4]) {
    reader.push([text(seq, 8)]);
    expect((await events.next()).value).toMatchObject([{ seq }]);
  }
});

test("what waits is read together, up to a size that a connection takes at once", async () => {
  const reader = new Reader(1_000_000);
  reader.push([text(1, 40_000), text(2, 40_000), text(3)]);
  reader.close();
  const batches: number[][] = [];
  for await (const events of reader.read(never)) batches.push(events.map(({ seq }) => seq));
  expect(batches).toEqual([[1, 2], [3]]);
});

test("a signal ends reading while nothing comes", async () => {
  const controller = new AbortController();
  const numbers = numbersOf(new Reader(10), controller.signal);
  controller.abort();
  expect(await numbers).toEqual([]);
});
