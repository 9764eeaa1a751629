import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestApp, type Person, type TestApp } from "../testing/app.ts";
import { erase } from "./erase.ts";

const DAY_MS = 86_400_000;
let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

async function conversation(person: Person, title: string, deletedAt: Date | null): Promise<void> {
  const { sql, newId, clock } = app.deps;
  await sql`
    insert into conversations (id, user_id, title, description, created_at, updated_at, deleted_at)
    values (${newId()}, ${person.user.id}, ${title}, '', ${clock()}, ${clock()}, ${deletedAt})`;
}

test("what was deleted longer ago than the limit goes, and nothing else", async () => {
  const { sql, clock } = app.deps;
  const [stays, leaves] = await Promise.all([app.signIn(), app.signIn()]);
  const daysAgo = (days: number) => new Date(clock().getTime() - days * DAY_MS);
  await conversation(stays, "alive", null);
  await conversation(stays, "deleted yesterday", daysAgo(1));
  await conversation(stays, "deleted long ago", daysAgo(31));
  await conversation(leaves, "of a deleted account", null);
  await sql`update users set deleted_at = ${daysAgo(31)} where id = ${leaves.user.id}`;

  await erase(sql, 30, clock());

  const left = await sql<{ title: string }[]>`select title from conversations order by title`;
  expect(left.map(({ title }) => title)).toEqual(["alive", "deleted yesterday"]);
  expect(await sql`select from users where id = ${leaves.user.id}`).toHaveLength(0);
  expect(await sql`select from sessions where user_id = ${stays.user.id}`).toHaveLength(1);
});
