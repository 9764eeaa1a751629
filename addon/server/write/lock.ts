import { ServerProblemError } from "../problem.ts";

const LOCK_WAIT_MS = 20_000;

/** Runs with the document's lock, which no other call of ours has meanwhile. Throws `busy` when it cannot be had. */
export function underLock<T>(work: () => T): T {
  const lock = LockService.getDocumentLock();
  if (!lock.tryLock(LOCK_WAIT_MS)) throw new ServerProblemError("busy", {});
  try {
    return work();
  } finally {
    lock.releaseLock();
  }
}
