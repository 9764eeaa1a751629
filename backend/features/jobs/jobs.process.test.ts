import { setTimeout as wait } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import type { SignIn } from "../../contract/auth.ts";
import type { Conversation, TurnResult } from "../../contract/chat.ts";
import type { Export } from "../../contract/exports.ts";
import type { CreateJobInput, Job, JobItem } from "../../contract/jobs.ts";
import { createLog } from "../../platform/log.ts";
import { type BackendProcess, spawnBackend } from "../../testing/backend-process.ts";
import { createTestDatabase } from "../../testing/database.ts";
import { besideGoogle, connectElsewhere } from "../../testing/google/elsewhere.ts";
import {
  firstColumn,
  lengthen,
  longHeaders,
  longRows,
  longTableInOrder,
} from "../../testing/google/exporting.ts";
import { startGoogleStandIn } from "../../testing/google/stand-in.ts";
import { shouting, wordRows } from "../../testing/jobs.ts";
import { type LimitedFault, startLimitedModel } from "../../testing/limited-model.ts";

/** One in eight, each in its own way. */
const faults: LimitedFault[] = ["500", "broken", "429", "hang"];
const faultOf = (number: number) =>
  number % 8 === 0 ? (faults[(number / 8) % faults.length] ?? null) : null;

/** What many share: a database, a model, and however many backends. */
async function house() {
  const database = await createTestDatabase(createLog("silent"));
  const model = await startLimitedModel({ latencyMs: 250, limit: null, faultOf });
  const google = await startGoogleStandIn();
  const backends: BackendProcess[] = [];
  onTestFinished(async () => {
    await Promise.all(backends.map((backend) => backend.end("SIGKILL")));
    await model.close();
    await google.close();
    await database.close();
  });
  const { databaseUrl, dataDir } = database.location;
  const start = async () => {
    const backend = await spawnBackend({
      ...{ DATABASE_URL: databaseUrl ?? "", DATA_DIR: dataDir, DATABASE_CONNECTIONS: "4" },
      ...{ OPENAI_API_KEY: "k", OPENAI_BASE_URL: model.baseUrl, OPENAI_API: "responses" },
      ...{ JWT_SECRET: "a secret of the tests, which guards nothing", JOB_REQUESTS_AT_ONCE: "6" },
      ...{ TURN_CONNECT_TIMEOUT_MS: "600", ...besideGoogle(google) },
    });
    backends.push(backend);
    return backend;
  };
  /** As if the time had passed after which a silent process's entries go to another. */
  const passHeartbeats = () => database.sql`
    update pgboss.job set heartbeat_on = heartbeat_on - interval '1 minute' where state = 'active'`;
  return { ...database, model, google, start, passHeartbeats };
}

async function api<Answer>(
  backend: BackendProcess,
  path: string,
  token = "",
  body?: object,
): Promise<Answer> {
  const response = await fetch(`${backend.url}api/v1/${path}`, {
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
    ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
  });
  return (await response.json()) as Answer;
}

function register(backend: BackendProcess, name: string): Promise<SignIn> {
  const account = { email: `${name}@example.com`, password: "correct horse battery" };
  return api<SignIn>(backend, "auth/register", "", account);
}

/** A table that a pasted text holds. */
async function pasteTable(backend: BackendProcess, token: string, rows: string[][]): Promise<string> {
  const { id } = await api<Conversation>(backend, "chat/conversations", token, {});
  const text = rows.map((row) => row.join("\t")).join("\n");
  const turn = await api<TurnResult>(backend, `chat/conversations/${id}/messages`, token, {
    ...{ content: "the rows", mode: "extract", engine: "offline", locale: "en-US", timeZone: "UTC" },
    source: { kind: "text", text },
  });
  return turn.tables[0]?.id ?? "";
}

const texts = {
  ...shouting,
  columns: [{ name: "Shout", type: "text" as const }],
} satisfies Partial<CreateJobInput>;

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await wait(50);
}

test("killed again and again, with a model that fails, a job ends whole: nothing that was done is asked again, and another person's rows do not wait; an export that is killed with it has each row once", {
  timeout: 300_000,
}, async () => {
  const { sql, model, google, start, passHeartbeats } = await house();
  const [first, second] = await Promise.all([start(), start()]);
  const { user, accessToken: ann } = await register(first, "ann");
  const { accessToken: bob } = await register(first, "bob");
  await connectElsewhere(sql, google, user.id);
  const tableId = await pasteTable(second, ann, [longHeaders, ...longRows]);
  await lengthen(sql, tableId);
  const rows = wordRows(300);
  const job = await api<Job>(first, "jobs", ann, { ...texts, rows });
  const done = async () => {
    const items = await sql<{ input: string[] }[]>`
      select input from job_items where job_id = ${job.id} and status = 'done'`;
    return items.map(({ input }) => input[0] ?? "");
  };
  await until(async () => (await done()).length >= 5);

  const small = await api<Job>(second, "jobs", bob, { ...texts, rows: wordRows(10, "bob's") });
  await until(async () => (await api<Job>(second, `jobs/${small.id}`, bob)).status === "complete");
  const { endedAt } = await api<Job>(second, `jobs/${small.id}`, bob);

  let survivor = second;
  let exported: Export | null = null;
  for (const victim of [first, second]) {
    if (victim === survivor) {
      // Google writes the second part, and who would hear of it is gone.
      const written = () => google.calls.filter(({ call }) => call.endsWith(":batchUpdate")).length;
      google.fault = { kind: "mute", on: /batchUpdate/, times: 1, after: 1 };
      exported = await api<Export>(survivor, "exports", ann, { tableId });
      await until(async () => written() === 2);
      survivor = await start();
    }
    await victim.end("SIGKILL");
    const kept = new Set(await done());
    const asked = model.asked.length;
    await passHeartbeats();
    await until(async () => (await done()).length > Math.min(kept.size, rows.length - 1));
    const askedAgain = model.asked
      .slice(asked)
      .flat()
      .filter((input) => kept.has(input));
    expect(askedAgain).toEqual([]);
  }
  let last: Job = job;
  await until(async () => {
    last = await api<Job>(survivor, `jobs/${job.id}`, ann);
    return last.status !== "running" && last.status !== "queued";
  });
  expect(last).toMatchObject({ status: "complete", counts: { total: 300, done: 300, failed: 0 } });
  expect(Date.parse(endedAt ?? "")).toBeLessThan(Date.parse(last.endedAt ?? ""));
  const items: JobItem[] = (await api<{ items: JobItem[] }>(survivor, `jobs/${job.id}/items?limit=1000`, ann))
    .items;
  expect(items.map(({ cells }) => cells?.[0]?.value)).toEqual(
    rows.map(([, comment]) => comment?.toUpperCase()),
  );
  await until(async () => {
    exported = await api<Export>(survivor, `exports/${exported?.id}`, ann);
    return exported.status !== "running" && exported.status !== "waiting";
  });
  expect(exported).toMatchObject({ status: "complete", rowsDone: 45, partsDone: 3 });
  const workbooks = [...google.files.all.values()];
  expect(workbooks.map(firstColumn)).toEqual([longTableInOrder]);
  const numbers = await sql<{ count: number; different: number }[]>`
    select count(seq)::int as count, count(distinct seq)::int as different from job_items where job_id = ${job.id}`;
  expect(numbers[0]).toEqual({ count: 300, different: 300 });
});
