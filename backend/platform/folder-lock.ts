import { randomUUID } from "node:crypto";
import { link, readFile, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { errorCode } from "./error-code.ts";
import { makeFolder } from "./make-folder.ts";
import { StartError } from "./start-error.ts";

/** A backend that was just killed leaves its database a moment to close. */
const PATIENCE_MS = 5_000;
const PAUSE_MS = 50;

/**
 * Takes `folder` for this process, by a file beside it that names the process. A file whose process is gone is
 * taken over. Returns what gives it back. Throws a `StartError` when another process keeps it.
 */
export async function lockFolder(folder: string, patienceMs = PATIENCE_MS): Promise<() => Promise<void>> {
  const file = `${folder}.lock`;
  const own = `${file}.${randomUUID()}`;
  await makeFolder(dirname(folder));
  await writeFile(own, await identify(process.pid));
  const deadline = performance.now() + patienceMs;
  try {
    while (!(await tryLink(own, file))) {
      const holder = await readHolder(file);
      if (holder === null) continue;
      if (!(await isAlive(holder))) await discard(own, file);
      else if (performance.now() > deadline) {
        throw new StartError(
          `${folder} is in use by process ${pidOf(holder)}: stop it, or set another DATA_DIR`,
        );
      } else await sleep(PAUSE_MS);
    }
  } finally {
    await rm(own, { force: true });
  }
  return () => rm(file, { force: true });
}

/** Linking makes the file with its content in one step, and fails where there is one. */
async function tryLink(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw error;
  }
}

/**
 * Removes a dead process's file. Whoever does so holds a second file meanwhile, so that nobody removes the one
 * that a living process has put in its place.
 */
async function discard(own: string, file: string): Promise<void> {
  const guard = `${file}.guard`;
  if (!(await tryLink(own, guard))) {
    const holder = await readHolder(guard);
    if (holder !== null && !(await isAlive(holder))) await rm(guard, { force: true });
    return;
  }
  try {
    const holder = await readHolder(file);
    if (holder !== null && !(await isAlive(holder))) await rm(file, { force: true });
  } finally {
    await rm(guard, { force: true });
  }
}

async function readHolder(file: string): Promise<string | null> {
  return readFile(file, "utf8").catch(() => null);
}

async function isAlive(holder: string): Promise<boolean> {
  const pid = pidOf(holder);
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (errorCode(error) === "ESRCH") return false;
  }
  return (await identify(pid)) === holder;
}

function pidOf(holder: string): number {
  return Number(holder.split(" ")[0]);
}

/** The process's number and, where the system tells, when it started: numbers are given out again. */
async function identify(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  const boot = await readFile("/proc/sys/kernel/random/boot_id", "utf8").catch(() => "");
  // The fields follow the name, which may hold spaces, in parentheses; the 22nd is the start.
  const started = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  return `${pid} ${started} ${boot.trim()}`;
}
