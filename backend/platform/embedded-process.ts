import { rm } from "node:fs/promises";
import { dirname } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import { prepareFolder } from "./embedded-folder.ts";
import { errorCode } from "./error-code.ts";
import { lockFolder } from "./folder-lock.ts";
import { StartError } from "./start-error.ts";

/** What the process tells the one that started it. */
export type EmbeddedReport = { state: "ready" } | { state: "failed"; reason: string };

/** Clients come one after the other; a new one may knock before the last one's socket is gone. */
const MAX_CONNECTIONS = 8;

const [folder = "", socket = ""] = process.argv.slice(2);

// Ctrl+C reaches this process as well: it ends when the backend, having drained, lets it go or dies.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => {});

try {
  const unlock = await lockFolder(folder);
  await prepareFolder(folder);
  const database = await PGlite.create({ dataDir: folder });
  const server = new PGLiteSocketServer({ db: database, path: socket, maxConnections: MAX_CONNECTIONS });
  await server.start();
  const end = async () => {
    await server.stop();
    await database.close();
    await unlock();
    // The backend may have been killed before it could.
    await rm(dirname(socket), { recursive: true, force: true });
    // All is closed and on disk. An exit would first end compiling PostgreSQL, which takes seconds after a start.
    process.kill(process.pid, "SIGKILL");
  };
  if (process.connected) {
    process.once("disconnect", end);
    report({ state: "ready" });
  } else {
    await end();
  }
} catch (error) {
  report({ state: "failed", reason: describe(error) });
  process.exitCode = 1;
  process.disconnect?.();
}

function report(message: EmbeddedReport): void {
  process.send?.(message);
}

function describe(error: unknown): string {
  if (error instanceof StartError) return error.message;
  const code = errorCode(error);
  return code === undefined
    ? `The embedded database in ${folder} cannot be opened`
    : `The embedded database's folder ${folder} cannot be used (${code})`;
}
