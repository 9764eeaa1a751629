import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createApp } from "../../../app.ts";
import type { GoogleConnection } from "../../../contract/google.ts";
import { createSealer } from "../../../platform/sealer.ts";
import type { Person } from "../../../testing/app.ts";
import { json } from "../../../testing/chat.ts";
import {
  beginConsent,
  connectGoogle,
  consent,
  createGoogleApp,
  type GoogleApp,
} from "../../../testing/google/google-app.ts";
import { guest } from "../../playground/issuer.ts";
import { rotateKeys } from "./rotate-keys.ts";

const CONNECTION = "/api/v1/google/connection";
let own: GoogleApp;
let ada: Person;

beforeAll(async () => {
  own = await createGoogleApp();
  ada = await own.signInWithGoogle();
});
beforeEach(async () => {
  await own.refresh();
  own.google.account = guest;
  own.google.unticked = [];
});
afterAll(() => own.close());

const state = async (person: Person) => json<GoogleConnection>(await person.request("GET", CONNECTION));
const back = (path: string) => own.app.request("GET", path);
const list = (person: Person) => person.request("GET", "/api/v1/google/spreadsheets");

async function expectProblem(response: Response, status: number, code: string): Promise<void> {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(await response.json()).toMatchObject({ status, code });
}

test("200 with Google's page: PKCE, a state, a nonce, the narrowest scope, and a token that outlives the session", async () => {
  const url = new URL(await beginConsent(ada));
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    scope: "openid https://www.googleapis.com/auth/drive.file",
    ...{ code_challenge_method: "S256", access_type: "offline", prompt: "consent" },
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    state: expect.stringMatching(/^[\w-]{43}$/),
    nonce: expect.stringMatching(/^[\w-]{43}$/),
  });
});

test("the person's own Google account connects at once; nothing of the tokens stands readable in the database", async () => {
  expect(await connectGoogle(own.app, ada)).toBeNull();
  expect(await state(ada)).toMatchObject({ configured: true, status: "connected", mend: null });
  expect((await list(ada)).status).toBe(200);
  const [row] = await own.app.deps.sql`
    select encode(refresh_token, 'escape') as refresh, encode(access_token, 'escape') as access
    from google_connections where user_id = ${ada.user.id}`;
  expect(JSON.stringify(row)).not.toMatch(/ya29|1\/\//);
});

test("403 google-account-mismatch for another Google account, and what was connected stays", async () => {
  await connectGoogle(own.app, ada);
  own.google.account = { sub: "100000000000000000009", email: "eve@example.com" };
  await expectProblem(await back(await consent(await beginConsent(ada))), 403, "google-account-mismatch");
  expect(await state(ada)).toMatchObject({ status: "connected" });
});

test("400 for a state that was not begun here, 409 for one that was used, also twice at once, 410 for an old one", async () => {
  const path = await consent(await beginConsent(ada));
  const foreign = path.replace(/state=[^&]+/, `state=${randomBytes(32).toString("base64url")}`);
  await expectProblem(await back(foreign), 400, "google-state-invalid");
  const answers = await Promise.all([back(path), back(path)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  await expectProblem(await back(path), 409, "google-state-used");
  const late = await consent(await beginConsent(ada));
  own.app.clock.advance(11 * 60_000);
  await expectProblem(await back(late), 410, "google-state-expired");
});

test("403 where the person said no, or unticked the spreadsheets; a code of another way is refused", async () => {
  await expectProblem(
    await back(await consent(await beginConsent(ada), false)),
    403,
    "google-consent-denied",
  );
  own.google.unticked = ["https://www.googleapis.com/auth/drive.file"];
  await expectProblem(await back(await consent(await beginConsent(ada))), 403, "google-scope-missing");
  own.google.unticked = [];
  const [one, other] = [await consent(await beginConsent(ada)), await consent(await beginConsent(ada))];
  const code = (path: string) => new URLSearchParams(path.split("?")[1]).get("code") ?? "";
  const mixed = one.replace(encodeURIComponent(code(one)), encodeURIComponent(code(other)));
  await expectProblem(await back(mixed), 502, "google-refused");
});

test("a browser gets a page in its language, with what went wrong", async () => {
  const ask = (path: string) =>
    own.app.request("GET", path, { headers: { Accept: "text/html", "Accept-Language": "de-DE,en" } });
  const done = await ask(await consent(await beginConsent(ada)));
  expect(await done.text()).toContain("Google Sheets ist verbunden");
  const failed = await ask(await consent(await beginConsent(ada), false));
  expect([failed.status, failed.headers.get("content-type")]).toEqual([403, "text/html; charset=utf-8"]);
  expect(await failed.text()).toContain("Google was told not to let this server in");
});

test("an account with a password confirms with the code that its browser was shown, within five tries", async () => {
  const bob = await own.app.signIn();
  const confirm = (code: string | null) => bob.request("POST", CONNECTION, { body: { code } });
  const code = await connectGoogle(own.app, bob);
  expect(await state(bob)).toMatchObject({ status: "unconfirmed", mend: "confirm" });
  await expectProblem(await list(bob), 409, "google-not-connected");
  for (let tries = 0; tries < 5; tries++)
    await expectProblem(await confirm("AAAA-AAAA"), 403, "google-code-wrong");
  await expectProblem(await confirm(code), 409, "google-not-connected");
  const second = await connectGoogle(own.app, bob);
  expect(await json(await confirm(second?.toLowerCase() ?? null))).toMatchObject({ status: "connected" });
  expect((await list(bob)).status).toBe(200);
  // From then on it is this Google account and no other.
  own.google.account = { sub: "100000000000000000009", email: "eve@example.com" };
  await expectProblem(await back(await consent(await beginConsent(bob))), 403, "google-account-mismatch");
});

test("a token that ended is renewed unseen, one by its time and one before it", async () => {
  await connectGoogle(own.app, ada);
  own.google.tokens.expireAccess();
  expect((await list(ada)).status).toBe(200);
  own.app.clock.advance(3_600_000);
  ada = await own.signInWithGoogle();
  expect((await list(ada)).status).toBe(200);
});

test("409 google-consent-ended once the person took it back at Google, until they connect again", async () => {
  await connectGoogle(own.app, ada);
  own.google.tokens.withdraw(guest.sub);
  await expectProblem(await list(ada), 409, "google-consent-ended");
  const calls = own.google.calls.length;
  await expectProblem(await list(ada), 409, "google-consent-ended");
  expect(own.google.calls.length).toBe(calls);
  expect(await state(ada)).toMatchObject({
    ...{ status: "consent-ended", mend: "connect" },
    problem: { code: "google-consent-ended" },
  });
  await connectGoogle(own.app, ada);
  expect((await list(ada)).status).toBe(200);
});

test("503 while Google's tokens cannot be fetched, and the connection stays", async () => {
  await connectGoogle(own.app, ada);
  own.google.tokens.expireAccess();
  own.google.fault = { kind: "status", status: 500, on: /\/token$/ };
  await expectProblem(await list(ada), 503, "google-unavailable");
  own.google.fault = null;
  expect((await list(ada)).status).toBe(200);
});

test("409 google-key-lost with a key that no longer decrypts, or another person's tokens; the key's return mends it", async () => {
  await connectGoogle(own.app, ada);
  const other = { id: "other", key: randomBytes(32) };
  const lost = createApp({ ...own.app.deps, sealer: createSealer([other]) });
  const ask = (path: string) =>
    lost.request(path, { headers: { Authorization: `Bearer ${ada.accessToken}` } });
  await expectProblem(await ask("/api/v1/google/spreadsheets"), 409, "google-key-lost");
  expect(await json(await ask(CONNECTION))).toMatchObject({ status: "key-lost", mend: "connect" });
  expect((await list(ada)).status).toBe(200);
  expect(await state(ada)).toMatchObject({ status: "connected" });

  const eve = await own.app.signIn();
  const { sql } = own.app.deps;
  await sql`
    insert into google_connections (user_id, google_sub, status, scopes, key_id, refresh_token, access_token,
      access_expires_at, created_at, updated_at)
    select ${eve.user.id}, google_sub, status, scopes, key_id, refresh_token, access_token, access_expires_at,
      created_at, updated_at from google_connections where user_id = ${ada.user.id}`;
  await expectProblem(await list(eve), 409, "google-key-lost");
});

test("rotating seals everybody's tokens with the new key, after which the old one may go", async () => {
  await connectGoogle(own.app, ada);
  const { deps } = own.app;
  const fresh = { id: "2027", key: randomBytes(32) };
  const both = createSealer([fresh, { id: "unused", key: randomBytes(32) }]);
  const old = deps.sealer;
  const sealer = {
    ...both,
    open: (...of: Parameters<typeof old.open>) => both.open(...of) ?? old.open(...of),
  };
  const done = await rotateKeys({ ...deps, sealer });
  expect(done.sealed).toBeGreaterThanOrEqual(1);
  expect(await rotateKeys({ ...deps, sealer })).toEqual({ sealed: 0, lost: 0 });
  const rotated = createApp({ ...deps, sealer: createSealer([fresh]) });
  const headers = { Authorization: `Bearer ${ada.accessToken}` };
  expect((await rotated.request("/api/v1/google/spreadsheets", { headers })).status).toBe(200);
  await connectGoogle(own.app, ada);
});

test("204 and Google is told to end the grant", async () => {
  await connectGoogle(own.app, ada);
  expect((await ada.request("DELETE", CONNECTION)).status).toBe(204);
  expect(await state(ada)).toMatchObject({ status: "none", mend: "connect" });
  await expectProblem(await list(ada), 409, "google-not-connected");
});

test("409 google-not-configured where the operator set up nothing", async () => {
  const bare = createApp({ ...own.app.deps, googleAccess: null });
  const headers = { Authorization: `Bearer ${ada.accessToken}` };
  const answer = await bare.request("/api/v1/google/connect", { method: "POST", headers });
  await expectProblem(answer, 409, "google-not-configured");
  expect(await json(await bare.request(CONNECTION, { headers }))).toMatchObject({ configured: false });
});
