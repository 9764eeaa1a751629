import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { connect } from "../platform/database.ts";
import { createLog } from "../platform/log.ts";
import { migrate } from "../platform/migrate.ts";
import { installQueue } from "../platform/queue.ts";
import { startPostgres } from "./postgres-server.ts";

/**
 * Makes the database that each test file's own is a copy of, on the server of `TEST_DATABASE_URL` or on one
 * that is started for this run.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  const server = given === undefined ? await startPostgres() : { url: given, stop: async () => {} };
  const name = `template_${process.pid}_${project.name}`;
  const admin = postgres(server.url, { max: 1, onnotice: () => {} });
  await admin.unsafe(`drop database if exists ${name}`);
  await admin.unsafe(`create database ${name}`);

  const url = new URL(server.url);
  url.pathname = name;
  const location = { databaseUrl: url.href, databaseConnections: 1, databaseWaitMs: 20_000, dataDir: "" };
  const connection = await connect(location, createLog("error"));
  await migrate(connection.sql, () => new Date());
  await installQueue(connection.sql, createLog("error"));
  await connection.close();
  project.provide("template", { kind: "postgres", server: server.url, name });

  return async () => {
    await admin.unsafe(`drop database if exists ${name}`);
    await admin.end();
    await server.stop();
  };
}
