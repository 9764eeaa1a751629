import type { Cost, Usage } from "../../../contract/chat.ts";
import type { Engine } from "../../../extraction/engine.ts";
import type { Deps } from "../../../platform/deps.ts";
import { recordUsage, type Spent } from "../../usage/service.ts";
import type { Pack } from "./claim.ts";
import { type ItemEnd, type Run, settleItems } from "./queries.ts";

/** A request that is over. */
export interface Settled {
  pack: Pack;
  ends: ItemEnd[];
  usage: Usage;
  cost: Cost | null;
}

/** What requests took together, by the day that it was reserved from: one line for each in the person's usage. */
function byDay(settled: readonly Settled[]): Pick<Spent, "usage" | "cost" | "reservation">[] {
  const days = Map.groupBy(settled, ({ pack }) => pack.reservation?.day ?? null);
  return [...days].map(([day, ones]) => {
    const sum = (of: (one: Settled) => number) => ones.reduce((total, one) => total + of(one), 0);
    const isPriced = ones.some(({ cost }) => cost !== null);
    return {
      usage: {
        inputTokens: sum(({ usage }) => usage.inputTokens),
        outputTokens: sum(({ usage }) => usage.outputTokens),
        cachedTokens: sum(({ usage }) => usage.cachedTokens),
      },
      cost: isPriced ? { amount: sum(({ cost }) => cost?.amount ?? 0), currency: "USD" } : null,
      reservation:
        day === null
          ? null
          : {
              day,
              tokens: sum((one) => one.pack.reserved.tokens),
              amount: sum((one) => one.pack.reserved.amount),
            },
    };
  });
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
      for (const spent of byDay(settled)) {
        await recordUsage(deps, tx, { userId: run.userId, messageId: null, engine, ...spent });
      }
    });
    return true;
  } catch (error) {
    if (error instanceof RunLost) return false;
    throw error;
  }
}
