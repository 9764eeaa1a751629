import type { RouteConfig } from "@hono/zod-openapi";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { createApp } from "../../app.ts";
import { TurnEvent } from "../../contract/events.ts";
import { Meta } from "../../contract/meta.ts";
import type { Problem } from "../../contract/problem.ts";
import { createLifetime } from "../../platform/lifetime.ts";
import { newestMigration } from "../../platform/migrate.ts";
import { createTestApp, type RequestOptions, type TestApp } from "../../testing/app.ts";
import { allEvents, beginConversation, send } from "../../testing/chat.ts";
import { scriptedEngine } from "../../testing/scripted-engine.ts";

interface Shown {
  $ref?: string;
  example?: object;
}
type Described = { content?: Record<string, { schema: Shown; example?: string }> } | undefined;
interface Document {
  paths: Record<string, Record<string, { requestBody?: Described; responses: Record<string, Described> }>>;
  components: { schemas: Record<string, Shown> };
}

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

test("503 where the database can only be read, or is older than this version", async () => {
  const { deps } = app;
  const answering = (state: { isReadOnly: boolean; migration: number }) =>
    Object.assign(() => Promise.resolve([state]), { begin: deps.sql.begin }) as unknown as typeof deps.sql;
  const ready = async (sql: typeof deps.sql) => createApp({ ...deps, sql }).request("/readyz");
  const newest = await newestMigration();
  expect((await ready(answering({ isReadOnly: false, migration: newest }))).status).toBe(200);
  expect((await ready(answering({ isReadOnly: true, migration: newest }))).status).toBe(503);
  expect((await ready(answering({ isReadOnly: false, migration: newest - 1 }))).status).toBe(503);
});

test("the metrics count requests and turns, by what they were and never by whose", async () => {
  const person = await app.signIn();
  const conversation = await beginConversation(person);
  await allEvents(await send(person, conversation, { content: "planted words" }, { stream: true }));
  const response = await app.request("GET", "/metrics", { address: "127.0.0.1" });
  expect(response.headers.get("content-type")).toContain("text/plain");
  const text = await response.text();
  const count = (line: RegExp) => Number(line.exec(text)?.[1]);
  expect(
    count(
      /^rowsmith_request_seconds_count\{method="POST",route="\/api\/v1\/auth\/register",status="201"\} (\d+)$/m,
    ),
  ).toBe(1);
  for (const stage of ["turn_admission", "turn_first_token"]) {
    expect(
      count(new RegExp(`^rowsmith_${stage}_seconds_count\\{engine="offline"\\} (\\d+)$`, "m")),
      stage,
    ).toBe(1);
  }
  expect(count(/^rowsmith_turn_seconds_count\{engine="offline",outcome="complete"\} (\d+)$/m)).toBe(1);
  expect(
    count(/^rowsmith_engine_outcomes_total\{engine="offline",outcome="complete",code="complete"\} (\d+)$/m),
  ).toBe(1);
  expect(count(/^rowsmith_open_streams (\d+)$/m)).toBe(0);
  expect(count(/^rowsmith_running_turns (\d+)$/m)).toBe(0);
  for (const planted of ["planted", person.user.id, conversation]) expect(text).not.toContain(planted);
});

test.each([
  ["nobody elsewhere", null, false, { address: "10.1.2.3" }, 404],
  ["nobody in production", null, true, { address: "127.0.0.1" }, 404],
  ["not without the token, where one is set", "a-metrics-token-1", false, { address: "127.0.0.1" }, 401],
  ["not with another", "a-metrics-token-1", true, { token: "a-metrics-token-2" }, 401],
  ["who has the token", "a-metrics-token-1", true, { token: "a-metrics-token-1" }, 200],
] as const)("the metrics are read by: %s", async (_, metricsToken, production, from, status) => {
  const { address, token }: RequestOptions = from;
  const { deps } = app;
  const other = createApp({ ...deps, config: { ...deps.config, metricsToken, production } });
  const headers: Record<string, string> = token === undefined ? {} : { Authorization: `Bearer ${token}` };
  const env = { incoming: { socket: { remoteAddress: address } } };
  expect((await other.request("/metrics", { headers }, env)).status).toBe(status);
});

test("503, which tells nothing of the cause, for a write to a database that can only be read", async () => {
  const person = await app.signIn();
  const answers: Response[] = [];
  const transaction = app.deps.sql.begin(async (tx) => {
    await tx`set transaction read only`;
    const readOnly = createApp({ ...app.deps, sql: tx as unknown as TestApp["deps"]["sql"] });
    const headers = { Authorization: `Bearer ${person.accessToken}`, "Content-Type": "application/json" };
    answers.push(await readOnly.request("/readyz"));
    answers.push(
      await readOnly.request("/api/v1/chat/conversations", { method: "POST", headers, body: "{}" }),
    );
  });
  await expect(transaction).rejects.toMatchObject({ code: "25006" });
  const problems = (await Promise.all(answers.map((answer) => answer.json()))) as Problem[];
  expect(problems.map(({ code, detail }) => [code, detail])).toEqual([
    ["unavailable", "The database can only be read"],
    ["unavailable", undefined],
  ]);
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

test("every JSON body and every JSON answer has an example that its schema takes, with nothing left over", async () => {
  const document = (await (await app.request("GET", "/openapi.json")).json()) as Document;
  const { definitions } = createApp(app.deps).openAPIRegistry;
  const places = definitions.flatMap((it) => (it.type === "route" ? jsonPlaces(it.route, document) : []));
  expect(places.length).toBeGreaterThan(90);
  for (const { place, schema, example } of places) {
    expect(example, place).toBeTypeOf("object");
    expect(schema.parse(example), place).toMatchObject(example ?? {});
  }
});

test("an answer's events are shown as a reader gets them, from the first to the terminal one", async () => {
  const { paths } = (await (await app.request("GET", "/openapi.json")).json()) as Document;
  const answer = paths["/api/v1/chat/messages/{id}/events"]?.get?.responses[200];
  const stream = new Response(answer?.content?.["text/event-stream"]?.example);
  const shown = await allEvents(stream);
  expect(shown.length).toBeGreaterThan(5);
  for (const { event } of shown) expect(TurnEvent.parse(event)).toEqual(event);
  expect(shown.at(-1)?.event.type).toBe("turn-end");
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

/** Where a route takes or gives JSON: its schema, and the example that the document shows there. */
function jsonPlaces({ method, path, request, responses }: RouteConfig, { paths, components }: Document) {
  const described = paths[path]?.[method];
  const answers = Object.keys(responses).filter((status) => status.startsWith("2"));
  const places = [
    { where: "body", route: request?.body, shown: described?.requestBody },
    ...answers.map((where) => ({ where, route: responses[where], shown: described?.responses[where] })),
  ];
  return places.flatMap(({ where, route, shown }) => {
    const media = route && "content" in route ? route.content?.["application/json"] : undefined;
    if (!media || !("schema" in media) || !(media.schema instanceof z.ZodType)) return [];
    const inline = shown?.content?.["application/json"]?.schema;
    const named = inline?.$ref && components.schemas[inline.$ref.replace("#/components/schemas/", "")];
    return [
      { place: `${method} ${path} ${where}`, schema: media.schema, example: (named || inline)?.example },
    ];
  });
}
