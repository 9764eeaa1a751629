import { createHash, randomBytes } from "node:crypto";
import { exportJWK, generateKeyPair, SignJWT } from "jose";

export interface Account {
  sub: string;
  email: string;
}

interface Grant {
  account: Account;
  scope: string;
}

interface Consent extends Grant {
  challenge: string;
  nonce: string;
  redirectUri: string;
}

/** The client that the stand-in knows, as a project's credentials name it. */
export const client = { id: "rowsmith-stand-in.apps.googleusercontent.com", secret: "stand-in-secret" };

const LIFETIME_SECONDS = 3_599;
const KEY_ID = "stand-in";

/** What Google's OAuth server keeps: consents that were given, and tokens. */
export class Tokens {
  readonly #codes = new Map<string, Consent>();
  readonly #refresh = new Map<string, Grant>();
  readonly #access = new Map<string, Grant & { refreshToken: string }>();
  readonly #keys = generateKeyPair("RS256");

  /** The person agreed: the code that the browser carries back. */
  allow(consent: Consent): string {
    const code = `4/${randomBytes(24).toString("base64url")}`;
    this.#codes.set(code, consent);
    return code;
  }

  /** The form of a token request; null for what Google answers `invalid_grant`. */
  async redeem(form: URLSearchParams, issuer: string): Promise<Record<string, unknown> | null> {
    if (form.get("grant_type") === "refresh_token") {
      const refreshToken = form.get("refresh_token") ?? "";
      const grant = this.#refresh.get(refreshToken);
      return grant === undefined ? null : this.#answer(grant, refreshToken);
    }
    const code = form.get("code") ?? "";
    const consent = this.#codes.get(code);
    this.#codes.delete(code);
    const challenge = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    if (consent?.challenge !== challenge || consent.redirectUri !== form.get("redirect_uri")) return null;
    const refreshToken = `1//${randomBytes(32).toString("base64url")}`;
    this.#refresh.set(refreshToken, consent);
    return {
      ...this.#answer(consent, refreshToken),
      refresh_token: refreshToken,
      id_token: await this.#identify(consent, issuer),
    };
  }

  ofAccess(token: string): Grant | null {
    return this.#access.get(token) ?? null;
  }

  /** Ends the grant that a token belongs to, as a revocation does or the person at their account's page. */
  revoke(token: string): boolean {
    const refreshToken = this.#access.get(token)?.refreshToken ?? token;
    const known = this.#refresh.delete(refreshToken) || this.#access.has(token);
    for (const [access, grant] of this.#access) {
      if (grant.refreshToken === refreshToken) this.#access.delete(access);
    }
    return known;
  }

  withdraw(sub: string): void {
    for (const [token, { account }] of this.#refresh) if (account.sub === sub) this.revoke(token);
  }

  /** Access tokens alone end before their time. */
  expireAccess(): void {
    this.#access.clear();
  }

  async keySet() {
    const { publicKey } = await this.#keys;
    return { keys: [{ ...(await exportJWK(publicKey)), kid: KEY_ID, alg: "RS256", use: "sig" }] };
  }

  #answer(grant: Grant, refreshToken: string) {
    const token = `ya29.${randomBytes(32).toString("base64url")}`;
    this.#access.set(token, { ...grant, refreshToken });
    return { access_token: token, expires_in: LIFETIME_SECONDS, scope: grant.scope, token_type: "Bearer" };
  }

  async #identify({ account, nonce }: Consent, issuer: string): Promise<string> {
    const { privateKey } = await this.#keys;
    return new SignJWT({ nonce })
      .setProtectedHeader({ alg: "RS256", kid: KEY_ID, typ: "JWT" })
      .setIssuer(issuer)
      .setAudience(client.id)
      .setSubject(account.sub)
      .setIssuedAt()
      .setExpirationTime("1h")
      .sign(privateKey);
  }
}
