import { afterAll, beforeAll, expect, test } from "vitest";
import { createApp } from "../../app.ts";
import type { SignIn } from "../../contract/auth.ts";
import type { Problem } from "../../contract/problem.ts";
import { createTestApp, PASSWORD, type TestApp } from "../../testing/app.ts";

const AUTH = "/api/v1/auth";
let app: TestApp;
let hashed = 0;

beforeAll(async () => {
  app = await createTestApp();
  const { verify, hash } = app.deps.hasher;
  app.deps.hasher.verify = (...given) => {
    hashed++;
    return verify(...given);
  };
  app.deps.hasher.hash = (password) => {
    hashed++;
    return hash(password);
  };
});
afterAll(() => app.close());

const register = (email: string, password = PASSWORD) =>
  app.request("POST", `${AUTH}/register`, { body: { email, password } });
const login = (email: string, password = PASSWORD) =>
  app.request("POST", `${AUTH}/login`, { body: { email, password } });
const refresh = (refreshToken: string) => app.request("POST", `${AUTH}/refresh`, { body: { refreshToken } });
const me = (token: string) => app.request("GET", `${AUTH}/me`, { token });
const codeOf = async (response: Response) => ((await response.json()) as Problem).code;
const signedIn = async (response: Response) => (await response.json()) as SignIn;

test("201 registers and signs in", async () => {
  const response = await register("ann@example.com");
  expect(response.status).toBe(201);
  const body = await signedIn(response);
  expect(body).toMatchObject({ user: { email: "ann@example.com", name: "ann" }, expiresIn: 900 });
  expect(await (await me(body.accessToken)).json()).toEqual(body.user);
});

test("409 when the email has an account, in whatever case", async () => {
  await register("twice@example.com");
  const response = await register("Twice@Example.com", "another password");
  expect(response.status).toBe(409);
  expect(await codeOf(response)).toBe("email-taken");
});

test("201 once when an email is registered many times at once", async () => {
  const all = await Promise.all(Array.from({ length: 5 }, () => register("race@example.com")));
  expect(all.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
});

test("403 with whom to ask when sign-up is closed; those who have an account still sign in", async () => {
  await register("early@example.com");
  const config = {
    ...app.deps.config,
    signUp: { policy: "closed" as const },
    adminContact: "it@example.com",
  };
  const closed = createApp({ ...app.deps, config });
  const post = (path: string, email: string) =>
    closed.request(`${AUTH}${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ email, password: PASSWORD }),
    });
  const refused = await post("/register", "late@example.com");
  expect(refused.status).toBe(403);
  expect(await refused.json()).toMatchObject({
    code: "sign-up-closed",
    detail: "This Rowsmith server is private. Ask it@example.com to add late@example.com.",
  });
  expect((await post("/login", "early@example.com")).status).toBe(200);
});

test("200 when email, in whatever case, and password are right", async () => {
  await register("login@example.com");
  expect((await login("LOGIN@example.com")).status).toBe(200);
});

test("401 in the same words, after one hash each, for a wrong password and an unknown email", async () => {
  await register("known@example.com");
  const answers: unknown[] = [];
  for (const email of ["known@example.com", "unknown@example.com"]) {
    hashed = 0;
    const response = await login(email, "wrong password");
    expect(hashed).toBe(1);
    const { requestId, ...problem } = (await response.json()) as Problem;
    expect(requestId).not.toBe("");
    answers.push({ status: response.status, problem });
  }
  expect(answers[0]).toEqual(answers[1]);
  expect(answers[0]).toMatchObject({ status: 401, problem: { code: "invalid-credentials" } });
});

test("401 for a password that is right in its first 72 bytes only", async () => {
  const password = "p".repeat(72);
  await register("long@example.com", password);
  expect((await login("long@example.com", password)).status).toBe(200);
  expect((await login("long@example.com", `${password}q`)).status).toBe(401);
});

test.each([
  ["7 bytes", "p".repeat(7)],
  ["73 bytes", "p".repeat(73)],
  ["72 characters that take more bytes", "ä".repeat(72)],
  ["1 MB", "p".repeat(1_000_000)],
])("422 for a password of %s, without hashing it", async (_what, password) => {
  hashed = 0;
  expect((await register("sizes@example.com", password)).status).toBe(422);
  expect((await login("sizes@example.com", "p".repeat(1_000_000))).status).toBe(422);
  expect(hashed).toBe(0);
});

test("200 with new tokens for a refresh token; the old one ends the session", async () => {
  const first = await signedIn(await register("rotate@example.com"));
  const response = await refresh(first.refreshToken);
  expect(response.status).toBe(200);
  const second = await signedIn(response);
  expect(second.refreshToken).not.toBe(first.refreshToken);
  expect((await me(second.accessToken)).status).toBe(200);

  const reused = await refresh(first.refreshToken);
  expect(reused.status).toBe(401);
  expect(await codeOf(reused)).toBe("session-ended");
  expect((await refresh(second.refreshToken)).status).toBe(401);
  expect((await me(second.accessToken)).status).toBe(401);
});

test("401 for a token that was used several renewals ago, and its session ends", async () => {
  const first = await signedIn(await register("ancient@example.com"));
  let newest = first;
  for (let times = 0; times < 5; times++) newest = await signedIn(await refresh(newest.refreshToken));
  expect((await refresh(first.refreshToken)).status).toBe(401);
  expect((await refresh(newest.refreshToken)).status).toBe(401);
});

test("reuse ends its own session, not another of the same person", async () => {
  const first = await signedIn(await register("devices@example.com"));
  const other = await signedIn(await login("devices@example.com"));
  await refresh(first.refreshToken);
  await refresh(first.refreshToken);
  expect((await me(other.accessToken)).status).toBe(200);
});

test("401 for a refresh token that nobody was given, or that has expired", async () => {
  expect((await refresh("made-up")).status).toBe(401);
  const { refreshToken } = await signedIn(await register("old@example.com"));
  app.clock.advance(31 * 86_400_000);
  const response = await refresh(refreshToken);
  expect(response.status).toBe(401);
  expect(await codeOf(response)).toBe("session-ended");
});

test("401 when a refresh token is used as an access token", async () => {
  const { refreshToken } = await signedIn(await register("swap@example.com"));
  expect((await me(refreshToken)).status).toBe(401);
});

test("401 for an access token after 15 minutes", async () => {
  const { accessToken } = await signedIn(await register("expiry@example.com"));
  app.clock.advance(17 * 60_000);
  const response = await me(accessToken);
  expect(response.status).toBe(401);
  expect(response.headers.get("www-authenticate")).toBe("Bearer");
  expect(await codeOf(response)).toBe("invalid-token");
});

test("401 for both tokens at once after logout", async () => {
  const { accessToken, refreshToken } = await signedIn(await register("out@example.com"));
  expect((await app.request("POST", `${AUTH}/logout`, { token: accessToken })).status).toBe(204);
  const response = await me(accessToken);
  expect(response.status).toBe(401);
  expect(await codeOf(response)).toBe("session-ended");
  expect((await refresh(refreshToken)).status).toBe(401);
});

test("200 with the new name", async () => {
  const person = await app.signIn();
  const response = await person.request("PATCH", `${AUTH}/me`, {
    body: { name: "  Bobby'); drop table users;--  " },
  });
  expect(response.status).toBe(200);
  expect(await (await person.request("GET", `${AUTH}/me`)).json()).toMatchObject({
    name: "Bobby'); drop table users;--",
  });
});

test("204 deletes the account: no token works, and its email is free again", async () => {
  const { accessToken, user } = await signedIn(await register("gone@example.com"));
  const elsewhere = await signedIn(await login("gone@example.com"));
  expect((await app.request("DELETE", `${AUTH}/me`, { token: accessToken })).status).toBe(200);
  expect((await me(accessToken)).status).toBe(401);
  expect((await me(elsewhere.accessToken)).status).toBe(401);
  expect((await refresh(elsewhere.refreshToken)).status).toBe(401);
  expect((await login("gone@example.com")).status).toBe(401);
  const again = await register("gone@example.com");
  expect(again.status).toBe(201);
  expect((await signedIn(again)).user.id).not.toBe(user.id);
});
