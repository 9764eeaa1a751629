import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadSecret } from "./secret.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "rowsmith-secret-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("a given secret is used as it is", async () => {
  expect(await loadSecret("given", folder)).toEqual(new TextEncoder().encode("given"));
});

test("without one, a secret is made once, also by two starts at once, for this user's eyes", async () => {
  const [first, second] = await Promise.all([loadSecret(null, folder), loadSecret(null, folder)]);
  expect(first.length).toBeGreaterThanOrEqual(32);
  expect(second).toEqual(first);
  expect(await loadSecret(null, folder)).toEqual(first);
  expect((await stat(join(folder, "jwt-secret"))).mode & 0o777).toBe(0o600);
});

test("a DATA_DIR that is a file is named", async () => {
  const file = join(folder, "file");
  await writeFile(file, "");
  await expect(loadSecret(null, file)).rejects.toThrow(`DATA_DIR ${file} cannot be used`);
});
