import { afterAll, beforeAll, expect, test } from "vitest";
import { createApp } from "../../app.ts";
import { Meta } from "../../contract/meta.ts";
import { createLifetime } from "../../platform/lifetime.ts";
import { createTestApp, type TestApp } from "../../testing/app.ts";
import { scriptedEngine } from "../../testing/scripted-engine.ts";

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp({ environment: { GOOGLE_CLIENT_IDS: "1-a.apps.googleusercontent.com" } });
});
afterAll(() => app.close());

test("200 with what the server is, in the contract's shape", async () => {
  const response = await app.request("GET", "/api/v1/meta");
  expect(response.status).toBe(200);
  const meta = Meta.strict().parse(await response.json());
  expect(meta).toMatchObject({
    product: "rowsmith",
    engine: "offline",
    model: null,
    modelHost: null,
    signIn: ["google", "password"],
    signUp: "open",
    limits: { maxSourceBytes: app.deps.config.limits.maxSourceBytes },
    playground: false,
  });
});

test.each([
  [null, "api.openai.com"],
  ["http://models.example.com:8080/v1", "models.example.com:8080"],
])("200 names the host that messages go to (%s)", async (baseUrl, modelHost) => {
  const { deps } = app;
  const engine = scriptedEngine(undefined, "openai");
  const config = { ...deps.config, openai: { ...deps.config.openai, baseUrl } };
  const engines = { ...deps.engines, default: engine, openai: engine };
  const response = await createApp({ ...deps, config, engines }).request("/api/v1/meta");
  expect(await response.json()).toMatchObject({ engine: "openai", model: "scripted", modelHost });
});

test("200 when the server can serve, 503 while it stops", async () => {
  expect((await app.request("GET", "/readyz")).status).toBe(200);
  const lifetime = createLifetime();
  await lifetime.end(0);
  expect((await createApp({ ...app.deps, lifetime }).request("/readyz")).status).toBe(503);
});

test("200 with an OpenAPI 3.1 document whose references all lead somewhere", async () => {
  const document = (await (await app.request("GET", "/openapi.json")).json()) as {
    openapi: string;
    components: { schemas: object; securitySchemes: object };
  };
  expect(document.openapi).toBe("3.1.0");
  expect(document.components.securitySchemes).toHaveProperty("bearer");
  const named = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(
    ([, name]) => name,
  );
  expect(named.length).toBeGreaterThan(20);
  expect(Object.keys(document.components.schemas)).toEqual(expect.arrayContaining(named));
});

test("200 with readable docs that load nothing from elsewhere", async () => {
  const page = await app.request("GET", "/docs");
  expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
  const html = await page.text();
  expect(html).not.toMatch(/https?:\/\//);
  const script = /src="([^"]+)"/.exec(html)?.[1] ?? "";
  const response = await app.request("GET", script);
  expect(response.headers.get("content-type")).toContain("text/javascript");
  expect((await response.text()).length).toBeGreaterThan(100_000);
});
