import { errors, type JWTPayload, jwtVerify } from "jose";
import * as z from "zod";
import type { TokenIssuer } from "../../platform/deps.ts";
import { ProblemError } from "../../platform/problem.ts";

export interface GoogleIdentity {
  sub: string;
  email: string;
  name: string;
}

/** Google's clock and ours may differ. */
const TOLERANCE_SECONDS = 300;

const Claims = z.object({
  sub: z.string().min(1).max(255),
  email: z.email().max(254),
  email_verified: z.literal([true, false, "true", "false"]),
  name: z.string().trim().min(1).optional().catch(undefined),
});

/**
 * Who an OpenID token speaks of. Throws `invalid-token`; `unknown-audience`, which names the script's client
 * id so that its operator can add it; `email-not-verified`; `unavailable` when the keys cannot be fetched.
 */
export async function verifyGoogleToken(
  issuer: TokenIssuer,
  token: string,
  now: Date,
): Promise<GoogleIdentity> {
  const payload = await verifySigned(issuer, token, now);
  const audience = typeof payload.aud === "string" ? payload.aud : null;
  if (audience === null) throw new ProblemError("invalid-token");
  if (!issuer.audiences.includes(audience)) {
    throw new ProblemError("unknown-audience", { detail: `Admin: add ${audience} to GOOGLE_CLIENT_IDS` });
  }
  const claims = Claims.safeParse(payload);
  if (!claims.success) throw new ProblemError("invalid-token", { cause: claims.error });
  const { sub, email, email_verified, name } = claims.data;
  if (String(email_verified) !== "true") throw new ProblemError("email-not-verified");
  return { sub, email, name: name ?? email.slice(0, email.indexOf("@")) };
}

async function verifySigned(issuer: TokenIssuer, token: string, now: Date): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, issuer.keys, {
      algorithms: ["RS256"],
      issuer: issuer.issuers,
      requiredClaims: ["exp", "iat", "aud", "sub"],
      clockTolerance: TOLERANCE_SECONDS,
      currentDate: now,
    });
    return payload;
  } catch (cause) {
    if (isAboutToken(cause)) throw new ProblemError("invalid-token", { cause });
    throw new ProblemError("unavailable", {
      detail: "Google's keys cannot be fetched right now",
      retryAfter: 5,
      cause,
    });
  }
}

/** Against a fault of the key set: its time-out, a failed fetch, an answer that is no key set. */
function isAboutToken(error: unknown): boolean {
  return (
    error instanceof errors.JOSEError &&
    !(error instanceof errors.JWKSTimeout) &&
    !(error instanceof errors.JWKSInvalid) &&
    error.code !== "ERR_JOSE_GENERIC"
  );
}
