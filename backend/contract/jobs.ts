import * as z from "zod";
import { Cell, Column } from "./cells.ts";
import { Cost, Place, Usage } from "./chat.ts";
import { estimate, inputs, item, job } from "./job-examples.ts";
import { Id, PageQuery, pageOf, Time } from "./paging.ts";
import { Problem } from "./problem.ts";
import { RowRules } from "./rules.ts";

/** Inputs of one job; a larger sheet is several jobs. */
export const MOST_JOB_ROWS = 100_000;
/** Sheets' own limit for a cell. */
export const MOST_CELL_CHARACTERS = 50_000;

const Name = z.string().trim().min(1).max(200);

/**
 * What a job may take in all; it pauses before it takes more. `rows`: inputs that end, `tokens`: in and out, `amount`:
 * USD. A request that runs counts with the most that it may take.
 */
export const JobCap = z
  .object({
    rows: z.int().min(1).optional(),
    tokens: z.int().min(1).optional(),
    amount: z.number().positive().optional(),
  })
  .meta({ id: "JobCap", example: { amount: 2 } });
export type JobCap = z.infer<typeof JobCap>;

/**
 * Where the job is told of when it pauses or ends: a POST of `{type, jobId, job}`, signed as Standard Webhooks has it
 * (`webhook-id`, `webhook-timestamp`, `webhook-signature: v1,<base64 of HMAC-SHA256 over id.timestamp.body>`).
 * `secret` is the key of the HMAC, as its UTF-8 bytes.
 */
export const JobWebhook = z.object({ url: z.url().max(2_000), secret: z.string().min(24).max(200) });

/**
 * Where in a spreadsheet its rows came from, for a client to find them again. `row` and `column` are the first cell's of
 * the table's header, counted from 1. `replaces`: results may go over what stands in their cells.
 */
export const JobOrigin = z
  .object({
    spreadsheetId: z.string().min(1).max(200),
    sheetId: z.int().min(0),
    row: z.int().min(1),
    column: z.int().min(1),
    replaces: z.boolean().default(false),
  })
  .meta({ id: "JobOrigin" });
export type JobOrigin = z.infer<typeof JobOrigin>;

const jobInputs = {
  /** What is to be done with each input. Of `rows` it names the columns that it reads: `Classify {{Comment}}`. */
  instruction: z.string().trim().min(1).max(10_000),
  /** Each is an input by itself. */
  texts: z.array(z.string()).min(1).optional(),
  /** Names of the columns of `rows`. */
  headers: z.array(Name).min(1).max(1_000).optional(),
  /** Cells as shown, in the order of `headers`; a row that is shorter ends with empty cells. */
  rows: z.array(z.array(z.string())).min(1).optional(),
  /**
   * What is to be found out. A column whose `origin` is left open is looked for in its input: what stands there is
   * grounded, all else counts as derived.
   */
  columns: z.array(Column).min(1).max(50).optional(),
  /** In place of `columns` and `rules`: those of a template, as it stands now. */
  templateId: Id.optional(),
  rules: RowRules.optional(),
  /** Answer each input anew, also where an equal one has been answered before. */
  fresh: z.boolean().default(false),
  ...Place.shape,
};

export const EstimateJobRequest = z.object(jobInputs).meta({ id: "EstimateJobRequest", example: inputs });
export type EstimateJobRequest = z.infer<typeof EstimateJobRequest>;

export const CreateJobRequest = z
  .object({
    ...jobInputs,
    title: z.string().trim().min(1).max(200).optional(),
    /** The column of `rows` by which a row is found again; each item carries its cell. */
    key: Name.optional(),
    cap: JobCap.optional(),
    webhook: JobWebhook.optional(),
    origin: JobOrigin.optional(),
  })
  .meta({
    id: "CreateJobRequest",
    example: {
      ...{ title: job.title, key: job.key, cap: job.cap },
      ...inputs,
    },
  });
export type CreateJobRequest = z.infer<typeof CreateJobRequest>;
/** What a client may send: fields with a default are optional. */
export type CreateJobInput = z.input<typeof CreateJobRequest>;

/** `paused` goes on when it is resumed; `problem` says why. `complete`: every input ended, some of them perhaps failed. */
export const JobStatus = z.enum(["queued", "running", "paused", "stopped", "complete"]);
export type JobStatus = z.infer<typeof JobStatus>;

/** Inputs by what became of them. `reused` ones are among the `done`. */
export const JobCounts = z.object({ total: z.int(), done: z.int(), failed: z.int(), reused: z.int() });
export type JobCounts = z.infer<typeof JobCounts>;

const JobProblem = Problem.omit({ requestId: true, errors: true });

export const Job = z
  .object({
    id: Id,
    title: z.string(),
    status: JobStatus,
    instruction: z.string(),
    /** The columns of `rows` that the instruction reads, in the order of their first mention; empty for texts. */
    reads: z.array(z.string()),
    key: z.string().nullable(),
    origin: JobOrigin.nullable(),
    columns: z.array(Column),
    rules: RowRules,
    templateId: Id.nullable(),
    templateVersion: z.int().nullable(),
    engine: z.string(),
    model: z.string().nullable(),
    counts: JobCounts,
    cap: JobCap,
    usage: Usage,
    /** Null where the model has no price. */
    cost: Cost.nullable(),
    /** Of a running job, as the last minute was: null before the first results. */
    rate: z.object({ rowsPerMinute: z.number(), remainingMs: z.int() }).nullable(),
    /** Why it paused. */
    problem: JobProblem.nullable(),
    /** Of one that the day's cap paused: when it goes on by itself. */
    resumesAt: Time.nullable(),
    webhook: z
      .object({ url: z.string(), status: z.enum(["waiting", "delivered", "failed"]), detail: z.string() })
      .nullable(),
    /** The number of its newest event. */
    lastEvent: z.int(),
    createdAt: Time,
    startedAt: Time.nullable(),
    endedAt: Time.nullable(),
  })
  .meta({ id: "Job", example: job });
export type Job = z.infer<typeof Job>;

export const JobPage = pageOf(Job).meta({ id: "JobPage" });
/** `spreadsheetId`: those alone whose rows came from there. */
export const JobsQuery = PageQuery.extend({
  status: JobStatus.optional(),
  spreadsheetId: z.string().max(200).optional(),
});
export type JobsQuery = z.infer<typeof JobsQuery>;

export const ItemStatus = z.enum(["pending", "running", "done", "failed"]);
export type ItemStatus = z.infer<typeof ItemStatus>;

/**
 * One input and what came of it. `position` counts from 0 in the order of the request. `inputHash` is the SHA-256, in
 * hex, of the JSON of what was read (`JSON.stringify` of the cells that the instruction reads, in the order of
 * `job.reads`; of `[text]` for texts): a row is found again by `key`, else by it.
 */
export const JobItem = z
  .object({
    position: z.int(),
    key: z.string().nullable(),
    inputHash: z.string(),
    status: ItemStatus,
    /** In the order of the job's columns; null while there is no result. */
    cells: z.array(Cell).nullable(),
    reused: z.boolean(),
    problem: JobProblem.nullable(),
  })
  .meta({ id: "JobItem", example: item });
export type JobItem = z.infer<typeof JobItem>;

export const JobItemPage = pageOf(JobItem).meta({ id: "JobItemPage" });

/** By position. As NDJSON (`Accept: application/x-ndjson`) every item from the cursor on, a line each. */
export const JobItemsQuery = z.object({
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  cursor: z.string().max(500).optional(),
  status: ItemStatus.optional(),
});
export type JobItemsQuery = z.infer<typeof JobItemsQuery>;

/**
 * What a job tells its readers, numbered; after a number come the newer ones in order. An item that is tried again
 * tells its end again, under a new number, and its earlier one is gone. Clients ignore events and fields that they do
 * not know. The stream ends with `job-pause` or `job-end`.
 */
export const JobEvent = z
  .discriminatedUnion("type", [
    z.object({ type: z.literal("job-start"), counts: JobCounts }),
    z.object({ type: z.literal("item-end"), item: JobItem }),
    z.object({ type: z.literal("job-pause"), counts: JobCounts, problem: JobProblem }),
    z.object({
      type: z.literal("job-end"),
      status: z.enum(["stopped", "complete"]),
      counts: JobCounts,
      usage: Usage,
      cost: Cost.nullable(),
    }),
    /** Without a number of its own: where the job stands, at most once a second. */
    z.object({ type: z.literal("job-progress"), counts: JobCounts, rate: Job.shape.rate }),
  ])
  .meta({ id: "JobEvent" });
export type JobEvent = z.infer<typeof JobEvent>;

/** A higher cap, where the old one made it pause. */
export const ResumeJobRequest = z
  .object({ cap: JobCap.optional() })
  .meta({ id: "ResumeJobRequest", example: { cap: { amount: 5 } } });
export type ResumeJobRequest = z.infer<typeof ResumeJobRequest>;

/** What failed; with `positions` these items, done ones too. `fresh`: no earlier result is reused for them. */
export const RetryJobRequest = z
  .object({
    positions: z.array(z.int().min(0)).min(1).max(10_000).optional(),
    fresh: z.boolean().default(false),
  })
  .meta({ id: "RetryJobRequest", example: { positions: [1], fresh: true } });
export type RetryJobRequest = z.infer<typeof RetryJobRequest>;

/**
 * `inputs`: different ones; equal ones are asked once. `reusable`: those with an earlier result. Tokens and money are
 * guesses from the inputs' sizes, the time from the model's limits where they are known.
 */
export const JobEstimate = z
  .object({
    rows: z.int(),
    inputs: z.int(),
    reusable: z.int(),
    requests: z.int(),
    tokens: z.object({ input: z.int(), output: z.int() }),
    cost: Cost.nullable(),
    durationMs: z.int(),
    engine: z.string(),
    model: z.string().nullable(),
  })
  .meta({ id: "JobEstimate", example: estimate });
export type JobEstimate = z.infer<typeof JobEstimate>;
