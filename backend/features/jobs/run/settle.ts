import type { Cost, Usage } from "../../../contract/chat.ts";
import type { Engine } from "../../../extraction/engine.ts";
import type { Deps } from "../../../platform/deps.ts";
import { recordUsage } from "../../usage/service.ts";
import type { Pack } from "./claim.ts";
import { type ItemEnd, type Run, settleItems } from "./queries.ts";

/** A request that is over. */
export interface Settled {
  pack: Pack;
  ends: ItemEnd[];
  usage: Usage;
  cost: Cost | null;
}

/** Thrown within the transaction so that nothing of it stays. */
class RunLost extends Error {}

/** Writes requests' results and what they took, all or nothing. False where another run has the job. */
export async function settle(
  deps: Deps,
  { run, engine, rowsPerMinute }: { run: Run; engine: Engine; rowsPerMinute: number | null },
  settled: readonly Settled[],
): Promise<boolean> {
  const usage = { inputTokens: 0, outputTokens: 0, cachedTokens: 0 };
  const reserved = { tokens: 0, amount: 0 };
  let amount = 0;
  for (const one of settled) {
    usage.inputTokens += one.usage.inputTokens;
    usage.outputTokens += one.usage.outputTokens;
    usage.cachedTokens += one.usage.cachedTokens;
    amount += one.cost?.amount ?? 0;
    reserved.tokens += one.pack.reserved.tokens;
    reserved.amount += one.pack.reserved.amount;
  }
  const ends = settled.flatMap((one) => one.ends);
  try {
    await deps.sql.begin(async (tx) => {
      if (!(await settleItems(tx, run, { ends, usage, amount, reserved, rowsPerMinute }, deps.clock()))) {
        throw new RunLost();
      }
      if (engine.name !== "openai") return;
      for (const { pack, usage: used, cost } of settled) {
        const { reservation } = pack;
        await recordUsage(deps, tx, {
          userId: run.userId,
          messageId: null,
          engine,
          usage: used,
          cost,
          reservation,
        });
      }
    });
    return true;
  } catch (error) {
    if (error instanceof RunLost) return false;
    throw error;
  }
}
