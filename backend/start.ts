import { once } from "node:events";
import { Server } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { createAdaptorServer, type WebSocketServerLike } from "@hono/node-server";
import { createRemoteJWKSet } from "jose";
import { WebSocketServer } from "ws";
import { createApp } from "./app.ts";
import type { Config } from "./config.ts";
import { createEngines } from "./extraction/engines.ts";
import { createFileReader } from "./extraction/files/reader-pool.ts";
import { watchLeases } from "./features/chat/turns/leases.ts";
import { realGoogle } from "./features/google/access.ts";
import { runExports } from "./features/google/exports/start.ts";
import { runSchedules } from "./features/google/schedules/start.ts";
import { runJobs } from "./features/jobs/run/start.ts";
import { deliverWebhooks } from "./features/jobs/webhook/deliver.ts";
import { startPlayground } from "./features/playground/start.ts";
import { startIndexing } from "./features/tables/search/index-tables.ts";
import { connect } from "./platform/database.ts";
import type { Deps, TokenIssuer } from "./platform/deps.ts";
import { startErasing } from "./platform/erase.ts";
import { errorCode } from "./platform/error-code.ts";
import { createHasher } from "./platform/hasher.ts";
import { newId } from "./platform/ids.ts";
import { createLifetime } from "./platform/lifetime.ts";
import type { Logger } from "./platform/log.ts";
import { createMetrics } from "./platform/metrics.ts";
import { migrate } from "./platform/migrate.ts";
import { createQueue } from "./platform/queue.ts";
import { openSealer } from "./platform/sealer.ts";
import { loadSecret } from "./platform/secret.ts";
import { StartError } from "./platform/start-error.ts";
import { warmUp } from "./warm-up.ts";

export interface Backend {
  /** Where it serves, with a slash at its end. */
  url: string;
  /** Lets running answers end, within `STOP_TIMEOUT_MS`, and closes everything. */
  stop(): Promise<void>;
}

/** Files read side by side; each may take all the memory that one may. */
const FILE_WORKERS = 2;
/** What an answer that has ended may take to reach its reader. */
const LAST_WORDS_MS = 300;
const GOOGLE_ISSUERS = ["https://accounts.google.com", "accounts.google.com"];
const GOOGLE_KEYS = new URL("https://www.googleapis.com/oauth2/v3/certs");
const PLAYGROUND_FOLDER = fileURLToPath(new URL("../addon/dist/playground", import.meta.url));

/** Connects, migrates and listens. Throws a `StartError`; what was opened until then is closed again. */
export async function startBackend(config: Config, log: Logger): Promise<Backend> {
  const closers: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    return await open(config, log, closers, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function open(
  config: Config,
  log: Logger,
  closers: (() => Promise<void>)[],
  close: () => Promise<void>,
): Promise<Backend> {
  const clock = () => new Date();
  const jwtSecret = await loadSecret(config.jwtSecret, config.dataDir);
  const metrics = createMetrics();
  const connection = await connect(config, log);
  metrics.watchPool(connection.load);
  closers.push(connection.close);
  await migrate(connection.sql, clock);
  closers.push(startErasing(connection.sql, config.limits.eraseAfterDays, clock, log));

  let port = 0;
  const origin = () => config.publicUrl ?? `http://localhost:${port}`;
  const playground = config.playground
    ? await startPlayground({
        host: config.host,
        framePort: config.playground.framePort,
        backendPort: () => port,
        origin,
        folder: PLAYGROUND_FOLDER,
        now: clock,
      }).catch((error) => refusePort(error, "PLAYGROUND_FRAME_PORT"))
    : null;
  if (playground) closers.push(playground.close);

  const hasher = createHasher(config.passwordHashCost);
  closers.push(hasher.close);
  const files = createFileReader(config.limits, FILE_WORKERS);
  closers.push(files.close);
  const queue = createQueue(connection.sql, log);
  closers.push(queue.close);
  const lifetime = createLifetime();
  const deps: Deps = {
    config,
    sql: connection.sql,
    log,
    clock,
    newId,
    engines: createEngines(config.openai, config.limits),
    files,
    hasher,
    google: playground?.issuer ?? googleIssuer(config),
    googleAccess: playground?.google ?? realGoogle(config, origin),
    sealer: await openSealer(config),
    jwtSecret,
    lifetime,
    metrics,
    queue,
  };
  const app = createApp(deps, playground?.routes ?? null);

  const sockets = new WebSocketServer({ noServer: true, maxPayload: config.limits.maxBodyBytes });
  const server = createAdaptorServer({ fetch: app.fetch, websocket: { server: forUpgrades(sockets) } });
  server.listen(config.port, config.host);
  await once(server, "listening").catch((error) => refusePort(error, "PORT"));
  const address = server.address();
  port = typeof address === "object" && address !== null ? address.port : config.port;
  lifetime.track(watchLeases(deps));
  lifetime.track(runJobs(deps));
  lifetime.track(runExports(deps));
  lifetime.track(runSchedules(deps));
  lifetime.track(deliverWebhooks(deps));
  lifetime.track(warmUp(deps));
  lifetime.track(startIndexing(connection.sql, lifetime.signal, log));
  return {
    url: `http://${config.host.includes(":") ? `[${config.host}]` : config.host}:${port}/`,
    async stop() {
      const closed = once(server, "close");
      server.close();
      await lifetime.end(config.limits.stopTimeoutMs);
      // A turn's last event is stored before it is told: who reads it has a moment, then has waited long enough.
      if (server instanceof Server) await letGo(server, closed);
      for (const socket of sockets.clients) socket.terminate();
      await closed;
      await close();
    },
  };
}

/** Closes each connection once its answer is told in full, and after `LAST_WORDS_MS` every one. */
async function letGo(server: Server, closed: Promise<unknown>): Promise<void> {
  const idle = setInterval(() => server.closeIdleConnections(), LAST_WORDS_MS / 10);
  await Promise.race([closed, wait(LAST_WORDS_MS)]);
  clearInterval(idle);
  server.closeAllConnections();
}

/** The adaptor's type differs from `ws`'s own in whether an absent option may be written as undefined. */
function forUpgrades(sockets: WebSocketServer): WebSocketServerLike {
  return sockets as WebSocketServerLike;
}

function googleIssuer({ googleClientIds }: Config): TokenIssuer {
  return { issuers: GOOGLE_ISSUERS, audiences: googleClientIds, keys: createRemoteJWKSet(GOOGLE_KEYS) };
}

function refusePort(error: unknown, variable: string): never {
  const code = errorCode(error) ?? "unknown";
  const port = error instanceof Error && "port" in error ? ` ${String(error.port)}` : "";
  const reason =
    code === "EADDRINUSE" ? `is in use: set ${variable} to another` : `cannot be opened (${code})`;
  throw new StartError(`Port${port} ${reason}`, { cause: error });
}
