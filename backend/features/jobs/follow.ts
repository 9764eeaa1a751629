import { type JobEvent, JobStatus } from "../../contract/jobs.ts";
import type { Deps } from "../../platform/deps.ts";
import { countsOf, rateOf } from "./job-view.ts";
import { findJob, findNews, listTold } from "./queries.ts";

/** How often followed jobs are looked at: one query for all of a process's readers. */
const POLL_MS = 250;
const PROGRESS_MS = 1_000;
const PAGE = 500;

export interface FollowedJob {
  userId: string;
  jobId: string;
}

/** What a reader is told; progress has no number. */
export interface ToldEvent {
  seq: number | null;
  event: JobEvent;
}

/** Jobs that somebody here follows, wherever they run. */
export class JobWatch {
  readonly #deps: Pick<Deps, "sql" | "log">;
  readonly #waiting = new Set<FollowedJob & { after: number; wake: () => void }>();
  #timer: NodeJS.Timeout | undefined;

  constructor(deps: Pick<Deps, "sql" | "log">) {
    this.#deps = deps;
  }

  /** Resolves once there is something after the number, or the signal is aborted. */
  async news(of: FollowedJob, after: number, signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const waiter = { ...of, after, wake: () => resolve() };
    this.#waiting.add(waiter);
    signal.addEventListener("abort", waiter.wake);
    this.#timer ??= setTimeout(() => this.#look(), POLL_MS);
    await promise;
    signal.removeEventListener("abort", waiter.wake);
    this.#waiting.delete(waiter);
  }

  async #look(): Promise<void> {
    const { sql, log } = this.#deps;
    const followed = [...this.#waiting].map(({ userId, jobId }) => ({ userId, jobId }));
    try {
      const news = followed.length === 0 ? [] : await findNews(sql, followed);
      const newest = new Map(news.map(({ jobId, seq }) => [jobId, seq]));
      for (const waiter of this.#waiting) {
        // A job that is gone has no more to tell: its reader finds out.
        if ((newest.get(waiter.jobId) ?? Number.POSITIVE_INFINITY) > waiter.after) waiter.wake();
      }
    } catch (error) {
      log.warn({ err: error }, "followed jobs were not looked at");
    }
    this.#timer = this.#waiting.size > 0 ? setTimeout(() => this.#look(), POLL_MS) : undefined;
  }
}

const over = new Set<JobStatus>([JobStatus.enum.paused, JobStatus.enum.stopped, JobStatus.enum.complete]);

/** What a job told after a number, and tells from now on, until it pauses or ends or the signal is aborted. */
export async function* followJob(
  deps: Pick<Deps, "sql" | "config">,
  watch: JobWatch,
  { after, ...of }: FollowedJob & { after: number },
  signal: AbortSignal,
): AsyncGenerator<ToldEvent> {
  let reached = after;
  let progressAt = Number.NEGATIVE_INFINITY;
  while (!signal.aborted) {
    const before = await findJob(deps.sql, of.userId, of.jobId);
    if (before === undefined) return;
    const told = await listTold(deps.sql, of, { after: reached, limit: PAGE });
    yield* told;
    reached = told.at(-1)?.seq ?? reached;
    if (told.length === PAGE) continue;
    // Whatever it told before it was over stands below the number that it had then.
    if (over.has(before.status) && reached >= before.seq) return;
    if (performance.now() - progressAt >= PROGRESS_MS && before.status === "running") {
      progressAt = performance.now();
      yield { seq: null, event: { type: "job-progress", counts: countsOf(before), rate: rateOf(before) } };
    }
    await watch.news(of, reached, signal);
  }
}
