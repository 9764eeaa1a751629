import type { Database, Tx } from "./database.ts";
import type { PoolLoad } from "./metrics.ts";

/** What a request gets that waited too long for a connection; `isDatabaseUnavailable` knows it. */
export class PoolExhausted extends Error {
  readonly code = "POOL_EXHAUSTED";
}

export interface TransactionLimits {
  connections: number;
  /** How long a transaction waits for its turn. */
  waitMs: number;
}

/**
 * Makes `sql.begin` wait its turn, `waitMs` at most, and leave one connection to single statements, which share it:
 * a crowd of transactions is refused soon, and holds up nothing else. Answers with what runs and waits. Throws
 * `PoolExhausted` from `sql.begin`.
 */
export function boundTransactions(sql: Database, limits: TransactionLimits): () => PoolLoad {
  const most = Math.max(1, limits.connections - 1);
  const waiting = new Set<() => void>();
  let running = 0;

  async function enter(): Promise<void> {
    if (running < most) {
      running += 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.delete(go);
        reject(new PoolExhausted("No connection to the database was free in time"));
      }, limits.waitMs);
      const go = () => {
        clearTimeout(timer);
        resolve();
      };
      waiting.add(go);
    });
  }

  function leave(): void {
    const [next] = waiting;
    if (next === undefined) {
      running -= 1;
      return;
    }
    // It takes over the place.
    waiting.delete(next);
    next();
  }

  const begin = sql.begin.bind(sql);
  const bounded = async (...args: Parameters<typeof begin>) => {
    await enter();
    try {
      return await begin(...args);
    } finally {
      leave();
    }
  };
  Object.assign(sql, { begin: bounded });
  return () => ({ running, waiting: waiting.size, connections: limits.connections });
}

/** A transaction for work that is done already and must only be kept: it waits for as long as it takes. */
export async function beginPatiently<Result>(
  sql: Database,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  for (;;) {
    try {
      return (await sql.begin(work)) as Result;
    } catch (error) {
      if (!(error instanceof PoolExhausted)) throw error;
    }
  }
}
