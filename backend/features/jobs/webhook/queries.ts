import type { Sql } from "../../../platform/database.ts";
import type { StoredWebhook } from "../queries.ts";
import type { SealedSecret } from "./secret.ts";

/** How the last delivery to the job's webhook went. */
export async function keepDelivery(
  sql: Sql,
  told: { userId: string; jobId: string; status: StoredWebhook["status"]; detail: string; at: Date },
): Promise<void> {
  await sql`
    update jobs set updated_at = ${told.at},
      webhook = webhook || jsonb_build_object('status', ${told.status}::text, 'detail', ${told.detail}::text)
    where user_id = ${told.userId} and id = ${told.jobId} and webhook is not null`;
}

/** Webhooks' secrets that another key sealed, or none, of everybody: by their job, after `after`. */
export function listSealedOtherwise(
  sql: Sql,
  { keyId, after, limit }: { keyId: string; after: string | null; limit: number },
): Promise<{ id: string; userId: string; secret: SealedSecret | string }[]> {
  return sql<{ id: string; userId: string; secret: SealedSecret | string }[]>`
    select id, user_id, webhook -> 'secret' as secret from jobs
    where webhook is not null and webhook -> 'secret' ->> 'keyId' is distinct from ${keyId}
      and (${after}::uuid is null or id > ${after})
    order by id limit ${limit}`;
}

export async function keepSecret(
  sql: Sql,
  { userId, id, secret, at }: { userId: string; id: string; secret: SealedSecret; at: Date },
): Promise<void> {
  await sql`
    update jobs set updated_at = ${at},
      webhook = webhook || jsonb_build_object('secret', ${JSON.stringify(secret)}::text::jsonb)
    where user_id = ${userId} and id = ${id} and webhook is not null`;
}
