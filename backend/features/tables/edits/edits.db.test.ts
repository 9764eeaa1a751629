import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Column } from "../../../contract/cells.ts";
import type { UpdateTableInput } from "../../../contract/table-edits.ts";
import type { Table, TableRow } from "../../../contract/tables.ts";
import { createTestApp, type Person, type TestApp } from "../../../testing/app.ts";
import { idOf, json, playableEngine, readEvents, send, untilCut } from "../../../testing/chat.ts";
import { makeTable, rowsOf } from "../../../testing/tables.ts";

const engine = playableEngine();
let app: TestApp;
let ada: Person;
const columns: Column[] = [
  { name: "Number", type: "id" },
  { name: "Due", type: "date" },
  { name: "Total", type: "currency" },
];
const rows = [
  ["A-1", "03/04/2026", "1.250 €"],
  ["A-2", "13/04/2026", "10,50 €"],
];

beforeAll(async () => {
  app = await createTestApp({ ...engine.options, environment: { STOP_TIMEOUT_MS: "200" } });
  ada = await app.signIn();
});
afterAll(() => app.close());

async function made(): Promise<{ conversation: string; id: string; rows: TableRow[] }> {
  const table = await makeTable(ada, engine, columns, rows);
  return { ...table, rows: await rowsOf(ada, table.id) };
}

function patch(id: string, body: Partial<UpdateTableInput>, key?: string): Promise<Response> {
  return ada.request("PATCH", `/api/v1/tables/${id}`, {
    body: { baseVersion: 1, locale: "de-DE", timeZone: "Europe/Berlin", ...body },
    headers: key === undefined ? {} : { "Idempotency-Key": key },
  });
}

test("200 keeps the rules that a person took, with no version of their own, through the changes after", async () => {
  const table = await made();
  const rules = [{ kind: "sum" as const, parts: ["Total"], total: "Total" }];
  const taken = await json<Table>(await patch(table.id, { rules }));
  expect([taken.version, taken.ledger.rules]).toEqual([1, rules]);
  const renamed = await json<Table>(await patch(table.id, { title: "Bills" }));
  expect([renamed.version, renamed.ledger.rules]).toEqual([2, rules]);
  const left = await json<Table>(await patch(table.id, { baseVersion: 2, rules: [] }));
  expect([left.version, left.ledger.rules]).toEqual([2, []]);
});

test("200 renames a column in the rules that name it, also where two change names", async () => {
  const table = await made();
  const sum = { kind: "sum" as const, parts: ["Number", "Due"], total: "Total", tolerance: 1 };
  const product = { kind: "product" as const, factors: ["Due", "Due"], product: "Elsewhere" };
  await patch(table.id, { rules: [sum, product] });
  const renamed = await json<Table>(
    await patch(table.id, {
      operations: [
        { op: "rename-column", column: "Number", name: "Was" },
        { op: "rename-column", column: "Due", name: "Number" },
        { op: "rename-column", column: "Was", name: "Due" },
        { op: "drop-column", column: "Total" },
      ],
    }),
  );
  expect(renamed.ledger.rules).toEqual([
    { ...sum, parts: ["Due", "Number"] },
    { ...product, factors: ["Number", "Number"] },
  ]);
});

test("200 renames, moves and drops columns as one version, and the one before stays as it was", async () => {
  const table = await made();
  const response = await patch(table.id, {
    title: "Bills",
    operations: [
      { op: "rename-column", column: "Number", name: "No" },
      { op: "move-column", column: "No", to: 2 },
      { op: "drop-column", column: 0 },
    ],
  });
  expect(await json<Table>(response)).toMatchObject({
    ...{ title: "Bills", version: 2, schemaVersion: 2, rowCount: 2 },
    columns: [{ name: "Total" }, { name: "No" }],
  });
  const after = await rowsOf(ada, table.id);
  expect(after.map(({ id }) => id)).toEqual(table.rows.map(({ id }) => id));
  expect(after.map((row) => row.cells.map(({ value }) => value))).toEqual([
    [1250, "A-1"],
    [10.5, "A-2"],
  ]);
  expect(await rowsOf(ada, table.id, 1)).toEqual(table.rows);
});

test("200 retypes a column from what the text said, by the order of days that the person names", async () => {
  const table = await made();
  await patch(table.id, {
    operations: [{ op: "retype-column", column: "Due", type: "text" }],
  });
  expect((await rowsOf(ada, table.id))[0]?.cells[1]).toMatchObject({ value: "03/04/2026" });
  await patch(table.id, {
    baseVersion: 2,
    operations: [{ op: "retype-column", column: "Due", type: "date", dateOrder: "day-first" }],
  });
  const cells = (await rowsOf(ada, table.id)).map((row) => row.cells[1]);
  expect(cells.map((cell) => cell?.value)).toEqual(["2026-04-03", "2026-04-13"]);
  expect(cells[0]).toMatchObject({ raw: "03/04/2026", spans: table.rows[0]?.cells[1]?.spans });
  expect(cells[0]).not.toHaveProperty("flags");
});

test("200 fixes a cell: the person's value, beside what the text said and where", async () => {
  const table = await made();
  const rowId = table.rows[0]?.id ?? "";
  const spans = table.rows[0]?.cells[2]?.spans;
  await patch(table.id, { operations: [{ op: "set-cell", rowId, column: "Total", value: "1.300,50" }] });
  const fixed = (await rowsOf(ada, table.id))[0]?.cells[2];
  expect(fixed).toEqual({ value: 1300.5, currency: "EUR", raw: "1.250 €", spans, edited: true });
});

test("200 confirms a cell that stands nowhere in the source", async () => {
  const table = await makeTable(ada, engine, columns, rows, "A-1 and A-2 of 03/04/2026 and 13/04/2026");
  const [row] = await rowsOf(ada, table.id);
  expect(row?.cells[2]).toMatchObject({ status: "not-found" });
  await patch(table.id, { operations: [{ op: "confirm-cell", rowId: row?.id ?? "", column: "Total" }] });
  const [confirmed] = await rowsOf(ada, table.id);
  expect(confirmed?.cells[2]).toMatchObject({ value: 1250, status: "not-found", confirmed: true });
});

test("200 leaves rows out, and a cell of another column keeps its row's life", async () => {
  const table = await made();
  const [first, second] = table.rows;
  const response = await patch(table.id, {
    operations: [{ op: "leave-out-rows", rowIds: [first?.id ?? ""] }],
  });
  expect(await response.json()).toMatchObject({ version: 2, rowCount: 1 });
  expect(await rowsOf(ada, table.id)).toEqual([second]);
});

test("200 and no new version where nothing changes", async () => {
  const table = await made();
  const response = await patch(table.id, { title: "T", operations: [] });
  expect(await response.json()).toMatchObject({ version: 1 });
});

test("409 when another version came in between, and 200 twice for one key", async () => {
  const table = await made();
  const body = { operations: [{ op: "rename-column" as const, column: 0, name: "No" }] };
  const [first, repeated] = [await patch(table.id, body, "rename"), await patch(table.id, body, "rename")];
  expect(await repeated.json()).toEqual(await first.json());
  const late = await patch(table.id, body);
  expect(late.status).toBe(409);
  expect(await late.json()).toMatchObject({ code: "conflict" });
});

test("409 while an answer is changing the table", async () => {
  const table = await made();
  engine.play(async function* (_, signal) {
    yield { type: "text", text: "…" };
    await untilCut(signal);
  });
  const stream = await send(ada, table.conversation, { revises: table.id }, { stream: true });
  const events = readEvents(stream);
  const messageId = await idOf(events);
  const response = await patch(table.id, { title: "mine" });
  expect(response.status).toBe(409);
  expect(await response.json()).toMatchObject({ code: "turn-running" });
  await ada.request("POST", `/api/v1/chat/messages/${messageId}/stop`);
  while (!(await events.next()).done);
  expect((await patch(table.id, { title: "mine" })).status).toBe(200);
});

test.each([
  ["an unknown column", { op: "drop-column", column: "Nope" }, "operations.0.column"],
  ["a place beyond the last column", { op: "drop-column", column: 3 }, "operations.0.column"],
  ["a name that is taken", { op: "rename-column", column: 0, name: "Due" }, "operations.0.name"],
  ["a row that is not there", { op: "confirm-cell", rowId: randomUUID(), column: 0 }, "operations.0.rowId"],
  ["a move past the end", { op: "move-column", column: 0, to: 3 }, "operations.0.to"],
  ["an unknown operation", { op: "explode" }, "operations.0.op"],
])("422 names the place of %s, and nothing changes", async (_, operation, path) => {
  const table = await made();
  const response = await patch(table.id, { operations: [operation] as UpdateTableInput["operations"] });
  expect(response.status).toBe(422);
  expect(await response.json()).toMatchObject({ errors: [{ path }] });
  expect(await json<Table>(await ada.request("GET", `/api/v1/tables/${table.id}`))).toMatchObject({
    version: 1,
  });
});

test("422 without a base version", async () => {
  const table = await made();
  const body = { title: "mine", locale: "en", timeZone: "UTC" };
  expect((await ada.request("PATCH", `/api/v1/tables/${table.id}`, { body })).status).toBe(422);
});
