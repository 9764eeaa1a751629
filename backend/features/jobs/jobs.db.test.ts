import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import type { Job, JobEstimate } from "../../contract/jobs.ts";
import { EngineError } from "../../extraction/engine.ts";
import { erase } from "../../platform/erase.ts";
import { createSealer } from "../../platform/sealer.ts";
import type { Person } from "../../testing/app.ts";
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
import { type JobsApp, openJobsApp } from "../../testing/jobs-app.ts";
import type { StoredWebhook } from "./queries.ts";
import { rotateSecrets } from "./webhook/rotate-secrets.ts";
import { openSecret } from "./webhook/secret.ts";

let jobs: JobsApp;
let person: Person;

beforeAll(async () => {
  jobs = await openJobsApp({ ADMIN_CONTACT: "ada@example.com", WEBHOOK_PRIVATE: "on" });
});
beforeEach(async () => {
  jobs.follow(shoutBack);
  person = await jobs.app.signIn();
});
afterAll(() => jobs.app.close());

const asked = () => jobs.model.requests.flatMap((request) => inputsOf(request).map((input) => input.text));

test("every row gets the answer to its own cells, equal ones one answer, blank ones none, several in a request", async () => {
  const rows = [...wordRows(30), ["again", "word 3"], ["blank", "  "]];
  const created = await startJob(person, { rows });
  expect(created).toMatchObject({ status: "queued", reads: ["Comment"], counts: { total: 32, done: 0 } });
  const job = await endedJob(person, created.id);
  expect(job).toMatchObject({ status: "complete", counts: { total: 32, done: 32, failed: 0, reused: 1 } });
  expect(job.usage.inputTokens).toBe(10 * jobs.model.requests.length);
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
  expect(jobs.model.requests.length).toBeLessThan(6);
});

test("what was answered before is reused by a later job, unless it asks anew", async () => {
  await endedJob(person, (await startJob(person, { rows: wordRows(5) })).id);
  jobs.model.requests.length = 0;
  const again = await endedJob(person, (await startJob(person, { rows: wordRows(6) })).id);
  expect(again.counts).toMatchObject({ done: 6, reused: 5 });
  expect(asked()).toEqual(["word 5"]);
  const fresh = await endedJob(person, (await startJob(person, { rows: wordRows(5), fresh: true })).id);
  expect(fresh.counts).toMatchObject({ done: 5, reused: 0 });
  const other = await jobs.app.signIn();
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
  jobs.follow(function* (request) {
    const isBad = inputsOf(request).some((input) => input.text === "word 2");
    if (isBad) throw new EngineError("model-refused", { retryable: false });
    yield* shoutBack(request);
  });
  const { id } = await startJob(person, { rows: wordRows(4) });
  expect(await endedJob(person, id)).toMatchObject({ status: "complete", counts: { done: 3, failed: 1 } });
  const [failed] = await itemsOf(person, id, "?status=failed");
  expect(failed).toMatchObject({ position: 2, cells: null, problem: { code: "model-refused" } });
  jobs.follow(shoutBack);
  jobs.model.requests.length = 0;
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
  jobs.follow(() => {
    throw new EngineError("model-out-of-credit", { retryable: false });
  });
  const { id } = await startJob(person, { rows: wordRows(3) });
  const paused = await endedJob(person, id);
  expect(paused).toMatchObject({ status: "paused", counts: { done: 0, failed: 0 } });
  expect(paused.problem).toMatchObject({
    code: "model-out-of-credit",
    detail: expect.stringContaining("ada@example.com"),
  });
  jobs.follow(shoutBack);
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
  jobs.follow(async function* (_, signal) {
    begun += 1;
    await untilCut(signal);
    yield* [];
  });
  const { id } = await startJob(person, { rows: wordRows(8) });
  while (begun === 0) await wait(20);
  expect((await post(person, `/${id}/resume`, {})).status).toBe(409);
  expect((await post(person, `/${id}/stop`, {})).status).toBe(200);
  expect(await endedJob(person, id)).toMatchObject({ status: "stopped", counts: { done: 0, failed: 0 } });
  jobs.follow(shoutBack);
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
  const other = await jobs.app.signIn();
  const ways = ["GET ", "GET /items", "GET /events", "DELETE ", "POST /stop", "POST /resume", "POST /retry"];
  for (const [method = "", path] of ways.map((way) => way.split(" "))) {
    const body = method === "POST" ? { body: {} } : {};
    expect((await other.request(method, `/api/v1/jobs/${first?.id}${path}`, body)).status).toBe(404);
  }
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
  jobs.model.requests.length = 0;
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
  expect(jobs.model.requests).toEqual([]);
});

test("a deleted one is gone at once, stopped where it ran, and erased with its inputs after a while", async () => {
  let begun = 0;
  jobs.follow(async function* (_, signal) {
    begun += 1;
    await untilCut(signal);
    yield* [];
  });
  const { id } = await startJob(person, { rows: wordRows(8) });
  while (begun === 0) await wait(20);
  const other = await jobs.app.signIn();
  expect((await other.request("DELETE", `/api/v1/jobs/${id}`)).status).toBe(404);
  expect((await person.request("DELETE", `/api/v1/jobs/${id}`)).status).toBe(204);
  expect((await person.request("GET", `/api/v1/jobs/${id}`)).status).toBe(404);
  expect((await person.request("DELETE", `/api/v1/jobs/${id}`)).status).toBe(404);
  const { sql, clock } = jobs.app.deps;
  const running = () => sql`select from jobs where id = ${id} and runner is not null`;
  while ((await running()).length > 0) await wait(20);
  await erase(sql, 30, clock());
  expect(await sql`select from job_items where job_id = ${id}`).toHaveLength(8);
  expect(await erase(sql, 0, clock())).toMatchObject({ jobs: 1 });
  expect(await sql`select from job_items where job_id = ${id}`).toEqual([]);
});

test("a webhook's secret is kept sealed; with its key gone nothing is sent, and rotation takes it along", async () => {
  const secret = "s".repeat(24);
  const webhook = { url: "http://127.0.0.1:9/", secret };
  const { id } = await startJob(person, { rows: wordRows(1), webhook });
  const { deps } = jobs.app;
  const [kept] = await deps.sql<{ webhook: StoredWebhook }[]>`select webhook from jobs where id = ${id}`;
  expect(JSON.stringify(kept)).not.toContain(secret);
  const stored = kept?.webhook.secret ?? "";
  expect([openSecret(deps, id, stored), openSecret(deps, person.user.id, stored)]).toEqual([secret, null]);
  const key = (name: string) => ({ id: name, key: randomBytes(32) });
  const changed = { ...deps, sealer: createSealer([key("other")]) };
  expect(openSecret(changed, id, stored)).toBeNull();
  expect((await rotateSecrets(changed)).lost).toBeGreaterThan(0);
  expect(await rotateSecrets(deps)).toEqual({ sealed: 0, lost: 0 });
});

test("those of a spreadsheet are listed by it, with where their rows came from", async () => {
  const origin = { spreadsheetId: "sheet-1", sheetId: 0, row: 1, column: 2, replaces: true };
  const { id } = await startJob(person, { rows: wordRows(1), origin });
  await startJob(person, { rows: wordRows(1) });
  const list = await person.request("GET", "/api/v1/jobs?spreadsheetId=sheet-1");
  expect(await list.json()).toMatchObject({ items: [{ id, origin }], nextCursor: null });
  expect(await (await person.request("GET", "/api/v1/jobs?spreadsheetId=other")).json()).toMatchObject({
    items: [],
  });
});

test("what jobs did is counted for the operator", async () => {
  const { id } = await startJob(person, { rows: wordRows(3, "counted") });
  await endedJob(person, id);
  const { text: told } = await jobs.app.deps.metrics.read();
  expect(told).toMatch(/rowsmith_jobs_total\{engine="openai",status="complete",code="complete"\} \d/);
  expect(told).toMatch(/rowsmith_job_inputs_total\{engine="openai",outcome="done"\} \d/);
});
