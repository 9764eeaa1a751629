import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import postgres from "postgres";
import type { SignIn } from "../contract/auth.ts";
import type { CreateJobInput, Job } from "../contract/jobs.ts";
import { generous } from "../testing/generous.ts";
import { shouting } from "../testing/jobs.ts";
import { type LimitedFault, startLimitedModel } from "../testing/limited-model.ts";
import { startPostgres } from "../testing/postgres-server.ts";

/**
 * The bars of jobs, against real processes, a real PostgreSQL and a model with 3 s of latency and 1,000 requests a
 * minute, all of it `--scale` times as fast. Prints one line a bar.
 */
const { values } = parseArgs({
  options: {
    scale: { type: "string", default: "5" },
    rows: { type: "string", default: "5000" },
    many: { type: "string", default: "100000" },
    kills: { type: "string", default: "5" },
  },
});
const scale = Number(values.scale);
const LATENCY_MS = 3_000 / scale;
const WINDOW_MS = 60_000 / scale;
const LIMIT = 1_000;
/** Above it an input is asked by itself: a row is a request. */
const LONG = "x".repeat(2_000);

const faults: LimitedFault[] = ["500", "broken", "429", "hang"];
const faultOf = (number: number) =>
  number % 50 === 0 ? (faults[(number / 50) % faults.length] ?? null) : null;

interface Backend {
  child: ChildProcess;
  url: string;
  kill(): Promise<void>;
}

const server = await startPostgres();
const sql = postgres(server.url, { max: 2, onnotice: () => {} });
const running = new Set<ChildProcess>();
try {
  await rates();
  await memory();
} finally {
  for (const child of running) child.kill("SIGKILL");
  await sql.end();
  await server.stop();
}

async function start(baseUrl: string): Promise<Backend> {
  const child = spawn(process.execPath, [fileURLToPath(new URL("../server.ts", import.meta.url))], {
    cwd: tmpdir(),
    env: {
      ...generous,
      ...{ PATH: process.env.PATH, NODE_ENV: "test", PORT: "0", PASSWORD_HASH_COST: "4", LOG_LEVEL: "error" },
      ...{
        DATABASE_URL: server.url,
        DATA_DIR: tmpdir(),
        JWT_SECRET: "a secret of the bench, which guards nothing",
      },
      ...{ OPENAI_API_KEY: "k", OPENAI_BASE_URL: baseUrl, OPENAI_API: "responses" },
      ...{
        TOKENS_PER_DAY: "1000000000000",
        USD_PER_DAY: "1000000",
        TURN_CONNECT_TIMEOUT_MS: String(3 * LATENCY_MS),
      },
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  running.add(child);
  const [line] = await once(child.stdout, "data");
  const kill = async () => {
    running.delete(child);
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  };
  return { child, url: /http\S+/.exec(String(line))?.[0] ?? "", kill };
}

async function call<Answer>(backend: Backend, path: string, token: string, body?: object): Promise<Answer> {
  const response = await fetch(`${backend.url}api/v1/${path}`, {
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
    ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Answer;
}

async function register(backend: Backend, name: string): Promise<string> {
  const account = { email: `${name}-${Date.now()}@example.com`, password: "correct horse battery" };
  return (await call<SignIn>(backend, "auth/register", "", account)).accessToken;
}

function asking(count: number, word: string): CreateJobInput {
  return { ...shouting, rows: Array.from({ length: count }, (_, at) => [`k${at}`, `${word} ${at}`]) };
}

async function ended(backend: () => Backend, token: string, id: string): Promise<Job> {
  for (;;) {
    const job = await call<Job>(backend(), `jobs/${id}`, token).catch(() => null);
    if (job && !["queued", "running"].includes(job.status)) return job;
    await wait(100);
  }
}

/** One after the other: the rate that is used; another person's ten rows meanwhile; then the same with kills. */
async function rates(): Promise<void> {
  const rows = Number(values.rows);
  const model = await startLimitedModel({
    latencyMs: LATENCY_MS,
    limit: { requests: LIMIT, windowMs: WINDOW_MS },
    faultOf,
  });
  let backend = await start(model.baseUrl);
  const [ann, bob] = [await register(backend, "ann"), await register(backend, "bob")];

  const began = performance.now();
  const steady = await call<Job>(backend, "jobs", ann, asking(rows, `${LONG} steady`));
  const first = model.asked.length;
  await wait(WINDOW_MS / 2);
  const smallBegan = performance.now();
  const small = await call<Job>(backend, "jobs", bob, asking(10, "bob's"));
  await ended(() => backend, bob, small.id);
  const smallMs = performance.now() - smallBegan;
  const done = await ended(() => backend, ann, steady.id);
  const elapsed = performance.now() - began;
  const used = (model.asked.length - first) / (elapsed / WINDOW_MS) / LIMIT;
  say(
    "rate",
    `${rows} rows, ${describe(done)}: ${percent(used)} of the allowed rate (of 5,000 rows: 95 % at least), ${model.refused} refused, at most ${model.mostOpen} at once`,
  );
  say(
    "another person",
    `ten rows took ${Math.round(smallMs)} ms, ${Math.round(smallMs - LATENCY_MS)} more than one answer (${5_000 / scale} at most)`,
  );

  const before = model.asked.length;
  const killed = await call<Job>(backend, "jobs", ann, asking(rows, `${LONG} killed`));
  let repeated = 0;
  for (let kill = 0; kill < Number(values.kills); kill++) {
    await wait((rows / LIMIT / (Number(values.kills) + 1)) * WINDOW_MS);
    const open = model.open;
    await backend.kill();
    const kept = await keptInputs(killed.id);
    const from = model.asked.length;
    // What a silent process had in hand goes to another after ten seconds of real time.
    backend = await start(model.baseUrl);
    await wait(12_000);
    repeated += model.asked
      .slice(from)
      .flat()
      .filter((input) => kept.has(input)).length;
    say("kill", `${kept.size} kept, ${open} in flight`);
  }
  const whole = await ended(() => backend, ann, killed.id);
  const asked = model.asked.slice(before).flat();
  const again = asked.length - new Set(asked).size;
  say(
    "killed",
    `${describe(whole)}; asked again: ${repeated} that were done (none), ${again} in all, for faults and what was in flight`,
  );
  await backend.kill();
  await model.close();
}

async function keptInputs(jobId: string): Promise<Set<string>> {
  const kept = await sql<
    { input: string[] }[]
  >`select input from job_items where job_id = ${jobId} and status = 'done'`;
  return new Set(kept.map(({ input }) => input[0] ?? ""));
}

async function memory(): Promise<void> {
  const model = await startLimitedModel({ latencyMs: 20, limit: null });
  const backend = await start(model.baseUrl);
  const token = await register(backend, "cleo");
  await ended(() => backend, token, (await call<Job>(backend, "jobs", token, asking(100, "warm"))).id);
  const before = await residentMb(backend, "VmRSS");
  const job = await call<Job>(backend, "jobs", token, asking(Number(values.many), "many"));
  const taken = await residentMb(backend, "VmHWM");
  const began = performance.now();
  const done = await ended(() => backend, token, job.id);
  const seconds = (performance.now() - began) / 1_000;
  const peak = await residentMb(backend, "VmHWM");
  say(
    "memory",
    `${describe(done)} in ${seconds.toFixed(0)} s: ${before} MB before, ${taken} MB at most taking it, ${peak} MB at most in all`,
  );
  await backend.kill();
  await model.close();
}

async function residentMb(backend: Backend, field: string): Promise<number> {
  const status = await readFile(`/proc/${backend.child.pid}/status`, "utf8");
  return Math.round(Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1]) / 1_024);
}

function describe({ status, counts, problem }: Job): string {
  return `${status}${problem ? ` (${problem.code})` : ""}, ${counts.done} of ${counts.total} done, ${counts.failed} failed`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function say(bar: string, words: string): void {
  process.stdout.write(`${bar.padEnd(16)}${words}\n`);
}
