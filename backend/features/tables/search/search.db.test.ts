import { afterAll, beforeAll, expect, test } from "vitest";
import type { Column } from "../../../contract/cells.ts";
import type { Table } from "../../../contract/tables.ts";
import { createTestApp, type Person, type TestApp } from "../../../testing/app.ts";
import { json, playableEngine } from "../../../testing/chat.ts";
import { makeTable, rowsOf } from "../../../testing/tables.ts";
import { newestTables } from "../queries.ts";
import { indexTables } from "./index-tables.ts";
import { countedWords } from "./queries.ts";

const engine = playableEngine();
let app: TestApp;
let ada: Person;
const columns: Column[] = [
  { name: "Seller", type: "text" },
  { name: "Total", type: "currency" },
];

beforeAll(async () => {
  app = await createTestApp(engine.options);
  ada = await app.signIn();
});
afterAll(() => app.close());

async function find(q: string, person = ada): Promise<string[]> {
  const response = await person.request("GET", `/api/v1/tables?q=${encodeURIComponent(q)}`);
  return (await json<{ items: Table[] }>(response)).items.map(({ id }) => id);
}

test("200 finds tables by words of their columns and cells, newest first, and nobody else's", async () => {
  const acme = await makeTable(ada, engine, columns, [["Acme Müller GmbH", "1.250,50 €"]]);
  const other = await makeTable(ada, engine, columns, [["Acme Ltd", "7 €"]]);
  expect(await find("acm")).toEqual([other.id, acme.id]);
  expect(await find("MULL acme")).toEqual([acme.id]);
  expect(await find("1250")).toEqual([acme.id]);
  expect(await find("sell")).toEqual([other.id, acme.id]);
  expect(await find("cme")).toEqual([]);
  const eve = await app.signIn();
  expect(await find("acm", eve)).toEqual([]);
});

test("200 forgets what no longer stands in a table, and finds it again once it is restored", async () => {
  const { id } = await makeTable(ada, engine, columns, [
    ["Zebra", "1 €"],
    ["Zebra", "2 €"],
  ]);
  const [first, second] = await rowsOf(ada, id);
  const place = { locale: "en-US", timeZone: "UTC" };
  const set = (baseVersion: number, rowId = "") =>
    ada.request("PATCH", `/api/v1/tables/${id}`, {
      body: {
        ...place,
        baseVersion,
        operations: [{ op: "set-cell", rowId, column: "Seller", value: "Okapi" }],
      },
    });
  await set(1, first?.id);
  expect(await find("zebra")).toEqual([id]);
  await ada.request("PATCH", `/api/v1/tables/${id}`, {
    body: { ...place, baseVersion: 2, operations: [{ op: "leave-out-rows", rowIds: [second?.id] }] },
  });
  expect(await find("okapi")).toEqual([id]);
  const said = await ada.request("PATCH", `/api/v1/tables/${id}`, {
    body: {
      ...place,
      baseVersion: 3,
      title: "Animals",
      operations: [{ op: "leave-out-rows", rowIds: [first?.id] }],
    },
  });
  expect(said.status).toBe(200);
  expect([await find("zebra"), await find("okapi"), await find("animal")]).toEqual([[], [], [id]]);
  await ada.request("POST", `/api/v1/tables/${id}/restore`, { body: { version: 1 } });
  expect([await find("zebra"), await find("animal")]).toEqual([[id], []]);
  await ada.request("DELETE", `/api/v1/tables/${id}`);
  expect(await find("zebra")).toEqual([]);
});

test("422 for less than two characters, and for signs alone", async () => {
  for (const q of ["a", "--"]) {
    expect((await ada.request("GET", `/api/v1/tables?q=${q}`)).status).toBe(422);
  }
});

test("tables of an earlier version are made searchable, as they would have been", async () => {
  const { sql } = app.deps;
  const { id } = await makeTable(ada, engine, columns, [["Quokka", "3 €"]]);
  const words = () => sql`select word, uses from table_words where table_id = ${id} order by word`;
  const before = await words();
  await sql`delete from table_words where table_id = ${id}`;
  await sql`update tables set words_version = 0 where id = ${id}`;
  expect(await find("quokka")).toEqual([]);
  expect(await indexTables(sql, new AbortController().signal)).toBe(1);
  expect(await words()).toEqual(before);
  expect(await find("quokka")).toEqual([id]);
});

test("no search reads through a tenant's words or tables", async () => {
  const { sql } = app.deps;
  const { id } = await makeTable(ada, engine, columns, [["Wombat", "4 €"]]);
  await sql`
    insert into tables (id, user_id, conversation_id, message_id, version, created_at, updated_at, words_version)
    select gen_random_uuid(), user_id, conversation_id, message_id, 1, now(), now(), 1
    from tables, generate_series(1, 2000) where id = ${id}`;
  await sql`
    insert into table_words (table_id, word, user_id, uses)
    select id, 'w' || n, user_id, 1 from tables, generate_series(1, 10) n where user_id = ${ada.user.id}`;
  await sql`analyze table_words, tables`;
  const page = { conversationId: null, before: null, limit: 51 };
  const rare = { rare: "wombat", others: ["w1"] };
  const plans = await Promise.all([
    sql`explain ${countedWords(sql, ada.user.id, "wombat", 5_000)}`,
    sql`explain ${newestTables(sql, ada.user.id, { ...page, words: rare })}`,
    sql`explain ${newestTables(sql, ada.user.id, { ...page, words: { rare: null, others: ["wo"] } })}`,
  ]);
  for (const plan of plans) {
    const lines = plan.map((row) => Object.values(row).join()).join("\n");
    expect(lines).toMatch(/Index.* on table_words|Index.* using table_words/);
    expect(lines).not.toMatch(/Seq Scan on (table_words|table_rows|tables)/);
  }
});
