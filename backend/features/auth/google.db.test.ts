import { afterAll, beforeAll, expect, test } from "vitest";
import { createApp } from "../../app.ts";
import type { SignIn } from "../../contract/auth.ts";
import { createTestApp, type TestApp } from "../../testing/app.ts";
import { createIssuer, guest, type Issuer } from "../playground/issuer.ts";

const AUTH = "/api/v1/auth";
let app: TestApp;
let issuer: Issuer;

beforeAll(async () => {
  issuer = await createIssuer(() => app.clock.now);
  app = await createTestApp({ overrides: { google: issuer } });
});
afterAll(() => app.close());

const signIn = async () => {
  const { idToken } = await issuer.issue();
  return app.request("POST", `${AUTH}/google`, { body: { idToken } });
};

test("403 for a first sign-in that the policy does not cover, and no account is left", async () => {
  const config = { ...app.deps.config, signUp: { policy: "closed" as const } };
  const { idToken } = await issuer.issue();
  const response = await createApp({ ...app.deps, config }).request(`${AUTH}/google`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ idToken }),
  });
  expect(response.status).toBe(403);
  expect(await response.json()).toMatchObject({
    detail: `This Rowsmith server is private. Ask its administrator to add ${guest.email}.`,
  });
  expect(await app.deps.sql`select from users where email = ${guest.email}`).toHaveLength(0);
});

test("200 gives the same account at every sign-in, also at the first two at once", async () => {
  const all = await Promise.all([signIn(), signIn(), signIn()]);
  expect(all.map(({ status }) => status)).toEqual([200, 200, 200]);
  const people = await Promise.all(all.map(async (response) => ((await response.json()) as SignIn).user.id));
  expect(new Set(people).size).toBe(1);
});

test("201 beside it for a password account with the same email: the two are never joined", async () => {
  const google = (await (await signIn()).json()) as SignIn;
  const response = await app.request("POST", `${AUTH}/register`, {
    body: { email: guest.email, password: "correct horse battery" },
  });
  expect(response.status).toBe(201);
  expect(((await response.json()) as SignIn).user.id).not.toBe(google.user.id);
});

test("401 when Google's token is used as an access token", async () => {
  const { idToken } = await issuer.issue();
  expect((await app.request("GET", `${AUTH}/me`, { token: idToken })).status).toBe(401);
});

test("401 when an access token is used as Google's", async () => {
  const { accessToken } = await app.signIn();
  const response = await app.request("POST", `${AUTH}/google`, { body: { idToken: accessToken } });
  expect(response.status).toBe(401);
});

test("401 with the audience when the script is not known here", async () => {
  const google = { ...issuer, audiences: [] };
  const { idToken } = await issuer.issue();
  const response = await createApp({ ...app.deps, google }).request(`${AUTH}/google`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ idToken }),
  });
  expect(response.status).toBe(401);
  expect(await response.json()).toMatchObject({
    code: "unknown-audience",
    detail: `Admin: add ${issuer.audiences[0]} to GOOGLE_CLIENT_IDS`,
  });
});
