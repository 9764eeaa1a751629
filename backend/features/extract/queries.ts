import type { Sql } from "../../platform/database.ts";
import type { KeyedRequest } from "../../platform/idempotency.ts";

/** Frees a key that holds no answer yet; only one that was claimed before `before`, where that is given. */
export async function releaseKey(
  sql: Sql,
  { userId, key }: KeyedRequest,
  before: Date | null,
): Promise<void> {
  await sql`
    delete from idempotency_keys
    where user_id = ${userId} and key = ${key} and status is null and message_id is null
      and (${before}::timestamptz is null or updated_at < ${before})`;
}
