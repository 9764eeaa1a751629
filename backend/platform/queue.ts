import { PgBoss, type Queue as QueueOptions } from "pg-boss";
import type { Sql as Pool, TransactionSql } from "postgres";
import type { Database, Sql } from "./database.ts";
import type { Logger } from "./log.ts";

/**
 * What works on until it is done: an entry whose process shows no sign of life for `heartbeatSeconds` (10 is the least)
 * goes to another one.
 */
const lasting = {
  heartbeatSeconds: 10,
  expireInSeconds: 86_000,
  retryLimit: 1_000,
  retryDelay: 1,
  deleteAfterSeconds: 3_600,
} as const;
/** Every queue with what holds for its entries. */
const queues = {
  jobs: lasting,
  exports: lasting,
  /** Entries for a later time; a server that was away for years does not lose them. */
  schedules: { ...lasting, retentionSeconds: 315_360_000 },
  webhooks: { expireInSeconds: 60, retryLimit: 8, retryDelay: 5, retryBackoff: true, retryDelayMax: 3_600 },
} as const satisfies Record<string, Omit<QueueOptions, "name">>;
export type QueueName = keyof typeof queues;

/** How often a queue is looked at, and how often for entries whose process is gone. */
const POLL_MS = 500;
const SUPERVISE_MS = 5_000;
/** All processes look that seldom together; pg-boss's own 60 s would leave a dead process's job waiting as long. */
const SUPERVISE_ALL_SECONDS = 4;

export interface Entry {
  id: string;
  data: unknown;
  /** How often it was begun before. */
  retries: number;
}

export interface NewEntry {
  id: string;
  data: object;
  /** Whose it is, where a worker does not let one take all of it. */
  group?: string;
  /** Not before, by the database's clock. */
  delayMs?: number;
}

export interface Worker {
  /** Entries of one process side by side. */
  limit: number;
  /** Of one group, in all processes; without it as many as there are. */
  limitPerGroup?: number;
  /** How often the queue is looked at, where nobody wakes it. */
  pollMs?: number;
  /**
   * `again`, or an error: it is tried again, as its queue says. `lost`: another process has it now. The signal: this
   * process ends.
   */
  handle(entry: Entry, signal: AbortSignal): Promise<"done" | "again" | "lost">;
}

/** Work that outlives its request and its process: pg-boss's entries, in the app's own database. */
export interface Queue {
  /** Before the first `send` within a transaction. */
  ready(): Promise<void>;
  /** Adds an entry, with all else that `sql` commits. */
  send(sql: Sql, name: QueueName, entry: NewEntry): Promise<void>;
  /** Looks at once whether there is something to do, where this process works on the queue. */
  wake(name: QueueName): void;
  /** Works until the signal is aborted, then waits for what is begun. */
  work(name: QueueName, worker: Worker, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** Connects with the first use; pg-boss keeps its own schema, `pgboss`, and brings it up to date itself. */
export function createQueue(sql: Database, log: Logger): Queue {
  let opened: Promise<PgBoss> | null = null;
  const wakers = new Map<QueueName, () => void>();
  const open = () => {
    opened ??= openBoss(sql, log).catch((error: unknown) => {
      opened = null;
      throw error;
    });
    return opened;
  };
  return {
    async ready() {
      await open();
    },
    async send(on, name, { id, data, group, delayMs = 0 }) {
      const boss = await open();
      const grouped = group === undefined ? {} : { group: { id: group } };
      const later = { startAfter: Math.ceil(Math.max(0, delayMs) / 1_000) };
      await boss.send(name, data, { id, ...grouped, ...later, db: executor(on) });
    },
    wake(name) {
      wakers.get(name)?.();
    },
    async work(name, worker, signal) {
      const loop = new WorkLoop({ open, log, name, worker, signal });
      wakers.set(name, () => loop.wake());
      await loop.run();
      wakers.delete(name);
    },
    async close() {
      const boss = await opened?.catch(() => null);
      await boss?.stop({ graceful: false });
    },
  };
}

/** Makes what the queues need in a database that others are copied from: a connection's first use takes the time else. */
export async function installQueue(sql: Database, log: Logger): Promise<void> {
  const boss = await openBoss(sql, log);
  await boss.stop({ graceful: false });
}

async function openBoss(sql: Database, log: Logger): Promise<PgBoss> {
  const boss = new PgBoss({
    db: poolExecutor(sql),
    supervise: false,
    schedule: false,
    monitorIntervalSeconds: SUPERVISE_ALL_SECONDS,
  });
  boss.on("error", (error) => log.warn({ err: error }, "the queue's upkeep failed; it is tried again"));
  await boss.start();
  for (const [name, options] of Object.entries(queues)) {
    await boss.createQueue(name, options);
    // Learns the queue's facts now: within a transaction there may be no second connection to ask for them.
    await boss.touch(name, "00000000-0000-0000-0000-000000000000");
  }
  return boss;
}

interface LoopOptions {
  open(): Promise<PgBoss>;
  log: Logger;
  name: QueueName;
  worker: Worker;
  signal: AbortSignal;
}

class WorkLoop {
  readonly #options: LoopOptions;
  readonly #running = new Map<string, { abort: AbortController; done: Promise<void> }>();
  #wake = () => {};
  #supervisedAt = Number.NEGATIVE_INFINITY;

  constructor(options: LoopOptions) {
    this.#options = options;
  }

  wake(): void {
    this.#wake();
  }

  async run(): Promise<void> {
    const { signal, log } = this.#options;
    while (!signal.aborted) {
      await this.#round().catch((error: unknown) => log.warn({ err: error }, "the queue cannot be read"));
      await this.#pause();
    }
    for (const { abort } of this.#running.values()) abort.abort();
    await Promise.all([...this.#running.values()].map(({ done }) => done));
  }

  async #round(): Promise<void> {
    const { open, name, worker, signal } = this.#options;
    const boss = await open();
    if (signal.aborted) return;
    if (performance.now() - this.#supervisedAt > SUPERVISE_MS) {
      this.#supervisedAt = performance.now();
      await this.#keepAlive(boss);
      await boss.supervise(name);
    }
    const batchSize = worker.limit - this.#running.size;
    if (batchSize <= 0) return;
    const grouped = worker.limitPerGroup === undefined ? {} : { groupConcurrency: worker.limitPerGroup };
    const fetched = await boss.fetch(name, { batchSize, includeMetadata: true, ...grouped });
    for (const { id, data, retryCount } of fetched) {
      this.#begin(boss, { id, data, retries: retryCount });
    }
  }

  #begin(boss: PgBoss, entry: Entry): void {
    const { name, worker, log } = this.#options;
    const abort = new AbortController();
    const settle = async () => {
      try {
        const ended = await worker.handle(entry, abort.signal);
        if (ended === "done") await boss.complete(name, entry.id);
        if (ended === "again") await boss.fail(name, entry.id);
      } catch (error) {
        log.warn({ err: error, queue: name, entry: entry.id }, "an entry of the queue failed");
        await boss.fail(name, entry.id);
      }
    };
    const done = settle()
      .catch((error: unknown) =>
        log.warn({ err: error, queue: name }, "the queue did not take an entry's end"),
      )
      .finally(() => {
        this.#running.delete(entry.id);
        this.#wake();
      });
    this.#running.set(entry.id, { abort, done });
  }

  /** Tells that the entries in hand are worked on. */
  async #keepAlive(boss: PgBoss): Promise<void> {
    const ids = [...this.#running.keys()];
    if (ids.length > 0) await boss.touch(this.#options.name, ids);
  }

  async #pause(): Promise<void> {
    const { signal, worker } = this.#options;
    if (signal.aborted) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, worker.pollMs ?? POLL_MS);
    this.#wake = () => resolve();
    signal.addEventListener("abort", this.#wake);
    await promise;
    signal.removeEventListener("abort", this.#wake);
    clearTimeout(timer);
  }
}

/** pg-boss speaks through the app's own driver: the embedded database has one connection, and it is taken. */
function executor(sql: Sql) {
  return {
    async executeSql(text: string, values: unknown[] = []) {
      const result = await (sql as TransactionSql).unsafe(text, values as never[]);
      return { rows: result.map(asNamed) };
    },
  };
}

/** Texts of several statements come without values and open a transaction: they need one connection to themselves. */
function poolExecutor(sql: Database) {
  return {
    async executeSql(text: string, values: unknown[] = []) {
      if (!/^\s*begin\b/i.test(text)) return executor(sql as Pool).executeSql(text, values);
      const reserved = await sql.reserve();
      try {
        const results: unknown = await reserved.unsafe(text).simple();
        return { rows: (results as Record<string, unknown>[][]).flat().map(asNamed) };
      } catch (error) {
        await reserved.unsafe("rollback").simple();
        throw error;
      } finally {
        reserved.release();
      }
    },
  };
}

/** The pool turns names into camelCase; pg-boss reads them as its statements have them. */
function asNamed(row: Record<string, unknown>): Record<string, unknown> {
  const names = Object.keys(row).map((name) => [
    name,
    name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
  ]);
  return { ...Object.fromEntries(names.map(([name = "", written = ""]) => [written, row[name]])), ...row };
}
