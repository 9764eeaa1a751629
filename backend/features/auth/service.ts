import { createHash, randomBytes } from "node:crypto";
import type { Context } from "hono";
import type { AccountDeletion, LoginRequest, RegisterRequest, SignIn, User } from "../../contract/auth.ts";
import type { Sql } from "../../platform/database.ts";
import type { Deps } from "../../platform/deps.ts";
import { ProblemError } from "../../platform/problem.ts";
import { type Bucket, judge } from "../../platform/rate-limits.ts";
import type { AppEnv, SignedIn } from "../../platform/router.ts";
import { ACCESS_TOKEN_SECONDS, signAccessToken, type TokenOwner } from "./access-token.ts";
import { verifyGoogleToken } from "./google-token.ts";
import * as queries from "./queries.ts";
import { checkSignUp } from "./sign-up.ts";

const DAY_MS = 86_400_000;

export async function register(deps: Deps, { email, password, name }: RegisterRequest): Promise<SignIn> {
  checkSignUp(deps.config.signUp, email, deps.config.adminContact);
  const passwordHash = await deps.hasher.hash(password);
  return deps.sql.begin(async (tx) =>
    startSession(deps, tx, await insertAccount(deps, tx, { email, passwordHash, name })),
  );
}

/** Whatever the sign-up policy says. Throws `email-taken`. */
export async function createAccount(
  deps: Pick<Deps, "sql" | "hasher" | "newId" | "clock">,
  { email, password, name }: RegisterRequest,
): Promise<User> {
  const passwordHash = await deps.hasher.hash(password);
  return present(await insertAccount(deps, deps.sql, { email, passwordHash, name }));
}

export async function login(deps: Deps, { email, password }: LoginRequest): Promise<SignIn> {
  const user = await queries.findPasswordUser(deps.sql, email);
  const matches = await deps.hasher.verify(password, user?.passwordHash ?? null);
  if (user === null || !matches) throw new ProblemError("invalid-credentials");
  return startSession(deps, deps.sql, user);
}

/** Accounts are keyed by Google's subject: the email may change, and never finds another account. */
export async function signInWithGoogle(deps: Deps, idToken: string): Promise<SignIn> {
  const now = deps.clock();
  const identity = await verifyGoogleToken(deps.google, idToken, now);
  return deps.sql.begin(async (tx) => {
    const known = await queries.updateGoogleUser(tx, { ...identity, now });
    if (known !== null) return startSession(deps, tx, known);
    checkSignUp(deps.config.signUp, identity.email, deps.config.adminContact);
    const user = await queries.insertGoogleUser(tx, { ...identity, id: deps.newId(), now });
    return startSession(deps, tx, user);
  });
}

/**
 * A new pair of tokens for a refresh token, which works once: a second use, later or at the same time, ends the
 * whole session, for two parties hold the token then.
 */
export async function refresh(deps: Deps, refreshToken: string): Promise<SignIn> {
  const { sql } = deps;
  const now = deps.clock();
  const from = hashToken(refreshToken);
  const session = await queries.findSessionByToken(sql, from);
  if (session === null) throw new ProblemError("invalid-token");
  if (session.endedAt !== null || session.expiresAt <= now) throw new ProblemError("session-ended");
  const next = makeToken();
  const renewed =
    session.current &&
    (await queries.rotateToken(sql, {
      id: session.id,
      from,
      to: next.hash,
      expiresAt: sessionEnd(deps, now),
      now,
    }));
  if (!renewed) {
    await queries.endSession(sql, { id: session.id, now });
    throw new ProblemError("session-ended", { detail: "This refresh token was used twice" });
  }
  const user = await queries.findUser(sql, session.userId);
  if (user === null) throw new ProblemError("session-ended");
  return signIn(deps, user, session.id, next.token);
}

export async function logout(deps: Deps, { sessionId }: TokenOwner): Promise<void> {
  await queries.endSession(deps.sql, { id: sessionId, now: deps.clock() });
}

/** Throws `session-ended` when the token's session, or its account, is there no more. */
export async function checkSession(
  deps: Pick<Deps, "sql" | "clock">,
  { id, sessionId }: TokenOwner,
): Promise<void> {
  const alive = await queries.isSessionAlive(deps.sql, { id: sessionId, userId: id, now: deps.clock() });
  if (!alive) throw new ProblemError("session-ended");
}

/** The same, and what the request is taken from, in one statement. Throws `rate-limited` too. */
export async function admitSession(
  { sql, clock }: Pick<Deps, "sql" | "clock">,
  { id, sessionId }: TokenOwner,
  context: Context<AppEnv>,
  buckets: Bucket[],
): Promise<void> {
  const session = { id: sessionId, userId: id, now: clock() };
  const levels = await queries.takeForSession(sql, session, buckets);
  if (!levels.every(({ isAlive }) => isAlive)) throw new ProblemError("session-ended");
  judge(context, buckets, levels);
}

export async function readMe(deps: Deps, { id }: SignedIn): Promise<User> {
  return present(await queries.findUser(deps.sql, id));
}

/** The Google account that the person signs in with; null for an account with a password. */
export function googleSubjectOf({ sql }: Pick<Deps, "sql">, userId: string): Promise<string | null> {
  return queries.findGoogleSubject(sql, userId);
}

export async function renameMe(deps: Deps, { id }: SignedIn, name: string): Promise<User> {
  return present(await queries.renameUser(deps.sql, { id, name, now: deps.clock() }));
}

/** Nobody can sign in to it from then on; the same address or Google account may make a new one. */
export async function deleteMe(
  { sql, clock, config }: Pick<Deps, "sql" | "clock" | "config">,
  { id }: Pick<SignedIn, "id">,
): Promise<AccountDeletion> {
  const now = clock();
  await queries.deleteUser(sql, { id, now });
  return {
    deletedAt: now.toISOString(),
    erasedAt: new Date(now.getTime() + config.limits.eraseAfterDays * DAY_MS).toISOString(),
    removed: ["email", "name", "password", "google-account", "sessions", "api-keys"],
    kept: ["conversations", "messages", "sources", "tables", "usage"],
  };
}

async function insertAccount(
  { newId, clock }: Pick<Deps, "newId" | "clock">,
  sql: Sql,
  { email, passwordHash, name }: { email: string; passwordHash: string; name?: string | undefined },
): Promise<queries.UserRow> {
  const user = await queries.insertPasswordUser(sql, {
    id: newId(),
    email,
    name: name ?? email.slice(0, email.indexOf("@")),
    passwordHash,
    now: clock(),
  });
  if (user === null) throw new ProblemError("email-taken");
  return user;
}

async function startSession(deps: Deps, sql: Sql, user: queries.UserRow): Promise<SignIn> {
  const now = deps.clock();
  const id = deps.newId();
  const { token, hash } = makeToken();
  await queries.insertSession(sql, {
    id,
    userId: user.id,
    refreshHash: hash,
    expiresAt: sessionEnd(deps, now),
    now,
  });
  return signIn(deps, user, id, token);
}

async function signIn(
  deps: Deps,
  user: queries.UserRow,
  sessionId: string,
  refreshToken: string,
): Promise<SignIn> {
  const accessToken = await signAccessToken(deps.jwtSecret, { id: user.id, sessionId }, deps.clock());
  return { user: present(user), accessToken, refreshToken, expiresIn: ACCESS_TOKEN_SECONDS };
}

function present(user: queries.UserRow | null): User {
  if (user === null) throw new ProblemError("session-ended");
  return { id: user.id, email: user.email, name: user.name, createdAt: user.createdAt.toISOString() };
}

function sessionEnd({ config }: Deps, now: Date): Date {
  return new Date(now.getTime() + config.sessionDays * DAY_MS);
}

/** 256 random bits need no slow hash. */
function makeToken(): { token: string; hash: Buffer } {
  const token = randomBytes(32).toString("base64url");
  return { token, hash: hashToken(token) };
}

function hashToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
