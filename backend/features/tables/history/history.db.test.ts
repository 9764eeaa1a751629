import { afterAll, beforeAll, expect, test } from "vitest";
import type { Column } from "../../../contract/cells.ts";
import type { UpdateTableInput } from "../../../contract/table-edits.ts";
import type { TableDiff, TableVersion } from "../../../contract/table-history.ts";
import type { Table } from "../../../contract/tables.ts";
import { createTestApp, type Person, type TestApp } from "../../../testing/app.ts";
import { json, playableEngine, send, table } from "../../../testing/chat.ts";
import { makeTable, rowsOf } from "../../../testing/tables.ts";

const engine = playableEngine();
let app: TestApp;
let ada: Person;
const columns: Column[] = [
  { name: "Number", type: "id" },
  { name: "Total", type: "text" },
];
const rows = [
  ["A-1", "1"],
  ["A-2", "2"],
  ["A-3", "3"],
];

beforeAll(async () => {
  app = await createTestApp(engine.options);
  ada = await app.signIn();
});
afterAll(() => app.close());

async function edit(id: string, baseVersion: number, operations: UpdateTableInput["operations"]) {
  const body = { baseVersion, operations, locale: "en-US", timeZone: "UTC" };
  return json<Table>(await ada.request("PATCH", `/api/v1/tables/${id}`, { body }));
}

async function diff(id: string, query: string): Promise<TableDiff> {
  return json<TableDiff>(await ada.request("GET", `/api/v1/tables/${id}/diff?${query}`));
}

/** Version 2: A-1 is fixed, A-2 is left out, Total has another name. */
async function edited() {
  const made = await makeTable(ada, engine, columns, rows);
  const before = await rowsOf(ada, made.id);
  const [first = "", second = ""] = before.map(({ id }) => id);
  await edit(made.id, 1, [
    { op: "set-cell", rowId: first, column: "Total", value: "10" },
    { op: "leave-out-rows", rowIds: [second] },
    { op: "rename-column", column: "Total", name: "Sum" },
  ]);
  return { ...made, before, first, second };
}

test("200 lists the versions, newest first, each with who made it and how", async () => {
  const { id, first } = await edited();
  const response = await ada.request("GET", `/api/v1/tables/${id}/versions?limit=1`);
  const newest = await json<{ items: TableVersion[]; nextCursor: string }>(response);
  expect(newest.items).toMatchObject([
    {
      version: 2,
      rowCount: 2,
      making: { by: "edit", operations: [{ op: "set-cell", rowId: first }, {}, {}] },
    },
  ]);
  const next = await ada.request("GET", `/api/v1/tables/${id}/versions?cursor=${newest.nextCursor}`);
  const oldest = await json<{ items: TableVersion[]; nextCursor: null }>(next);
  expect(oldest).toMatchObject({
    items: [{ version: 1, rowCount: 3, making: { by: "turn", engine: "offline" } }],
    nextCursor: null,
  });
});

test("200 tells two versions apart by row and by cell, in both directions", async () => {
  const { id, first, second } = await edited();
  const forth = await diff(id, "from=1&to=2");
  expect(forth.columns).toMatchObject([{ kind: "changed", from: { name: "Total" }, to: { name: "Sum" } }]);
  expect(forth.items).toMatchObject([
    {
      ...{ kind: "changed", rowId: first },
      cells: [{ column: "Sum", from: { value: "1" }, to: { value: "10", raw: "1", edited: true } }],
    },
    { kind: "removed", rowId: second, to: null },
  ]);
  expect(forth.nextCursor).toBeNull();
  const back = await diff(id, "from=2&to=1");
  expect(back.items).toMatchObject([
    { kind: "changed", rowId: first, cells: [{ column: "Total", to: { value: "1" } }] },
    { kind: "added", rowId: second, from: null },
  ]);
});

test("200 reads a difference page by page", async () => {
  const { id } = await edited();
  const first = await diff(id, "from=1&to=2&limit=1");
  const second = await diff(id, `from=1&to=2&limit=1&cursor=${first.nextCursor}`);
  expect([...first.items, ...second.items].map(({ kind }) => kind)).toEqual(["changed", "removed"]);
});

test("200 and nothing differs where only the columns' order changed", async () => {
  const { id } = await makeTable(ada, engine, columns, rows);
  await edit(id, 1, [{ op: "move-column", column: 0, to: 1 }]);
  expect(await diff(id, "from=1&to=2")).toMatchObject({ items: [], columns: [], nextCursor: null });
});

test("200 matches rows by a key column where they were made anew", async () => {
  const made = await makeTable(ada, engine, columns, rows);
  engine.play(function* () {
    yield* table(
      "T",
      ["Number", "Total"],
      [
        ["A-3", "3"],
        ["A-9", "9"],
        ["A-1", "11"],
      ],
    );
    yield { type: "finish", reason: "complete" };
  });
  await send(ada, made.conversation, { content: "again", revises: made.id });
  await app.deps
    .sql`update table_rows set id = gen_random_uuid() where table_id = ${made.id} and from_version = 2`;
  const byId = await diff(made.id, "from=1&to=2");
  expect(byId.items.filter(({ kind }) => kind === "changed")).toEqual([]);
  const byKey = await diff(made.id, "from=1&to=2&key=Number");
  const told = byKey.items.map(({ kind, from, to }) => [kind, (to ?? from)?.[0]?.value]);
  expect(told).toEqual(
    expect.arrayContaining([
      ["added", "A-9"],
      ["changed", "A-1"],
      ["removed", "A-2"],
    ]),
  );
  expect(told).not.toContainEqual(["changed", "A-3"]);
});

test("422 for a key that is not a column of both, 404 for a version that is not there", async () => {
  const { id } = await edited();
  expect((await ada.request("GET", `/api/v1/tables/${id}/diff?from=1&to=2&key=Nope`)).status).toBe(422);
  expect((await ada.request("GET", `/api/v1/tables/${id}/diff?from=1&to=3`)).status).toBe(404);
});

test("200 brings an earlier version back as the next one", async () => {
  const { id, before } = await edited();
  const response = await ada.request("POST", `/api/v1/tables/${id}/restore`, { body: { version: 1 } });
  expect(await response.json()).toMatchObject({ version: 3, rowCount: 3, columns: [{}, { name: "Total" }] });
  expect(await rowsOf(ada, id)).toEqual(before);
  expect(await rowsOf(ada, id, 2)).toHaveLength(2);
  const written = await app.deps.sql`select from table_rows where table_id = ${id} and from_version = 3`;
  expect(written).toHaveLength(2);
  expect(await diff(id, "from=1&to=3")).toMatchObject({ items: [], columns: [] });
});

test("409 for bringing a version back over one that the person did not see, 404 for one that is not there", async () => {
  const { id } = await edited();
  const restore = (body: object) => ada.request("POST", `/api/v1/tables/${id}/restore`, { body });
  expect((await restore({ version: 1, baseVersion: 1 })).status).toBe(409);
  expect((await restore({ version: 7 })).status).toBe(404);
});
