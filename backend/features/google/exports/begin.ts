import { setTimeout as wait } from "node:timers/promises";
import { carryOn, type ExportDeps } from "./run-export.ts";

/** How often exports are looked for that nobody carries on: their process died, or was told to stop. */
const LOOK_MS = 5_000;

/** Carries an export on in this process, where no other does. */
export function begin(deps: ExportDeps, id: string): void {
  deps.lifetime.track(
    carryOn(deps, id).catch((error: unknown) =>
      deps.log.error({ err: error, exportId: id }, "an export broke off"),
    ),
  );
}

/** Carries on what others left, one at a time, until the process is asked to stop. */
export async function watchExports(deps: ExportDeps): Promise<void> {
  const { lifetime, log } = deps;
  while (!lifetime.signal.aborted) {
    const found = await carryOn(deps).catch((error: unknown) => {
      log.warn({ err: error }, "exports were not looked for");
      return false;
    });
    if (!found) await wait(LOOK_MS, undefined, { signal: lifetime.signal }).catch(() => {});
  }
}
