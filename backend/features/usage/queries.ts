import type { Cost, Usage } from "../../contract/chat.ts";
import type { UsageOfDay } from "../../contract/usage.ts";
import type { Fragment, Sql } from "../../platform/database.ts";

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
  const { inputTokens, outputTokens, cachedTokens, estimated = false } = record.usage;
  await sql`
    insert into usage_events (id, user_id, message_id, engine, model, input_tokens, output_tokens, cached_tokens,
      estimated, cost_amount, cost_currency, created_at, updated_at)
    values (${record.id}, ${record.userId}, ${record.messageId}, ${record.engine}, ${record.model}, ${inputTokens},
      ${outputTokens}, ${cachedTokens}, ${estimated}, ${record.cost?.amount ?? null}, ${record.cost?.currency ?? null},
      ${record.at}, ${record.at})`;
}

export interface Taking extends DayTotal {
  day: string;
  caps: { tokensPerDay: number; usdPerDay: number };
  at: Date;
}

/** False, and nothing is added, where the day would pass a cap. Two at once wait for each other. */
export async function addToDay(sql: Sql, userId: string, taking: Taking): Promise<boolean> {
  return (await addingToDay(sql, userId, taking, sql`true`)).length > 0;
}

/** The statement that does so where `condition` holds; it answers with a row where the day had room. */
export function addingToDay(
  sql: Sql,
  userId: string,
  { day, tokens, amount, caps, at }: Taking,
  condition: Fragment,
) {
  return sql`
    insert into usage_days as kept (user_id, day, tokens, amount, created_at, updated_at)
    select ${userId}::uuid, ${day}::date, ${tokens}::bigint, ${amount}::numeric, ${at}::timestamptz,
      ${at}::timestamptz
    where ${tokens}::bigint <= ${caps.tokensPerDay}::bigint and ${amount}::numeric <= ${caps.usdPerDay}::numeric
      and ${condition}
    on conflict (user_id, day) do update set
      tokens = kept.tokens + excluded.tokens, amount = kept.amount + excluded.amount,
      updated_at = excluded.updated_at
      where kept.tokens + excluded.tokens <= ${caps.tokensPerDay}::bigint
        and (excluded.amount = 0 or kept.amount + excluded.amount <= ${caps.usdPerDay}::numeric)
    returning tokens`;
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

/**
 * Members of a `with` that follow one named `settled` (`user_id`, `message_id`, `settlement`): they write down what
 * each has used, and correct its day.
 */
export function settlingMembers(sql: Sql, at: Date) {
  return sql`
    used as (
      insert into usage_events (id, user_id, message_id, engine, model, input_tokens, output_tokens, cached_tokens,
        estimated, cost_amount, cost_currency, created_at, updated_at)
      select u.id, settled.user_id, settled.message_id, u.engine, u.model, u."inputTokens", u."outputTokens",
        u."cachedTokens", coalesce(u.estimated, false), u."costAmount", u."costCurrency", ${at}::timestamptz, ${at}::timestamptz
      from settled, jsonb_to_record(settled.settlement) as u (id uuid, engine text, model text,
        "inputTokens" integer, "outputTokens" integer, "cachedTokens" integer, estimated boolean, "costAmount" numeric,
        "costCurrency" text)
    ), corrected as (
      update usage_days d
      set tokens = greatest(0, d.tokens + given_back.tokens), amount = greatest(0, d.amount + given_back.amount),
        updated_at = ${at}
      from (
        select settled.user_id, u.day, sum(u.tokens) as tokens, sum(u.amount) as amount
        from settled, jsonb_to_record(settled.settlement) as u (day date, tokens bigint, amount numeric)
        where u.day is not null group by settled.user_id, u.day
      ) given_back
      where d.user_id = given_back.user_id and d.day = given_back.day
    )`;
}

/** Zero where nothing was taken yet. */
export async function findDay(sql: Sql, userId: string, day: string): Promise<DayTotal> {
  const [found]: [DayTotal?] = await sql`
    select tokens::float8 as tokens, amount::float8 as amount from usage_days
    where user_id = ${userId} and day = ${day}`;
  return found ?? { tokens: 0, amount: 0 };
}

type DayRow = Omit<UsageOfDay, "cost" | "estimated"> & {
  estimated: boolean;
  amount: number | null;
  currency: string | null;
};

/** By day, engine and model, newest day first. `from` and `to`: days, both included. */
export async function listDays(
  sql: Sql,
  userId: string,
  { from, to }: { from: string; to: string },
): Promise<DayRow[]> {
  return sql<DayRow[]>`
    select to_char(created_at at time zone 'UTC', 'YYYY-MM-DD') as day, engine, model, count(*)::int as answers,
      sum(input_tokens)::float8 as input_tokens, sum(output_tokens)::float8 as output_tokens,
      sum(cached_tokens)::float8 as cached_tokens, bool_or(estimated) as estimated, sum(cost_amount)::float8 as amount,
      max(cost_currency) as currency
    from usage_events
    where user_id = ${userId} and created_at >= ${from}::date::timestamp at time zone 'UTC'
      and created_at < (${to}::date + 1)::timestamp at time zone 'UTC'
    group by 1, 2, 3
    order by 1 desc, 2, 3`;
}
