/** What must end before the process does. */
export interface Lifetime {
  /** Aborted when the process is asked to stop. */
  signal: AbortSignal;
  /** Work that outlives its request: the stop waits for it. */
  track(work: Promise<unknown>): void;
  /** Asks everything to stop and waits for tracked work, `timeoutMs` at most. */
  end(timeoutMs: number): Promise<void>;
}

export function createLifetime(): Lifetime {
  const controller = new AbortController();
  const running = new Set<Promise<unknown>>();
  return {
    signal: controller.signal,
    track(work) {
      const settled = work.catch(() => {}).finally(() => running.delete(settled));
      running.add(settled);
    },
    async end(timeoutMs) {
      controller.abort();
      const { promise: deadline, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, timeoutMs);
      await Promise.race([drained(running), deadline]);
      clearTimeout(timer);
    },
  };
}

/** Work that ends may start more. */
async function drained(running: Set<Promise<unknown>>): Promise<void> {
  while (running.size > 0) await Promise.all(running);
}
