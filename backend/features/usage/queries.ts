import type { Cost, Usage } from "../../contract/chat.ts";
import type { UsageOfDay } from "../../contract/usage.ts";
import type { Sql } from "../../platform/database.ts";

export interface UsageRecord {
  id: string;
  userId: string;
  messageId: string | null;
  engine: string;
  model: string | null;
  usage: Usage;
  cost: Cost | null;
  at: Date;
}

/** Tokens, and money in USD. */
export interface DayTotal {
  tokens: number;
  amount: number;
}

export async function insertUsage(sql: Sql, record: UsageRecord): Promise<void> {
  const { inputTokens, outputTokens, cachedTokens } = record.usage;
  await sql`
    insert into usage_events (id, user_id, message_id, engine, model, input_tokens, output_tokens, cached_tokens,
      cost_amount, cost_currency, created_at, updated_at)
    values (${record.id}, ${record.userId}, ${record.messageId}, ${record.engine}, ${record.model}, ${inputTokens},
      ${outputTokens}, ${cachedTokens}, ${record.cost?.amount ?? null}, ${record.cost?.currency ?? null},
      ${record.at}, ${record.at})`;
}

/** False, and nothing is added, where the day would pass a cap. Two at once wait for each other. */
export async function addToDay(
  sql: Sql,
  userId: string,
  day: string,
  { tokens, amount }: DayTotal,
  caps: { tokensPerDay: number; usdPerDay: number },
  at: Date,
): Promise<boolean> {
  const { count } = await sql`
    insert into usage_days as kept (user_id, day, tokens, amount, created_at, updated_at)
    select ${userId}::uuid, ${day}::date, ${tokens}::bigint, ${amount}::numeric, ${at}::timestamptz,
      ${at}::timestamptz
    where ${tokens}::bigint <= ${caps.tokensPerDay}::bigint and ${amount}::numeric <= ${caps.usdPerDay}::numeric
    on conflict (user_id, day) do update set
      tokens = kept.tokens + excluded.tokens, amount = kept.amount + excluded.amount,
      updated_at = excluded.updated_at
      where kept.tokens + excluded.tokens <= ${caps.tokensPerDay}::bigint
        and (excluded.amount = 0 or kept.amount + excluded.amount <= ${caps.usdPerDay}::numeric)`;
  return count > 0;
}

/** Corrects a day by the difference of what was used and what was reserved. */
export async function correctDay(
  sql: Sql,
  userId: string,
  day: string,
  { tokens, amount }: DayTotal,
  at: Date,
): Promise<void> {
  await sql`
    update usage_days set tokens = greatest(0, tokens + ${tokens}::bigint),
      amount = greatest(0, amount + ${amount}::numeric), updated_at = ${at}
    where user_id = ${userId} and day = ${day}`;
}

/** Zero where nothing was taken yet. */
export async function findDay(sql: Sql, userId: string, day: string): Promise<DayTotal> {
  const [found]: [DayTotal?] = await sql`
    select tokens::float8 as tokens, amount::float8 as amount from usage_days
    where user_id = ${userId} and day = ${day}`;
  return found ?? { tokens: 0, amount: 0 };
}

type DayRow = Omit<UsageOfDay, "cost"> & { amount: number | null; currency: string | null };

/** By day, engine and model, newest day first. `from` and `to`: days, both included. */
export async function listDays(
  sql: Sql,
  userId: string,
  { from, to }: { from: string; to: string },
): Promise<DayRow[]> {
  return sql<DayRow[]>`
    select to_char(created_at at time zone 'UTC', 'YYYY-MM-DD') as day, engine, model, count(*)::int as answers,
      sum(input_tokens)::float8 as input_tokens, sum(output_tokens)::float8 as output_tokens,
      sum(cached_tokens)::float8 as cached_tokens, sum(cost_amount)::float8 as amount,
      max(cost_currency) as currency
    from usage_events
    where user_id = ${userId} and created_at >= ${from}::date::timestamp at time zone 'UTC'
      and created_at < (${to}::date + 1)::timestamp at time zone 'UTC'
    group by 1, 2, 3
    order by 1 desc, 2, 3`;
}
