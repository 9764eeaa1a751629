import { expect, test } from "vitest";
import { Failure } from "./failure.ts";
import { createSession } from "./session.ts";

interface Call {
  path: string;
  bearer: string | null;
  body: unknown;
}

/** A server whose access tokens a1, a2, … are valid one at a time. */
function createServer(options: { refreshWorks?: boolean } = {}) {
  const calls: Call[] = [];
  let generation = 0;
  let valid = "";
  const signIn = () => {
    generation += 1;
    valid = `a${generation}`;
    const user = { id: "u", email: "a@example.com", name: "A", createdAt: "" };
    return Response.json({ user, accessToken: valid, refreshToken: `r${generation}`, expiresIn: 900 });
  };
  const problem = (status: number, code: string) =>
    Response.json({ type: "x", title: code, status, code, requestId: "req" }, { status });
  const fetch = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    await Promise.resolve();
    const path = new URL(String(input)).pathname;
    const bearer = new Headers(init.headers).get("Authorization");
    calls.push({ path, bearer, body: typeof init.body === "string" ? JSON.parse(init.body) : null });
    if (path === "/api/v1/auth/google") return signIn();
    if (path === "/api/v1/auth/refresh") {
      return options.refreshWorks === false ? problem(401, "session-ended") : signIn();
    }
    return bearer === `Bearer ${valid}` ? Response.json({ ok: true }) : problem(401, "invalid-token");
  };
  const session = createSession({
    backend: "https://rows.example",
    fetch,
    identityToken: async () => "google",
  });
  const count = (path: string) => calls.filter((call) => call.path === path).length;
  return {
    session,
    calls,
    count,
    expire: () => {
      valid = "";
    },
  };
}

test("signs in with Google's token and sends the access token from then on", async () => {
  const { session, calls } = createServer();
  await session.signIn();
  await session.send("/tables");
  expect(calls).toEqual([
    { path: "/api/v1/auth/google", bearer: null, body: { idToken: "google" } },
    { path: "/api/v1/tables", bearer: "Bearer a1", body: null },
  ]);
});

test("an expired sign-in is renewed once and the request repeated with the same headers", async () => {
  const server = createServer();
  await server.session.signIn();
  server.expire();
  const init = { method: "POST", headers: { "Idempotency-Key": "k" } };
  const response = await server.session.send("/tables", init);
  expect(response.ok).toBe(true);
  expect(server.count("/api/v1/auth/refresh")).toBe(1);
  expect(server.calls.at(-1)?.bearer).toBe("Bearer a2");
});

test("ten requests that expire together share one renewal", async () => {
  const server = createServer();
  await server.session.signIn();
  server.expire();
  await Promise.all(Array.from({ length: 10 }, () => server.session.send("/tables")));
  expect(server.count("/api/v1/auth/refresh")).toBe(1);
});

test("where the refresh token has ended, Google's token signs in again", async () => {
  const server = createServer({ refreshWorks: false });
  await server.session.signIn();
  server.expire();
  await server.session.send("/tables");
  expect(server.count("/api/v1/auth/google")).toBe(2);
});

test("after signing out nothing is sent until the person signs in again", async () => {
  const server = createServer();
  await server.session.signIn();
  await server.session.signOut();
  expect(server.count("/api/v1/auth/logout")).toBe(1);
  await expect(server.session.send("/tables")).rejects.toMatchObject({ info: { code: "signed-out" } });
  await server.session.signIn();
  expect((await server.session.send("/tables")).ok).toBe(true);
});

test("problem+json becomes a failure with its code and request id", async () => {
  const body = { type: "x", title: "Gone", status: 404, code: "not-found", requestId: "req-9" };
  const fetch = async () => Response.json(body, { status: 404 });
  const session = createSession({ backend: "https://rows.example", fetch, identityToken: async () => "" });
  await expect(session.sendOpen("/x")).rejects.toMatchObject({
    info: { code: "not-found", requestId: "req-9" },
  });
});

test("a gateway's page and a dead network have codes of their own", async () => {
  const answering = (fetch: typeof globalThis.fetch) =>
    createSession({ backend: "https://rows.example", fetch, identityToken: async () => "" }).sendOpen("/x");
  await expect(answering(async () => new Response("<h1>Bad gateway", { status: 502 }))).rejects.toMatchObject(
    {
      info: { code: "unavailable", status: 502 },
    },
  );
  const dead = answering(async () => {
    throw new TypeError("Failed to fetch");
  });
  await expect(dead).rejects.toBeInstanceOf(Failure);
  await expect(dead).rejects.toMatchObject({
    info: { code: "unreachable", params: { host: "rows.example" } },
  });
});
