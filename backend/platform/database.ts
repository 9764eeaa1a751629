import postgres from "postgres";
import type { Config } from "../config.ts";
import { startEmbedded } from "./embedded.ts";
import { errorCode } from "./error-code.ts";
import type { Logger } from "./log.ts";
import type { PoolLoad } from "./metrics.ts";
import { StartError } from "./start-error.ts";
import { boundTransactions } from "./transactions.ts";

// backend/patches mends postgres 3.4.9 (its issues 1154 and 1208): a connection that closed between a query and its write
// ended the whole process, or never wrote again.

/** The pool: `sql.begin(tx => …)` opens a transaction. Never await it inside one: the embedded server hangs. */
export type Database = postgres.Sql;
export type Tx = postgres.TransactionSql;
/** What a query takes first: the pool or a transaction. Columns come back in camelCase. */
export type Sql = postgres.ISql;

/** A part of a statement. */
export type Fragment = postgres.Fragment;

export interface Connection {
  sql: Database;
  /** What holds its connections. */
  load(): PoolLoad;
  close(): Promise<void>;
}

/** Opens a pool on `databaseUrl` and tries it, or starts the embedded PostgreSQL. Throws a `StartError` where that fails. */
export async function connect(
  config: Pick<Config, "databaseUrl" | "databaseConnections" | "databaseWaitMs" | "dataDir">,
  log: Logger,
): Promise<Connection> {
  const { databaseConnections: connections, databaseWaitMs: waitMs } = config;
  if (config.databaseUrl !== null) {
    const sql = postgres(config.databaseUrl, {
      ...shared,
      max: connections,
      connection: { application_name: "rowsmith", statement_timeout: 30_000 },
    });
    const close = () => sql.end({ timeout: 5 });
    await sql`select 1`.catch(async (cause) => {
      await close();
      const code = errorCode(cause) ?? "unknown";
      throw new StartError(`The database of DATABASE_URL cannot be used (${code})`, { cause });
    });
    return { sql, load: boundTransactions(sql, { connections, waitMs }), close };
  }
  const embedded = await startEmbedded(config.dataDir, log);
  const sql = openEmbedded(embedded.socket);
  return {
    sql,
    load: boundTransactions(sql, { connections: 1, waitMs }),
    async close() {
      await sql.end({ timeout: 5 });
      await embedded.stop();
    },
  };
}

/** One connection: PGlite is one session, and a second client's messages would fall into it. */
export function openEmbedded(socket: string): Database {
  return postgres({
    ...shared,
    path: socket,
    max: 1,
    max_lifetime: null,
    username: "postgres",
    database: "postgres",
  });
}

const shared = {
  transform: { column: { from: postgres.toCamel, to: postgres.fromCamel } },
  onnotice: () => {},
  connect_timeout: 5,
  /** Seconds: a server that restarts is found again within one. */
  backoff: (attempt: number) => Math.min(0.05 * 2 ** attempt, 1),
} as const;

const connectionCodes = new Set([
  "POOL_EXHAUSTED",
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  "CONNECT_TIMEOUT",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ENOENT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ETIMEDOUT",
  "EHOSTUNREACH",
]);

/** Whether the database could not be reached or could not serve, so that a later try may succeed. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return false;
  // Classes: 08 connection, 53 out of resources, 57 the operator stopped it; 25006 read-only, 40 serialization.
  if (error instanceof postgres.PostgresError) return /^(08|53|57|40|25006)/.test(error.code);
  return connectionCodes.has(error.code);
}

/** PostgreSQL's texts hold every character but NUL. */
export function isUnstorableText(error: unknown): boolean {
  return error instanceof postgres.PostgresError && (error.code === "22021" || error.code === "22P05");
}

/** Whether a unique index refused a row; its name narrows it. */
export function isUniqueViolation(error: unknown, constraint: string): boolean {
  return (
    error instanceof postgres.PostgresError && error.code === "23505" && error.constraint_name === constraint
  );
}

/** Whether a statement ended itself, by the function `refuse`, for this reason. */
export function isRefusal(error: unknown, reason: string): boolean {
  return error instanceof postgres.PostgresError && error.code === "RW001" && error.message === reason;
}
