import { cp, mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { connect } from "../platform/database.ts";
import { startEmbedded } from "../platform/embedded.ts";
import { createLog } from "../platform/log.ts";
import { migrate } from "../platform/migrate.ts";
import { installQueue } from "../platform/queue.ts";

/**
 * Makes the folder that an embedded database is a copy of. The `embedded` project gets servers that run already, one
 * for each core: a start takes seconds, emptying one does not.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const root = await mkdtemp(join(tmpdir(), "rowsmith-template-"));
  const folder = join(root, "template");
  const log = createLog("error");
  const connection = await connect(
    { databaseUrl: null, databaseConnections: 1, databaseWaitMs: 20_000, dataDir: folder },
    log,
  );
  await migrate(connection.sql, () => new Date());
  await installQueue(connection.sql, log);
  await connection.close();
  project.provide("embeddedFolder", folder);
  if (project.name !== "embedded") return () => rm(root, { recursive: true, force: true });

  const servers = await Promise.all(
    Array.from({ length: availableParallelism() }, async (_, at) => {
      const copy = join(root, String(at));
      await cp(folder, copy, { recursive: true });
      return startEmbedded(copy, log);
    }),
  );
  project.provide("template", { kind: "embedded", folder, sockets: servers.map(({ socket }) => socket) });
  return async () => {
    await Promise.all(servers.map((server) => server.stop()));
    await rm(root, { recursive: true, force: true });
  };
}
