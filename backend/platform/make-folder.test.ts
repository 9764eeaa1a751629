import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeFolder } from "./make-folder.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "rowsmith-folder-"));
});
afterAll(() => rm(root, { recursive: true }));

test("makes what is missing above it, for this user alone, and leaves what is there", async () => {
  const folder = join(root, "a/b/c");
  await makeFolder(folder);
  await makeFolder(folder);
  expect((await stat(join(root, "a"))).mode & 0o777).toBe(0o700);
  expect((await stat(folder)).isDirectory()).toBe(true);
});

test("says so where a file stands in the way", async () => {
  await writeFile(join(root, "file"), "");
  await expect(makeFolder(join(root, "file/b"))).rejects.toMatchObject({ code: "ENOTDIR" });
});

test.runIf(process.platform === "linux")("says so where the system lets no folder be made", async () => {
  await expect(makeFolder("/proc/rowsmith/data")).rejects.toMatchObject({ code: "ENOENT" });
});
