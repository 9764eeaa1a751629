import { expect, test } from "vitest";
import { createTestApp } from "./testing/app.ts";
import { warmUp } from "./warm-up.ts";

test("what a first message takes is gone through whole, and nothing of it stays", async () => {
  const { deps, close } = await createTestApp();
  const warnings: unknown[] = [];
  const log = Object.assign(Object.create(deps.log), { warn: (...told: unknown[]) => warnings.push(told) });
  await warmUp({ ...deps, log });
  expect(warnings).toEqual([]);
  const tables = await deps.sql<{ name: string }[]>`
    select relname as name from pg_stat_user_tables
    where schemaname = 'public' and relname <> 'schema_migrations'`;
  for (const { name } of tables) {
    expect(await deps.sql`select from ${deps.sql(name)} limit 1`, name).toHaveLength(0);
  }
  expect(tables.map(({ name }) => name)).toEqual(expect.arrayContaining(["users", "messages", "table_rows"]));
  await close();
});
