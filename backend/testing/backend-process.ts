import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inject } from "vitest";
// Declares what the set-up provides.
import type {} from "./database.ts";
import { generous } from "./generous.ts";

const SERVER = fileURLToPath(new URL("../server.ts", import.meta.url));
const ADMIN = fileURLToPath(new URL("../admin.ts", import.meta.url));

export interface BackendProcess {
  child: ChildProcess;
  /** The address that it printed, with a slash at its end. */
  url: string;
  stdout(): string;
  stderr(): string;
  /** Sends a signal and gives the exit code, or null where the signal killed it. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** A folder for `DATA_DIR` with a migrated embedded database, and what removes it. */
export async function dataFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), "rowsmith-process-"));
  await cp(inject("embeddedFolder"), path, { recursive: true });
  // The database of a backend that was killed takes a moment to leave.
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 50, retryDelay: 100 }) };
}

/** The real server on a free port, once it serves. Rejects when it ends before. */
export async function spawnBackend(environment: Record<string, string>): Promise<BackendProcess> {
  const { child, stdout, stderr, exited } = launch(environment);
  const served = new Promise<void>((resolve) => {
    child.stdout?.on("data", () => {
      if (stdout().includes("\n")) resolve();
    });
  });
  const ended = exited.then(() => {
    throw new Error(`The backend ended before it served: ${stderr()}`);
  });
  await Promise.race([served, ended]);
  ended.catch(() => {});
  return {
    child,
    url: /http\S+/.exec(stdout())?.[0] ?? "",
    stdout,
    stderr,
    async end(signal) {
      child.kill(signal);
      return exited;
    },
  };
}

/** The real server where it is expected to end by itself. `mostBlocks`: no file may grow beyond so many, as on a full disk. */
export async function runBackend(environment: Record<string, string>, mostBlocks?: number): Promise<Ended> {
  const { stdout, stderr, exited } = launch(environment, [SERVER], mostBlocks);
  return { code: await exited, stdout: stdout(), stderr: stderr() };
}

/** `npm run admin -- …` */
export async function runAdmin(args: string[], environment: Record<string, string>): Promise<Ended> {
  const { stdout, stderr, exited } = launch(environment, [ADMIN, ...args]);
  return { code: await exited, stdout: stdout(), stderr: stderr() };
}

/** Nothing of this process's own environment: a key in it would be used. */
function launch(environment: Record<string, string>, script: string[] = [SERVER], mostBlocks?: number) {
  const limited = ["-c", `ulimit -f ${mostBlocks} && exec "$0" "$@"`, process.execPath, ...script];
  const [file, args] = mostBlocks === undefined ? [process.execPath, script] : ["sh", limited];
  const child = spawn(file, args, {
    cwd: tmpdir(),
    env: {
      ...{ PATH: process.env.PATH, NODE_ENV: "test", PORT: "0", PASSWORD_HASH_COST: "4" },
      ...generous,
      ...environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const texts = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    texts.stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    texts.stderr += text;
  });
  const exited = once(child, "close").then(([code]) => (typeof code === "number" ? code : null));
  return { child, stdout: () => texts.stdout, stderr: () => texts.stderr, exited };
}
