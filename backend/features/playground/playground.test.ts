import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeJwt, jwtVerify } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createFrameApp } from "./frame-server.ts";
import { createIssuer, guest } from "./issuer.ts";
import { createPlaygroundRoutes } from "./routes.ts";

const now = new Date("2026-03-04T10:00:00Z");
const page =
  "<!doctype html><html><head><title>Sidebar</title></head><body>__ROWSMITH_BACKEND__</body></html>";
const frame = createFrameApp({ backendPort: () => 8787, shim: async () => "shim('</script>')" });
let folder: string;
let routes: ReturnType<typeof createPlaygroundRoutes>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rowsmith-playground-"));
  await writeFile(join(folder, "index.html"), "<!doctype html>");
  await writeFile(join(folder, "playground.js"), "start()");
  await writeFile(join(folder, "inputs.json"), "{}");
  routes = createPlaygroundRoutes({ issuer: await createIssuer(() => now), framePort: 8788, folder });
});
afterAll(() => rm(folder, { recursive: true }));

function ask(path: string, host = "localhost:8787") {
  return routes.request(path, { headers: { host } });
}

function show(html: string, headers: Record<string, string> = {}) {
  const body = new FormData();
  body.set("html", html);
  const sent = { host: "localhost:8788", origin: "http://localhost:8787", ...headers };
  return frame.request("/sidebar", { method: "POST", body, headers: sent });
}

test("200 with the page, a policy that frames the sidebar's origin alone, and a way to ask whether it is new", async () => {
  const response = await ask("/");
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
  const policy = response.headers.get("content-security-policy")?.split("; ");
  expect(policy).toContain("frame-src http://localhost:8788");
  expect(policy).toContain("script-src 'self' blob:");
  expect(policy).toContain("default-src 'none'");
  expect(response.headers.get("cache-control")).toBe("no-cache");
  const etag = response.headers.get("etag") ?? "";
  const again = await routes.request("/", { headers: { host: "localhost:8787", "if-none-match": etag } });
  expect(again.status).toBe(304);
});

test("200 with the script's own type", async () => {
  expect((await ask("/playground.js")).headers.get("content-type")).toMatch(/^text\/javascript/);
});

test.each(["/inputs.json", "/../package.json", "/%2e%2e/package.json", "/missing.js", "/a/b.js"])(
  "404 on %s",
  async (path) => {
    expect((await ask(path)).status).toBe(404);
  },
);

test("200 with the frame's origin on the name that the page was asked by", async () => {
  expect(await (await ask("/playground/config", "127.0.0.1:8787")).json()).toEqual({
    frameOrigin: "http://127.0.0.1:8788",
    email: guest.email,
  });
  expect(await (await ask("/playground/config", "[::1]:8787")).json()).toMatchObject({
    frameOrigin: "http://[::1]:8788",
  });
});

test.each(["/", "/playground/identity-token", "/playground/config"])(
  "403 on %s when the machine is addressed by a foreign name",
  async (path) => {
    for (const host of ["evil.example", "192.168.1.7:8787", "localhost.evil.example"]) {
      expect((await ask(path, host)).status).toBe(403);
    }
  },
);

test("200 with a token as Google would make it: an hour, verified, for the playground's own audience", async () => {
  const issuer = await createIssuer(() => now);
  const { idToken, expiresAt } = await issuer.issue();
  const { payload, protectedHeader } = await jwtVerify(idToken, issuer.keys, {
    issuer: issuer.issuers,
    audience: issuer.audiences,
    currentDate: now,
  });
  expect(protectedHeader.alg).toBe("RS256");
  expect(payload).toMatchObject({ sub: guest.sub, email: guest.email, email_verified: true });
  expect(expiresAt).toBe("2026-03-04T11:00:00.000Z");
  const response = await ask("/playground/identity-token");
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(response.headers.get("access-control-allow-origin")).toBeNull();
  expect(decodeJwt(((await response.json()) as { idToken: string }).idToken).exp).toBe(
    now.getTime() / 1_000 + 3_600,
  );
});

test("a token of another start is not verified", async () => {
  const [first, second] = await Promise.all([createIssuer(() => now), createIssuer(() => now)]);
  const { idToken } = await first.issue();
  await expect(jwtVerify(idToken, second.keys, { currentDate: now })).rejects.toThrow();
});

test("200 with the sidebar as a page that the playground alone may frame, the shim first, the backend named", async () => {
  const response = await show(page);
  expect(response.status).toBe(200);
  expect(response.headers.get("content-security-policy")).toBe("frame-ancestors http://localhost:8787");
  const html = await response.text();
  expect(html).toContain("<body>http://localhost:8787</body>");
  expect(html).toContain(
    "<head><script data-page=\"http://localhost:8787\">shim('<\\/script>')</script><title>",
  );
});

test.each([
  [{ origin: "http://evil.example" }],
  [{ origin: "null" }],
  [{ origin: "http://localhost:8788" }],
  [{ origin: "http://127.0.0.1:8787" }],
  [{ host: "evil.example:8788", origin: "http://evil.example:8787" }],
])("403 when %o asks for a sidebar", async (headers) => {
  expect((await show(page, headers)).status).toBe(403);
});

test("422 without a page, 413 with a page of more than 8 MiB", async () => {
  const headers = { host: "localhost:8788", origin: "http://localhost:8787" };
  expect((await frame.request("/sidebar", { method: "POST", headers })).status).toBe(422);
  expect((await show("x".repeat(9 * 1024 * 1024))).status).toBe(413);
});
