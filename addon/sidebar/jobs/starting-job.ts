import type { CreateJobInput, Job, JobItem } from "../../../backend/contract/jobs.ts";
import type { Hello, RowsRead } from "../../rpc.ts";
import { Failure, toFailure } from "../failure.ts";
import { type Inputs, inputsOf, outputsOf, requestOf, toldBy } from "./job-draft.ts";
import { lookAtTable, readColumns } from "./job-table.ts";
import type { Jobs, JobsState, OpenJob } from "./jobs-state.ts";
import { readsOf } from "./prompt.ts";
import { notAsked, openJob } from "./running.ts";
import { atOf } from "./writing-results.ts";

const triedRows = 5;
const pollMs = 700;

/** The table at the selection, and the jobs of this spreadsheet. */
export async function lookAround(jobs: Jobs): Promise<void> {
  await during(jobs, async () => {
    const [table, list] = await Promise.all([
      lookAtTable(jobs.app),
      jobs.api.list(helloOf(jobs).spreadsheetId),
    ]);
    const { draft } = jobs.store.state;
    const isPart = table.selected !== null && table.selected.rows > 1 && table.selected.rows < table.total;
    const key = draft.key !== null && table.headers.includes(draft.key) ? draft.key : null;
    return { table, list, draft: { ...draft, key, scope: isPart ? "selection" : "table" } };
  });
}

/** Asks about the first five rows, and reads their results. */
export async function tryRows(jobs: Jobs): Promise<void> {
  jobs.store.dispatch({ step: "try", trial: null });
  await during(jobs, async () => {
    const { table, draft } = jobs.store.state;
    if (!table) return {};
    const all = await readInputs(jobs, table);
    const inputs = { ...all, rows: all.rows.slice(0, triedRows) };
    if (inputs.rows.length === 0) return { inputs: all };
    const body = requestOf({ draft, table, inputs, hello: helloOf(jobs) }, true);
    const job = await ended(jobs, await jobs.api.create(body, crypto.randomUUID()));
    const items: JobItem[] = [];
    for (const status of ["done", "failed"] as const) {
      for await (const page of jobs.api.items(job.id, status)) items.push(...page);
    }
    // Its answers are reused by the job that follows.
    void jobs.api.remove(job.id).catch(() => undefined);
    if (job.status === "paused" && job.problem) throw new Failure(job.problem);
    return { inputs: all, trial: { job, items: items.sort((a, b) => a.position - b.position), inputs } };
  });
}

/** What all rows would take. */
export async function estimate(jobs: Jobs): Promise<void> {
  jobs.store.dispatch({ step: "run", estimate: null, inputs: null });
  await during(jobs, async () => {
    const { table, draft } = jobs.store.state;
    if (!table) return {};
    const inputs = await readInputs(jobs, table);
    if (inputs.rows.length === 0) return { inputs };
    const {
      cap: _,
      origin: _origin,
      key: _key,
      ...body
    } = requestOf({ draft, table, inputs, hello: helloOf(jobs) }, true);
    return { inputs, estimate: await jobs.api.estimate(body) };
  });
}

/** Starts what was estimated, and opens it. */
export async function start(jobs: Jobs): Promise<void> {
  const { table, draft, inputs } = jobs.store.state;
  if (!table || !inputs) return;
  await begin(jobs, requestOf({ draft, table, inputs, hello: helloOf(jobs) }, false));
}

/** The open job's instruction for rows of its table that it was not asked about as they are now. */
export async function startChanged(jobs: Jobs, { job, items }: OpenJob): Promise<void> {
  if (!job.origin) return;
  const told = toldBy(job.key, job.reads);
  const values = await readColumns(jobs.app, atOf(job), told);
  const places = await notAsked(job, [...items.values()], values);
  const { instruction, columns, rules, key, origin } = job;
  const { locale, timeZone } = helloOf(jobs);
  await begin(jobs, {
    ...{ instruction, columns, rules, headers: told, locale, timeZone },
    ...(key === null ? {} : { key }),
    rows: places.map((place) => values[place] ?? []),
    // What stands there was found out from what the rows said before.
    origin: { ...origin, replaces: true },
  });
}

async function begin(jobs: Jobs, body: CreateJobInput): Promise<void> {
  let created: Job | null = null;
  await during(jobs, async () => {
    created = await jobs.api.create(body, crypto.randomUUID());
    return { trial: null };
  });
  if (created) await openJob(jobs, created);
}

async function readInputs(jobs: Jobs, table: RowsRead): Promise<Inputs> {
  const { draft } = jobs.store.state;
  const { reads } = readsOf(draft.instruction, table.headers);
  const standing = outputsOf(draft).filter((name) => table.headers.includes(name));
  const within = draft.scope === "selection" ? table.selected : null;
  const all = standing.length === outputsOf(draft).length ? standing : [];
  const columns = [...toldBy(draft.key, reads), ...all];
  return inputsOf(draft, reads, await readColumns(jobs.app, table.at, columns, within));
}

async function ended(jobs: Jobs, job: Job): Promise<Job> {
  for (let now = job; ; now = await jobs.api.read(job.id)) {
    if (now.status !== "queued" && now.status !== "running") return now;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

async function during(jobs: Jobs, work: () => Promise<Partial<JobsState>>): Promise<void> {
  jobs.store.dispatch({ busy: true, failure: null });
  try {
    jobs.store.dispatch({ ...(await work()), busy: false });
  } catch (error) {
    jobs.store.dispatch({ busy: false, failure: toFailure(error) });
  }
}

/** The screens of jobs are there once the page has signed in. */
function helloOf({ app }: Jobs): Hello {
  const { boot } = app.store.state;
  if (boot.phase !== "ready") throw new Failure({ code: "signed-out" });
  return boot.hello;
}
