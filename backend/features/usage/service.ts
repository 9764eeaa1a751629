import type { Cost, Usage } from "../../contract/chat.ts";
import type { Engine } from "../../extraction/engine.ts";
import type { Sql } from "../../platform/database.ts";
import type { Deps } from "../../platform/deps.ts";
import { costOf } from "./cost.ts";
import { insertUsage } from "./queries.ts";

export interface Spent {
  userId: string;
  /** Null outside a conversation. */
  messageId: string | null;
  engine: Pick<Engine, "name" | "model">;
  usage: Usage;
  cost: Cost | null;
}

/** Null where no price is known: the offline engine, or a model without one in the config. */
export function priceOf(
  { config }: Pick<Deps, "config">,
  { engine, usage }: Pick<Spent, "engine" | "usage">,
): Cost | null {
  return engine.name === "openai" ? costOf(usage, config.openai.prices) : null;
}

/** Writes a turn's tokens and money down, once. */
export async function recordUsage(
  { newId, clock }: Pick<Deps, "newId" | "clock">,
  sql: Sql,
  { userId, messageId, engine, usage, cost }: Spent,
): Promise<void> {
  const { name, model } = engine;
  await insertUsage(sql, { id: newId(), userId, messageId, engine: name, model, usage, cost, at: clock() });
}
