import type { EngineError } from "../../../extraction/engine.ts";
import type { Deps } from "../../../platform/deps.ts";
import { countsOf, type JobProblem, jobProblem, spentBy } from "../job-view.ts";
import { findJob, tellEvent } from "../queries.ts";
import { tellWebhook } from "../webhook/tell.ts";
import { endRun, type Run } from "./queries.ts";

/** Writes the end of a run and tells it, in one transaction; nothing where another run has the job. */
export async function conclude(
  deps: Deps,
  run: Run,
  { status, problem }: { status: "paused" | "stopped" | "complete"; problem: JobProblem | null },
): Promise<void> {
  const { sql, clock, log, queue } = deps;
  await queue.ready();
  await sql.begin(async (tx) => {
    const at = clock();
    if (!(await endRun(tx, run, { status, problem, at }))) return;
    const job = await findJob(tx, run.userId, run.jobId);
    if (job === undefined) return;
    const counts = countsOf(job);
    if (status === "paused") {
      await tellEvent(tx, run, { type: "job-pause", counts, problem: problem ?? jobProblem("internal") }, at);
    } else {
      await tellEvent(tx, run, { type: "job-end", status, counts, ...spentBy(deps, job) }, at);
    }
    await tellWebhook(deps, tx, job, status === "paused" ? "job-pause" : "job-end");
    log.info({ jobId: run.jobId, status, code: problem?.code, ...counts }, "job");
  });
  queue.wake("webhooks");
}

/** What a person is told of a model that nothing can be asked of. */
export function pauseProblem({ config }: Pick<Deps, "config">, { code, detail }: EngineError): JobProblem {
  const contact = config.adminContact;
  const isTheirs = code === "model-out-of-credit" || code === "model-key-invalid";
  const told =
    isTheirs && contact !== null ? `Ask ${contact}. What is done is kept; the job can be resumed.` : detail;
  return jobProblem(code, told);
}
