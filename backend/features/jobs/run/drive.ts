import { setTimeout as wait } from "node:timers/promises";
import type { Usage } from "../../../contract/chat.ts";
import type { Engine } from "../../../extraction/engine.ts";
import { isDatabaseUnavailable } from "../../../platform/database.ts";
import type { Deps } from "../../../platform/deps.ts";
import { tokensOf } from "../../../platform/metrics.ts";
import { ProblemError } from "../../../platform/problem.ts";
import { explain } from "../../../platform/problem-response.ts";
import { priceOf } from "../../usage/service.ts";
import { type JobProblem, jobProblem } from "../job-view.ts";
import { askPack, type PackAnswer, sentOutcome } from "./ask.ts";
import { claim, type Pack } from "./claim.ts";
import { conclude, pauseProblem } from "./conclude.ts";
import { Meter } from "./meter.ts";
import { blockOf, endsOf, isOutage } from "./outcome.ts";
import type { ItemEnd, Run, TakenJob } from "./queries.ts";
import type { Request, Scheduler, Supplier } from "./scheduler.ts";
import { type Settled, settle } from "./settle.ts";

/** Requests that are made up ahead of their turn: as many as are being asked, within these bounds. */
const LEAST_AHEAD = 8;
const MOST_AHEAD = 64;
/** How long a run waits for something to happen before it looks by itself: for a stop, for inputs whose time comes. */
const TICK_MS = 250;
/** Requests that fail one after the other for the server's sake until it counts as down, whatever it is asked. */
const DOWN_AFTER = 8;
/** How long it may be down until the job waits for a person. */
const MOST_DOWN_MS = 120_000;

type End = { status: "paused" | "stopped" | "complete"; problem: JobProblem | null };

/** One run of one job: takes inputs, has them asked for in its turn, and writes what came. */
export class Drive implements Supplier {
  readonly userId: string;
  readonly #deps: Deps;
  readonly #run: Run;
  readonly #job: TakenJob;
  readonly #engine: Engine;
  readonly #scheduler: Scheduler;
  /** Aborts what is being asked. */
  readonly #cut = new AbortController();
  #ready: Pack[] = [];
  #asking = new Set<Pack>();
  #settled: Settled[] = [];
  readonly #meter = new Meter(performance.now());
  #outages = 0;
  /** When the server last answered, or the first request failed. */
  #aliveAt = performance.now();
  #block: JobProblem | null = null;
  #isClosing = false;
  #wake = () => {};

  constructor(deps: Deps, of: { run: Run; job: TakenJob; engine: Engine; scheduler: Scheduler }) {
    this.#deps = deps;
    this.#run = of.run;
    this.#job = of.job;
    this.#engine = of.engine;
    this.#scheduler = of.scheduler;
    this.userId = of.run.userId;
  }

  next(): Request | null {
    const pack = this.#isClosing ? undefined : this.#ready.shift();
    if (pack === undefined) return null;
    this.#asking.add(pack);
    if (this.#ready.length <= LEAST_AHEAD / 2) this.#wake();
    return {
      tokens: pack.most.inputTokens + pack.most.outputTokens,
      send: async (onRates) => {
        const answer = await askPack(this.#engine, this.#job.task, pack, this.#cut.signal, onRates).catch(
          (error: unknown) => this.#fault(error),
        );
        this.#take(pack, answer);
        return sentOutcome(answer?.failure ?? null, this.#isDown);
      },
    };
  }

  /**
   * To the job's end, its pause, or until another run has it. `signal`: this process ends, or lost the job's entry.
   * Answers what becomes of the entry.
   */
  async run(signal: AbortSignal): Promise<"done" | "again" | "lost"> {
    const leave = () => this.#wake();
    signal.addEventListener("abort", leave);
    const over = this.#deps.metrics.beginJob();
    this.#scheduler.add(this);
    try {
      const end = await this.#work(signal);
      if (end === "lost") return "lost";
      if (end === "leaving") {
        await this.#close(this.#deps.config.limits.stopTimeoutMs / 2);
        return "again";
      }
      await this.#close(end.status === "complete" ? null : 0);
      await conclude(this.#deps, this.#run, end);
      const { status, problem } = end;
      this.#deps.metrics.countJob({ engine: this.#engine.name, status, code: problem?.code ?? status });
      return "done";
    } finally {
      signal.removeEventListener("abort", leave);
      this.#isClosing = true;
      this.#cut.abort();
      over();
      this.#scheduler.remove(this);
    }
  }

  async #work(signal: AbortSignal): Promise<End | "lost" | "leaving"> {
    while (!signal.aborted) {
      const state = await this.#step().catch((error: unknown) => this.#outlast(error));
      if (state !== "on") return state;
      this.#scheduler.pump();
      if (this.#settled.length === 0) await this.#pause();
    }
    return "leaving";
  }

  async #step(): Promise<End | "lost" | "on"> {
    if (!(await this.#flush())) return "lost";
    return this.#block === null ? this.#refill() : { status: "paused", problem: this.#block };
  }

  /** What came is kept until the database is there again. */
  async #outlast(error: unknown): Promise<"on"> {
    if (!isDatabaseUnavailable(error)) throw error;
    this.#deps.log.warn({ err: error, jobId: this.#run.jobId }, "a job waits for the database");
    await wait(TICK_MS);
    return "on";
  }

  /** Makes up the next requests, until there are none or no more may be. */
  async #refill(): Promise<End | "lost" | "on"> {
    const ahead = Math.min(MOST_AHEAD, Math.max(LEAST_AHEAD, this.#asking.size));
    if (this.#ready.length > ahead / 2) return "on";
    const isIdle = () => this.#asking.size + this.#ready.length + this.#settled.length === 0;
    let packs = ahead - this.#ready.length;
    while (true) {
      const begun = [...this.#asking, ...this.#ready, ...this.#settled.map(({ pack }) => pack)];
      const running = begun.reduce((sum, { items }) => sum + items.length, 0);
      const asked = { run: this.#run, task: this.#job.task, isModel: this.#isModel, packs, running };
      const claimed = await claim(this.#deps, asked).catch((error: unknown) => asFull(error));
      if (claimed instanceof ProblemError) {
        if (packs > 1 || !isIdle()) {
          packs = 1;
          if (!isIdle()) return "on";
          continue;
        }
        return { status: "paused", problem: jobProblem(claimed.code, claimed.options.detail) };
      }
      if (claimed.kind === "lost") return "lost";
      if (claimed.kind === "stopped") return { status: "stopped", problem: null };
      this.#ready.push(...claimed.packs);
      if (claimed.left === 0 && isIdle()) return { status: "complete", problem: null };
      if (claimed.isCapped && isIdle()) return { status: "paused", problem: jobProblem("job-cap-reached") };
      // All that were looked at had their answer: look on at once.
      if (claimed.reused === 0 || claimed.packs.length > 0) return "on";
    }
  }

  #take(pack: Pack, answer: PackAnswer | null): void {
    this.#asking.delete(pack);
    const isCut = answer === null || this.#cut.signal.aborted;
    if (!isCut) {
      this.#outages = isOutage(answer.failure) ? this.#outages + 1 : 0;
      if (this.#outages <= 1) this.#aliveAt = performance.now();
      const isDownLong = this.#isDown && performance.now() - this.#aliveAt > MOST_DOWN_MS;
      const block = blockOf(answer.failure) ?? (isDownLong ? answer.failure : null);
      if (block !== null) this.#block ??= pauseProblem(this.#deps, block);
    }
    const ends = isCut ? releaseAll(pack) : endsOf(pack.items, answer, { isDown: this.#isDown });
    const usage = answer?.usage ?? { inputTokens: 0, outputTokens: 0, cachedTokens: 0 };
    this.#count(answer, ends, usage);
    const cost = priceOf(this.#deps, { engine: this.#engine, usage });
    this.#settled.push({ pack, ends, usage, cost });
    this.#wake();
  }

  /** Writes what has ended since the last time, in one transaction. False where another run has the job. */
  async #flush(): Promise<boolean> {
    const settled = [...this.#settled];
    if (settled.length === 0) return true;
    const ended = settled.flatMap(({ ends }) => ends).filter(({ status }) => status !== "pending").length;
    const rowsPerMinute = this.#meter.count(ended, performance.now());
    const held = await settle(this.#deps, { run: this.#run, engine: this.#engine, rowsPerMinute }, settled);
    // Only now: until it is written, the job has not ended.
    this.#settled = this.#settled.slice(settled.length);
    return held;
  }

  /** Lets what is being asked end, for so long (null: as long as it takes), and gives back what was not sent. */
  async #close(graceMs: number | null): Promise<void> {
    this.#isClosing = true;
    const unsent = this.#ready.splice(0);
    const usage = { inputTokens: 0, outputTokens: 0, cachedTokens: 0 };
    this.#settled.push(...unsent.map((pack) => ({ pack, ends: releaseAll(pack), usage, cost: null })));
    const cut = graceMs === null ? null : setTimeout(() => this.#cut.abort(), graceMs);
    while (this.#asking.size > 0) await this.#pause();
    if (cut !== null) clearTimeout(cut);
    await this.#flush();
  }

  /** Until something ended or ran out, a tick at most. */
  async #pause(): Promise<void> {
    const over = new AbortController();
    this.#wake = () => over.abort();
    await wait(TICK_MS, undefined, { signal: over.signal }).catch(() => {});
    this.#wake = () => {};
  }

  #fault(error: unknown): null {
    this.#deps.log.error({ err: error, jobId: this.#run.jobId }, "a request of a job failed");
    this.#block ??= jobProblem("internal");
    return null;
  }

  #count(answer: PackAnswer | null, ends: readonly ItemEnd[], usage: Usage): void {
    const failure = answer?.failure ?? null;
    const outcome = this.#cut.signal.aborted ? "stopped" : failure === null ? "complete" : "failed";
    const count = (of: ItemEnd["status"]) => ends.filter(({ status }) => status === of).length;
    this.#deps.metrics.countJobAnswer(
      { engine: this.#engine.name, outcome, code: failure?.code ?? outcome, tokens: tokensOf(usage) },
      { done: count("done"), failed: count("failed"), retried: count("pending") },
    );
  }

  get #isDown(): boolean {
    return this.#outages >= DOWN_AFTER;
  }

  get #isModel(): boolean {
    return this.#engine.name === "openai";
  }
}

/** Not begun: as if it had never been taken. */
function releaseAll({ items }: Pack): ItemEnd[] {
  return items.map(({ position, attempts, alone }) => ({
    position,
    status: "pending",
    attempts,
    alone,
    retryInMs: 0,
  }));
}

function asFull(error: unknown): ProblemError {
  if (explain(error).code === "cap-reached" && error instanceof ProblemError) return error;
  throw error;
}
