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

const Claims = z.object({ sub: z.uuid(), sid: z.uuid() });

export async function signAccessToken(secret: Uint8Array, user: TokenOwner, now: Date): Promise<string> {
  const issuedAt = Math.floor(now.getTime() / 1_000);
  return new SignJWT({ sid: user.sessionId })
    .setProtectedHeader({ alg: ALGORITHM, typ: TYPE })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject(user.id)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + ACCESS_TOKEN_SECONDS)
    .sign(secret);
}

/** Throws `invalid-token` for whatever this server did not sign as an access token, or signed too long ago. */
export async function verifyAccessToken(secret: Uint8Array, token: string, now: Date): Promise<TokenOwner> {
  try {
    const { payload } = await jwtVerify(token, secret, {
      algorithms: [ALGORITHM],
      typ: TYPE,
      issuer: ISSUER,
      audience: AUDIENCE,
      requiredClaims: ["exp", "iat"],
      clockTolerance: TOLERANCE_SECONDS,
      currentDate: now,
    });
    const { sub, sid } = Claims.parse(payload);
    return { id: sub, sessionId: sid };
  } catch (cause) {
    const expired = cause instanceof errors.JWTExpired;
    throw new ProblemError("invalid-token", {
      cause,
      ...(expired ? { detail: "The token has expired" } : {}),
    });
  }
}
