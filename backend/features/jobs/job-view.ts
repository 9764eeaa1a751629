import type { Job, JobCounts } from "../../contract/jobs.ts";
import type { ProblemCode } from "../../contract/problem.ts";
import type { Deps } from "../../platform/deps.ts";
import { toProblem } from "../../platform/problem.ts";
import type { JobRecord } from "./queries.ts";

export type JobProblem = NonNullable<Job["problem"]>;

/** A stored job as it crosses the wire. */
export function viewJob({ config }: Pick<Deps, "config">, record: JobRecord): Job {
  const { task, webhook } = record;
  return {
    ...{ id: record.id, title: record.title, status: record.status },
    ...{
      instruction: task.instruction,
      reads: task.reads,
      key: task.key,
      origin: task.origin ?? null,
      columns: task.columns,
      rules: task.rules,
    },
    ...{ templateId: record.templateId, templateVersion: record.templateVersion },
    ...{ engine: record.engine, model: record.model, counts: countsOf(record), cap: record.cap },
    ...spentBy({ config }, record),
    rate: rateOf(record),
    problem: record.problem,
    resumesAt: record.status === "paused" ? (record.resumesAt?.toISOString() ?? null) : null,
    webhook: webhook && { url: webhook.url, status: webhook.status, detail: webhook.detail },
    lastEvent: record.seq,
    createdAt: record.createdAt.toISOString(),
    startedAt: record.startedAt?.toISOString() ?? null,
    endedAt: record.endedAt?.toISOString() ?? null,
  };
}

export function countsOf({ total, done, failed, reused }: JobRecord): JobCounts {
  return { total, done, failed, reused };
}

export function spentBy(
  { config }: Pick<Deps, "config">,
  record: Pick<JobRecord, "engine" | "inputTokens" | "outputTokens" | "cachedTokens" | "amount">,
): Pick<Job, "usage" | "cost"> {
  const { inputTokens, outputTokens, cachedTokens, amount } = record;
  const hasPrice = record.engine === "openai" && config.openai.prices !== null;
  return {
    usage: { inputTokens, outputTokens, cachedTokens },
    cost: hasPrice ? { amount, currency: "USD" } : null,
  };
}

export function rateOf({ status, total, done, failed, rowsPerMinute }: JobRecord): Job["rate"] {
  if (status !== "running" || rowsPerMinute === null || rowsPerMinute <= 0) return null;
  return { rowsPerMinute, remainingMs: Math.round(((total - done - failed) / rowsPerMinute) * 60_000) };
}

/** A problem as an item or a job keeps it. */
export function jobProblem(code: ProblemCode, detail?: string): JobProblem {
  const { requestId: _, ...problem } = toProblem(code, "", detail === undefined ? {} : { detail });
  return problem;
}
