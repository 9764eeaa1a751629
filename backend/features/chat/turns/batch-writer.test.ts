import { expect, test } from "vitest";
import { BatchWriter } from "./batch-writer.ts";

/** A store whose writes end when the test says so. */
function slowStore() {
  const batches: string[][] = [];
  let release = () => {};
  const write = async (batch: string[]) => {
    batches.push(batch);
    const { promise, resolve } = Promise.withResolvers<void>();
    release = resolve;
    await promise;
  };
  return { batches, write, release: () => release() };
}

const apart = () => null;
const breathe = () => new Promise((resolve) => setImmediate(resolve));

test("what comes during a write is the next batch", async () => {
  const store = slowStore();
  const writer = new BatchWriter({ write: store.write, capacity: 10, join: apart });
  await writer.add("a");
  await breathe();
  await writer.add("b");
  await writer.add("c");
  expect(store.batches).toEqual([["a"]]);
  store.release();
  await breathe();
  store.release();
  expect(await writer.finish()).toEqual([]);
  expect(store.batches).toEqual([["a"], ["b", "c"]]);
});

test("what waits at the end is handed back, once what is being written is", async () => {
  const store = slowStore();
  const writer = new BatchWriter({ write: store.write, capacity: 10, join: apart });
  await writer.add("a");
  await breathe();
  await writer.add("b");
  let isFinished = false;
  const left = writer.finish().finally(() => {
    isFinished = true;
  });
  await breathe();
  expect(isFinished).toBe(false);
  store.release();
  expect(await left).toEqual(["b"]);
  expect(store.batches).toEqual([["a"]]);
});

test("adding waits while the store is behind", async () => {
  const store = slowStore();
  const writer = new BatchWriter({ write: store.write, capacity: 2, join: apart });
  await writer.add("a");
  await breathe();
  await writer.add("b");
  let added = false;
  const third = writer.add("c").then(() => {
    added = true;
  });
  await breathe();
  expect(added).toBe(false);
  store.release();
  await breathe();
  store.release();
  await third;
  expect(store.batches).toEqual([["a"], ["b", "c"]]);
});

test("neighbours that can be joined are one", async () => {
  const batches: string[][] = [];
  const writer = new BatchWriter<string>({
    write: async (batch) => void batches.push(batch),
    capacity: 10,
    join: (before, after) => before + after,
  });
  const added = [writer.add("a"), writer.add("b"), writer.add("c")];
  await Promise.all(added);
  await breathe();
  expect(batches).toEqual([["abc"]]);
});

test("what a write failed with is told to whoever adds or finishes next, and nothing more is written", async () => {
  let writes = 0;
  const writer = new BatchWriter<string>({
    async write() {
      writes += 1;
      throw new Error("no store");
    },
    capacity: 10,
    join: apart,
  });
  await writer.add("a");
  await expect(writer.finish()).rejects.toThrow("no store");
  await expect(writer.add("b")).rejects.toThrow("no store");
  expect(writes).toBe(1);
});
