import { setTimeout as wait } from "node:timers/promises";
import type { Config } from "../../config.ts";
import type { Deps, GoogleAccess } from "../../platform/deps.ts";
import { ProblemError } from "../../platform/problem.ts";

/** Spreadsheets that this server made, or that the person opened with it; no others. */
export const DRIVE_FILE = "https://www.googleapis.com/auth/drive.file";
export const SCOPES = ["openid", DRIVE_FILE];
export const CALLBACK_PATH = "/api/v1/google/callback";

/** Google itself, for the OAuth client of the config; null without one. `origin` is where browsers find this server. */
export function realGoogle({ googleOauth }: Config, origin: () => string): GoogleAccess | null {
  if (googleOauth === null) return null;
  return {
    ...googleOauth,
    redirectUri: () => origin() + CALLBACK_PATH,
    issuer: "https://accounts.google.com",
    authorizationUrl: "https://accounts.google.com/o/oauth2/v2/auth",
    tokenUrl: "https://oauth2.googleapis.com/token",
    revocationUrl: "https://oauth2.googleapis.com/revoke",
    sheetsUrl: "https://sheets.googleapis.com",
    driveUrl: "https://www.googleapis.com",
    documentsUrl: "https://docs.google.com",
    isLocal: false,
    pause: (milliseconds, signal) => wait(milliseconds, undefined, { signal }),
  };
}

/** Throws `google-not-configured`. */
export function requireAccess({ googleAccess }: Pick<Deps, "googleAccess">): GoogleAccess {
  if (googleAccess === null) {
    throw new ProblemError("google-not-configured", { detail: "Its operator sets GOOGLE_OAUTH_CLIENT_ID" });
  }
  return googleAccess;
}
