import { createHash, randomInt, timingSafeEqual } from "node:crypto";
import * as z from "zod";
import type { GoogleConnection, GoogleConsent } from "../../../contract/google.ts";
import type { ProblemCode } from "../../../contract/problem.ts";
import type { Deps } from "../../../platform/deps.ts";
import { ProblemError, toSummary } from "../../../platform/problem.ts";
import type { SignedIn } from "../../../platform/router.ts";
import { googleSubjectOf } from "../../auth/service.ts";
import { DRIVE_FILE, requireAccess } from "../access.ts";
import { consentUrl, exchangeCode, newSecrets, newState, revokeToken } from "./oauth.ts";
import * as queries from "./queries.ts";
import { openTokens, sealTokens } from "./tokens.ts";

type ConnectionDeps = Pick<Deps, "sql" | "clock" | "sealer" | "googleAccess" | "log">;

const CONSENT_MS = 10 * 60_000;
const CODE_MS = 10 * 60_000;
const MOST_TRIES = 5;
/** Without those that look like others. */
const CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

const Secrets = z.object({ verifier: z.string(), nonce: z.string() });

/** Begins a way to Google and back, for this person alone. */
export async function connect(deps: ConnectionDeps, { id }: SignedIn): Promise<GoogleConsent> {
  const { sql, clock, sealer } = deps;
  const access = requireAccess(deps);
  const [state, secrets, now] = [newState(), newSecrets(), clock()];
  const stateHash = hashOf(state);
  const sealed = sealer.seal(JSON.stringify(secrets), purposeOf(stateHash));
  const expiresAt = new Date(now.getTime() + CONSENT_MS);
  await queries.insertConsent(sql, {
    ...{ stateHash, userId: id, keyId: sealed.keyId, secrets: sealed.bytes, expiresAt, now },
  });
  return { url: await consentUrl(access, state, secrets), expiresAt: expiresAt.toISOString() };
}

/**
 * The browser came back. Answers with the code that an account with a password confirms with, null where nothing is
 * left to confirm. Throws `google-state-invalid`, `-used` or `-expired`, `google-consent-denied`, `google-key-lost`,
 * `google-scope-missing`, and `google-account-mismatch` where it was another's Google account.
 */
export async function finishConnecting(deps: ConnectionDeps, query: URLSearchParams): Promise<string | null> {
  const access = requireAccess(deps);
  const { userId, secrets } = await takeConsent(deps, query.get("state") ?? "");
  const { sub, scopes, refreshToken, ...tokens } = await exchangeCode(access, query, secrets);
  const known = await googleSubjectOf(deps, userId);
  const standing = await queries.findConnection(deps.sql, userId);
  const expected = known ?? (standing?.status === "unconfirmed" ? null : (standing?.googleSub ?? null));
  if (expected !== null && expected !== sub) throw new ProblemError("google-account-mismatch");
  if (!scopes.includes(DRIVE_FILE)) throw new ProblemError("google-scope-missing");
  if (refreshToken === null) throw new ProblemError("google-refused", { detail: "No refresh token came" });

  const code = expected === null ? newCode() : null;
  const now = deps.clock();
  await queries.putConnection(
    deps.sql,
    {
      ...{ userId, googleSub: sub, scopes: scopes.join(" ") },
      ...sealTokens(deps, userId, { ...tokens, refreshToken }),
      status: code === null ? "connected" : "unconfirmed",
      confirmHash: code === null ? null : hashOf(plain(code)),
      confirmUntil: code === null ? null : new Date(now.getTime() + CODE_MS),
    },
    now,
  );
  return code;
}

/**
 * An account with a password says what the browser was shown: who sent whom to Google is then the same person. Throws
 * `google-not-connected` where there is nothing to confirm, and `google-code-wrong`.
 */
export async function confirm(deps: ConnectionDeps, user: SignedIn, code: string): Promise<GoogleConnection> {
  const now = deps.clock();
  const tries = await queries.countConfirmTry(deps.sql, user.id, now);
  const connection = await queries.findConnection(deps.sql, user.id);
  if (connection?.status === "connected") return present(deps, connection);
  const { confirmHash = null, confirmUntil = null } = connection ?? {};
  if (confirmHash === null || confirmUntil === null || confirmUntil < now || tries > MOST_TRIES) {
    throw new ProblemError("google-not-connected", { detail: "There is no code to confirm: connect again" });
  }
  if (!timingSafeEqual(confirmHash, hashOf(plain(code)))) throw new ProblemError("google-code-wrong");
  await queries.setConnectionStatus(deps.sql, user.id, "connected", now);
  return readConnection(deps, user);
}

/** Where it stands, also whether its tokens still open. */
export async function readConnection(deps: ConnectionDeps, { id }: SignedIn): Promise<GoogleConnection> {
  const connection = await queries.findConnection(deps.sql, id);
  if (connection?.status !== "connected" && connection?.status !== "key-lost")
    return present(deps, connection);
  const opens = await openTokens(deps, connection).then(
    () => true,
    (error: unknown) => {
      if (error instanceof ProblemError) return false;
      throw error;
    },
  );
  return present(deps, { ...connection, status: opens ? "connected" : "key-lost" });
}

/** Google is told to forget the grant; what is kept here goes also where it cannot be told. */
export async function disconnect(deps: ConnectionDeps, { id }: SignedIn): Promise<null> {
  const connection = await queries.findConnection(deps.sql, id);
  if (connection === undefined) return null;
  try {
    const { refreshToken } = await openTokens(deps, connection);
    await revokeToken(requireAccess(deps), refreshToken);
  } catch (error) {
    deps.log.warn({ err: error, userId: id }, "Google was not told that a connection ended");
  }
  await queries.deleteConnection(deps.sql, id);
  return null;
}

async function takeConsent({ sql, clock, sealer }: ConnectionDeps, state: string) {
  const [stateHash, now] = [hashOf(state), clock()];
  const consent = await queries.useConsent(sql, stateHash, now);
  if (consent === undefined) throw new ProblemError("google-state-invalid");
  if (consent.usedAt !== null) throw new ProblemError("google-state-used");
  if (consent.expiresAt <= now) throw new ProblemError("google-state-expired");
  const text = sealer.open({ keyId: consent.keyId, bytes: consent.secrets }, purposeOf(stateHash));
  if (text === null) throw new ProblemError("google-key-lost");
  return { userId: consent.userId, secrets: Secrets.parse(JSON.parse(text)) };
}

const mends = {
  unconfirmed: { mend: "confirm", code: null },
  connected: { mend: null, code: null },
  "consent-ended": { mend: "connect", code: "google-consent-ended" },
  "key-lost": { mend: "connect", code: "google-key-lost" },
} as const satisfies Record<
  queries.ConnectionRecord["status"],
  { mend: GoogleConnection["mend"]; code: ProblemCode | null }
>;

function present(
  { googleAccess }: Pick<Deps, "googleAccess">,
  connection: queries.ConnectionRecord | undefined,
): GoogleConnection {
  const configured = googleAccess !== null;
  if (connection === undefined) {
    return { configured, status: "none", mend: "connect", problem: null, scopes: [], connectedAt: null };
  }
  const { mend, code } = mends[connection.status];
  return {
    ...{ configured, status: connection.status, mend },
    problem: code === null ? null : toSummary(code),
    scopes: connection.scopes.split(" "),
    connectedAt: connection.createdAt.toISOString(),
  };
}

function hashOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

function purposeOf(stateHash: Buffer): string {
  return `google-consent:${stateHash.toString("base64url")}`;
}

/** 40 bits, five tries. */
function newCode(): string {
  const letters = Array.from({ length: 8 }, () => CODE_LETTERS[randomInt(CODE_LETTERS.length)]).join("");
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

function plain(code: string): string {
  return code.toUpperCase().replace(/[^A-Z0-9]/g, "");
}
