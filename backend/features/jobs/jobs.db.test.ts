import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import type { Job, JobEstimate } from "../../contract/jobs.ts";
import type { Template } from "../../contract/templates.ts";
import { EngineError } from "../../extraction/engine.ts";
import { createOfflineEngine } from "../../extraction/offline/engine.ts";
import { createTestApp, type Person, type TestApp } from "../../testing/app.ts";
import { untilCut } from "../../testing/chat.ts";
import {
  endedJob,
  eventsOf,
  inputsOf,
  itemsOf,
  post,
  readJob,
  shoutBack,
  shouting,
  startJob,
  wordRows,
} from "../../testing/jobs.ts";
import { type Script, scriptedEngine } from "../../testing/scripted-engine.ts";
import { runJobs } from "./run/start.ts";
import { deliverWebhooks } from "./webhook/deliver.ts";

let script: Script = shoutBack;
const model = scriptedEngine((request, signal) => script(request, signal), "openai");
let app: TestApp;
let person: Person;

beforeAll(async () => {
  const engines = { default: model, offline: createOfflineEngine(), openai: model };
  const environment = {
    ...{ MAX_JOB_ROWS: "300", JOBS_AT_ONCE: "3", ADMIN_CONTACT: "ada@example.com", WEBHOOK_PRIVATE: "on" },
    OPENAI_PRICES: "1,1,10",
  };
  app = await createTestApp({ overrides: { engines }, environment });
  app.deps.lifetime.track(runJobs(app.deps));
  app.deps.lifetime.track(deliverWebhooks(app.deps));
});
beforeEach(async () => {
  script = shoutBack;
  model.requests.length = 0;
  person = await app.signIn();
});
afterAll(() => app.close());

const asked = () => model.requests.flatMap((request) => inputsOf(request).map((input) => input.text));

test("every row gets the answer to its own cells, equal ones one answer, blank ones none, several in a request", async () => {
  const rows = [...wordRows(30), ["again", "word 3"], ["blank", "  "]];
  const created = await startJob(person, { rows });
  expect(created).toMatchObject({ status: "queued", reads: ["Comment"], counts: { total: 32, done: 0 } });
  const job = await endedJob(person, created.id);
  expect(job).toMatchObject({ status: "complete", counts: { total: 32, done: 32, failed: 0, reused: 1 } });
  expect(job.usage.inputTokens).toBe(10 * model.requests.length);
  const items = await itemsOf(person, job.id);
  const answers = rows.map(([key, comment = ""]) => [
    key,
    comment.trim() === "" ? null : comment.toUpperCase(),
  ]);
  expect(items.map(({ key, cells }) => [key, cells?.[0]?.value])).toEqual(answers);
  const read = createHash("sha256")
    .update(JSON.stringify(["word 3"]))
    .digest("hex");
  expect(items.filter(({ inputHash }) => inputHash === read).map(({ key }) => key)).toEqual(["k3", "again"]);
  expect(asked().sort()).toEqual(
    wordRows(30)
      .map(([, comment]) => comment)
      .sort(),
  );
  expect(model.requests.length).toBeLessThan(6);
});

test("what was answered before is reused by a later job, unless it asks anew", async () => {
  await endedJob(person, (await startJob(person, { rows: wordRows(5) })).id);
  model.requests.length = 0;
  const again = await endedJob(person, (await startJob(person, { rows: wordRows(6) })).id);
  expect(again.counts).toMatchObject({ done: 6, reused: 5 });
  expect(asked()).toEqual(["word 5"]);
  const fresh = await endedJob(person, (await startJob(person, { rows: wordRows(5), fresh: true })).id);
  expect(fresh.counts).toMatchObject({ done: 5, reused: 0 });
  const other = await app.signIn();
  expect((await endedJob(other, (await startJob(other, { rows: wordRows(2) })).id)).counts.reused).toBe(0);
});

test("events tell each item once, in order, and go on after a number; NDJSON and pages hold all items", async () => {
  const { id } = await startJob(person, { rows: wordRows(25) });
  const told = await eventsOf(person, id);
  const numbered = told.filter(({ event }) => event.type !== "job-progress");
  expect(numbered.map((one) => one.id)).toEqual(numbered.map((_, at) => at + 1));
  expect(numbered.map(({ event }) => event.type)).toEqual([
    "job-start",
    ...Array(25).fill("item-end"),
    "job-end",
  ]);
  expect(await eventsOf(person, id, 20)).toEqual(numbered.slice(20));
  const lines = await person.request("GET", `/api/v1/jobs/${id}/items`, {
    headers: { Accept: "application/x-ndjson" },
  });
  const all = (await lines.text())
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(all.map(({ position }) => position)).toEqual(wordRows(25).map((_, at) => at));
  const first = (await (await person.request("GET", `/api/v1/jobs/${id}/items?limit=20`)).json()) as {
    nextCursor: string;
  };
  expect((await itemsOf(person, id, `?cursor=${first.nextCursor}`)).map(({ position }) => position)).toEqual([
    20, 21, 22, 23, 24,
  ]);
});

test("what cannot be read is asked for alone, then fails with its reason; a retry takes what failed", async () => {
  script = function* (request) {
    const isBad = inputsOf(request).some((input) => input.text === "word 2");
    if (isBad) throw new EngineError("model-refused", { retryable: false });
    yield* shoutBack(request);
  };
  const { id } = await startJob(person, { rows: wordRows(4) });
  expect(await endedJob(person, id)).toMatchObject({ status: "complete", counts: { done: 3, failed: 1 } });
  const [failed] = await itemsOf(person, id, "?status=failed");
  expect(failed).toMatchObject({ position: 2, cells: null, problem: { code: "model-refused" } });
  script = shoutBack;
  model.requests.length = 0;
  expect((await post(person, `/${id}/retry`, {})).status).toBe(200);
  expect(await endedJob(person, id)).toMatchObject({ status: "complete", counts: { done: 4, failed: 0 } });
  expect(asked()).toEqual(["word 2"]);
  expect((await post(person, `/${id}/retry`, { positions: [0], fresh: true })).status).toBe(200);
  expect(await endedJob(person, id)).toMatchObject({ counts: { done: 4 } });
  expect(asked()).toEqual(["word 2", "word 0"]);
  const nothing = await post(person, `/${id}/retry`, {});
  expect([nothing.status, ((await nothing.json()) as { code: string }).code]).toEqual([409, "job-ended"]);
});

test("out of credit pauses and names the admin; what was asked for is kept for when it goes on", async () => {
  script = () => {
    throw new EngineError("model-out-of-credit", { retryable: false });
  };
  const { id } = await startJob(person, { rows: wordRows(3) });
  const paused = await endedJob(person, id);
  expect(paused).toMatchObject({ status: "paused", counts: { done: 0, failed: 0 } });
  expect(paused.problem).toMatchObject({
    code: "model-out-of-credit",
    detail: expect.stringContaining("ada@example.com"),
  });
  script = shoutBack;
  expect((await post(person, `/${id}/resume`, {})).status).toBe(200);
  expect(await endedJob(person, id)).toMatchObject({
    status: "complete",
    problem: null,
    counts: { done: 3 },
  });
});

test("a cap of rows is met exactly, a cap of money never passed; a higher one lets it go on", async () => {
  const rows = await startJob(person, { rows: wordRows(50), cap: { rows: 23 } });
  expect(await endedJob(person, rows.id)).toMatchObject({
    ...{ status: "paused", problem: { code: "job-cap-reached" }, counts: { done: 23, failed: 0 } },
  });
  expect((await post(person, `/${rows.id}/resume`, { cap: {} })).status).toBe(200);
  expect(await endedJob(person, rows.id)).toMatchObject({ status: "complete", counts: { done: 50 } });
  const none = await startJob(person, { rows: wordRows(5, "dear"), cap: { amount: 0.01 } });
  expect(await endedJob(person, none.id)).toMatchObject({
    status: "paused",
    counts: { done: 0 },
    cost: { amount: 0 },
  });
});

test("stopped while it runs, it gives back what it had begun, and goes on when it is resumed", async () => {
  let begun = 0;
  script = async function* (_, signal) {
    begun += 1;
    await untilCut(signal);
    yield* [];
  };
  const { id } = await startJob(person, { rows: wordRows(8) });
  while (begun === 0) await wait(20);
  expect((await post(person, `/${id}/resume`, {})).status).toBe(409);
  expect((await post(person, `/${id}/stop`, {})).status).toBe(200);
  expect(await endedJob(person, id)).toMatchObject({ status: "stopped", counts: { done: 0, failed: 0 } });
  script = shoutBack;
  await post(person, `/${id}/resume`, {});
  expect(await endedJob(person, id)).toMatchObject({ status: "complete", counts: { done: 8 } });
  expect(
    (await eventsOf(person, id)).map(({ event }) => event.type).filter((type) => type !== "item-end"),
  ).toEqual([...["job-start", "job-end", "job-start", "job-end"]]);
});

test("one key makes one job, and somebody else's job is not there", async () => {
  const headers = { "Idempotency-Key": "job-1" };
  const [first, second] = await Promise.all(
    [1, 2].map(
      async () =>
        (await post(person, "", { ...shouting, rows: wordRows(2) }, { headers })).json() as Promise<Job>,
    ),
  );
  expect(second?.id).toBe(first?.id);
  await endedJob(person, first?.id ?? "");
  const other = await app.signIn();
  for (const path of ["", "/items", "/events"]) {
    expect((await other.request("GET", `/api/v1/jobs/${first?.id}${path}`)).status).toBe(404);
  }
  for (const path of ["stop", "resume", "retry"])
    expect((await post(other, `/${first?.id}/${path}`, {})).status).toBe(404);
  expect(await (await other.request("GET", "/api/v1/jobs")).json()).toEqual({ items: [], nextCursor: null });
});

test("its webhook is told once it has ended, signed", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const got = once(server, "request");
  const { id } = await startJob(person, { rows: wordRows(2), webhook: { url, secret: "s".repeat(24) } });
  const [incoming, outgoing] = await got;
  expect(JSON.parse(await text(incoming))).toMatchObject({
    type: "job-end",
    jobId: id,
    job: { status: "complete" },
  });
  expect(incoming.headers["webhook-signature"]).toMatch(/^v1,/);
  outgoing.writeHead(204).end();
  let webhook: Job["webhook"] = null;
  while (webhook?.status !== "delivered") ({ webhook } = await readJob(person, id));
  expect(JSON.stringify(webhook)).not.toContain("sss");
});

test("an estimate counts different inputs, those answered before, and what the rest takes; nothing is asked", async () => {
  await endedJob(person, (await startJob(person, { rows: wordRows(10) })).id);
  model.requests.length = 0;
  const { key: _, ...body } = shouting;
  const rows = [...wordRows(60), ...wordRows(60)];
  const estimate = (await (await post(person, "/estimate", { ...body, rows })).json()) as JobEstimate;
  expect(estimate).toMatchObject({
    rows: 120,
    inputs: 60,
    reusable: 10,
    requests: 3,
    engine: "openai",
    model: "scripted",
  });
  expect(estimate.tokens.input).toBeGreaterThan(0);
  expect(estimate.cost?.amount).toBeGreaterThan(0);
  expect(model.requests).toEqual([]);
});

test.each([
  ["an instruction without a column", { instruction: "Shout" }, 422, "instruction-without-column"],
  ["a column that is not there", { instruction: "Shout {{Commnt}}" }, 422, "unknown-column"],
  ["a key that is not there", { key: "Nr" }, 422, "unknown-column"],
  ["too many rows", { rows: wordRows(301) }, 413, "too-many-rows"],
  ["a cell that no sheet holds", { rows: [["1", "x".repeat(50_001)]] }, 413, "cell-too-large"],
  ["neither rows nor texts", { rows: undefined }, 422, "invalid-request"],
  ["rows and texts", { texts: ["a"] }, 422, "invalid-request"],
  ["rows without headers", { headers: undefined }, 422, "invalid-request"],
  ["no columns", { columns: undefined }, 422, "invalid-request"],
  [
    "columns that nobody can keep to",
    { columns: [{ name: "A", type: "id", pattern: "(a" }] },
    422,
    "unsupported-columns",
  ],
  [
    "a webhook with a password",
    { webhook: { url: "https://a:b@example.com", secret: "s".repeat(24) } },
    422,
    "webhook-refused",
  ],
])("refused with a code of its own: %s", async (_, more, status, code) => {
  const response = await post(person, "", { ...shouting, rows: wordRows(2), ...more });
  expect([response.status, response.headers.get("content-type")]).toEqual([
    status,
    "application/problem+json",
  ]);
  expect(await response.json()).toMatchObject({ code });
  expect(await (await person.request("GET", "/api/v1/jobs")).json()).toMatchObject({ items: [] });
});

test("a cell of 50,000 characters is asked by itself", async () => {
  const rows = [
    ["1", "a"],
    ["2", "x".repeat(50_000)],
    ["3", "b"],
  ];
  const { id } = await startJob(person, { rows });
  expect(await endedJob(person, id)).toMatchObject({ status: "complete", counts: { done: 3 } });
  expect(model.requests.map((request) => inputsOf(request).length).sort()).toEqual([1, 1, 1]);
});

test("404 for a template that was deleted; a job that was made with it before goes on as it was", async () => {
  const columns = [{ name: "Shout", type: "text" }];
  const made = await person.request("POST", "/api/v1/templates", { body: { name: "T", columns } });
  const { id: templateId } = (await made.json()) as Template;
  const { columns: _, ...body } = shouting;
  const job = (await (await post(person, "", { ...body, templateId, rows: wordRows(2) })).json()) as Job;
  expect(job).toMatchObject({ templateId, templateVersion: 1, columns });
  await person.request("DELETE", `/api/v1/templates/${templateId}`);
  const refused = await post(person, "", { ...body, templateId, rows: wordRows(2) });
  expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([
    404,
    "template-not-found",
  ]);
  await endedJob(person, job.id);
  await post(person, `/${job.id}/retry`, { positions: [1], fresh: true });
  expect(await endedJob(person, job.id)).toMatchObject({ status: "complete", counts: { done: 2 } });
});

test("429 when too many of a person's jobs are under way", async () => {
  script = async function* (_, signal) {
    await untilCut(signal);
    yield* [];
  };
  const jobs = [];
  for (let at = 0; at < 3; at++) jobs.push(await startJob(person, { rows: wordRows(1, `job ${at}`) }));
  const response = await post(person, "", { ...shouting, rows: wordRows(1) });
  expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([
    429,
    "too-many-jobs",
  ]);
  for (const { id } of jobs) await post(person, `/${id}/stop`, {});
  for (const { id } of jobs) await endedJob(person, id);
});
