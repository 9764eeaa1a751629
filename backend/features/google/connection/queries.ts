import type { Sql } from "../../../platform/database.ts";

export interface ConsentRecord {
  userId: string;
  keyId: string;
  secrets: Buffer;
  expiresAt: Date;
  usedAt: Date | null;
}

export async function insertConsent(
  sql: Sql,
  consent: { stateHash: Buffer; userId: string; keyId: string; secrets: Buffer; expiresAt: Date; now: Date },
): Promise<void> {
  await sql`
    insert into google_consents (state_hash, user_id, key_id, secrets, expires_at, created_at, updated_at)
    values (${consent.stateHash}, ${consent.userId}, ${consent.keyId}, ${consent.secrets}, ${consent.expiresAt},
      ${consent.now}, ${consent.now})`;
}

/** The way that a state belongs to, as it was before: of two uses at once, one sees it unused. */
export async function useConsent(sql: Sql, stateHash: Buffer, now: Date): Promise<ConsentRecord | undefined> {
  const [consent]: [ConsentRecord?] = await sql`
    with found as (
      select c.* from google_consents c join users u on u.id = c.user_id and u.deleted_at is null
      where state_hash = ${stateHash} for update of c
    ), used as (
      update google_consents set used_at = ${now}, updated_at = ${now}
      where state_hash in (select state_hash from found where used_at is null)
    )
    select user_id, key_id, secrets, expires_at, used_at from found`;
  return consent;
}

export interface ConnectionRecord {
  userId: string;
  googleSub: string;
  status: "unconfirmed" | "connected" | "consent-ended" | "key-lost";
  scopes: string;
  keyId: string;
  refreshToken: Buffer;
  accessToken: Buffer;
  accessExpiresAt: Date;
  confirmHash: Buffer | null;
  confirmUntil: Date | null;
  confirmTries: number;
  updatedAt: Date;
  createdAt: Date;
}

export async function findConnection(sql: Sql, userId: string): Promise<ConnectionRecord | undefined> {
  const [connection]: [ConnectionRecord?] = await sql`
    select user_id, google_sub, status, scopes, key_id, refresh_token, access_token, access_expires_at,
      confirm_hash, confirm_until, confirm_tries, created_at, updated_at
    from google_connections where user_id = ${userId}`;
  return connection;
}

/** In place of what was there. */
export async function putConnection(
  sql: Sql,
  connection: Omit<ConnectionRecord, "updatedAt" | "createdAt" | "confirmTries">,
  now: Date,
): Promise<void> {
  const { userId, googleSub, status, scopes, keyId, refreshToken, accessToken, accessExpiresAt } = connection;
  await sql`
    insert into google_connections (user_id, google_sub, status, scopes, key_id, refresh_token, access_token,
      access_expires_at, confirm_hash, confirm_until, created_at, updated_at)
    values (${userId}, ${googleSub}, ${status}, ${scopes}, ${keyId}, ${refreshToken}, ${accessToken},
      ${accessExpiresAt}, ${connection.confirmHash}, ${connection.confirmUntil}, ${now}, ${now})
    on conflict (user_id) do update set
      google_sub = excluded.google_sub, status = excluded.status, scopes = excluded.scopes,
      key_id = excluded.key_id, refresh_token = excluded.refresh_token, access_token = excluded.access_token,
      access_expires_at = excluded.access_expires_at, confirm_hash = excluded.confirm_hash,
      confirm_until = excluded.confirm_until, confirm_tries = 0, created_at = excluded.created_at,
      updated_at = excluded.updated_at`;
}

/** Counts a try of the code before it is looked at. */
export async function countConfirmTry(sql: Sql, userId: string, now: Date): Promise<number> {
  const [row]: [{ confirmTries: number }?] = await sql`
    update google_connections set confirm_tries = confirm_tries + 1, updated_at = ${now}
    where user_id = ${userId} returning confirm_tries`;
  return row?.confirmTries ?? 0;
}

export async function setConnectionStatus(
  sql: Sql,
  userId: string,
  status: ConnectionRecord["status"],
  now: Date,
): Promise<void> {
  await sql`
    update google_connections
    set status = ${status}, confirm_hash = null, confirm_until = null, updated_at = ${now}
    where user_id = ${userId}`;
}

export interface SealedTokens {
  keyId: string;
  refreshToken: Buffer;
  accessToken: Buffer;
  accessExpiresAt: Date;
}

/** False where the tokens are others by now than those that `from` held. */
export async function updateTokens(
  sql: Sql,
  userId: string,
  from: Buffer,
  tokens: SealedTokens,
  now: Date,
): Promise<boolean> {
  const { count } = await sql`
    update google_connections
    set key_id = ${tokens.keyId}, refresh_token = ${tokens.refreshToken}, access_token = ${tokens.accessToken},
      access_expires_at = ${tokens.accessExpiresAt}, updated_at = ${now}
    where user_id = ${userId} and refresh_token = ${from}`;
  return count > 0;
}

export async function deleteConnection(sql: Sql, userId: string): Promise<void> {
  await sql`delete from google_connections where user_id = ${userId}`;
}

/** Of all people: what another key than this one sealed, some at a time. */
export function listSealedOtherwise(
  sql: Sql,
  page: { keyId: string; after: string | null; limit: number },
): Promise<ConnectionRecord[]> {
  return sql<ConnectionRecord[]>`
    select * from google_connections
    where key_id <> ${page.keyId} and status <> 'key-lost'
      and (${page.after}::uuid is null or user_id > ${page.after}::uuid)
    order by user_id limit ${page.limit}`;
}
