import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { loadConfig } from "./config.ts";

const secret = "x".repeat(32);

test("an empty environment gives a server for this machine, open to sign-up, with no model", () => {
  const config = loadConfig({});
  expect(config).toMatchObject({
    host: "127.0.0.1",
    port: 8787,
    databaseUrl: null,
    playground: null,
    signUp: { policy: "open" },
    openai: { apiKey: null, baseUrl: null, api: "responses" },
    limits: { maxSourceBytes: 5 * 1024 * 1024, contextMessages: 10 },
  });
});

test.each([
  ["PORT", "eighty"],
  ["PORT", "65536"],
  ["DATABASE_URL", "mysql://localhost/rows"],
  ["SIGN_UP", "everybody"],
  ["SIGN_UP", "ann@example.com, @"],
  ["JWT_SECRET", "short"],
  ["OPENAI_API", "assistants"],
  ["OPENAI_BASE_URL", "file:///etc/passwd"],
  ["OPENAI_PRICES", "1,2"],
  ["MAX_SOURCE_BYTES", "5MB"],
  ["PLAYGROUND", "maybe"],
  ["LOG_LEVEL", "loud"],
  ["TRUSTED_PROXIES", "10.0.0.0/99"],
  ["USD_PER_DAY", "ten"],
  ["METRICS_TOKEN", "short"],
])("a bad %s is named in one line", (name, value) => {
  expect(() => loadConfig({ [name]: value })).toThrow(new RegExp(`^${name} [^\\n]+$`));
});

test("an error does not repeat the value, which may be a secret", () => {
  expect(() => loadConfig({ JWT_SECRET: "hunter2" })).not.toThrow(/hunter2/);
});

test("an empty variable counts as absent", () => {
  expect(loadConfig({ PORT: "", OPENAI_API_KEY: " " })).toMatchObject({
    port: 8787,
    openai: { apiKey: null },
  });
});

test("production refuses to start without JWT_SECRET, and closes sign-up", () => {
  expect(() => loadConfig({ NODE_ENV: "production" })).toThrow(/^JWT_SECRET /);
  expect(loadConfig({ NODE_ENV: "production", JWT_SECRET: secret }).signUp).toEqual({ policy: "closed" });
});

test("production refuses a cheap password hash", () => {
  const env = { NODE_ENV: "production", JWT_SECRET: secret, PASSWORD_HASH_COST: "11" };
  expect(() => loadConfig(env)).toThrow(/^PASSWORD_HASH_COST /);
});

test.each(["0.0.0.0", "::", "192.168.1.4", "rows.example.com"])("the playground refuses HOST %s", (host) => {
  expect(() => loadConfig({ PLAYGROUND: "on", HOST: host })).toThrow(/^HOST /);
});

test.each(["127.0.0.1", "localhost", "::1"])("the playground takes HOST %s", (host) => {
  expect(loadConfig({ PLAYGROUND: "on", HOST: host }).playground).toEqual({ framePort: 8788 });
});

test("the playground refuses to run in production", () => {
  const env = { NODE_ENV: "production", JWT_SECRET: secret, PLAYGROUND: "on" };
  expect(() => loadConfig(env)).toThrow(/^PLAYGROUND /);
});

test("SIGN_UP takes emails and domains, in any case", () => {
  expect(loadConfig({ SIGN_UP: "Ann@Example.org, example.com @rows.example" }).signUp).toEqual({
    policy: "listed",
    emails: ["ann@example.org"],
    domains: ["example.com", "rows.example"],
  });
});

test("a compatible server is spoken to by chat completions unless told otherwise", () => {
  const env = { OPENAI_BASE_URL: "http://localhost:11434/v1" };
  expect(loadConfig(env).openai.api).toBe("chat-completions");
  expect(loadConfig({ ...env, OPENAI_API: "responses" }).openai.api).toBe("responses");
});

test("the config cannot be changed", () => {
  const config = loadConfig({});
  expect(Object.isFrozen(config) && Object.isFrozen(config.limits)).toBe(true);
});

test(".env.example explains every variable, and its values are good ones", async () => {
  const text = await readFile(new URL("../.env.example", import.meta.url), "utf8");
  const source = await readFile(new URL("./config.ts", import.meta.url), "utf8");
  const explained = Object.fromEntries(
    [...text.matchAll(/^#([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name, value]),
  );
  const read = [...source.matchAll(/^ {2}([A-Z_]+): /gm)].map(([, name]) => name);
  expect(Object.keys(explained)).toEqual(expect.arrayContaining(read));
  expect(() => loadConfig(explained)).not.toThrow();
});
