import type { Cost, Usage } from "../../contract/chat.ts";
import type { UsageQuery, UsageReport } from "../../contract/usage.ts";
import type { Engine } from "../../extraction/engine.ts";
import type { Sql } from "../../platform/database.ts";
import type { Deps } from "../../platform/deps.ts";
import { ProblemError } from "../../platform/problem.ts";
import { dayOf, nextDay, type Reservation } from "./caps.ts";
import { costOf } from "./cost.ts";
import { correctDay, findDay, insertUsage, listDays } from "./queries.ts";

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 30;
const MOST_DAYS = 366;

export interface Spent {
  userId: string;
  /** Null outside a conversation. */
  messageId: string | null;
  engine: Pick<Engine, "name" | "model">;
  usage: Usage;
  cost: Cost | null;
  /** What was taken from the caps for it. */
  reservation: Reservation | null;
}

/** Null where no price is known: the offline engine, or a model without one in the config. */
export function priceOf(
  { config }: Pick<Deps, "config">,
  { engine, usage }: Pick<Spent, "engine" | "usage">,
): Cost | null {
  return engine.name === "openai" ? costOf(usage, config.openai.prices) : null;
}

/** Writes a turn's tokens and money down, once, and gives back what was reserved beyond them. */
export async function recordUsage(
  { newId, clock }: Pick<Deps, "newId" | "clock">,
  sql: Sql,
  { userId, messageId, engine, usage, cost, reservation }: Spent,
): Promise<void> {
  const { name, model } = engine;
  const at = clock();
  const record = insertUsage(sql, { id: newId(), userId, messageId, engine: name, model, usage, cost, at });
  if (reservation === null) return record;
  const tokens = usage.inputTokens + usage.outputTokens - reservation.tokens;
  const amount = (cost?.amount ?? 0) - reservation.amount;
  await Promise.all([record, correctDay(sql, userId, reservation.day, { tokens, amount }, at)]);
}

/** Tokens and money by day and model, and today's caps. Throws `invalid-request` for a range of no or too many days. */
export async function readUsage(
  { sql, config, clock }: Pick<Deps, "sql" | "config" | "clock">,
  userId: string,
  query: UsageQuery,
): Promise<UsageReport> {
  const now = clock();
  const today = dayOf(now);
  const to = query.to ?? today;
  const from = query.from ?? dayOf(new Date(Date.parse(to) - (DEFAULT_DAYS - 1) * DAY_MS));
  const span = (Date.parse(to) - Date.parse(from)) / DAY_MS;
  if (span < 0 || span >= MOST_DAYS) {
    const message = `from is not after to, and the range has at most ${MOST_DAYS} days`;
    throw new ProblemError("invalid-request", { errors: [{ path: "from", message }] });
  }
  const [rows, used] = await Promise.all([listDays(sql, userId, { from, to }), findDay(sql, userId, today)]);
  const { tokensPerDay, usdPerDay } = config.caps;
  return {
    days: rows.map(({ amount, currency, estimated, ...row }) => ({
      ...row,
      ...(estimated ? { estimated } : {}),
      cost: amount === null || currency === null ? null : { amount, currency },
    })),
    caps: {
      tokens: { used: used.tokens, limit: tokensPerDay },
      money: config.openai.prices === null ? null : { used: used.amount, limit: usdPerDay, currency: "USD" },
      resetsAt: new Date(nextDay(now)).toISOString(),
    },
  };
}
