import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { TurnResult } from "../../../contract/chat.ts";
import type { RedoRequest, RedoResult, UpdateTableInput } from "../../../contract/table-edits.ts";
import type { TableRow } from "../../../contract/tables.ts";
import { EngineError, type EngineEvent } from "../../../extraction/engine.ts";
import { createTestApp, type Person, type TestApp } from "../../../testing/app.ts";
import { beginConversation, json, send, table } from "../../../testing/chat.ts";
import { connect } from "../../../testing/model-run.ts";
import { startModelStandIn } from "../../../testing/model-stand-in.ts";
import { type Script, scriptedEngine } from "../../../testing/scripted-engine.ts";

let script: Script = () => [];
const openai = scriptedEngine((request, signal) => script(request, signal), "openai");
const offline = scriptedEngine();
const text = "Invoice A-1 over 10.50, due in May. Invoice A-2 over 20.00, due in June.";
const place = { locale: "en-US", timeZone: "UTC" };
let app: TestApp;
let ada: Person;

beforeAll(async () => {
  const environment = { OPENAI_API_KEY: "sk-none", OPENAI_PRICES: "1,0.1,10" };
  app = await createTestApp({ environment, overrides: { engines: { default: openai, offline, openai } } });
});
beforeEach(async () => {
  ada = await app.signIn();
  openai.requests.length = 0;
});
afterAll(() => app.close());

function* rows(cells: string[][], again = false): Generator<EngineEvent> {
  yield* table("Invoices", ["Number", "Total"], cells, again);
  yield { type: "usage", usage: { inputTokens: 10, outputTokens: 4, cachedTokens: 0 } };
  yield { type: "finish", reason: "complete" };
}

/** A table of two rows, the second of which says what its source does not. */
async function made(source: string | null = text) {
  script = () =>
    rows([
      ["A-1", "10.50"],
      ["A-2", "99.99"],
    ]);
  const asked = source === null ? {} : { source: { kind: "text" as const, text: source } };
  const result = await json<TurnResult>(
    await send(ada, await beginConversation(ada), { ...asked, fresh: true }),
  );
  const id = result.tables[0]?.id ?? "";
  return { id, rowIds: (await rowsOf(id)).map((row) => row.id) };
}

async function rowsOf(id: string): Promise<TableRow[]> {
  return (await json<{ items: TableRow[] }>(await ada.request("GET", `/api/v1/tables/${id}/rows`))).items;
}

async function valuesOf(id: string) {
  return (await rowsOf(id)).map(({ cells }) => cells.map(({ value }) => value));
}

function redo(id: string, request: Partial<RedoRequest>, key?: string) {
  const headers = key === undefined ? {} : { "Idempotency-Key": key };
  return ada.request("POST", `/api/v1/tables/${id}/redo`, { body: { ...place, ...request }, headers });
}

function edit(id: string, operations: UpdateTableInput["operations"]) {
  const body = { ...place, baseVersion: 1, operations };
  return ada.request("PATCH", `/api/v1/tables/${id}`, { body });
}

test("200 with a version in which the row says what its source says; the other row was not asked for", async () => {
  const { id, rowIds } = await made();
  const [first = "", second = ""] = rowIds;
  script = () => rows([["A-2", "20.00"]], true);
  const result = await json<RedoResult>(await redo(id, { rowIds: [second] }));
  expect(result).toMatchObject({ table: { id, version: 2, rowCount: 2 }, changed: [second], unread: [] });
  expect(result).toMatchObject({ usage: { inputTokens: 10, outputTokens: 4 }, cost: { amount: 0.00005 } });
  expect(openai.requests.at(-1)?.revises?.rows).toHaveLength(1);
  expect((await rowsOf(id)).map((row) => row.id)).toEqual([first, second]);
  const [, row] = await rowsOf(id);
  const start = text.indexOf("20.00");
  expect(row?.cells[1]).toEqual({ value: "20.00", spans: [{ start, end: start + 5 }] });
  const versions = await ada.request("GET", `/api/v1/tables/${id}/versions`);
  const making = { by: "redo", engine: "openai", model: "scripted", rowIds: [second] };
  expect(await versions.json()).toMatchObject({ items: [{ version: 2, making }, { version: 1 }] });
});

test("200 for one cell, which the model is not shown; the row's other cells stay", async () => {
  const { id, rowIds } = await made();
  script = () => rows([["A-1", "20.00"]], true);
  await redo(id, { rowIds: rowIds.slice(1), columns: ["Total"] });
  expect(openai.requests.at(-1)?.revises?.rows[0]?.map(({ value }) => value)).toEqual(["A-2", null]);
  expect(await valuesOf(id)).toEqual([
    ["A-1", "10.50"],
    ["A-2", "20.00"],
  ]);
});

test("200 for a row, then for a cell, over the wire of a model that numbers its rows", async () => {
  const { id, rowIds } = await made();
  const columns = ["Number", "Total"].map((name) => ({ name, type: "text" }));
  const standIn = await startModelStandIn({
    answer: ({ prompt }) => {
      const shown = prompt.includes('["1","A-2","99.99"]') ? "20.00" : "June";
      return { reply: "", tables: [{ title: "Invoices", columns, rows: [["1", "=", shown]] }] };
    },
  });
  script = (request, signal) => connect("responses", standIn.baseUrl).run(request, signal);
  const result = await json<RedoResult>(await redo(id, { rowIds: rowIds.slice(1) }));
  const cell = await json<RedoResult>(await redo(id, { rowIds: rowIds.slice(1), columns: ["Total"] }));
  await standIn.close();
  expect(result).toMatchObject({ table: { version: 2 }, changed: rowIds.slice(1), unread: [] });
  expect(cell).toMatchObject({ table: { version: 3 } });
  expect(standIn.requests.map(({ prompt }) => prompt.includes('["1","A-2",null]'))).toEqual([false, true]);
  expect(standIn.requests.some(({ prompt }) => prompt.includes('"10.50"'))).toBe(false);
  expect(await valuesOf(id)).toEqual([
    ["A-1", "10.50"],
    ["A-2", "June"],
  ]);
});

test("200 with an empty cell where the source turns out silent, and the row is read", async () => {
  const { id, rowIds } = await made();
  script = function* () {
    yield {
      type: "table-start",
      title: "t",
      columns: [
        { name: "Number", type: "text" },
        { name: "Total", type: "text" },
      ],
      expectedRows: 1,
    };
    yield { type: "row", cells: [{ text: "A-2" }, null], previous: 0 };
    yield { type: "finish", reason: "complete" };
  };
  const result = await json<RedoResult>(await redo(id, { rowIds: rowIds.slice(1) }));
  expect(result).toMatchObject({ changed: rowIds.slice(1), unread: [] });
  expect(await valuesOf(id)).toEqual([
    ["A-1", "10.50"],
    ["A-2", null],
  ]);
});

test.each<[string, string[][]]>([
  ["the model returns no row", []],
  ["what it returns stands nowhere in the source", [["B-7", "77.77"]]],
])("200 that names the row as unread, without a version, where %s", async (_title, cells) => {
  const { id, rowIds } = await made();
  script = () => rows(cells, true);
  const result = await json<RedoResult>(await redo(id, { rowIds: rowIds.slice(0, 1) }));
  expect(result).toMatchObject({ table: { version: 1 }, changed: [], unread: rowIds.slice(0, 1) });
});

test("200 without a version where the source says what the table says", async () => {
  const { id, rowIds } = await made();
  script = () => rows([["A-1", "10.50"]], true);
  const result = await json<RedoResult>(await redo(id, { rowIds: rowIds.slice(0, 1) }));
  expect(result).toMatchObject({ table: { version: 1 }, changed: [], unread: [] });
});

test("200 and a cell that a person fixed or confirmed stays, unless it is named", async () => {
  const { id, rowIds } = await made();
  const [rowId = ""] = rowIds.slice(1);
  await edit(id, [{ op: "confirm-cell", rowId, column: "Total" }]);
  script = () => rows([["A-2", "20.00"]], true);
  expect(await json<RedoResult>(await redo(id, { rowIds: [rowId] }))).toMatchObject({ changed: [] });
  expect((await valuesOf(id))[1]).toEqual(["A-2", "99.99"]);
  await redo(id, { rowIds: [rowId], columns: ["Total"] });
  expect((await rowsOf(id))[1]?.cells[1]).toMatchObject({ value: "20.00" });
  expect((await rowsOf(id))[1]?.cells[1]).not.toHaveProperty("confirmed");
});

test("200 twice for one key, and the model is asked once", async () => {
  const { id, rowIds } = await made();
  script = () => rows([["A-2", "20.00"]], true);
  const before = openai.requests.length;
  const first = await redo(id, { rowIds: rowIds.slice(1) }, "redo-1");
  const again = await redo(id, { rowIds: rowIds.slice(1) }, "redo-1");
  expect(await again.json()).toEqual(await first.json());
  expect(openai.requests.length - before).toBe(1);
});

test("409 where another version came while the model read", async () => {
  const { id, rowIds } = await made();
  script = async function* () {
    await edit(id, [{ op: "rename-column", column: "Total", name: "Sum" }]);
    yield* rows([["A-2", "20.00"]], true);
  };
  const response = await redo(id, { rowIds: rowIds.slice(1) });
  expect([response.status, await response.json()]).toMatchObject([409, { code: "conflict" }]);
  expect((await valuesOf(id))[1]).toEqual(["A-2", "99.99"]);
});

test("503 where the model fails; its tokens are written down, and the table stays", async () => {
  const { id, rowIds } = await made();
  script = function* () {
    yield { type: "usage", usage: { inputTokens: 5, outputTokens: 1, cachedTokens: 0 } };
    throw new EngineError("model-unavailable", { retryable: true });
  };
  expect((await redo(id, { rowIds })).status).toBe(503);
  const usage = await ada.request("GET", "/api/v1/usage");
  expect(await usage.json()).toMatchObject({ caps: { tokens: { used: 14 + 6 } } });
  expect((await valuesOf(id))[1]).toEqual(["A-2", "99.99"]);
});

test("422 for a table that has no source, a row or a column that is not there; 409 for a version that is not the table's", async () => {
  const { id, rowIds } = await made();
  const bare = await made(null);
  const answers = [];
  for (const [at, request] of [
    [bare.id, { rowIds: bare.rowIds }],
    [id, { rowIds: bare.rowIds }],
    [id, { rowIds, columns: ["Nothing"] }],
    [id, { rowIds, baseVersion: 7 }],
  ] as const) {
    const response = await redo(at, {
      ...request,
      rowIds: [...request.rowIds],
      columns: "columns" in request ? [...request.columns] : undefined,
    });
    answers.push([response.status, (await json<{ code: string }>(response)).code]);
  }
  expect(answers).toEqual([
    [422, "no-source"],
    [422, "invalid-request"],
    [422, "invalid-request"],
    [409, "conflict"],
  ]);
});

test("409 where no model is connected", async () => {
  const { id, rowIds } = await made();
  app.deps.engines.openai = null;
  const response = await redo(id, { rowIds }).finally(() => {
    app.deps.engines.openai = openai;
  });
  expect([response.status, await response.json()]).toMatchObject([409, { code: "model-not-connected" }]);
});
