import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestApp, type TestApp } from "../../testing/app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

test("200 with the person when the token is theirs", async () => {
  const person = await app.signIn();
  const response = await person.request("GET", "/api/v1/auth/me");
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual(person.user);
});
