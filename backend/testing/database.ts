import { randomUUID } from "node:crypto";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { inject } from "vitest";
import { type Connection, connect } from "../platform/database.ts";
import type { Logger } from "../platform/log.ts";

/** Where a test file's database comes from: a template that the project's set-up has migrated. */
export type Template =
  | { kind: "postgres"; server: string; name: string }
  | { kind: "embedded"; folder: string };

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

/** A fresh, migrated database: in the `postgres` project on a real server, in `embedded` on PGlite. */
export async function createTestDatabase(log: Logger): Promise<TestDatabase> {
  const template = inject("template");
  return template.kind === "postgres"
    ? copyOnServer(template.server, template.name, log)
    : copyFolder(template.folder, log);
}

async function copyOnServer(server: string, template: string, log: Logger): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  const admin = postgres(server, { max: 1, onnotice: () => {} });
  await admin.unsafe(`create database ${name} template ${template}`);
  const url = new URL(server);
  url.pathname = name;
  const location = { databaseUrl: url.href, dataDir: join(tmpdir(), name) };
  const connection = await connect({ ...location, databaseConnections: 5 }, log);
  return {
    sql: connection.sql,
    location,
    async close() {
      await connection.close();
      await admin.unsafe(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
}

async function copyFolder(template: string, log: Logger): Promise<TestDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), "rowsmith-test-"));
  await cp(template, dataDir, { recursive: true });
  const location = { databaseUrl: null, dataDir };
  const connection = await connect({ ...location, databaseConnections: 1 }, log);
  return {
    sql: connection.sql,
    location,
    async close() {
      await connection.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
