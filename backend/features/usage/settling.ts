import type { Sql } from "../../platform/database.ts";
import type { Deps } from "../../platform/deps.ts";
import { settlingMembers } from "./queries.ts";
import type { Spent } from "./service.ts";

/** What an answer has used, and what its person's day gets back (or is charged beyond what was reserved). */
export interface Settlement {
  id: string;
  engine: string;
  model: string | null;
  inputTokens: number;
  outputTokens: number;
  cachedTokens: number;
  estimated: boolean;
  costAmount: number | null;
  costCurrency: string | null;
  /** Null where nothing was reserved. */
  day: string | null;
  tokens: number;
  amount: number;
}

export function settlementOf(
  { newId }: Pick<Deps, "newId">,
  { engine, usage, cost, reservation }: Pick<Spent, "engine" | "usage" | "cost" | "reservation">,
): Settlement {
  const { inputTokens, outputTokens, cachedTokens, estimated = false } = usage;
  return {
    ...{ id: newId(), engine: engine.name, model: engine.model, inputTokens, outputTokens, cachedTokens },
    estimated,
    ...{ costAmount: cost?.amount ?? null, costCurrency: cost?.currency ?? null },
    day: reservation?.day ?? null,
    tokens: inputTokens + outputTokens - (reservation?.tokens ?? 0),
    amount: (cost?.amount ?? 0) - (reservation?.amount ?? 0),
  };
}

/**
 * What a statement adds to its `with`, behind a member `settled` (`user_id`, `message_id`, `settlement`), so that
 * answers end and are settled together, many at once.
 */
export function settling(sql: Sql, at: Date) {
  return settlingMembers(sql, at);
}
