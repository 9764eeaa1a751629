import { ServerProblemError } from "./problem.ts";

/** What Rowsmith cannot do without, asked for when the menu is used: people can leave scopes unticked. */
const scopes = [
  "https://www.googleapis.com/auth/spreadsheets.currentonly",
  "https://www.googleapis.com/auth/script.container.ui",
  "openid",
  "https://www.googleapis.com/auth/userinfo.email",
];

/** Ends the run with Google's own consent dialog when a scope is missing. */
export function requireConsent(): void {
  ScriptApp.requireScopes(ScriptApp.AuthMode.FULL, scopes);
}

/** The signed-in person's address; empty without consent. */
export function email(): string {
  return Session.getActiveUser().getEmail();
}

/** The signed-in person's OpenID token, whose audience is the script's own client; null without consent. */
export function identityToken(): { idToken: string | null } {
  checkAccount();
  return { idToken: ScriptApp.getIdentityToken() };
}

/**
 * With several accounts in one browser Google may run the script as another person than the one whose token it
 * hands out. Throws `several-accounts` then: neither is to be trusted.
 */
export function checkAccount(): void {
  const [shown, signed] = [email(), emailIn(ScriptApp.getIdentityToken())];
  if (shown !== "" && signed !== null && shown.toLowerCase() !== signed.toLowerCase()) {
    throw new ServerProblemError("several-accounts", { email: shown });
  }
}

/** The address that a token names; null where it names none. Whether it is genuine, the backend checks. */
function emailIn(token: string | null): string | null {
  const payload = token?.split(".")[1];
  if (!payload) return null;
  try {
    const json = Utilities.newBlob(Utilities.base64DecodeWebSafe(payload)).getDataAsString();
    const claims: unknown = JSON.parse(json);
    const named = typeof claims === "object" && claims !== null && "email" in claims ? claims.email : null;
    return typeof named === "string" ? named : null;
  } catch {
    return null;
  }
}
