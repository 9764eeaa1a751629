import type { webcrypto } from "node:crypto";
import { errors, jwtVerify, SignJWT } from "jose";
import * as z from "zod";
import { ProblemError } from "../../platform/problem.ts";

export const ACCESS_TOKEN_SECONDS = 15 * 60;
/** Replicas' clocks are never quite the same. */
const TOLERANCE_SECONDS = 60;

const ALGORITHM = "HS256";
const TYPE = "at+jwt";
const ISSUER = "rowsmith";
const AUDIENCE = "rowsmith-api";

/** Whose token it is, and the session that it belongs to. */
export interface TokenOwner {
  id: string;
  sessionId: string;
}

const Claims = z.object({ sub: z.uuid(), sid: z.uuid(), exp: z.number() });

/** What is known of a secret: its key, and the tokens that it was found to have signed. */
interface Known {
  key: Promise<webcrypto.CryptoKey>;
  verified: Map<string, TokenOwner & { expiresAt: number }>;
}

/** Tokens that are remembered; a page sends the same one for a quarter of an hour. */
const MOST_VERIFIED = 10_000;
const known = new WeakMap<Uint8Array, Known>();

function knownOf(secret: Uint8Array): Known {
  const found = known.get(secret);
  if (found !== undefined) return found;
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const key = crypto.subtle.importKey("raw", new Uint8Array(secret), hmac, false, ["sign", "verify"]);
  const made: Known = { key, verified: new Map() };
  known.set(secret, made);
  return made;
}

export async function signAccessToken(secret: Uint8Array, user: TokenOwner, now: Date): Promise<string> {
  const issuedAt = Math.floor(now.getTime() / 1_000);
  return new SignJWT({ sid: user.sessionId })
    .setProtectedHeader({ alg: ALGORITHM, typ: TYPE })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject(user.id)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + ACCESS_TOKEN_SECONDS)
    .sign(await knownOf(secret).key);
}

/** Throws `invalid-token` for whatever this server did not sign as an access token, or signed too long ago. */
export async function verifyAccessToken(secret: Uint8Array, token: string, now: Date): Promise<TokenOwner> {
  const { key, verified } = knownOf(secret);
  const seen = verified.get(token);
  if (seen !== undefined && seen.expiresAt + TOLERANCE_SECONDS > now.getTime() / 1_000) {
    return { id: seen.id, sessionId: seen.sessionId };
  }
  try {
    const { payload } = await jwtVerify(token, await key, {
      algorithms: [ALGORITHM],
      typ: TYPE,
      issuer: ISSUER,
      audience: AUDIENCE,
      requiredClaims: ["exp", "iat"],
      clockTolerance: TOLERANCE_SECONDS,
      currentDate: now,
    });
    const { sub, sid, exp } = Claims.parse(payload);
    if (verified.size >= MOST_VERIFIED) verified.clear();
    verified.set(token, { id: sub, sessionId: sid, expiresAt: exp });
    return { id: sub, sessionId: sid };
  } catch (cause) {
    const expired = cause instanceof errors.JWTExpired;
    throw new ProblemError("invalid-token", {
      cause,
      ...(expired ? { detail: "The token has expired" } : {}),
    });
  }
}
