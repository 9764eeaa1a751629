import { afterAll, expect, test } from "vitest";
import { makePdf } from "../../testing/files.ts";
import { createFileReader, type ReaderLimits } from "./reader-pool.ts";

const limits: ReaderLimits = {
  maxSourceBytes: 5_000_000,
  maxFilePages: 3,
  maxFileInflatedBytes: 50_000_000,
  fileTimeoutMs: 30_000,
  fileMemoryMb: 256,
};
const never = new AbortController().signal;
const readers = [createFileReader(limits, 1), createFileReader({ ...limits, fileTimeoutMs: 1 }, 1)] as const;
const [reader, hurried] = readers;
afterAll(() => Promise.all(readers.map((it) => it.close())));

const page = [{ x: 50, y: 700, text: "Total: 12.50 EUR" }];

test("reads in a worker, and says in the worker's words why it cannot", async () => {
  const read = await reader.read({ name: "a.pdf", bytes: makePdf([page, page]) }, never);
  expect(read).toMatchObject({ kind: "pdf", pages: 2, text: "Total: 12.50 EUR\n\f\nTotal: 12.50 EUR" });
  const many = { name: "a.pdf", bytes: makePdf([page, page, page, page]) };
  await expect(reader.read(many, never)).rejects.toMatchObject({ code: "file-too-many-pages" });
});

test("a file that takes too long is told so; the next one is read by another worker", async () => {
  await expect(hurried.read({ name: "a.pdf", bytes: makePdf([page]) }, never)).rejects.toMatchObject({
    code: "file-timeout",
  });
});

test("aborting ends it", async () => {
  const stop = new AbortController();
  const reading = reader.read({ name: "a.pdf", bytes: makePdf([page]) }, stop.signal);
  stop.abort();
  await expect(reading).rejects.toMatchObject({ name: "AbortError" });
});
