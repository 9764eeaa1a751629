import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
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

test("a database that the first migration's version filled keeps all it holds", async () => {
  const { sql } = database;
  const first = new URL("first/", folder);
  await mkdir(first);
  const name = "0001_accounts_chat_tables.sql";
  await copyFile(new URL(`../migrations/${name}`, import.meta.url), new URL(name, first));
  await sql.unsafe("drop schema public cascade; create schema public;").simple();
  await migrate(sql, now, first);
  const id = "01a20810-b1e5-7318-be50-6f772e789fa6";
  await sql.unsafe(filled(id)).simple();

  await migrate(sql, now);
  const [made] = await sql`
    select v.making, r.cells, t.words_version, s.text from tables t
    join table_versions v on v.table_id = t.id and v.version = t.version
    join table_rows r on r.table_id = t.id
    join sources s on s.message_id = t.message_id`;
  expect(made).toMatchObject({
    ...{ cells: [{ value: "A-1" }], text: "A-1", wordsVersion: 0 },
    making: { by: "turn", engine: "openai", model: "m", templateId: null },
  });
  const [kept] = await sql`
    select (select count(*) from users)::integer as users, (select count(*) from usage_events)::integer as usage,
      (select event->>'text' from turn_events) as told`;
  expect(kept).toEqual({ users: 1, usage: 1, told: "Done" });
});

/** One person's data as the first migration's tables hold it. */
const filled = (id: string) => `
  insert into users values ('${id}', 'ada@example.com', 'Ada', 'hash', null, now(), now(), null);
  insert into conversations values ('${id}', '${id}', 'T', '', null, now(), now(), null);
  insert into messages values ('${id}', '${id}', '${id}', 'assistant', 'Done', 'complete', '{}', null, now(), now());
  insert into sources values ('${id}', '${id}', 'text', 'A-1', 'A-1', now(), now());
  insert into turn_events values ('${id}', 1, '${id}', '{"type": "text-delta", "text": "Done"}', now(), now());
  insert into tables values ('${id}', '${id}', '${id}', '${id}', 1, now(), now(), null);
  insert into table_versions values ('${id}', 1, '${id}', '${id}', 'T', 'invoice', 1, 'table',
    '[{"name": "No", "type": "id"}]', 1, '{"expected": 1, "got": 1, "gaps": []}', 'openai', 'm', now(), now());
  insert into table_rows values ('${id}', '${id}', '${id}', 0, '[{"value": "A-1"}]', 1, null, now(), now());
  insert into usage_events values ('${id}', '${id}', '${id}', 'openai', 'm', 1, 2, 0, null, null, now(), now());`;
