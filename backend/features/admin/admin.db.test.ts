import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestApp, PASSWORD, type TestApp } from "../../testing/app.ts";
import { beginConversation, send } from "../../testing/chat.ts";
import { runCommand } from "./commands.ts";

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

async function run(...args: string[]): Promise<string[]> {
  const lines: string[] = [];
  await runCommand({ ...app.deps, print: (line) => lines.push(line) }, args);
  return lines;
}
const login = (email: string, password: string) =>
  app.request("POST", "/api/v1/auth/login", { body: { email, password } });
const passwordIn = (lines: string[]) => /password: (\S+)$/.exec(lines[0] ?? "")?.[1] ?? "";

test("an operator makes an account, gives it another password and ends its sessions", async () => {
  const email = "op@example.com";
  const first = passwordIn(await run("user", "create", email, "--name", "Op"));
  const signedIn = await login(email, first);
  expect(signedIn.status).toBe(200);
  const { accessToken: token } = (await signedIn.json()) as { accessToken: string };
  const second = passwordIn(await run("user", "password", email.toUpperCase()));
  expect((await app.request("GET", "/api/v1/auth/me", { token })).status).toBe(401);
  expect((await login(email, first)).status).toBe(401);
  expect((await login(email, second)).status).toBe(200);
  expect(await run("user", "sign-out", email)).toEqual([`${email}: 1 sessions and 0 API keys ended`]);
  await expect(run("user", "create", email)).rejects.toThrow(/account with this email already/);
});

test("accounts and what they used are listed; a deleted one is erased when it is asked for", async () => {
  const ann = await app.signIn();
  await send(ann, await beginConversation(ann), {});
  const { id, email } = ann.user;
  const row = new RegExp(`^${id} +${email} +password +1 +0 +2026-03-02 +2026-03-02$`);
  expect((await run("user", "list")).filter((line) => row.test(line))).toHaveLength(1);
  expect(await run("usage")).toContainEqual(expect.stringMatching(new RegExp(`^${email} +1 +0 +-$`)));
  expect((await run("user", "delete", id))[0]).toMatch(
    /is deleted; what it holds is erased after 2026-04-01/,
  );
  expect((await login(email, PASSWORD)).status).toBe(401);
  expect(await run("purge")).toEqual(["There was nothing to erase"]);
  const [erased] = await run("purge", "--days", "0");
  expect(erased).toContain("Erased: 1 accounts");
  expect(await app.deps.sql`select from conversations where user_id = ${id}`).toHaveLength(0);
});

test.each([
  [["user", "password", "nobody@example.com"], "There is no account nobody@example.com"],
  [["user", "create", "nobody"], "nobody is no email address"],
  [["user", "delete"], "Write: npm run admin -- user delete WHO"],
  [["purge", "--days", "soon"], "--days is a whole number"],
  [["purge", "--all"], "Write: npm run admin -- purge [--days N]"],
  [["rotate-keys", "now"], "Write: npm run admin -- rotate-keys"],
  [["user", "constructor", "x"], "There is no such command: npm run admin -- help"],
])("%j is told what is wrong", async (args, message) => {
  await expect(run(...args)).rejects.toThrow(message);
});
