import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestApp, type Person, type TestApp } from "../../testing/app.ts";
import { json, playableEngine } from "../../testing/chat.ts";
import { makeTable, rowsOf } from "../../testing/tables.ts";

const ROWS = 100_000;
const engine = playableEngine();
let app: TestApp;
let ada: Person;
let table: string;

beforeAll(async () => {
  app = await createTestApp(engine.options);
  ada = await app.signIn();
  const { sql } = app.deps;
  ({ id: table } = await makeTable(ada, engine, [{ name: "Name", type: "text" }], [["first"]]));
  await sql`
    insert into table_rows (table_id, id, user_id, position, cells, from_version, created_at, updated_at)
    select ${table}::uuid, gen_random_uuid(), ${ada.user.id}::uuid, n,
      jsonb_build_array(jsonb_build_object('value', 'row ' || n)), 1, now(), now()
    from generate_series(1, ${ROWS - 1}::integer) as n`;
  await sql`update table_versions set row_count = ${ROWS} where table_id = ${table}`;
  await sql`analyze table_rows`;
});
afterAll(() => app.close());

test("200 fixing one cell of 100,000 rows writes one row, and the diff holds that row alone", async () => {
  const { sql } = app.deps;
  const [first] = await rowsOf(ada, table);
  const written = async () => {
    const [found] = await sql<{ rows: number; ended: number }[]>`
      select count(*)::int as rows, count(to_version)::int as ended from table_rows where table_id = ${table}`;
    return found;
  };
  expect(await written()).toEqual({ rows: ROWS, ended: 0 });
  const response = await ada.request("PATCH", `/api/v1/tables/${table}`, {
    body: {
      ...{ baseVersion: 1, locale: "en-US", timeZone: "UTC" },
      operations: [{ op: "set-cell", rowId: first?.id, column: "Name", value: "fixed" }],
    },
  });
  expect(response.status).toBe(200);
  expect(await written()).toEqual({ rows: ROWS + 1, ended: 1 });
  const diff = await ada.request("GET", `/api/v1/tables/${table}/diff?from=1&to=2`);
  const { items } = await json<{ items: object[] }>(diff);
  expect(items).toHaveLength(1);
});

test("200 with each of 100,000 rows as a line of NDJSON", async () => {
  const response = await ada.request("GET", `/api/v1/tables/${table}/export?format=ndjson&version=1`);
  expect(response.status).toBe(200);
  let text = "";
  let lines = 0;
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const parts = (text + chunk).split("\n");
    text = parts.pop() ?? "";
    lines += parts.length;
  }
  expect(lines + (text === "" ? 0 : 1)).toBe(ROWS);
});
