import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EmbeddedReport } from "./embedded-process.ts";
import type { Logger } from "./log.ts";
import { makeFolder } from "./make-folder.ts";
import { StartError, unusableDataDir } from "./start-error.ts";

export interface Embedded {
  /** The unix socket that PostgreSQL's protocol is spoken on; only this user may open it. */
  socket: string;
  stop(): Promise<void>;
}

const RESTART_MS = 250;

/**
 * Starts PostgreSQL in a process of its own, with its data in `dataDir/postgres`. A process that dies is
 * started again on the same socket: acknowledged rows are on disk. Throws a `StartError` when the folder is in
 * use or cannot be written.
 */
export async function startEmbedded(dataDir: string, log: Logger): Promise<Embedded> {
  // Sockets' names are short (107 bytes): the data's folder may lie too deep.
  const folder = await mkdtemp(join(tmpdir(), "rowsmith-"));
  const socket = join(folder, ".s.PGSQL.5432");
  let stopping = false;
  let child = launch(dataDir, socket);
  try {
    await makeFolder(dataDir);
    await ready(child);
  } catch (cause) {
    await rm(folder, { recursive: true, force: true });
    throw cause instanceof StartError ? cause : unusableDataDir(dataDir, cause);
  }
  watch();

  function watch(): void {
    child.once("exit", (code, signal) => {
      if (stopping) return;
      log.error({ code, signal }, "the embedded database ended; starting it again");
      setTimeout(restart, RESTART_MS);
    });
  }
  async function restart(): Promise<void> {
    if (stopping) return;
    await rm(socket, { force: true });
    child = launch(dataDir, socket);
    watch();
    await ready(child).catch((error) => log.error({ err: error }, "the embedded database did not start"));
  }

  return {
    socket,
    async stop() {
      stopping = true;
      if (child.exitCode === null && child.signalCode === null) {
        const exited = once(child, "exit");
        if (child.connected) child.disconnect();
        await exited;
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function launch(dataDir: string, socket: string): ChildProcess {
  return fork(new URL("./embedded-process.ts", import.meta.url), [join(dataDir, "postgres"), socket], {
    execArgv: [],
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
}

async function ready(child: ChildProcess): Promise<void> {
  const ended = once(child, "exit").then(() => {
    throw new StartError("The embedded database ended while it started");
  });
  const told = once(child, "message").then(([message]) => message as EmbeddedReport);
  const report = await Promise.race([told, ended]);
  ended.catch(() => {});
  if (report.state === "failed") throw new StartError(report.reason);
}
