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
  return { idToken: ScriptApp.getIdentityToken() };
}
