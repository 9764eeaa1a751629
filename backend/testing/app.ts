import { randomUUID } from "node:crypto";
import { createLocalJWKSet } from "jose";
import { createApp } from "../app.ts";
import { loadConfig } from "../config.ts";
import type { SignIn } from "../contract/auth.ts";
import { readFile } from "../extraction/files/read-file.ts";
import { boundsOf } from "../extraction/files/reader-pool.ts";
import type { Deps } from "../platform/deps.ts";
import { createHasher } from "../platform/hasher.ts";
import { newId } from "../platform/ids.ts";
import { createLifetime } from "../platform/lifetime.ts";
import { createLog } from "../platform/log.ts";
import { createMetrics } from "../platform/metrics.ts";
import { createQueue } from "../platform/queue.ts";
import { createSealer, keyOf } from "../platform/sealer.ts";
import { createTestDatabase } from "./database.ts";
import { generous } from "./generous.ts";
import { scriptedEngine } from "./scripted-engine.ts";

/** A clock that stands until it is moved. */
export interface TestClock {
  now: Date;
  advance(milliseconds: number): void;
}

export interface RequestOptions {
  token?: string;
  /** Sent as JSON. */
  body?: unknown;
  headers?: Record<string, string>;
  /** Where the connection comes from. */
  address?: string;
}

/** A signed-in person. */
export interface Person extends SignIn {
  /** A request with this person's token. */
  request(method: string, path: string, options?: RequestOptions): Promise<Response>;
}

export interface TestApp {
  deps: Deps;
  clock: TestClock;
  request(method: string, path: string, options?: RequestOptions): Promise<Response>;
  /** A form with files, as `new Response(form)` encodes it. */
  upload(person: Person, path: string, form: Response, headers?: Record<string, string>): Promise<Response>;
  /** A new account's. */
  signIn(): Promise<Person>;
  close(): Promise<void>;
}

export interface TestAppOptions {
  /** Variables of the environment: `{ MAX_SOURCE_BYTES: "2048" }`. */
  environment?: Record<string, string>;
  overrides?: Partial<Deps>;
}

export const PASSWORD = "correct horse battery";

/**
 * The whole app on a database of its own, without a port: only in `*.db.test.ts` and `*.process.test.ts` files.
 * Engines are scripted unless given; passwords are hashed cheaply. Close it in `afterAll`.
 */
export async function createTestApp({ environment, overrides }: TestAppOptions = {}): Promise<TestApp> {
  const log = overrides?.log ?? createLog("silent");
  const database = await createTestDatabase(log);
  const config = loadConfig({
    ...generous,
    NODE_ENV: "test",
    PASSWORD_HASH_COST: "4",
    JWT_SECRET: "a secret of the tests, which guards nothing",
    DATA_DIR: database.location.dataDir,
    ...environment,
  });
  const clock: TestClock = {
    now: new Date("2026-03-02T10:00:00Z"),
    advance(milliseconds) {
      this.now = new Date(this.now.getTime() + milliseconds);
    },
  };
  const offline = scriptedEngine();
  const deps: Deps = {
    config,
    sql: database.sql,
    log,
    clock: () => clock.now,
    newId,
    files: { read: (upload) => readFile(upload, boundsOf(config.limits)), close: async () => {} },
    engines: { default: offline, offline, openai: null },
    hasher: createHasher(config.passwordHashCost, 1),
    google: { issuers: [], audiences: config.googleClientIds, keys: createLocalJWKSet({ keys: [] }) },
    googleAccess: null,
    sealer: createSealer([{ id: "test", key: keyOf(new TextEncoder().encode("guards nothing")) }]),
    jwtSecret: new TextEncoder().encode(config.jwtSecret ?? ""),
    lifetime: createLifetime(),
    metrics: createMetrics(),
    queue: createQueue(database.sql, log),
    ...overrides,
  };
  const app = createApp(deps);

  const request: TestApp["request"] = async (method, path, { token, body, headers, address } = {}) => {
    const init = {
      method,
      headers: {
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
    return app.request(path, init, { incoming: { socket: { remoteAddress: address } } });
  };

  return {
    deps,
    clock,
    request,
    async upload(person, path, form, headers) {
      const type = { "Content-Type": form.headers.get("content-type") ?? "" };
      const token = { Authorization: `Bearer ${person.accessToken}` };
      const body = await form.arrayBuffer();
      return app.request(path, { method: "POST", headers: { ...type, ...token, ...headers }, body });
    },
    async signIn() {
      const email = `${randomUUID()}@example.com`;
      const response = await request("POST", "/api/v1/auth/register", {
        body: { email, password: PASSWORD },
      });
      if (response.status !== 201) throw new Error(`Signing in was answered ${response.status}`);
      const signIn = (await response.json()) as SignIn;
      return {
        ...signIn,
        request: (method, path, options) => request(method, path, { token: signIn.accessToken, ...options }),
      };
    },
    async close() {
      await deps.lifetime.end(5_000);
      await deps.queue.close();
      await deps.hasher.close();
      await database.close();
    },
  };
}
