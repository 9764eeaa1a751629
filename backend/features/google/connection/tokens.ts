import type { Sql } from "../../../platform/database.ts";
import type { Deps } from "../../../platform/deps.ts";
import { ProblemError } from "../../../platform/problem.ts";
import { requireAccess } from "../access.ts";
import { refreshTokens } from "./oauth.ts";
import {
  type ConnectionRecord,
  findConnection,
  type SealedTokens,
  setConnectionStatus,
  updateTokens,
} from "./queries.ts";

/** A token that ends sooner is renewed before it is used. */
const SPARE_MS = 60_000;

export type TokenDeps = Pick<Deps, "sql" | "clock" | "sealer" | "googleAccess">;

/**
 * A person's access token. `rejected` is one that Google did not take: another is fetched. Throws
 * `google-not-configured`, `google-not-connected`, `google-consent-ended`, `google-key-lost` and `google-unavailable`.
 */
export async function accessTokenOf(
  deps: TokenDeps,
  userId: string,
  rejected: string | null = null,
): Promise<string> {
  const access = requireAccess(deps);
  const connection = await findConnection(deps.sql, userId);
  const tokens = await openTokens(deps, requireConnected(connection));
  const isFresh = tokens.accessExpiresAt.getTime() - deps.clock().getTime() > SPARE_MS;
  if (isFresh && tokens.accessToken !== rejected) return tokens.accessToken;
  try {
    const renewed = await refreshTokens(access, tokens.refreshToken);
    const refreshToken = renewed.refreshToken ?? tokens.refreshToken;
    const sealed = sealTokens(deps, userId, { ...renewed, refreshToken });
    await updateTokens(deps.sql, userId, tokens.sealed.refreshToken, sealed, deps.clock());
    return renewed.accessToken;
  } catch (error) {
    if (error instanceof ProblemError && error.code === "google-consent-ended") await markEnded(deps, userId);
    throw error;
  }
}

/** Google lets the server in no more: known from then on without asking. */
export function markEnded({ sql, clock }: TokenDeps, userId: string): Promise<void> {
  return setConnectionStatus(sql, userId, "consent-ended", clock());
}

export function sealTokens(
  { sealer, clock }: Pick<Deps, "sealer" | "clock">,
  userId: string,
  tokens: { refreshToken: string; accessToken: string; expiresInSeconds: number },
): SealedTokens {
  const refresh = sealer.seal(tokens.refreshToken, purpose(userId, "refresh"));
  const access = sealer.seal(tokens.accessToken, purpose(userId, "access"));
  return {
    keyId: refresh.keyId,
    refreshToken: refresh.bytes,
    accessToken: access.bytes,
    accessExpiresAt: new Date(clock().getTime() + tokens.expiresInSeconds * 1_000),
  };
}

/** Throws `google-key-lost`, which is remembered, where the tokens do not open: the key is gone, or they are another's. */
export async function openTokens(
  { sql, clock, sealer }: Pick<Deps, "sql" | "clock" | "sealer">,
  connection: ConnectionRecord,
) {
  const { userId, keyId } = connection;
  const refreshToken = sealer.open({ keyId, bytes: connection.refreshToken }, purpose(userId, "refresh"));
  const accessToken = sealer.open({ keyId, bytes: connection.accessToken }, purpose(userId, "access"));
  if (refreshToken === null || accessToken === null) {
    if (connection.status === "connected") await setConnectionStatus(sql, userId, "key-lost", clock());
    throw new ProblemError("google-key-lost");
  }
  // The key has come back.
  if (connection.status === "key-lost") await setConnectionStatus(sql, userId, "connected", clock());
  return { refreshToken, accessToken, accessExpiresAt: connection.accessExpiresAt, sealed: connection };
}

/** Throws where there is no use in asking Google: `google-not-connected` or `google-consent-ended`. */
export async function requireConnection(sql: Sql, userId: string): Promise<void> {
  requireConnected(await findConnection(sql, userId));
}

function requireConnected(connection: ConnectionRecord | undefined): ConnectionRecord {
  if (connection === undefined || connection.status === "unconfirmed") {
    throw new ProblemError("google-not-connected");
  }
  if (connection.status === "consent-ended") throw new ProblemError("google-consent-ended");
  return connection;
}

function purpose(userId: string, token: "refresh" | "access"): string {
  return `google:${userId}:${token}`;
}
