import { afterAll, beforeAll, expect, test } from "vitest";
import type { TurnResult } from "../../../contract/chat.ts";
import type { TableRow } from "../../../contract/tables.ts";
import type { EngineRequest } from "../../../extraction/engine.ts";
import { createTestApp, type Person, type TestApp } from "../../../testing/app.ts";
import {
  beginConversation,
  idOf,
  json,
  playableEngine,
  readEvents,
  send,
  table,
  untilCut,
} from "../../../testing/chat.ts";

const engine = playableEngine();
let app: TestApp;
let ada: Person;

beforeAll(async () => {
  app = await createTestApp({ ...engine.options, environment: { STOP_TIMEOUT_MS: "200" } });
  ada = await app.signIn();
});
afterAll(() => app.close());

async function rowsOf(tableId: string, version?: number) {
  const query = version === undefined ? "" : `?version=${version}`;
  const response = await ada.request("GET", `/api/v1/tables/${tableId}/rows${query}`);
  return (await json<{ items: TableRow[] }>(response)).items;
}

async function makeTable(rows: string[][]) {
  engine.play(function* () {
    yield* table("Invoices", ["Number", "Total"], rows);
    yield { type: "finish", reason: "complete" };
  });
  const id = await beginConversation(ada);
  const source = { kind: "text" as const, text: rows.flat().join(" ") };
  const { tables } = await json<TurnResult>(await send(ada, id, { source }));
  return { id, tableId: tables[0]?.id ?? "", source };
}

test("200 makes the next version of the same table, whose rows keep their ids", async () => {
  const made = await makeTable([
    ["A-1", "1"],
    ["A-2", "2"],
  ]);
  const before = await rowsOf(made.tableId);
  let seen: EngineRequest | null = null;
  engine.play(function* (request) {
    seen = request;
    yield* table(
      "Invoices",
      ["Number", "Total", "Due"],
      [
        ["A-1", "1", "A-1"],
        ["A-2", "2", "A-2"],
      ],
      true,
    );
    yield { type: "finish", reason: "complete" };
  });
  const result = await json<TurnResult>(
    await send(ada, made.id, { content: "due too", revises: made.tableId }),
  );
  expect(seen).toMatchObject({ source: { text: made.source.text }, revises: { title: "Invoices" } });
  expect(result.message).toMatchObject({ tables: [made.tableId], metadata: { revises: made.tableId } });
  const after = await rowsOf(made.tableId);
  expect(after.map((row) => row.id)).toEqual(before.map((row) => row.id));
  expect(after[0]?.cells).toHaveLength(3);
  expect(await rowsOf(made.tableId, 1)).toEqual(before);
  const now = await ada.request("GET", `/api/v1/tables/${made.tableId}`);
  expect(await now.json()).toMatchObject({ version: 2, schemaVersion: 2, rowCount: 2 });
});

test("200 and one changed row is one written row", async () => {
  const made = await makeTable([
    ["A-1", "1"],
    ["A-2", "2"],
    ["A-3", "3"],
  ]);
  engine.play(function* () {
    const rows = [
      ["A-1", "1"],
      ["A-2", "3"],
      ["A-3", "3"],
    ];
    yield* table("Invoices", ["Number", "Total"], rows, true);
    yield { type: "finish", reason: "complete" };
  });
  await send(ada, made.id, { revises: made.tableId });
  const written = await app.deps.sql`
    select from table_rows where table_id = ${made.tableId} and from_version = 2`;
  expect(written).toHaveLength(1);
  expect((await rowsOf(made.tableId)).map((row) => row.cells[1]?.value)).toEqual(["1", "3", "3"]);
});

test("200 and a change that is stopped leaves no row behind", async () => {
  const made = await makeTable([
    ["A-1", "1"],
    ["A-2", "2"],
  ]);
  engine.play(async function* (_, signal) {
    yield* [
      ...table(
        "Invoices",
        ["Number", "Total"],
        [
          ["A-1", "2"],
          ["A-2", "2"],
        ],
        true,
      ),
    ].slice(0, 2);
    await untilCut(signal);
  });
  const stream = await send(ada, made.id, { revises: made.tableId }, { stream: true });
  const events = readEvents(stream);
  const messageId = await idOf(events);
  for await (const { event } of events) if (event.type === "row-add") break;
  await ada.request("POST", `/api/v1/chat/messages/${messageId}/stop`);
  expect((await rowsOf(made.tableId)).map((row) => row.cells.map((cell) => cell.value))).toEqual([
    ["A-1", "2"],
    ["A-2", "2"],
  ]);
});

test("404 when the table is of another conversation", async () => {
  const made = await makeTable([["A-1", "1"]]);
  const response = await send(ada, await beginConversation(ada), { revises: made.tableId });
  expect(response.status).toBe(404);
});
