import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { connect } from "../platform/database.ts";
import { createLog } from "../platform/log.ts";
import { migrate } from "../platform/migrate.ts";

/** Makes the folder that each test file's embedded database is a copy of. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "rowsmith-template-"));
  const location = { databaseUrl: null, databaseConnections: 1, dataDir: folder };
  const connection = await connect(location, createLog("error"));
  await migrate(connection.sql, () => new Date());
  await connection.close();
  project.provide("embeddedFolder", folder);
  if (project.name === "embedded") project.provide("template", { kind: "embedded", folder });
  return () => rm(folder, { recursive: true, force: true });
}
