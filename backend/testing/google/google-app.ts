import type { SignIn } from "../../contract/auth.ts";
import type { Export, ExportEvent } from "../../contract/exports.ts";
import type { GoogleConsent } from "../../contract/google.ts";
import { CALLBACK_PATH } from "../../features/google/access.ts";
import { createIssuer, guest } from "../../features/playground/issuer.ts";
import { createTestApp, type Person, type TestApp, type TestAppOptions } from "../app.ts";
import { json } from "../chat.ts";
import { standInAccess } from "./access.ts";
import { type GoogleStandIn, startGoogleStandIn } from "./stand-in.ts";

export interface GoogleApp {
  app: TestApp;
  google: GoogleStandIn;
  /** Milliseconds that Google was not asked for, each time. */
  pauses: number[];
  /** The person of the stand-in's account, who signs in with it. */
  signInWithGoogle(): Promise<Person>;
  /** Google is well, and asked as if for the first time. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

/** The app beside a stand-in for Google, which it never waits for. */
export async function createGoogleApp(options: TestAppOptions = {}): Promise<GoogleApp> {
  const google = await startGoogleStandIn({ account: guest });
  const issuer = await createIssuer(() => app.clock.now);
  const pauses: number[] = [];
  const access = {
    ...standInAccess(google, () => `http://localhost${CALLBACK_PATH}`),
    pause: async (milliseconds: number) => {
      pauses.push(milliseconds);
    },
  };
  const app: TestApp = await createTestApp({
    ...options,
    overrides: { ...options.overrides, google: issuer, googleAccess: access },
  });
  return {
    ...{ app, google, pauses },
    async signInWithGoogle() {
      const { idToken } = await issuer.issue();
      const signIn = await json<SignIn>(
        await app.request("POST", "/api/v1/auth/google", { body: { idToken } }),
      );
      return {
        ...signIn,
        request: (method, path, more) => app.request(method, path, { token: signIn.accessToken, ...more }),
      };
    },
    async refresh() {
      google.fault = null;
      google.meanwhile = null;
      pauses.length = 0;
      google.calls.length = 0;
      google.quotas.forget();
      await app.deps.sql`delete from rate_limits`;
    },
    async close() {
      await app.close();
      await google.close();
    },
  };
}

/** What the person's browser comes back with, once they agreed, or did not. */
export async function consent(url: string, allow = true): Promise<string> {
  const response = await fetch(url, {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams({ allow: allow ? "yes" : "no" }),
  });
  const back = response.headers.get("location");
  if (back === null) throw new Error(`Google answered ${response.status}: ${await response.text()}`);
  const { pathname, search } = new URL(back);
  return pathname + search;
}

export async function beginConsent(person: Person): Promise<string> {
  return (await json<GoogleConsent>(await person.request("POST", "/api/v1/google/connect"))).url;
}

/** Connects; the code to confirm with, where there is one. */
export async function connectGoogle(app: TestApp, person: Person): Promise<string | null> {
  const response = await app.request("GET", await consent(await beginConsent(person)));
  if (response.status !== 200) throw new Error(`The way back was answered ${await response.text()}`);
  return (await json<{ confirm: string | null }>(response)).confirm;
}

/** An export, followed to its end. */
export async function runExport(person: Person, body: object): Promise<Export> {
  const response = await person.request("POST", "/api/v1/exports", { body });
  if (response.status !== 202) throw new Error(`The export was answered ${await response.text()}`);
  const { id } = await json<Export>(response);
  return untilOver(person, id);
}

export async function untilOver(person: Person, id: string): Promise<Export> {
  const text = await (await person.request("GET", `/api/v1/exports/${id}/events`)).text();
  const last =
    text
      .trimEnd()
      .split("\n")
      .at(-1)
      ?.replace(/^data: /, "") ?? "{}";
  const event = JSON.parse(last) as Pick<ExportEvent, "export">;
  if (event.export === null) throw new Error("The export was not followed to its end");
  return event.export;
}
