import { afterAll, expect, test } from "vitest";
import { collect } from "../testing/extraction.ts";
import type { EngineRequest } from "./engine.ts";
import { createOfflineEngine } from "./offline/engine.ts";
import { extract } from "./pipeline.ts";
import { createWorkerPool } from "./worker-pool.ts";

const pool = createWorkerPool(1);
const inline = createOfflineEngine();
const engine = { ...inline, extractElsewhere: pool.extract };
afterAll(() => pool.close());

function csv(rows: number): EngineRequest {
  const lines = Array.from({ length: rows }, (_, i) => `${i},Customer ${i},${i}.50,2026-01-02`);
  const text = ["id,name,amount,date", ...lines].join("\n");
  return {
    ...{ prompt: "", history: [], columns: null, revises: null, mode: "extract" },
    source: { kind: "text", title: "t.csv", text },
    ...{ locale: "en-US", timeZone: "UTC", now: new Date("2026-11-23T12:00:00Z") },
  };
}

const forever = new AbortController().signal;

test("a heavy source gives in a worker what it gives inline", async () => {
  const request = csv(4_000);
  const inWorker = await collect(extract(engine, request, forever));
  expect(inWorker.filter(({ type }) => type === "row-add")).toHaveLength(4_000);
  expect(inWorker).toEqual(await collect(extract(inline, request, forever)));
});

test("stopping ends the worker, and the next request gets one", async () => {
  const stop = new AbortController();
  let rows = 0;
  for await (const { type } of extract(engine, csv(20_000), stop.signal)) {
    if (type === "row-add") rows += 1;
    if (rows === 10) stop.abort();
  }
  expect(rows).toBeLessThan(1_000);
  const next = await collect(extract(engine, csv(3_000), forever));
  expect(next.at(-1)).toMatchObject({ type: "finish" });
});

test("a reader that leaves frees the worker", async () => {
  for await (const _ of extract(engine, csv(20_000), forever)) break;
  const next = await collect(extract(engine, csv(3_000), forever));
  expect(next.at(-1)).toMatchObject({ type: "finish" });
});
