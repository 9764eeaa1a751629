import { createLocalJWKSet, exportJWK, generateKeyPair, type JWTVerifyGetKey, SignJWT } from "jose";

const LIFETIME_SECONDS = 3_600;

/** The one person of the playground. */
export const guest = { sub: "playground-guest", email: "guest@playground.example", name: "Guest" };

/** An OpenID token as `ScriptApp.getIdentityToken()` gives it, and when it ends (ISO 8601 UTC). */
export interface IdentityToken {
  idToken: string;
  expiresAt: string;
}

/** A local stand-in for Google's OpenID issuer: what a verifier must know of it, and its tokens. */
export interface Issuer {
  issuers: string[];
  audiences: string[];
  keys: JWTVerifyGetKey;
  issue(): Promise<IdentityToken>;
}

/**
 * Makes an issuer with a key that lives as long as the process, so that no token of an earlier start is
 * good in a later one.
 */
export async function createIssuer(now: () => Date): Promise<Issuer> {
  const issuer = "https://accounts.playground.example";
  const audience = "rowsmith-playground.apps.googleusercontent.com";
  const { privateKey, publicKey } = await generateKeyPair("RS256");
  const jwk = { ...(await exportJWK(publicKey)), kid: "playground", alg: "RS256", use: "sig" };

  return {
    issuers: [issuer],
    audiences: [audience],
    keys: createLocalJWKSet({ keys: [jwk] }),
    async issue() {
      const issuedAt = Math.floor(now().getTime() / 1_000);
      const idToken = await new SignJWT({ email: guest.email, email_verified: true, name: guest.name })
        .setProtectedHeader({ alg: "RS256", kid: jwk.kid, typ: "JWT" })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(guest.sub)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + LIFETIME_SECONDS)
        .sign(privateKey);
      return { idToken, expiresAt: new Date((issuedAt + LIFETIME_SECONDS) * 1_000).toISOString() };
    },
  };
}
