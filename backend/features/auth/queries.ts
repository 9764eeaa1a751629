import type { Sql } from "../../platform/database.ts";
import { type Bucket, takeFrom } from "../../platform/rate-limits.ts";

export interface UserRow {
  id: string;
  email: string;
  name: string;
  createdAt: Date;
}

export interface SessionRow {
  id: string;
  userId: string;
  /** Whether the token is the session's newest; otherwise it was used before. */
  current: boolean;
  expiresAt: Date;
  endedAt: Date | null;
}

/** How many used tokens a session remembers, to notice that one is used again. */
const REMEMBERED_TOKENS = 50;

/** Null where the email has an account already. */
export async function insertPasswordUser(
  sql: Sql,
  user: { id: string; email: string; name: string; passwordHash: string; now: Date },
): Promise<UserRow | null> {
  const [row]: [UserRow?] = await sql`
    insert into users (id, email, name, password_hash, created_at, updated_at)
    values (${user.id}, ${user.email}, ${user.name}, ${user.passwordHash}, ${user.now}, ${user.now})
    on conflict (lower(email)) where password_hash is not null and deleted_at is null do nothing
    returning id, email, name, created_at`;
  return row ?? null;
}

export async function findPasswordUser(
  sql: Sql,
  email: string,
): Promise<(UserRow & { passwordHash: string }) | null> {
  const [row]: [(UserRow & { passwordHash: string })?] = await sql`
    select id, email, name, created_at, password_hash from users
    where lower(email) = lower(${email}) and password_hash is not null and deleted_at is null`;
  return row ?? null;
}

/** The account of a Google subject, its email brought up to date. Null where there is none. */
export async function updateGoogleUser(
  sql: Sql,
  user: { sub: string; email: string; now: Date },
): Promise<UserRow | null> {
  const [row]: [UserRow?] = await sql`
    update users set email = ${user.email}, updated_at = ${user.now}
    where google_sub = ${user.sub} and deleted_at is null
    returning id, email, name, created_at`;
  return row ?? null;
}

/** Of two first sign-ins at once, both get the one account. */
export async function insertGoogleUser(
  sql: Sql,
  user: { id: string; sub: string; email: string; name: string; now: Date },
): Promise<UserRow> {
  const [row]: [UserRow?] = await sql`
    insert into users (id, email, name, google_sub, created_at, updated_at)
    values (${user.id}, ${user.email}, ${user.name}, ${user.sub}, ${user.now}, ${user.now})
    on conflict (google_sub) where google_sub is not null and deleted_at is null
      do update set email = excluded.email, updated_at = excluded.updated_at
    returning id, email, name, created_at`;
  if (row === undefined) throw new Error("An upsert returned no row");
  return row;
}

/** Null for an account with a password. */
export async function findGoogleSubject(sql: Sql, id: string): Promise<string | null> {
  const [row]: [{ googleSub: string | null }?] = await sql`
    select google_sub from users where id = ${id} and deleted_at is null`;
  return row?.googleSub ?? null;
}

export async function findUser(sql: Sql, id: string): Promise<UserRow | null> {
  const [row]: [UserRow?] = await sql`
    select id, email, name, created_at from users where id = ${id} and deleted_at is null`;
  return row ?? null;
}

export async function renameUser(
  sql: Sql,
  user: { id: string; name: string; now: Date },
): Promise<UserRow | null> {
  const [row]: [UserRow?] = await sql`
    update users set name = ${user.name}, updated_at = ${user.now}
    where id = ${user.id} and deleted_at is null
    returning id, email, name, created_at`;
  return row ?? null;
}

/** Who it was goes at once, with every way in; what the account holds is erased later. */
export async function deleteUser(sql: Sql, user: { id: string; now: Date }): Promise<void> {
  await sql`
    with ended as (
      update sessions set ended_at = ${user.now}, updated_at = ${user.now}
      where user_id = ${user.id} and ended_at is null
    ), revoked as (
      update api_keys set deleted_at = ${user.now}, updated_at = ${user.now}
      where user_id = ${user.id} and deleted_at is null
    )
    update users set email = '', name = '', deleted_at = ${user.now}, updated_at = ${user.now},
      password_hash = case when password_hash is not null then '' end,
      google_sub = case when google_sub is not null then '' end
    where id = ${user.id}`;
}

export async function insertSession(
  sql: Sql,
  session: { id: string; userId: string; refreshHash: Buffer; expiresAt: Date; now: Date },
): Promise<void> {
  await sql`
    insert into sessions (id, user_id, refresh_hash, expires_at, created_at, updated_at)
    values (${session.id}, ${session.userId}, ${session.refreshHash}, ${session.expiresAt},
            ${session.now}, ${session.now})`;
}

export async function findSessionByToken(sql: Sql, hash: Buffer): Promise<SessionRow | null> {
  const [row]: [SessionRow?] = await sql`
    select id, user_id, refresh_hash = ${hash} as current, expires_at, ended_at from sessions
    where refresh_hash = ${hash} or previous_hashes @> array[${hash}::bytea]`;
  return row ?? null;
}

/** Puts a new token in the place of `from`. False where another request was first. */
export async function rotateToken(
  sql: Sql,
  session: { id: string; from: Buffer; to: Buffer; expiresAt: Date; now: Date },
): Promise<boolean> {
  const rows = await sql`
    update sessions set
      refresh_hash = ${session.to},
      previous_hashes = (array_prepend(refresh_hash, previous_hashes))[1:${REMEMBERED_TOKENS}],
      expires_at = ${session.expiresAt},
      updated_at = ${session.now}
    where id = ${session.id} and refresh_hash = ${session.from} and ended_at is null
    returning id`;
  return rows.length > 0;
}

export async function endSession(sql: Sql, session: { id: string; now: Date }): Promise<void> {
  await sql`
    update sessions set ended_at = ${session.now}, updated_at = ${session.now}
    where id = ${session.id} and ended_at is null`;
}

/** Whether the session, and the account that it belongs to, are there and alive. */
interface SessionOf {
  id: string;
  userId: string;
  now: Date;
}

export async function isSessionAlive(sql: Sql, session: SessionOf): Promise<boolean> {
  const [found]: [{ isAlive: boolean }?] = await sql`select ${aliveness(sql, session)}`;
  return found?.isAlive === true;
}

/** Takes from the buckets, and looks whether the session is alive, in one statement. */
export function takeForSession(sql: Sql, session: SessionOf, buckets: Bucket[]) {
  return takeFrom<{ isAlive: boolean }>(sql, buckets, aliveness(sql, session));
}

function aliveness(sql: Sql, { id, userId, now }: SessionOf) {
  return sql`exists (
    select from sessions join users on users.id = sessions.user_id
    where sessions.id = ${id} and sessions.user_id = ${userId}
      and sessions.ended_at is null and sessions.expires_at > ${now} and users.deleted_at is null) as is_alive`;
}
