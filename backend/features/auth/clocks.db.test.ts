import { afterAll, beforeAll, expect, test } from "vitest";
import { createApp } from "../../app.ts";
import type { SignIn } from "../../contract/auth.ts";
import { createTestApp, type TestApp } from "../../testing/app.ts";
import { json } from "../../testing/chat.ts";
import { identify } from "./authenticate.ts";

const MINUTE = 60_000;
const account = { email: "ann@example.com", password: "correct horse battery" };
let app: TestApp;

beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

/** A replica on the same database whose clock is so far off. */
function replica(minutes: number) {
  const clock = () => new Date(app.clock.now.getTime() + minutes * MINUTE);
  const { request } = createApp({ ...app.deps, clock });
  const send = async (method: string, path: string, { token, body }: { token?: string; body?: object }) =>
    request(`/api/v1${path}`, {
      method,
      headers: { "Content-Type": "application/json", ...(token ? { Authorization: `Bearer ${token}` } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  return { send };
}

test("replicas whose clocks are five minutes apart, either way: no sign-in, refresh or key expires before its time", async () => {
  const [early, late] = [replica(-5), replica(5)];
  await early.send("POST", "/auth/register", { body: account });
  for (const [one, other] of [
    [early, late],
    [late, early],
  ] as const) {
    const signedIn = await json<SignIn>(await one.send("POST", "/auth/login", { body: account }));
    expect((await other.send("GET", "/auth/me", { token: signedIn.accessToken })).status).toBe(200);
    const { refreshToken } = signedIn;
    const renewed = await other.send("POST", "/auth/refresh", { body: { refreshToken } });
    const { accessToken } = await json<SignIn>(renewed);
    expect((await one.send("GET", "/auth/me", { token: accessToken })).status).toBe(200);
    const key = await json<{ key: string }>(
      await one.send("POST", "/auth/keys", { token: accessToken, body: { name: "script" } }),
    );
    expect((await other.send("GET", "/auth/me", { token: key.key })).status).toBe(200);
  }
});

test("an identity that is kept, as a socket does, is no more once its token has expired or its session ended", async () => {
  const [ann, bob] = [await app.signIn(), await app.signIn()];
  const [hers, his] = await Promise.all([ann, bob].map(({ accessToken }) => identify(app.deps, accessToken)));
  await hers?.recheck();
  await bob.request("POST", "/api/v1/auth/logout");
  await expect(his?.recheck()).rejects.toMatchObject({ code: "session-ended" });
  app.clock.advance(17 * MINUTE);
  await expect(hers?.recheck()).rejects.toMatchObject({ code: "invalid-token" });
});
