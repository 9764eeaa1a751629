import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import type { User } from "../backend/contract/auth.ts";
import type { Meta } from "../backend/contract/meta.ts";
import { JobsInMemory } from "./jobs-in-memory.ts";
import type { GridValue } from "./playground/grid.ts";
import type { App } from "./sidebar/app.ts";
import type { JobDraft } from "./sidebar/jobs/job-draft.ts";
import { type Jobs, jobsOf, type OpenJob } from "./sidebar/jobs/jobs-state.ts";
import { closeJob, openJob, redoSelected, retryFailed, writeNow } from "./sidebar/jobs/running.ts";
import { estimate, lookAround, start, startChanged } from "./sidebar/jobs/starting-job.ts";
import { takeBack } from "./sidebar/undoing.ts";
import { SidebarOverVm, tableOf } from "./sidebar-over-vm.ts";

let sidebar: SidebarOverVm;
let server: JobsInMemory;
let jobs: Jobs;

const names = Array.from({ length: 30 }, (_, at) => `name ${at}`);

beforeEach(async () => {
  sidebar = await SidebarOverVm.open(tableOf([]));
  server = new JobsInMemory();
  jobs = visit();
  sidebar.writing.put(0, 0, [["Id", "Name"], ...names.map((name, at) => [at, name])]);
  sidebar.writing.select(1, 0);
});

/** The page opened anew over the same spreadsheet and server. */
function visit(): Jobs {
  const app: App = { ...sidebar.app, api: { ...sidebar.app.api, send: server.send } };
  const hello = { email: "", spreadsheetId: "s", spreadsheetName: "", locale: "en-US", timeZone: "UTC" };
  app.store.dispatch({ type: "booted", ready: { hello, user: {} as User, meta: {} as Meta } });
  return jobsOf(app);
}

const open = (): OpenJob => {
  const { open: found } = jobs.store.state;
  if (!found) throw new Error("No job is open");
  return found;
};

/** Shouts every name, or says why not. */
async function run(some: Partial<JobDraft> = {}): Promise<void> {
  await lookAround(jobs);
  const draft = { ...jobs.store.state.draft, instruction: "Shout {{Name}}", ...some };
  jobs.store.dispatch({ draft: { ...draft, columns: [{ name: "Shout", type: "text" }] } });
  await estimate(jobs);
  void start(jobs);
  await vi.waitFor(() => expect(jobs.store.state.open?.following).toBe(true));
}

/** The run ends and all that follows from it has happened. */
async function ended(): Promise<void> {
  server.end();
  await vi.waitFor(() => expect(open()).toMatchObject({ following: false, writing: { phase: "idle" } }));
}

const all = (): GridValue[][] => sidebar.writing.values({ row: 0, column: 0, rows: 40, columns: 3 });
/** Names with what stands beside them. */
const shouts = () =>
  Object.fromEntries(all().flatMap(([, name, shout]) => (name === null ? [] : [[name, shout]])));
const positions = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at);

test("results go in beside their rows while the run goes on, wherever those are by then, under one receipt", async () => {
  await run();
  server.answer(positions(0, 22));
  // Two are too few for a call of their own while more are to come.
  await vi.waitFor(() => expect(open().writing).toMatchObject({ written: 20, waiting: 2, phase: "idle" }));
  expect(shouts()).toMatchObject({ "name 19": "NAME 19", "name 20": null });
  // Turned upside down, one row gone, one changed, one new, and a column in front.
  const lines = all().slice(1, 31).reverse();
  lines.splice(4, 1);
  sidebar.writing.put(0, 0, [["New", "Id", "Name", "Shout"], ...lines.map((line) => [null, ...line])]);
  sidebar.writing.put(30, 0, [["x", 99, "brand new", null]]);
  sidebar.writing.put(1, 2, [["name 29, changed"]]);
  server.answer(positions(22, 30));
  await ended();
  const now = sidebar.writing.values({ row: 0, column: 2, rows: 31, columns: 2 });
  expect(now.slice(0, 4)).toEqual([
    ["Name", "Shout"],
    ["name 29, changed", null],
    ["name 28", "NAME 28"],
    ["name 27", "NAME 27"],
  ]);
  expect(now.flat()).not.toContain("NAME 25");
  expect(open().standing).toMatchObject({ ready: 0, other: 0, changed: 2 });
  expect(
    open()
      .standing?.missing.map(({ position }) => position)
      .sort(),
  ).toEqual([25, 29]);
  expect(sidebar.app.store.state.writes.list).toHaveLength(1);
  expect(sidebar.atOnce).toBe(1);
});

test("what came while nobody looked is ready when the run is opened again, and written once", async () => {
  await run();
  closeJob(jobs);
  server.answer(positions(0, 30));
  server.end();
  jobs = visit();
  await lookAround(jobs);
  const [job] = jobs.store.state.list;
  if (job) await openJob(jobs, job);
  expect(all()[0]).toEqual(["Id", "Name", null]);
  expect(open().standing).toMatchObject({ ready: 30 });
  await Promise.all([writeNow(jobs), writeNow(jobs)]);
  // What they show already is not counted again.
  expect(open().writing.written).toBe(30);
  expect(open().standing).toMatchObject({ ready: 0, other: 0, missing: [] });
  expect(shouts()).toEqual({
    Name: "Shout",
    ...Object.fromEntries(names.map((name) => [name, name.toUpperCase()])),
  });
  const [writeId = ""] = open().writing.writeIds;
  await takeBack(jobs.app, writeId);
  expect(all()[0]).toEqual(["Id", "Name", null]);
  expect(all()[30]).toEqual([29, "name 29", null]);
});

test("a write whose answer is lost is looked up, and one that nobody can tell of is not doubled", async () => {
  await run();
  sidebar.after = (name) => {
    if (name === "apply") throw new Error("Network failure");
  };
  server.answer(positions(0, 20));
  await vi.waitFor(() => expect(open().writing).toMatchObject({ written: 20 }));
  sidebar.after = (name) => {
    if (name === "apply" || name === "checkWrite") throw new Error("Network failure");
  };
  server.answer(positions(20, 30));
  server.end();
  await vi.waitFor(() => expect(open().writing.phase).toBe("failed"));
  sidebar.after = () => {};
  await writeNow(jobs);
  expect(open().standing).toMatchObject({ ready: 0, other: 0 });
  const [write] = sidebar.app.store.state.writes.list ?? [];
  expect(write).toMatchObject({ rows: 30, state: "written" });
});

test("a run that the day's cap paused is followed again when it goes on by itself, and its results go in", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"], shouldAdvanceTime: true });
  onTestFinished(() => void vi.useRealTimers());
  await run();
  server.pause(new Date(Date.now() + 3_600_000).toISOString());
  await vi.waitFor(() => expect(open()).toMatchObject({ following: false, job: { status: "paused" } }));
  server.goOn();
  vi.advanceTimersByTime(3_700_000);
  await vi.waitFor(() => expect(open()).toMatchObject({ following: true, job: { status: "running" } }));
  server.answer(positions(0, 30));
  server.end();
  await ended();
  expect(shouts()).toMatchObject({ "name 0": "NAME 0", "name 29": "NAME 29" });
});

test("a cell that a person filled stays until it is to be replaced; a result that found nothing writes nothing", async () => {
  await run();
  sidebar.writing.put(0, 2, [["Shout"], ["mine"]]);
  server.answer(positions(0, 3));
  await ended();
  expect(shouts()).toMatchObject({ "name 0": "mine", "name 1": "NAME 1" });
  expect(open().standing).toMatchObject({ ready: 0, other: 1 });
  await writeNow(jobs, true);
  expect(shouts()["name 0"]).toBe("NAME 0");
  expect(open().standing).toMatchObject({ other: 0 });
});

test("only rows whose results are empty are asked about, in the selection alone where one was made", async () => {
  sidebar.writing.put(0, 2, [["Shout"], ["DONE"]]);
  sidebar.writing.grid.select(0, { row: 1, column: 0, rows: 4, columns: 2 });
  await run();
  expect(server.items.map(({ position }) => position)).toEqual([0, 1, 2]);
  expect(jobs.store.state.inputs).toMatchObject({ filled: 1, blank: 0 });
});

test("a selected result is done again and replaced, its neighbours stay", async () => {
  await run({ key: "Id" });
  server.answer(positions(0, 30));
  await ended();
  sidebar.writing.put(5, 2, [["by hand"]]);
  sidebar.writing.select(4, 2);
  void redoSelected(jobs);
  await vi.waitFor(() => expect(open().following).toBe(true));
  server.answer([3], "done", "!");
  await ended();
  expect(shouts()).toMatchObject({ "name 3": "NAME 3!", "name 4": "by hand", "name 5": "NAME 5" });
});

test("what failed is asked again, and rows that changed since are asked alone", async () => {
  await run();
  server.answer(positions(0, 28));
  server.answer([28, 29], "failed");
  await ended();
  expect(open().job.counts).toMatchObject({ done: 28, failed: 2 });
  void retryFailed(jobs);
  await vi.waitFor(() => expect(open().following).toBe(true));
  server.answer([28, 29]);
  await ended();
  expect(shouts()["name 29"]).toBe("NAME 29");
  sidebar.writing.put(1, 1, [["other"]]);
  const before = open();
  expect(before.job.counts).toMatchObject({ done: 30, failed: 0 });
  void startChanged(jobs, before);
  await vi.waitFor(() => expect(open().following && open().job.id).not.toBe(before.job.id));
  await vi.waitFor(() => expect(open().following).toBe(true));
  expect(server.items).toHaveLength(1);
  server.answer([0]);
  await ended();
  expect(shouts()).toMatchObject({ other: "OTHER", "name 1": "NAME 1" });
});
