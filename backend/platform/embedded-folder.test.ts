import { access, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { prepareFolder } from "./embedded-folder.ts";

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "rowsmith-fresh-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

test("a fresh database's files are laid out, also after a process that was killed meanwhile", async () => {
  const parent = await emptyFolder();
  await mkdir(join(parent, "postgres.new/base"), { recursive: true });
  await writeFile(join(parent, "postgres.new/base/half"), "");

  await prepareFolder(join(parent, "postgres"));

  expect(await readdir(parent)).toEqual(["postgres"]);
  expect(await readFile(join(parent, "postgres/PG_VERSION"), "utf8")).toMatch(/^\d+\n$/);
  await expect(access(join(parent, "postgres/base/half"))).rejects.toThrow(/ENOENT/);
});

test("a folder that is there already is left as it is", async () => {
  const folder = await emptyFolder();
  await writeFile(join(folder, "PG_VERSION"), "of its own");
  await prepareFolder(folder);
  expect(await readdir(folder)).toEqual(["PG_VERSION"]);
  expect(await readFile(join(folder, "PG_VERSION"), "utf8")).toBe("of its own");
});
