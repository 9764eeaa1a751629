import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Job, JobItem } from "../../contract/jobs.ts";
import type { Page } from "../../contract/paging.ts";
import type { EngineEvent, EngineRequest } from "../../extraction/engine.ts";
import { createTestApp, type Person, type TestApp } from "../../testing/app.ts";
import { scriptedEngine } from "../../testing/scripted-engine.ts";
import { runJobs } from "./run/start.ts";

const model = scriptedEngine((request) => answerAll(request), "openai");
let app: TestApp;
let person: Person;

beforeAll(async () => {
  const engines = { default: model, offline: scriptedEngine(), openai: model };
  app = await createTestApp({ overrides: { engines } });
  person = await app.signIn();
  app.deps.lifetime.track(runJobs(app.deps));
});
afterAll(() => app.close());

/** Each input's mood is its own text in capitals. */
function* answerAll({ source, columns }: EngineRequest): Generator<EngineEvent> {
  yield { type: "table-start", title: "", columns: [], expectedRows: null };
  const isPacked = columns?.[0]?.name === "Input";
  for (const line of source?.text.split("\n") ?? []) {
    const { Input: number = "", Comment: comment = "" } = isPacked ? JSON.parse(line) : { Comment: line };
    const cells = [...(isPacked ? [number] : []), comment.toUpperCase()];
    yield { type: "row", cells: cells.map((text) => ({ text })) };
  }
  yield { type: "table-end", expectedRows: null, gaps: [] };
  yield { type: "usage", usage: { inputTokens: 10, outputTokens: 2, cachedTokens: 0 } };
  yield { type: "finish", reason: "complete" };
}

const job = {
  instruction: "Shout {{Comment}}",
  headers: ["Id", "Comment"],
  key: "Id",
  columns: [{ name: "Shout", type: "text" }],
  ...{ locale: "en-US", timeZone: "UTC" },
};

async function ended(id: string): Promise<Job> {
  for (;;) {
    const found = (await (await person.request("GET", `/api/v1/jobs/${id}`)).json()) as Job;
    if (!["queued", "running"].includes(found.status)) return found;
    await wait(20);
  }
}

test("201, and each row gets the answer to its own cells", async () => {
  const rows = Array.from({ length: 12 }, (_, at) => [`k${at}`, `word ${at}`]);
  const response = await person.request("POST", "/api/v1/jobs", { body: { ...job, rows } });
  expect(response.status).toBe(201);
  const created = (await response.json()) as Job;
  expect(created).toMatchObject({ status: "queued", reads: ["Comment"], counts: { total: 12, done: 0 } });
  const done = await ended(created.id);
  expect(done).toMatchObject({ status: "complete", counts: { total: 12, done: 12, failed: 0, reused: 0 } });
  const items = (await (
    await person.request("GET", `/api/v1/jobs/${created.id}/items`)
  ).json()) as Page<JobItem>;
  expect(items.items.map(({ key, cells }) => [key, cells?.[0]?.value])).toEqual(
    rows.map(([key, comment]) => [key, comment?.toUpperCase()]),
  );
  expect(model.requests.length).toBe(3);
});
