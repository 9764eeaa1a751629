import type { Sql } from "../../platform/database.ts";

export interface Account {
  id: string;
  email: string;
  name: string;
  signsInWith: "password" | "google";
  conversations: number;
  tables: number;
  createdAt: Date;
  lastSeenAt: Date | null;
}

/** Standing accounts, newest first; `of`: an id or an email alone. */
export function listAccounts(sql: Sql, of: string | null): Promise<Account[]> {
  return sql<Account[]>`
    select u.id, u.email, u.name, case when u.google_sub is null then 'password' else 'google' end as signs_in_with,
      (select count(*)::int from conversations c where c.user_id = u.id and c.deleted_at is null) as conversations,
      (select count(*)::int from tables t where t.user_id = u.id and t.deleted_at is null) as tables,
      u.created_at, (select max(s.updated_at) from sessions s where s.user_id = u.id) as last_seen_at
    from users u
    where u.deleted_at is null and (${of}::text is null or u.id::text = lower(${of}) or lower(u.email) = lower(${of}))
    order by u.id desc`;
}

export async function setPassword(
  sql: Sql,
  { userId, passwordHash, at }: { userId: string; passwordHash: string; at: Date },
): Promise<void> {
  await sql`
    update users set password_hash = ${passwordHash}, updated_at = ${at}
    where id = ${userId} and password_hash is not null and deleted_at is null`;
}

/** Sessions and personal API keys; answers with how many of each. */
export async function endAccess(
  sql: Sql,
  userId: string,
  at: Date,
): Promise<{ sessions: number; keys: number }> {
  const sessions = await sql`
    update sessions set ended_at = ${at}, updated_at = ${at} where user_id = ${userId} and ended_at is null`;
  const keys = await sql`
    update api_keys set deleted_at = ${at}, updated_at = ${at} where user_id = ${userId} and deleted_at is null`;
  return { sessions: sessions.count, keys: keys.count };
}

export interface Use {
  email: string;
  answers: number;
  tokens: number;
  usd: number | null;
}

/** By person since a day, UTC; who used most comes first. */
export function listUse(sql: Sql, sinceDay: string): Promise<Use[]> {
  return sql<Use[]>`
    select u.email, count(*)::int as answers, sum(e.input_tokens + e.output_tokens)::float8 as tokens,
      sum(e.cost_amount)::float8 as usd
    from usage_events e join users u on u.id = e.user_id
    where e.created_at >= ${sinceDay}::date::timestamp at time zone 'UTC'
    group by u.id, u.email
    order by tokens desc, u.email`;
}
