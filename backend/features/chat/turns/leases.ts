import { setTimeout as wait } from "node:timers/promises";
import type { Deps } from "../../../platform/deps.ts";
import { toProblem } from "../../../platform/problem.ts";
import { endLapsedTurns } from "./queries.ts";

/** Ends, once, the turns whose process is gone. */
export async function endLapsed({ sql, clock, newId, log }: Deps): Promise<void> {
  const count = await endLapsedTurns(sql, toProblem("turn-interrupted", newId()), clock());
  if (count > 0) log.warn({ count }, "turns of a process that is gone were ended");
}

/** Does so now and again and again until the process is asked to stop. */
export async function watchLeases(deps: Deps): Promise<void> {
  const { config, lifetime, log } = deps;
  while (!lifetime.signal.aborted) {
    await endLapsed(deps).catch((error: unknown) => log.warn({ err: error }, "lapsed turns were not ended"));
    await wait(config.limits.turnLeaseMs / 4, undefined, { signal: lifetime.signal }).catch(() => {});
  }
}
