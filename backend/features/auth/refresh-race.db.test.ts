import { expect, onTestFinished, test } from "vitest";
import type { SignIn } from "../../contract/auth.ts";
import { createTestApp } from "../../testing/app.ts";

test("200 once, and the session ends, when a token is renewed many times at once", async () => {
  const app = await createTestApp();
  onTestFinished(() => app.close());
  const refresh = (refreshToken: string) =>
    app.request("POST", "/api/v1/auth/refresh", { body: { refreshToken } });
  for (const _round of Array(5)) {
    const person = await app.signIn();
    const all = await Promise.all(Array.from({ length: 4 }, () => refresh(person.refreshToken)));
    expect(all.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401]);
    const renewed = (await all.find(({ status }) => status === 200)?.json()) as SignIn;
    expect((await refresh(renewed.refreshToken)).status).toBe(401);
    expect((await app.request("GET", "/api/v1/auth/me", { token: renewed.accessToken })).status).toBe(401);
  }
});
