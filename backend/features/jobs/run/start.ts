import type { Engine } from "../../../extraction/engine.ts";
import type { Deps } from "../../../platform/deps.ts";
import type { Worker } from "../../../platform/queue.ts";
import { countsOf, jobProblem } from "../job-view.ts";
import { findJob, tellEvent } from "../queries.ts";
import { conclude } from "./conclude.ts";
import { Drive } from "./drive.ts";
import { type Run, type TakenJob, takeJob } from "./queries.ts";
import { Scheduler } from "./scheduler.ts";

/** Jobs of one process side by side; one that waits its turn holds a few inputs. */
const JOBS_AT_ONCE = 200;
/** Inputs that the engine without a model reads side by side: it computes. */
const OFFLINE_AT_ONCE = 2;

/** Works on jobs until the process is asked to stop. */
export async function runJobs(deps: Deps): Promise<void> {
  const { queue, lifetime, config, newId } = deps;
  const schedulers = {
    openai: new Scheduler(config.limits.jobRequestsAtOnce),
    offline: new Scheduler(OFFLINE_AT_ONCE),
  };
  const handle: Worker["handle"] = async ({ id, data }, signal) => {
    const { jobId, userId } = asEntry(data);
    const run: Run = { jobId, userId, runner: newId() };
    const job = await begin(deps, run, id);
    if (job === null) return "done";
    const engine = engineOf(deps, job);
    if (engine === null) {
      await conclude(deps, run, { status: "paused", problem: jobProblem("model-not-connected") });
      return "done";
    }
    const drive = new Drive(deps, { run, job, engine, scheduler: schedulers[engine.name] });
    return drive.run(signal);
  };
  await queue.work("jobs", { limit: JOBS_AT_ONCE, handle }, lifetime.signal);
}

async function begin(deps: Deps, run: Run, entryId: string): Promise<TakenJob | null> {
  return deps.sql.begin(async (tx) => {
    const at = deps.clock();
    const job = await takeJob(tx, run, entryId, at);
    const record = job && (await findJob(tx, run.userId, run.jobId));
    if (record) await tellEvent(tx, run, { type: "job-start", counts: countsOf(record) }, at);
    return job;
  });
}

/** The engine that the job was made for, where it is still there. */
function engineOf({ engines }: Deps, { engine }: TakenJob): Engine | null {
  if (engine === "offline") return engines.offline;
  return [engines.openai, engines.default].find((candidate) => candidate?.name === "openai") ?? null;
}

/** Only `createJob` and `requeue` put entries into this queue. */
function asEntry(data: unknown): { jobId: string; userId: string } {
  return data as { jobId: string; userId: string };
}
