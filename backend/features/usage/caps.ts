import type { Engine } from "../../extraction/engine.ts";
import type { Fragment, Sql } from "../../platform/database.ts";
import type { Deps } from "../../platform/deps.ts";
import { ProblemError } from "../../platform/problem.ts";
import { costOf } from "./cost.ts";
import { addingToDay, addToDay, type DayTotal, findDay } from "./queries.ts";

const DAY_MS = 86_400_000;
/** Instructions and schema. */
const FIXED_TOKENS = 2_000;
/** Figures and markup take more tokens than prose: what is reserved should rarely be less than what is used. */
const BYTES_PER_TOKEN = 3;

/** What was taken from a person's day for a model's call that has not ended. */
export interface Reservation extends DayTotal {
  /** UTC, `YYYY-MM-DD`. */
  day: string;
}

/**
 * Takes from the person's day what a call may need at most, in one statement: its input, as its bytes tell, and
 * the longest answer. Null for an engine that takes nothing. Throws `cap-reached`. A reservation that nobody
 * settles, because its process died, stays taken: what the model used is not known then.
 */
export async function reserve(
  { config, clock }: Pick<Deps, "config" | "clock">,
  sql: Sql,
  { userId, engine, inputBytes }: { userId: string; engine: Pick<Engine, "name">; inputBytes: number },
): Promise<Reservation | null> {
  const most = mostOf({ config, clock }, engine, inputBytes);
  return most && ((await reserveMost({ config, clock }, sql, userId, [most]))[0] ?? null);
}

/** What a call may need at most, taken from nothing yet. Null for an engine that takes nothing. */
export function mostOf(
  { config, clock }: Pick<Deps, "config" | "clock">,
  engine: Pick<Engine, "name">,
  inputBytes: number,
): Reservation | null {
  if (engine.name !== "openai") return null;
  const { openai } = config;
  const inputTokens = FIXED_TOKENS + Math.ceil(inputBytes / BYTES_PER_TOKEN);
  const most = { inputTokens, cachedTokens: 0, outputTokens: openai.maxOutputTokens };
  const amount = costOf(most, openai.prices)?.amount ?? 0;
  return { day: dayOf(clock()), tokens: inputTokens + openai.maxOutputTokens, amount };
}

/** The same for several calls at once, each with a reservation of its own; all of them or none. Throws `cap-reached`. */
export async function reserveMost(
  deps: Pick<Deps, "config" | "clock">,
  sql: Sql,
  userId: string,
  calls: DayTotal[],
): Promise<Reservation[]> {
  if (calls.length === 0) return [];
  const { caps } = deps.config;
  const tokens = calls.reduce((sum, call) => sum + call.tokens, 0);
  const amount = calls.reduce((sum, call) => sum + call.amount, 0);
  const at = deps.clock();
  const day = dayOf(at);
  if (await addToDay(sql, userId, { day, tokens, amount, caps, at })) {
    return calls.map((call) => ({ ...call, day }));
  }
  throw await capReached(deps, sql, userId, { day, tokens, amount });
}

/** A part of a statement that takes a reservation where `condition` holds: a row where the day had room. */
export function reserving(
  { config }: Pick<Deps, "config">,
  sql: Sql,
  userId: string,
  { reservation, at }: { reservation: Reservation; at: Date },
  condition: Fragment,
) {
  return addingToDay(sql, userId, { ...reservation, caps: config.caps, at }, condition);
}

/** What to tell whose day has no room for a reservation. */
export async function capReached(
  { config, clock }: Pick<Deps, "config" | "clock">,
  sql: Sql,
  userId: string,
  { day, tokens, amount }: Reservation,
): Promise<ProblemError> {
  const { caps } = config;
  const at = clock();
  const used = await findDay(sql, userId, day);
  const left = Math.max(0, caps.tokensPerDay - used.tokens);
  const detail =
    tokens > left
      ? `The answer may take ${tokens} tokens; ${left} of today's ${caps.tokensPerDay} (TOKENS_PER_DAY) are left.`
      : `The answer may cost ${amount.toFixed(2)} USD; ${used.amount.toFixed(2)} of today's ${caps.usdPerDay} (USD_PER_DAY) are used.`;
  const retryAfter = Math.ceil((nextDay(at) - at.getTime()) / 1_000);
  return new ProblemError("cap-reached", { detail, retryAfter });
}

/** The day that counts, UTC. */
export function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

/** When the next day begins, in milliseconds. */
export function nextDay(at: Date): number {
  return (Math.floor(at.getTime() / DAY_MS) + 1) * DAY_MS;
}
