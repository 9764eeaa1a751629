import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { createLog } from "./log.ts";
import { migrate } from "./migrate.ts";

const now = () => new Date("2026-03-02T10:00:00Z");
let database: TestDatabase;
let path: string;
let folder: URL;

beforeAll(async () => {
  database = await createTestDatabase(createLog("silent"), { altersSchema: true });
  path = await mkdtemp(join(tmpdir(), "rowsmith-migrations-"));
  folder = pathToFileURL(`${path}/`);
});
afterAll(async () => {
  await database.close();
  await rm(path, { recursive: true });
});
beforeEach(async () => {
  const { sql } = database;
  await sql`delete from schema_migrations`;
  await sql`drop table if exists fruits`;
  await writeFile(
    join(path, "0001_fruits.sql"),
    "create table fruits (name text); insert into fruits values ('apple');",
  );
  await writeFile(join(path, "0002_pear.sql"), "insert into fruits values ('pear');");
});

const names = async () =>
  (await database.sql<{ name: string }[]>`select name from fruits`).map(({ name }) => name);

test("every file runs once, in order, also when started twice at once", async () => {
  await Promise.all([migrate(database.sql, now, folder), migrate(database.sql, now, folder)]);
  await migrate(database.sql, now, folder);
  expect(await names()).toEqual(["apple", "pear"]);
});

test("a file that fails leaves the database as it was before that file", async () => {
  await writeFile(join(path, "0002_pear.sql"), "insert into fruits values ('pear'); select 1/0;");
  await expect(migrate(database.sql, now, folder)).rejects.toThrow();
  expect(await names()).toEqual(["apple"]);
  await writeFile(join(path, "0002_pear.sql"), "insert into fruits values ('pear');");
  await migrate(database.sql, now, folder);
  expect(await names()).toEqual(["apple", "pear"]);
});

test("a database that is ahead is refused in one line", async () => {
  await migrate(database.sql, now, folder);
  await database.sql`insert into schema_migrations (number, name, created_at) values (3, '0003', ${now()})`;
  await expect(migrate(database.sql, now, folder)).rejects.toThrow(
    /^The database is at migration 3, this version of Rowsmith knows 2: start a newer one$/,
  );
});
