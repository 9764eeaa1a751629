import type { Job, JobEstimate, JobItem } from "../../../backend/contract/jobs.ts";
import type { RowsRead } from "../../rpc.ts";
import type { App } from "../app.ts";
import type { FailureInfo } from "../failure.ts";
import { createStore, type Store } from "../store.ts";
import { emptyDraft, type Inputs, type JobDraft } from "./job-draft.ts";
import { createJobsApi, type JobsApi } from "./jobs-api.ts";

export type Step = "rows" | "instruction" | "try" | "run" | "job";

/** Five rows that were asked about, to look at before all are. */
export interface Trial {
  job: Job;
  items: JobItem[];
  inputs: Inputs;
}

/** What goes into the sheet of the job that is open. */
export interface Writing {
  phase: "idle" | "writing" | "failed";
  /** Rows of the sheet that this visit put a result into which they did not show. */
  written: number;
  /** Results that have come and are not in yet. */
  waiting: number;
  failure: FailureInfo | null;
  /** Receipts of this visit, the newest last. */
  writeIds: string[];
}

/** The job's results held against the sheet. */
export interface Standing {
  /** How many results there were when it was looked. */
  results: number;
  /** Rows that would get a result that they do not show. */
  ready: number;
  /** Rows in whose cells something else stands. */
  other: number;
  /** Items whose row is gone or reads otherwise. */
  missing: JobItem[];
  /** Positions in the sheet's table, from 0, of rows that no item was asked about. */
  changed: number;
}

export interface OpenJob {
  job: Job;
  /** By position: those that have ended. */
  items: ReadonlyMap<number, JobItem>;
  following: boolean;
  writing: Writing;
  standing: Standing | null;
}

export interface JobsState {
  step: Step;
  table: RowsRead | null;
  draft: JobDraft;
  /** What is being waited for. */
  busy: boolean;
  failure: FailureInfo | null;
  trial: Trial | null;
  inputs: Inputs | null;
  estimate: JobEstimate | null;
  /** Of this spreadsheet, the newest first. */
  list: Job[];
  open: OpenJob | null;
}

export const notWriting: Writing = {
  ...{ phase: "idle", written: 0, waiting: 0, failure: null, writeIds: [] },
};

const beginning: JobsState = {
  ...{ step: "rows", table: null, draft: emptyDraft, busy: false, failure: null, trial: null, inputs: null },
  ...{ estimate: null, list: [], open: null },
};

/** What the screens of jobs work with. It outlives them: results are written while another screen is shown. */
export interface Jobs {
  app: App;
  api: JobsApi;
  store: Store<JobsState, Partial<JobsState>>;
}

const known = new WeakMap<App, Jobs>();

/** The one of the page. */
export function jobsOf(app: App): Jobs {
  const open = known.get(app);
  if (open) return open;
  const store = createStore<JobsState, Partial<JobsState>>(
    (state, some) => ({ ...state, ...some }),
    beginning,
  );
  const jobs = { app, api: createJobsApi(app.api.send), store };
  known.set(app, jobs);
  return jobs;
}

/** Changes the job that is open; nothing where it is another one by now. */
export function changeOpen({ store }: Jobs, id: string, change: (open: OpenJob) => Partial<OpenJob>): void {
  const { open } = store.state;
  if (open?.job.id === id) store.dispatch({ open: { ...open, ...change(open) } });
}
