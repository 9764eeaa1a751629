import type { Usage } from "../../contract/chat.ts";
import type { Engine, Meter } from "../../extraction/engine.ts";
import type { Deps } from "../../platform/deps.ts";
import { tokensOf } from "../../platform/metrics.ts";
import { explain } from "../../platform/problem-response.ts";
import { CallMeter } from "./call-meter.ts";
import { reserve } from "./caps.ts";
import { priceOf, recordUsage } from "./service.ts";

export interface Metered {
  userId: string;
  engine: Engine;
  inputBytes: number;
  /** What the log calls it. */
  name: string;
}

/**
 * Work that asks an engine outside of a turn: what it may need is reserved first, and what it used, which the work
 * adds to `usage`, is written down and counted in any case; `meter` goes along with what the engine is asked. Throws `cap-reached` and what the work throws.
 */
export async function metered<Answer>(
  deps: Deps,
  { userId, engine, inputBytes, name }: Metered,
  work: (usage: Usage, meter: { meter?: Meter }) => Promise<Answer>,
): Promise<Answer> {
  const { sql, metrics, log } = deps;
  const first = await reserve(deps, sql, { userId, engine, inputBytes });
  const calls = new CallMeter(deps, { userId, engine, first });
  const usage: Usage = { inputTokens: 0, outputTokens: 0, cachedTokens: 0 };
  const ended = { outcome: "complete", code: "complete" };
  try {
    return await work(usage, first === null ? {} : { meter: calls.meter });
  } catch (error) {
    Object.assign(ended, { outcome: "failed", code: explain(error).code });
    throw error;
  } finally {
    const report = { ...ended, engine: engine.name, tokens: tokensOf(usage) };
    metrics.countAnswer(report);
    log.info(report, name);
    const cost = priceOf(deps, { engine, usage });
    await recordUsage(deps, sql, { userId, messageId: null, engine, usage, cost, reservation: calls.held });
  }
}

/** Adds what one call used. */
export function addUsage(usage: Usage, { inputTokens, outputTokens, cachedTokens, estimated }: Usage): void {
  usage.inputTokens += inputTokens;
  usage.outputTokens += outputTokens;
  usage.cachedTokens += cachedTokens;
  if (estimated) usage.estimated = true;
}
