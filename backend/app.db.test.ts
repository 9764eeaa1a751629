import { afterAll, beforeAll, expect, test } from "vitest";
import { createApp } from "./app.ts";
import { createTestApp, type Person, type TestApp } from "./testing/app.ts";

interface Operation {
  tags?: string[];
  summary?: string;
  security?: object[];
  requestBody?: { content: Record<string, object> };
  responses: Record<string, unknown>;
}
interface Route {
  method: string;
  path: string;
  operation: Operation;
}

const SIDEBAR = "https://n-ox6slqsbvk3rrqo2jvzh3-0lu-script.googleusercontent.com";
const MISSING = "01a20810-b1e5-7318-be50-6f772e789fa6";
const LIMIT = 1_024;
let app: TestApp;
let person: Person;
let routes: Route[];

beforeAll(async () => {
  app = await createTestApp({
    environment: { MAX_SOURCE_BYTES: String(LIMIT), MAX_UPLOAD_BYTES: "2000000" },
  });
  person = await app.signIn();
  const response = await app.request("GET", "/openapi.json");
  const { paths } = (await response.json()) as { paths: Record<string, Record<string, Operation>> };
  routes = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path: path.replaceAll(/\{.+?\}/g, MISSING),
      operation,
    })),
  );
});
afterAll(() => app.close());

async function problemOf(response: Response): Promise<{ status: number; code: string }> {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  const problem = (await response.json()) as { status: number; code: string; requestId: string };
  expect(problem.status).toBe(response.status);
  expect(problem.requestId).toBe(response.headers.get("x-request-id"));
  return problem;
}

test("every route is described: a summary, a tag, and problems wherever a body or a token is asked for", () => {
  expect(routes.length).toBeGreaterThan(20);
  for (const { method, path, operation } of routes) {
    const name = `${method} ${path}`;
    expect(operation.summary, name).toBeTruthy();
    expect(operation.tags, name).toHaveLength(1);
    if (operation.security) expect(operation.responses, name).toHaveProperty("401");
    if (operation.requestBody) expect(operation.responses, name).toHaveProperty("422");
  }
});

test("only signing in and the server's own state are open to everybody", () => {
  const open = routes
    .filter(({ operation }) => !operation.security)
    .map(({ method, path }) => `${method} ${path}`);
  expect(open.sort()).toEqual([
    // Its first message signs in.
    "GET /api/v1/chat/ws",
    // Google sends the browser there: its state says whose it is.
    "GET /api/v1/google/callback",
    "GET /api/v1/meta",
    "GET /healthz",
    // Has a token of its own.
    "GET /metrics",
    "GET /readyz",
    "POST /api/v1/auth/google",
    "POST /api/v1/auth/login",
    "POST /api/v1/auth/refresh",
    "POST /api/v1/auth/register",
  ]);
});

test("401 on every route behind sign-in: without a token, with a wrong and with an expired one", async () => {
  const expired = (await app.signIn()).accessToken;
  app.clock.advance(17 * 60_000);
  person = await app.signIn();
  for (const { method, path } of routes.filter(({ operation }) => operation.security)) {
    for (const token of [undefined, "x.y.z", expired]) {
      const response = await app.request(method, path, token === undefined ? {} : { token });
      expect(response.status, `${method} ${path}`).toBe(401);
      await problemOf(response);
    }
  }
});

test("403 on every write with a key that may only read, before its body or its id is looked at", async () => {
  const { key } = (await (
    await person.request("POST", "/api/v1/auth/keys", { body: { name: "reader", readOnly: true } })
  ).json()) as { key: string };
  const behind = routes.filter(({ operation }) => operation.security);
  const [reads, writes] = [
    behind.filter(({ method }) => method === "GET"),
    behind.filter(({ method }) => method !== "GET"),
  ];
  expect(writes.length).toBeGreaterThan(20);
  for (const { method, path } of writes) {
    const response = await app.request(method, path, { token: key, body: {} });
    expect(response.status, `${method} ${path}`).toBe(403);
    expect((await problemOf(response)).code, `${method} ${path}`).toBe("forbidden");
  }
  for (const { method, path } of reads) {
    const { status } = await app.request(method, path, { token: key });
    // Keys are not told to keys.
    if (path !== "/api/v1/auth/keys") expect(status, `${method} ${path}`).not.toBe(403);
  }
});

test("404 on every route for an id that nobody has, or 422 for its body", async () => {
  for (const { method, path, operation } of routes.filter((route) => route.path.includes(MISSING))) {
    const response = await person.request(method, path, operation.requestBody ? { body: {} } : {});
    // Whose spreadsheets are not connected is told that first.
    const expected = path.startsWith("/api/v1/google/spreadsheets/") ? [409, 422] : [404, 422];
    expect(expected, `${method} ${path}`).toContain(response.status);
    await problemOf(response);
  }
});

test("422 on every route for an id that is none", async () => {
  for (const { method, path, operation } of routes.filter((route) => route.path.includes(MISSING))) {
    const bad = path.replaceAll(MISSING, "'%20or%20true--");
    const response = await person.request(method, bad, operation.requestBody ? { body: {} } : {});
    expect([404, 422], `${method} ${bad}`).toContain(response.status);
    await problemOf(response);
  }
});

test("every route with a body: 422 for another shape, 400 for broken JSON, 415 for another type, 413 for too much", async () => {
  const send = (route: Route, body: string, type = "application/json") =>
    createApp(app.deps).request(route.path, {
      method: route.method,
      headers: { Authorization: `Bearer ${person.accessToken}`, "Content-Type": type },
      body,
    });
  const takeJson = routes.filter(({ operation }) => operation.requestBody?.content["application/json"]);
  for (const route of takeJson) {
    const name = `${route.method} ${route.path}`;
    for (const body of ["[]", '"text"', "null", "7"]) {
      const response = await send(route, body);
      expect(response.status, `${name} ${body}`).toBe(422);
      expect((await problemOf(response)).code).toBe("invalid-request");
    }
    const broken = await send(route, '{"title": "cut o');
    expect((await problemOf(broken)).code, name).toBe("malformed-json");
    const form = await send(route, "title=a", "application/x-www-form-urlencoded");
    expect((await problemOf(form)).code, name).toBe("unsupported-media-type");
    const large = await send(route, JSON.stringify({ title: "x".repeat(3 * 1024 * 1024) }));
    expect((await problemOf(large)).code, name).toBe("body-too-large");
  }
});

test("422 for JSON nested 100,000 deep", async () => {
  const body = `{"email": ${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
  const response = await createApp(app.deps).request("/api/v1/auth/login", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body,
  });
  expect([400, 422]).toContain(response.status);
});

test("422 names each error's place", async () => {
  const response = await app.request("POST", "/api/v1/auth/register", {
    body: { email: "no", password: "short" },
  });
  expect(response.status).toBe(422);
  const { errors } = (await response.json()) as { errors: { path: string }[] };
  expect(errors.map(({ path }) => path)).toEqual(expect.arrayContaining(["email", "password"]));
});

test("404 for an unknown path, 405 with Allow for another method", async () => {
  expect((await problemOf(await app.request("GET", "/api/v1/nope"))).code).toBe("not-found");
  const response = await app.request("DELETE", "/api/v1/meta");
  expect(response.headers.get("allow")).toContain("GET");
  expect((await problemOf(response)).code).toBe("method-not-allowed");
});

test("a request id is given, or the caller's taken where it is harmless", async () => {
  const idOf = async (given: string) =>
    (await app.request("GET", "/healthz", { headers: { "X-Request-Id": given } })).headers.get(
      "x-request-id",
    );
  expect(await idOf("abc-12345")).toBe("abc-12345");
  expect(await idOf("<script>alert(1)</script>")).toMatch(/^[0-9a-f-]{36}$/);
});

test("503 with Retry-After, and nothing of the cause, when the database cannot be reached", async () => {
  const fault = Object.assign(new Error("connect ECONNREFUSED 10.0.0.7:5432"), { code: "ECONNREFUSED" });
  const sql = Object.assign(() => Promise.reject(fault), { begin: () => Promise.reject(fault) });
  const broken = createApp({ ...app.deps, sql: sql as unknown as TestApp["deps"]["sql"] });
  const response = await broken.request("/readyz");
  expect(response.headers.get("retry-after")).toBe("2");
  expect(JSON.stringify(await problemOf(response))).not.toContain("10.0.0.7");
});

test("500 says nothing of its cause", async () => {
  const clock = () => {
    throw new Error("select password_hash from users");
  };
  const response = await createApp({ ...app.deps, clock }).request("/api/v1/auth/refresh", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ refreshToken: "x" }),
  });
  const problem = await problemOf(response);
  expect(problem.code).toBe("internal");
  expect(JSON.stringify(problem)).not.toContain("password_hash");
});

test("a sidebar may call, with any of our headers, and no cookie is ever asked for", async () => {
  const response = await app.request("OPTIONS", "/api/v1/chat/conversations", {
    headers: {
      Origin: SIDEBAR,
      "Access-Control-Request-Method": "POST",
      "Access-Control-Request-Headers": "authorization,content-type,idempotency-key",
    },
  });
  expect(response.status).toBe(204);
  expect(response.headers.get("access-control-allow-origin")).toBe(SIDEBAR);
  expect(response.headers.get("access-control-allow-headers")?.toLowerCase()).toContain("idempotency-key");
  expect(response.headers.get("access-control-allow-credentials")).toBeNull();
});

test("errors can be read by a sidebar too", async () => {
  const response = await app.request("GET", "/api/v1/chat/conversations", { headers: { Origin: SIDEBAR } });
  expect(response.status).toBe(401);
  expect(response.headers.get("access-control-allow-origin")).toBe(SIDEBAR);
});

test.each([`${SIDEBAR}.evil`, "https://evil.example", "null", "http://localhost:8787"])(
  "no CORS header for %s",
  async (origin) => {
    const response = await app.request("GET", "/api/v1/meta", { headers: { Origin: origin } });
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
  },
);

test("403 in the playground for a Host that is not this machine", async () => {
  const playground = createApp({ ...app.deps, config: { ...app.deps.config, playground: { framePort: 0 } } });
  const hosts = ["evil.example", "localhost.evil.example:8787", "192.168.1.4:8787"];
  for (const host of hosts) {
    const response = await playground.request("/api/v1/meta", { headers: { Host: host } });
    expect((await problemOf(response)).code).toBe("forbidden");
  }
  expect((await playground.request("/api/v1/meta", { headers: { Host: "localhost:8787" } })).status).toBe(
    200,
  );
});
