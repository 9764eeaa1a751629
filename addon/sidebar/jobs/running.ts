import type { Job, JobCap, JobEvent, JobItem } from "../../../backend/contract/jobs.ts";
import { Failure, toFailure } from "../failure.ts";
import { followJob } from "./follow-job.ts";
import { toldBy } from "./job-draft.ts";
import { readColumns } from "./job-table.ts";
import { changeOpen, type Jobs, notWriting, type Standing } from "./jobs-state.ts";
import { inputHash, placeResults, sheetRowsOf } from "./placing.ts";
import { atOf, ResultWriter, targetOf } from "./writing-results.ts";

/** The server's clock and its queue may be that much behind. */
const resumptionMs = 5_000;
/** Rows in one look at the sheet. */
const rowsInLook = 2_000;

interface Visit {
  id: string;
  writer: ResultWriter;
  following: AbortController;
}

const visits = new WeakMap<Jobs, Visit>();

/** Opens a job: its results so far, and, while it is under way, those that come, which go into the sheet. */
export async function openJob(jobs: Jobs, job: Job): Promise<void> {
  const { store, api } = jobs;
  if (store.state.open?.job.id === job.id) return store.dispatch({ step: "job", failure: null });
  closeJob(jobs);
  const visit = { id: job.id, writer: new ResultWriter(jobs, job.id), following: new AbortController() };
  visits.set(jobs, visit);
  const open = { job, items: new Map(), following: false, writing: notWriting, standing: null };
  store.dispatch({ step: "job", failure: null, open });
  try {
    for (const status of ["done", "failed"] as const) {
      for await (const items of api.items(job.id, status)) takeItems(jobs, job.id, items);
    }
    // What came before this visit is written when the person says so; what comes from now on by itself.
    await lookAgain(jobs);
    await follow(jobs);
  } catch (error) {
    if (store.state.open?.job.id === job.id) store.dispatch({ failure: toFailure(error) });
  }
}

/** As `look`; what stands in the way is told. */
export async function lookAgain(jobs: Jobs): Promise<void> {
  await look(jobs).catch((error: unknown) => jobs.store.dispatch({ failure: toFailure(error) }));
}

export function closeJob(jobs: Jobs): void {
  visits.get(jobs)?.following.abort();
  visits.delete(jobs);
  jobs.store.dispatch({ open: null });
}

/** Follows the open job while it is under way; afterwards says how its results stand in the sheet. */
export async function follow(jobs: Jobs): Promise<void> {
  const visit = visits.get(jobs);
  const { open } = jobs.store.state;
  if (!visit || !open || open.following) return;
  if (!isUnderWay(open.job)) return awaitResumption(jobs, visit, open.job);
  changeOpen(jobs, visit.id, () => ({ following: true }));
  try {
    await followJob(jobs.app.api.send, visit.id, {
      after: open.job.lastEvent,
      signal: visit.following.signal,
      onEvents: (events) => take(jobs, visit, events),
    });
    if (visit.following.signal.aborted) return;
    const job = await jobs.api.read(visit.id);
    changeOpen(jobs, visit.id, () => ({ job }));
    awaitResumption(jobs, visit, job);
    await visit.writer.finish();
    await lookAgain(jobs);
  } catch (error) {
    jobs.store.dispatch({ failure: toFailure(error) });
  } finally {
    changeOpen(jobs, visit.id, () => ({ following: false }));
  }
}

/** One that the day's cap paused goes on by itself, and is then followed again. */
function awaitResumption(jobs: Jobs, { following: { signal } }: Visit, { resumesAt }: Job): void {
  if (resumesAt === null) return;
  const ms = Math.max(0, Date.parse(resumesAt) - Date.now()) + resumptionMs;
  const timer = setTimeout(() => void carryOn(jobs, (id) => jobs.api.read(id)), ms);
  signal.addEventListener("abort", () => clearTimeout(timer));
}

export function isUnderWay({ status }: Job): boolean {
  return status === "queued" || status === "running";
}

function take(jobs: Jobs, { id, writer }: Visit, events: readonly JobEvent[]): void {
  const items: JobItem[] = [];
  for (const event of events) {
    if (event.type === "item-end") items.push(event.item);
    else if ("counts" in event) {
      const { counts } = event;
      const rate = event.type === "job-progress" ? event.rate : null;
      changeOpen(jobs, id, ({ job }) => ({ job: { ...job, counts, rate, status: "running" } }));
    }
  }
  takeItems(jobs, id, items);
  writer.add(items.filter(({ status }) => status === "done"));
}

function takeItems(jobs: Jobs, id: string, items: readonly JobItem[]): void {
  if (items.length === 0) return;
  changeOpen(jobs, id, (open) => {
    const all = new Map(open.items);
    for (const item of items) all.set(item.position, item);
    const ended = [...all.values()];
    const done = ended.filter(({ status }) => status === "done").length;
    const counts = { ...open.job.counts, done, failed: ended.length - done };
    return { items: all, job: { ...open.job, counts } };
  });
}

/** Holds the open job's results against the sheet. Rejects with a `Failure`. */
async function look(jobs: Jobs): Promise<void> {
  const { open } = jobs.store.state;
  if (!open?.job.origin) return;
  const { job, items } = open;
  const values = await readColumns(jobs.app, atOf(job), toldBy(job.key, job.reads));
  const rows = await sheetRowsOf(job, values);
  const done = [...items.values()].filter(({ status }) => status === "done");
  const { table, missing } = placeResults(job, done, rows);
  const standing: Standing = { results: done.length, ready: 0, other: 0, missing, changed: 0 };
  const replaces = job.origin?.replaces ?? false;
  for (let from = 0; from < table.rows.length; from += rowsInLook) {
    const part = { ...table, rows: table.rows.slice(from, from + rowsInLook) };
    const plan = (over: boolean) =>
      jobs.app.script.call("plan", { table: part, target: targetOf(job, over) });
    const asAsked = await plan(replaces);
    standing.ready += asAsked.changedRows;
    if (!replaces) standing.other += (await plan(true)).changedRows - asAsked.changedRows;
  }
  standing.changed = (await notAsked(job, [...items.values()], values)).length;
  changeOpen(jobs, job.id, () => ({ standing }));
}

/** Places in the sheet's table of rows that hold something that the job was not asked about. */
export async function notAsked(
  { reads, key }: Job,
  items: readonly JobItem[],
  values: readonly string[][],
): Promise<number[]> {
  const told = toldBy(key, reads);
  const asked = new Set(items.map((item) => item.inputHash));
  const places: number[] = [];
  for (const [at, row] of values.entries()) {
    const read = reads.map((name) => row[told.indexOf(name)] ?? "");
    if (read.every((text) => text.trim() === "")) continue;
    if (!asked.has(await inputHash(read))) places.push(at);
  }
  return places;
}

/** Writes all results that the sheet does not show; `replaces` also over what stands in their cells. */
export async function writeNow(jobs: Jobs, replaces = false): Promise<void> {
  const visit = visits.get(jobs);
  const { open } = jobs.store.state;
  if (!visit || !open) return;
  await visit.writer.finish(
    [...open.items.values()].filter(({ status }) => status === "done"),
    replaces,
  );
  await lookAgain(jobs);
}

/** Asks the server for something that puts the open job under way again, then follows it. */
export async function carryOn(jobs: Jobs, ask: (id: string) => Promise<Job>): Promise<void> {
  const { open } = jobs.store.state;
  if (!open) return;
  jobs.store.dispatch({ failure: null });
  try {
    const job = await ask(open.job.id);
    changeOpen(jobs, job.id, () => ({ job, standing: null }));
    await follow(jobs);
  } catch (error) {
    jobs.store.dispatch({ failure: toFailure(error) });
  }
}

export function resume(jobs: Jobs, cap?: JobCap): Promise<void> {
  return carryOn(jobs, (id) => jobs.api.resume(id, cap));
}

export function retryFailed(jobs: Jobs): Promise<void> {
  return carryOn(jobs, async (id) => {
    const job = await jobs.api.retry(id);
    forget(jobs, id, ({ status }) => status === "failed");
    return job;
  });
}

/** The one that runs ends, and its followers with it. */
export async function stopJob(jobs: Jobs): Promise<void> {
  const { open } = jobs.store.state;
  if (!open) return;
  try {
    const job = await jobs.api.stop(open.job.id);
    changeOpen(jobs, job.id, () => ({ job }));
  } catch (error) {
    jobs.store.dispatch({ failure: toFailure(error) });
  }
}

/**
 * Does the selected rows again; where one of the result columns is selected, it alone is written. Rejects with
 * `no-selection` where the job was asked about none of them.
 */
export function redoSelected(jobs: Jobs): Promise<void> {
  return carryOn(jobs, async (id) => {
    const { open } = jobs.store.state;
    const job = open?.job;
    if (!open || !job) throw new Failure({ code: "no-longer-there" });
    const told = toldBy(job.key, job.reads);
    const { selected } = await jobs.app.script.call("readRows", { at: null, from: 0, rows: 0 });
    const values = selected ? await readColumns(jobs.app, atOf(job), told, selected) : [];
    const chosen = await positionsOf(job, [...open.items.values()], values);
    if (chosen.length === 0) throw new Failure({ code: "no-selection", origin: "sheet" });
    const again = await jobs.api.retry(id, chosen);
    const column = job.columns.find(({ name }) => name === selected?.header)?.name ?? null;
    visits.get(jobs)?.writer.doAgain(chosen, column);
    forget(jobs, id, ({ position }) => chosen.includes(position));
    return again;
  });
}

/** Items whose rows read so. */
async function positionsOf(
  { reads, key }: Job,
  items: readonly JobItem[],
  values: readonly string[][],
): Promise<number[]> {
  const told = toldBy(key, reads);
  const wanted = new Set<string>();
  for (const row of values) {
    const read = reads.map((name) => row[told.indexOf(name)] ?? "");
    wanted.add(`${key === null ? "" : row[0]}\n${await inputHash(read)}`);
  }
  return items
    .filter((item) => wanted.has(`${item.key ?? ""}\n${item.inputHash}`))
    .map(({ position }) => position);
}

function forget(jobs: Jobs, id: string, isForgotten: (item: JobItem) => boolean): void {
  changeOpen(jobs, id, ({ items }) => ({
    items: new Map([...items].filter(([, item]) => !isForgotten(item))),
  }));
}
