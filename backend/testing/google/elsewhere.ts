import { createHash, randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { loadConfig } from "../../config.ts";
import { DRIVE_FILE, SCOPES } from "../../features/google/access.ts";
import { putConnection } from "../../features/google/connection/queries.ts";
import { sealTokens } from "../../features/google/connection/tokens.ts";
import type { Database } from "../../platform/database.ts";
import { openSealer } from "../../platform/sealer.ts";
import type { GoogleStandIn } from "./stand-in.ts";

const REDIRECT = fileURLToPath(new URL("./redirect.ts", import.meta.url));
const keys = { ENCRYPTION_KEYS: `test:${randomBytes(32).toString("base64")}` };

/** The environment of a backend process that takes the stand-in for Google. */
export function besideGoogle(google: GoogleStandIn): Record<string, string> {
  return {
    ...{ ...keys, NODE_OPTIONS: `--import=${REDIRECT}`, GOOGLE_STAND_IN: google.url },
    ...{ GOOGLE_OAUTH_CLIENT_ID: google.client.id, GOOGLE_OAUTH_CLIENT_SECRET: google.client.secret },
  };
}

/** As if the person had agreed on Google's page. */
export async function connectElsewhere(sql: Database, google: GoogleStandIn, userId: string): Promise<void> {
  const [verifier, redirectUri] = [randomBytes(32).toString("base64url"), "http://localhost/"];
  const challenge = createHash("sha256").update(verifier).digest("base64url");
  const { account } = google;
  const consent = { account, scope: DRIVE_FILE, challenge, nonce: "", redirectUri };
  const form = { code: google.tokens.allow(consent), code_verifier: verifier, redirect_uri: redirectUri };
  const tokens = await google.tokens.redeem(new URLSearchParams(form), google.url);
  const [clock, sealer] = [() => new Date(), await openSealer(loadConfig(keys))];
  const sealed = sealTokens({ sealer, clock }, userId, {
    refreshToken: String(tokens?.refresh_token),
    accessToken: String(tokens?.access_token),
    expiresInSeconds: 3_600,
  });
  const connection = {
    userId,
    googleSub: account.sub,
    status: "connected" as const,
    scopes: SCOPES.join(" "),
  };
  await putConnection(sql, { ...connection, ...sealed, confirmHash: null, confirmUntil: null }, clock());
}
