import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Usage } from "../contract/chat.ts";

/** Seconds. Requests that ask a model, and turns, take minutes at most. */
const QUICK = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const LONG = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600];

export interface PoolLoad {
  /** Transactions that hold a connection. */
  running: number;
  /** Transactions that wait for one. */
  waiting: number;
  connections: number;
}

/** How an engine's answer ended. */
export interface EngineReport {
  engine: string;
  outcome: string;
  /** Why it ended so: a problem's code or the engine's reason. */
  code: string;
  tokens: { input: number; cached: number; output: number };
}

export function tokensOf(usage: Usage): EngineReport["tokens"] {
  return { input: usage.inputTokens, cached: usage.cachedTokens, output: usage.outputTokens };
}

/** How a turn went: milliseconds since it was asked for, null for what never came. */
export interface TurnReport extends EngineReport {
  admissionMs: number;
  firstTokenMs: number | null;
  firstRowMs: number | null;
  durationMs: number;
}

/** What the process counts, in Prometheus' terms. No label holds what a person wrote or who they are. */
export interface Metrics {
  countRequest(request: { method: string; route: string; status: number; durationMs: number }): void;
  countTurn(turn: TurnReport): void;
  /** An answer that is no turn's. */
  countAnswer(answer: EngineReport): void;
  /** A request of a job: how its inputs ended, and the answer itself. */
  countJobAnswer(answer: EngineReport, ended: { done: number; failed: number; retried: number }): void;
  /** How a job's run ended: complete, paused or stopped, and why. */
  countJob(end: { engine: string; status: string; code: string }): void;
  /** A job that runs here; call the answer when its run is over. */
  beginJob(): () => void;
  /** A turn that runs here; call the answer when it has ended. */
  beginTurn(): () => void;
  /** Somebody who reads a turn here; call the answer when they have gone. */
  openStream(): () => void;
  watchPool(load: () => PoolLoad): void;
  /** The text that Prometheus reads, and its media type. */
  read(): Promise<{ text: string; type: string }>;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const seconds = (name: string, help: string, labelNames: string[], buckets: number[]) =>
    new Histogram({ name: `rowsmith_${name}_seconds`, help, labelNames, buckets, registers });
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `rowsmith_${name}`, help, labelNames, registers });
  const counter = (name: string, help: string, labelNames: string[]) =>
    new Counter({ name: `rowsmith_${name}_total`, help, labelNames, registers });

  const requests = seconds("request", "Until a request's answer began", ["method", "route", "status"], QUICK);
  const admission = seconds(
    "turn_admission",
    "Until a turn was stored and its engine asked",
    ["engine"],
    QUICK,
  );
  const firstToken = seconds("turn_first_token", "Until a turn's first text was stored", ["engine"], LONG);
  const firstRow = seconds("turn_first_row", "Until a turn's first row was stored", ["engine"], LONG);
  const turns = seconds("turn", "Until a turn's end was stored", ["engine", "outcome"], LONG);
  const outcomes = counter("engine_outcomes", "How engines' answers ended", ["engine", "outcome", "code"]);
  const tokens = counter("tokens", "Tokens that models took and gave", ["engine", "kind"]);
  const jobs = counter("jobs", "How jobs' runs ended", ["engine", "status", "code"]);
  const inputs = counter("job_inputs", "How inputs of jobs ended, and those that are tried again", [
    "engine",
    "outcome",
  ]);
  const runningJobs = gauge("running_jobs", "Jobs that this process runs");
  const running = gauge("running_turns", "Turns that this process runs");
  const streams = gauge(
    "open_streams",
    "Readers of turns, over server-sent events, sockets and waiting requests",
  );
  const pool = gauge("database_transactions", "Transactions on a connection, and those that wait for one", [
    "state",
  ]);
  const connections = gauge("database_connections", "Connections that the pool may open");

  function countAnswer({ engine, outcome, code, tokens: used }: EngineReport): void {
    outcomes.inc({ engine, outcome, code });
    for (const [kind, count] of Object.entries(used)) tokens.inc({ engine, kind }, count);
  }

  const during = (of: Gauge) => () => {
    of.inc();
    let isOver = false;
    return () => {
      if (!isOver) of.dec();
      isOver = true;
    };
  };
  let poolLoad: (() => PoolLoad) | null = null;
  // Memory, garbage collection and the event loop's delay.
  collectDefaultMetrics({ register: registry });

  return {
    countRequest({ method, route, status, durationMs }) {
      requests.observe({ method, route, status }, durationMs / 1_000);
    },
    countTurn(turn) {
      const { engine, outcome, admissionMs, firstTokenMs, firstRowMs, durationMs } = turn;
      admission.observe({ engine }, admissionMs / 1_000);
      if (firstTokenMs !== null) firstToken.observe({ engine }, firstTokenMs / 1_000);
      if (firstRowMs !== null) firstRow.observe({ engine }, firstRowMs / 1_000);
      turns.observe({ engine, outcome }, durationMs / 1_000);
      countAnswer(turn);
    },
    countAnswer,
    countJobAnswer(answer, ended) {
      countAnswer(answer);
      for (const [outcome, count] of Object.entries(ended)) {
        if (count > 0) inputs.inc({ engine: answer.engine, outcome }, count);
      }
    },
    countJob: (end) => jobs.inc(end),
    beginJob: during(runningJobs),
    beginTurn: during(running),
    openStream: during(streams),
    watchPool(load) {
      poolLoad = load;
    },
    async read() {
      const load = poolLoad?.() ?? null;
      if (load !== null) {
        pool.set({ state: "running" }, load.running);
        pool.set({ state: "waiting" }, load.waiting);
        connections.set(load.connections);
      }
      return { text: await registry.metrics(), type: registry.contentType };
    },
  };
}
