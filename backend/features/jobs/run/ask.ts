import { setImmediate } from "node:timers/promises";
import type { Cell } from "../../../contract/cells.ts";
import type { Usage } from "../../../contract/chat.ts";
import { type Engine, EngineError, type RateReport } from "../../../extraction/engine.ts";
import { askInputs, readInput } from "../../../extraction/inputs/ask-inputs.ts";
import type { StoredTask } from "../queries.ts";
import type { Pack } from "./claim.ts";
import type { SentOutcome } from "./scheduler.ts";

export interface PackAnswer {
  /** For each input its cells, why it has none, or null where no row came for it. Empty where all failed. */
  results: (Cell[] | EngineError | null)[];
  failure: EngineError | null;
  usage: Usage;
}

/** Asks for one pack. Rejects only for faults of our own. */
export async function askPack(
  engine: Engine,
  task: StoredTask,
  pack: Pick<Pack, "items" | "most">,
  signal: AbortSignal,
  onRates: (report: RateReport) => void,
): Promise<PackAnswer> {
  const inputTask = { ...task, now: new Date(task.at) };
  const inputs = pack.items.map(({ input }) => input);
  if (engine.name === "openai") {
    return askInputs(engine, inputTask, inputs, signal, { maxOutputTokens: pack.most.outputTokens, onRates });
  }
  const results: (Cell[] | EngineError)[] = [];
  for (const input of inputs) {
    // Reading takes no time of anybody's but this process's: others get their turn in between.
    await setImmediate();
    results.push(await readInput(engine, inputTask, input, signal).catch(asFailure));
  }
  return { results, failure: null, usage: { inputTokens: 0, outputTokens: 0, cachedTokens: 0 } };
}

/** What a request's failure says of how many may be sent. A server that is down is asked less and less often. */
export function sentOutcome(failure: EngineError | null, isDown: boolean): SentOutcome {
  if (isDown) return { kind: "refused", retryAfterMs: null };
  if (failure?.code === "model-rate-limited") return { kind: "refused", retryAfterMs: failure.retryAfterMs };
  return failure?.code === "model-timeout" ? { kind: "slow" } : { kind: "ok" };
}

function asFailure(error: unknown): EngineError {
  if (error instanceof EngineError) return error;
  throw error;
}
