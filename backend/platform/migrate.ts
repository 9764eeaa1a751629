import { readdir, readFile } from "node:fs/promises";
import type { Database } from "./database.ts";
import { StartError } from "./start-error.ts";

const FOLDER = new URL("../migrations/", import.meta.url);
/** Any number that nobody else locks. */
const LOCK = 7_269_771;

interface Migration {
  number: number;
  name: string;
}

/**
 * Brings the database to the newest numbered file of `folder`. Each runs in a transaction of its own, its
 * number first, so that of two backends that start at once one runs it and the other goes on. Throws a
 * `StartError` when the database has numbers that are not known here, and for a number that two files have.
 */
export async function migrate(sql: Database, now: () => Date, folder: URL = FOLDER): Promise<void> {
  const migrations = await readMigrations(folder);
  const newest = migrations.at(-1)?.number ?? 0;
  await sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(${LOCK})`;
    await tx`create table if not exists schema_migrations (
      number integer primary key, name text not null, created_at timestamptz not null
    )`;
  });
  const [row] = await sql<{ current: number }[]>`
    select coalesce(max(number), 0)::int as current from schema_migrations`;
  const current = row?.current ?? 0;
  if (current > newest) {
    throw new StartError(
      `The database is at migration ${current}, this version of Rowsmith knows ${newest}: start a newer one`,
    );
  }
  for (const migration of migrations) {
    if (migration.number > current) await apply(sql, migration, folder, now());
  }
}

/** The number that a database has which this version has brought up to date. */
export async function newestMigration(): Promise<number> {
  return (await readMigrations(FOLDER)).at(-1)?.number ?? 0;
}

async function apply(sql: Database, { number, name }: Migration, folder: URL, now: Date): Promise<void> {
  const text = await readFile(new URL(name, folder), "utf8");
  await sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(${LOCK})`;
    const inserted = await tx`
      insert into schema_migrations (number, name, created_at) values (${number}, ${name}, ${now})
      on conflict do nothing returning number`;
    if (inserted.length > 0) await tx.unsafe(text).simple();
  });
}

async function readMigrations(folder: URL): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}_.+\.sql$/.test(name));
  const migrations = names.sort().map((name) => ({ number: Number(name.slice(0, 4)), name }));
  const twice = migrations.find(({ number }, at) => migrations[at - 1]?.number === number);
  // The second would count as done and never run.
  if (twice) throw new StartError(`Two migrations have the number ${twice.number}`);
  return migrations;
}
