import * as oauth from "oauth4webapi";
import type { GoogleAccess } from "../../../platform/deps.ts";
import { ProblemError } from "../../../platform/problem.ts";
import { SCOPES } from "../access.ts";

/** Google answers at once, or is not there. */
const TIMEOUT_MS = 15_000;
/** Google's clock and ours may differ. */
const TOLERANCE_SECONDS = 300;
/** Where Google says nothing of it. */
const LIFETIME_SECONDS = 3_600;

/** What is kept until the browser comes back. */
export interface ConsentSecrets {
  verifier: string;
  nonce: string;
}

export interface GrantedTokens {
  accessToken: string;
  expiresInSeconds: number;
  /** Null where Google sent no new one. */
  refreshToken: string | null;
  scopes: string[];
}

export const newSecrets = (): ConsentSecrets => ({
  verifier: oauth.generateRandomCodeVerifier(),
  nonce: oauth.generateRandomNonce(),
});
export const newState = oauth.generateRandomState;

/** Google's consent page, which asks again each time: only then does a refresh token come. */
export async function consentUrl(
  access: GoogleAccess,
  state: string,
  { verifier, nonce }: ConsentSecrets,
): Promise<string> {
  const url = new URL(access.authorizationUrl);
  url.search = new URLSearchParams({
    client_id: access.clientId,
    redirect_uri: access.redirectUri(),
    response_type: "code",
    scope: SCOPES.join(" "),
    access_type: "offline",
    prompt: "consent",
    ...{ state, nonce },
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
  }).toString();
  return url.href;
}

/** Takes the code that the browser carried back. Throws `google-consent-denied` where it carried a refusal. */
export async function exchangeCode(
  access: GoogleAccess,
  query: URLSearchParams,
  { verifier, nonce }: ConsentSecrets,
): Promise<GrantedTokens & { sub: string }> {
  const { server, client, authentication, options } = partiesOf(access);
  return explained("google-refused", async () => {
    const state = query.get("state") ?? "";
    const answer = oauth.validateAuthResponse(server, client, query, state);
    const redirectUri = access.redirectUri();
    const response = await oauth.authorizationCodeGrantRequest(
      ...([server, client, authentication, answer, redirectUri, verifier] as const),
      options(),
    );
    const tokens = await oauth.processAuthorizationCodeResponse(server, client, response, {
      expectedNonce: nonce,
      requireIdToken: true,
    });
    const sub = oauth.getValidatedIdTokenClaims(tokens)?.sub;
    if (sub === undefined) throw new ProblemError("google-refused");
    return { ...granted(tokens), sub };
  });
}

/** Throws `google-consent-ended` where Google lets the server in no more. */
export async function refreshTokens(access: GoogleAccess, refreshToken: string): Promise<GrantedTokens> {
  const { server, client, authentication, options } = partiesOf(access);
  return explained("google-consent-ended", async () => {
    const response = await oauth.refreshTokenGrantRequest(
      ...([server, client, authentication, refreshToken] as const),
      options(),
    );
    return granted(await oauth.processRefreshTokenResponse(server, client, response));
  });
}

/** Ends the whole grant, with every token of it. One that Google does not know any more is ended already. */
export async function revokeToken(access: GoogleAccess, token: string): Promise<void> {
  const { server, client, authentication, options } = partiesOf(access);
  const response = await oauth.revocationRequest(server, client, authentication, token, options());
  if (response.status >= 500) throw new ProblemError("google-unavailable");
  await response.body?.cancel();
}

function partiesOf(access: GoogleAccess) {
  const server: oauth.AuthorizationServer = {
    issuer: access.issuer,
    authorization_endpoint: access.authorizationUrl,
    token_endpoint: access.tokenUrl,
    revocation_endpoint: access.revocationUrl,
  };
  const client: oauth.Client = {
    client_id: access.clientId,
    [oauth.clockTolerance]: TOLERANCE_SECONDS,
  };
  const options = () => ({
    signal: AbortSignal.timeout(TIMEOUT_MS),
    [oauth.allowInsecureRequests]: access.isLocal,
  });
  return { server, client, authentication: oauth.ClientSecretPost(access.clientSecret), options };
}

function granted(tokens: oauth.TokenEndpointResponse): GrantedTokens {
  return {
    accessToken: tokens.access_token,
    expiresInSeconds: tokens.expires_in ?? LIFETIME_SECONDS,
    refreshToken: tokens.refresh_token ?? null,
    scopes: tokens.scope?.split(" ") ?? [],
  };
}

/** What went wrong as a problem; `refused` is what Google's `invalid_grant` means here. */
async function explained<T>(
  refused: "google-refused" | "google-consent-ended",
  ask: () => Promise<T>,
): Promise<T> {
  try {
    return await ask();
  } catch (cause) {
    if (cause instanceof ProblemError) throw cause;
    if (cause instanceof oauth.AuthorizationResponseError) {
      const denied = cause.error === "access_denied";
      throw new ProblemError(denied ? "google-consent-denied" : "google-refused", { cause });
    }
    if (cause instanceof oauth.ResponseBodyError && cause.status < 500) {
      throw new ProblemError(cause.error === "invalid_grant" ? refused : "google-refused", {
        detail: `Google says ${cause.error}`,
        cause,
      });
    }
    throw new ProblemError("google-unavailable", { retryAfter: 5, cause });
  }
}
