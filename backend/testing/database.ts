import { randomUUID } from "node:crypto";
import { cp, mkdir, mkdtemp, rm, rmdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { inject } from "vitest";
import { type Connection, connect, type Database, openEmbedded } from "../platform/database.ts";
import type { Logger } from "../platform/log.ts";

/** Where a test file's database comes from: a template that the project's set-up has migrated. */
export type Template =
  | { kind: "postgres"; server: string; name: string }
  /** `sockets`: of servers that run already. */
  | { kind: "embedded"; folder: string; sockets: string[] };

declare module "vitest" {
  interface ProvidedContext {
    template: Template;
    /** A folder to copy: a migrated embedded database, in the `embedded` and `process` projects. */
    embeddedFolder: string;
  }
}

export interface TestDatabase extends Connection {
  /** What a backend is started with to use the same database. */
  location: { databaseUrl: string | null; dataDir: string };
}

/**
 * A fresh, migrated database: in the `postgres` project on a real server, in `embedded` on PGlite. `altersSchema`:
 * nobody can use it afterwards.
 */
export async function createTestDatabase(
  log: Logger,
  { altersSchema = false }: { altersSchema?: boolean } = {},
): Promise<TestDatabase> {
  const template = inject("template");
  if (template.kind === "postgres") return copyOnServer(template.server, template.name, log);
  const taken = altersSchema ? null : await takeServer(template.sockets);
  return taken ?? copyFolder(template.folder, log);
}

async function copyOnServer(server: string, template: string, log: Logger): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  const admin = postgres(server, { max: 1, onnotice: () => {} });
  await admin.unsafe(`create database ${name} template ${template}`);
  const url = new URL(server);
  url.pathname = name;
  const location = { databaseUrl: url.href, dataDir: join(tmpdir(), name) };
  const connection = await connect({ ...location, databaseConnections: 5, databaseWaitMs: 20_000 }, log);
  return {
    ...connection,
    location,
    async close() {
      await connection.close();
      await admin.unsafe(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
}

/** A running server that no other test has, emptied; null where none is free. */
async function takeServer(sockets: string[]): Promise<TestDatabase | null> {
  for (const socket of sockets) {
    const claim = `${socket}.taken`;
    const isFree = await mkdir(claim).then(
      () => true,
      () => false,
    );
    if (!isFree) continue;
    const sql = openEmbedded(socket);
    await empty(sql);
    return {
      sql,
      load: () => ({ running: 0, waiting: 0, connections: 1 }),
      location: { databaseUrl: null, dataDir: join(tmpdir(), `rowsmith-test-${randomUUID()}`) },
      async close() {
        await sql.end({ timeout: 5 });
        await rmdir(claim);
      },
    };
  }
  return null;
}

async function empty(sql: Database): Promise<void> {
  const tables = await sql<{ name: string }[]>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema', 'pgboss') and tablename <> 'schema_migrations'`;
  await sql.unsafe(`truncate ${tables.map(({ name }) => name).join(", ")} restart identity cascade`);
}

async function copyFolder(template: string, log: Logger): Promise<TestDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), "rowsmith-test-"));
  await cp(template, dataDir, { recursive: true });
  const location = { databaseUrl: null, dataDir };
  const connection = await connect({ ...location, databaseConnections: 1, databaseWaitMs: 20_000 }, log);
  return {
    ...connection,
    location,
    async close() {
      await connection.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
