import type { Sql } from "../../../platform/database.ts";

export interface KeyRow {
  id: string;
  name: string;
  hint: string;
  readOnly: boolean;
  lastUsedAt: Date | null;
  createdAt: Date;
}

export async function insertKey(
  sql: Sql,
  key: { id: string; userId: string; name: string; hash: Buffer; hint: string; readOnly: boolean; at: Date },
): Promise<void> {
  await sql`
    insert into api_keys (id, user_id, name, hash, hint, read_only, created_at, updated_at)
    values (${key.id}, ${key.userId}, ${key.name}, ${key.hash}, ${key.hint}, ${key.readOnly}, ${key.at}, ${key.at})`;
}

export async function countKeys(sql: Sql, userId: string): Promise<number> {
  const [row]: [{ count: number }?] = await sql`
    select count(*)::int as count from api_keys where user_id = ${userId} and deleted_at is null`;
  return row?.count ?? 0;
}

/** Newest first. */
export function listKeys(
  sql: Sql,
  userId: string,
  { before, limit }: { before: string | null; limit: number },
): Promise<KeyRow[]> {
  return sql<KeyRow[]>`
    select id, name, hint, read_only, last_used_at, created_at from api_keys
    where user_id = ${userId} and deleted_at is null and (${before}::uuid is null or id < ${before})
    order by id desc limit ${limit}`;
}

export async function revokeKey(sql: Sql, userId: string, id: string, at: Date): Promise<boolean> {
  const { count } = await sql`
    update api_keys set deleted_at = ${at}, updated_at = ${at}
    where user_id = ${userId} and id = ${id} and deleted_at is null`;
  return count > 0;
}

/** Whose key it is, where both are alive. Its use is noted, once a minute at most. */
export async function findKeyOwner(
  sql: Sql,
  hash: Buffer,
  at: Date,
): Promise<{ userId: string; readOnly: boolean } | null> {
  const [owner]: [{ userId: string; readOnly: boolean }?] = await sql`
    with used as (
      update api_keys set last_used_at = ${at}, updated_at = ${at}
      where hash = ${hash} and deleted_at is null
        and (last_used_at is null or last_used_at < ${at}::timestamptz - interval '1 minute')
    )
    select api_keys.user_id, api_keys.read_only from api_keys join users on users.id = api_keys.user_id
    where api_keys.hash = ${hash} and api_keys.deleted_at is null and users.deleted_at is null`;
  return owner ?? null;
}
