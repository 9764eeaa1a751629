import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import type { SignIn } from "../../contract/auth.ts";
import type { Job } from "../../contract/jobs.ts";
import type { Template } from "../../contract/templates.ts";
import { PASSWORD, type Person } from "../../testing/app.ts";
import { json, untilCut } from "../../testing/chat.ts";
import {
  endedJob,
  inputsOf,
  post,
  readJob,
  shoutBack,
  shouting,
  startJob,
  wordRows,
} from "../../testing/jobs.ts";
import { type JobsApp, openJobsApp } from "../../testing/jobs-app.ts";

let jobs: JobsApp;
let person: Person;

beforeAll(async () => {
  jobs = await openJobsApp();
});
beforeEach(async () => {
  jobs.follow(shoutBack);
  person = await jobs.app.signIn();
});
afterAll(() => jobs.app.close());

test.each([
  ["an instruction without a column", { instruction: "Shout" }, 422, "instruction-without-column"],
  ["a column that is not there", { instruction: "Shout {{Commnt}}" }, 422, "unknown-column"],
  ["a key that is not there", { key: "Nr" }, 422, "unknown-column"],
  ["too many rows", { rows: wordRows(301) }, 413, "too-many-rows"],
  ["200,000 rows", { rows: wordRows(200_000) }, 413, "too-many-rows"],
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
  expect(jobs.model.requests.map((request) => inputsOf(request).length).sort()).toEqual([1, 1, 1]);
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
  jobs.follow(async function* (_, signal) {
    await untilCut(signal);
    yield* [];
  });
  const under = [];
  for (let at = 0; at < 3; at++) under.push(await startJob(person, { rows: wordRows(1, `job ${at}`) }));
  const response = await post(person, "", { ...shouting, rows: wordRows(1) });
  expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([
    429,
    "too-many-jobs",
  ]);
  for (const { id } of under) await post(person, `/${id}/stop`, {});
  for (const { id } of under) await endedJob(person, id);
});

test("the day's cap pauses until the next day, when the job goes on by itself; one that was resumed or stopped by then does not", async () => {
  const { sql, queue, config } = jobs.app.deps;
  const { now } = jobs.app.clock;
  onTestFinished(() => {
    jobs.app.clock.now = now;
  });
  await sql`
    insert into usage_days (user_id, day, tokens, amount, created_at, updated_at)
    values (${person.user.id}, ${now.toISOString().slice(0, 10)}, ${config.caps.tokensPerDay}, 0, ${now}, ${now})`;
  const [{ id }, stopped] = [
    await startJob(person, { rows: wordRows(3) }),
    await startJob(person, { rows: wordRows(3, "never") }),
  ];
  expect(await endedJob(person, id)).toMatchObject({
    ...{ status: "paused", problem: { code: "cap-reached" }, resumesAt: "2026-03-03T00:00:00.000Z" },
  });
  await endedJob(person, stopped.id);
  await post(person, `/${stopped.id}/stop`, {});
  const due = sql`select from pgboss.job where name = 'jobs' and state = 'created' and start_after > now() + interval '13 hours'`;
  expect(await due).toHaveLength(2);
  jobs.app.clock.advance(86_400_000);
  const signIn = { email: person.user.email, password: PASSWORD };
  const { accessToken } = await json<SignIn>(
    await jobs.app.request("POST", "/api/v1/auth/login", { body: signIn }),
  );
  const nextDay: Person = {
    ...person,
    request: (method, path, more) => jobs.app.request(method, path, { token: accessToken, ...more }),
  };
  await sql`update pgboss.job set start_after = now() where name = 'jobs' and state = 'created'`;
  queue.wake("jobs");
  await expect.poll(async () => (await readJob(nextDay, id)).status, { timeout: 10_000 }).not.toBe("paused");
  expect(await endedJob(nextDay, id)).toMatchObject({
    ...{ status: "complete", problem: null, resumesAt: null, counts: { done: 3 } },
  });
  expect(await readJob(nextDay, stopped.id)).toMatchObject({ status: "stopped", counts: { done: 0 } });
});
