import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lockFolder } from "./folder-lock.ts";

let parent: string;
let folder: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), "rowsmith-lock-"));
  folder = join(parent, "postgres");
});
afterEach(() => rm(parent, { recursive: true, force: true }));

test("a folder is locked once, and again after it was given back", async () => {
  const unlock = await lockFolder(folder);
  await expect(lockFolder(folder, 0)).rejects.toThrow(`${folder} is in use by process ${process.pid}`);
  await unlock();
  const again = await lockFolder(folder, 0);
  await again();
  expect(await readdir(parent)).toEqual([]);
});

test("whoever waits gets the folder when it is given back", async () => {
  const unlock = await lockFolder(folder);
  const waiting = lockFolder(folder, 60_000);
  await unlock();
  await (await waiting)();
});

test("the lock of a process that is gone is taken over", async () => {
  const gone = spawn(process.execPath, ["-e", ""]);
  await once(gone, "exit");
  await writeFile(`${folder}.lock`, `${gone.pid} 1 boot`);
  await (await lockFolder(folder, 0))();
});

test.each(["", "nonsense", "0", "-1 1 boot"])(
  "a lock that names no process (%j) is taken over",
  async (text) => {
    await writeFile(`${folder}.lock`, text);
    await (await lockFolder(folder, 0))();
  },
);

test.runIf(process.platform === "linux")(
  "a process that was given a dead one's number does not keep its lock",
  async () => {
    await writeFile(
      `${folder}.lock`,
      `${process.pid} 1 ${await readFile("/proc/sys/kernel/random/boot_id", "utf8")}`,
    );
    await (await lockFolder(folder, 0))();
  },
);

test("of many who find a dead lock at once, one gets it", async () => {
  await writeFile(`${folder}.lock`, "nonsense");
  const all = await Promise.allSettled(Array.from({ length: 20 }, () => lockFolder(folder, 0)));
  expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});
