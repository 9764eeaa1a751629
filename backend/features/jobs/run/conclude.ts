import type { EngineError } from "../../../extraction/engine.ts";
import type { Deps } from "../../../platform/deps.ts";
import { nextDay } from "../../usage/caps.ts";
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
  const { sql, clock, log, queue, newId } = deps;
  await queue.ready();
  await sql.begin(async (tx) => {
    const at = clock();
    // The day's allowance comes again by itself; what else pauses a job needs somebody.
    const resume = problem?.code === "cap-reached" ? { at: new Date(nextDay(at)), entryId: newId() } : null;
    if (!(await endRun(tx, run, { status, problem, resume, at }))) return;
    if (resume !== null) {
      const { jobId, userId } = run;
      const delayMs = resume.at.getTime() - at.getTime();
      await queue.send(tx, "jobs", { id: resume.entryId, data: { jobId, userId }, delayMs });
    }
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
