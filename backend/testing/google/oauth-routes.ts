import { Hono } from "hono";
import { html } from "hono/html";
import { type Account, client, type Tokens } from "./oauth.ts";

export interface OAuthOptions {
  tokens: Tokens;
  /** Who sits at the browser. */
  account: () => Account;
  /** Scopes that the person unticks. */
  unticked: () => string[];
  issuer: () => string;
}

/** The consent page, tokens and their revocation. */
export function oauthRoutes({ tokens, account, unticked, issuer }: OAuthOptions): Hono {
  const app = new Hono();

  app.get("/o/oauth2/v2/auth", (context) => {
    const wanted = context.req.query();
    const fault = faultOf(wanted);
    if (fault !== null) return context.text(`Error 400: ${fault}`, 400);
    return context.html(consentPage(account(), wanted.scope ?? "", new URL(context.req.url).search));
  });

  app.post("/o/oauth2/v2/auth", async (context) => {
    const wanted = context.req.query();
    const fault = faultOf(wanted);
    if (fault !== null) return context.text(`Error 400: ${fault}`, 400);
    const back = new URL(wanted.redirect_uri ?? "");
    back.searchParams.set("state", wanted.state ?? "");
    const form = await context.req.parseBody();
    if (form.allow !== "yes") {
      back.searchParams.set("error", "access_denied");
      return context.redirect(back.href);
    }
    const scope = (wanted.scope ?? "")
      .split(" ")
      .filter((one) => !unticked().includes(one))
      .join(" ");
    const code = tokens.allow({
      ...{ account: account(), scope, redirectUri: wanted.redirect_uri ?? "" },
      ...{ challenge: wanted.code_challenge ?? "", nonce: wanted.nonce ?? "" },
    });
    back.searchParams.set("code", code);
    back.searchParams.set("scope", scope);
    return context.redirect(back.href);
  });

  app.post("/token", async (context) => {
    const form = new URLSearchParams(await context.req.text());
    if (form.get("client_id") !== client.id || form.get("client_secret") !== client.secret) {
      return context.json({ error: "invalid_client", error_description: "Unauthorized" }, 401);
    }
    const answer = await tokens.redeem(form, issuer());
    if (answer !== null) return context.json(answer);
    return context.json(
      { error: "invalid_grant", error_description: "Token has been expired or revoked." },
      400,
    );
  });

  app.post("/revoke", async (context) => {
    const token = new URLSearchParams(await context.req.text()).get("token") ?? "";
    return tokens.revoke(token) ? context.json({}) : context.json({ error: "invalid_token" }, 400);
  });

  app.get("/oauth2/v3/certs", async (context) => context.json(await tokens.keySet()));
  return app;
}

/** What Google shows in place of the consent page. */
function faultOf(wanted: Record<string, string>): string | null {
  if (wanted.client_id !== client.id) return "invalid_client";
  if (!/^https?:\/\//.test(wanted.redirect_uri ?? "")) return "redirect_uri_mismatch";
  if (wanted.response_type !== "code") return "unsupported_response_type";
  if (wanted.code_challenge_method !== "S256" || !wanted.code_challenge) return "invalid_request: PKCE";
  if (wanted.access_type !== "offline" || wanted.prompt !== "consent") return "no refresh token would come";
  return null;
}

function consentPage({ email }: Account, scope: string, search: string) {
  return html`<!doctype html>
    <html lang="en">
      <meta charset="utf-8" />
      <title>Sign in – stand-in for Google</title>
      <style>
        body {
          font: 16px/1.5 system-ui, sans-serif;
          max-width: 26rem;
          margin: 4rem auto;
          padding: 0 1rem;
        }
      </style>
      <h1>Rowsmith wants access to your Google account</h1>
      <p>${email}</p>
      <ul>
        ${scope.split(" ").map((one) => html`<li><code>${one}</code></li>`)}
      </ul>
      <p>This page stands in for Google's. Nothing leaves this machine.</p>
      <form method="post" action="/o/oauth2/v2/auth${search}">
        <button name="allow" value="yes">Continue</button>
        <button name="allow" value="no">Cancel</button>
      </form>
    </html>`;
}
