import { availableParallelism } from "node:os";
import { Piscina } from "piscina";
import { ProblemError } from "./problem.ts";

/** Passwords to bcrypt hashes, off the event loop. Throws `unavailable` when too many wait. */
export interface Hasher {
  hash(password: string): Promise<string>;
  /** Costs as much when `hash` is null, and is then false: known and unknown people look alike. */
  verify(password: string, hash: string | null): Promise<boolean>;
  close(): Promise<void>;
}

export type HashTask =
  | { kind: "hash"; password: string; cost: number }
  | { kind: "verify"; password: string; hash: string };

/** bcrypt reads no further: what lies beyond would not count. */
const MAX_BYTES = 72;
const MAX_WAITING = 200;

/** `cost` is bcrypt's: each step doubles the time. One processor is left to everything else, where there are two. */
export function createHasher(cost: number, threads = Math.max(1, availableParallelism() - 1)): Hasher {
  const pool = new Piscina<HashTask, string | boolean>({
    filename: new URL("./hash-worker.ts", import.meta.url).href,
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: 30_000,
    execArgv: [],
  });
  const nobody = `$2b$${String(cost).padStart(2, "0")}$${".".repeat(53)}`;
  const run = (task: HashTask) => {
    if (pool.queueSize >= MAX_WAITING) throw new ProblemError("unavailable", { retryAfter: 5 });
    return pool.run(task);
  };
  return {
    hash: async (password) => String(await run({ kind: "hash", password, cost })),
    async verify(password, hash) {
      const matches = await run({ kind: "verify", password, hash: hash ?? nobody });
      return matches === true && hash !== null && Buffer.byteLength(password) <= MAX_BYTES;
    },
    close: () => pool.close({ force: true }),
  };
}
