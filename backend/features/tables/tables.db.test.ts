import { afterAll, beforeAll, expect, test } from "vitest";
import type { TurnResult } from "../../contract/chat.ts";
import type { Table, TableRow } from "../../contract/tables.ts";
import { createTestApp, type Person, type TestApp } from "../../testing/app.ts";
import { beginConversation, playableEngine, send, table } from "../../testing/chat.ts";

const engine = playableEngine();
let app: TestApp;
let person: Person;

beforeAll(async () => {
  app = await createTestApp(engine.options);
  person = await app.signIn();
});
afterAll(() => app.close());

async function makeTables(count: number, rows: number): Promise<{ conversation: string; ids: string[] }> {
  engine.play(function* () {
    for (let index = 0; index < count; index += 1) {
      yield* table(
        `T${index}`,
        ["A"],
        Array.from({ length: rows }, (_, row) => [`${row}`]),
      );
    }
    yield { type: "finish", reason: "complete" };
  });
  const conversation = await beginConversation(person);
  const { tables } = (await (await send(person, conversation, {})).json()) as TurnResult;
  return { conversation, ids: tables.map(({ id }) => id ?? "") };
}

async function get<T>(path: string): Promise<T> {
  return (await (await person.request("GET", `/api/v1/tables${path}`)).json()) as T;
}
type Page<T> = { items: T[]; nextCursor: string | null };

test("200 lists a conversation's tables, newest first, page by page", async () => {
  const { conversation, ids } = await makeTables(3, 1);
  const first = await get<Page<Table>>(`?conversationId=${conversation}&limit=2`);
  const second = await get<Page<Table>>(`?conversationId=${conversation}&limit=2&cursor=${first.nextCursor}`);
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids.toReversed());
  expect(second.nextCursor).toBeNull();
});

test("200 reads 600 rows in order, page by page", async () => {
  const { ids } = await makeTables(1, 600);
  const first = await get<Page<TableRow>>(`/${ids[0]}/rows`);
  const second = await get<Page<TableRow>>(`/${ids[0]}/rows?cursor=${first.nextCursor}`);
  const values = [...first.items, ...second.items].map((row) => row.cells[0]?.value);
  expect(values).toEqual(Array.from({ length: 600 }, (_, row) => `${row}`));
  expect(second.nextCursor).toBeNull();
});

test("404 for the rows of a version that was never made", async () => {
  const { ids } = await makeTables(1, 1);
  expect((await person.request("GET", `/api/v1/tables/${ids[0]}/rows?version=2`)).status).toBe(404);
});

test("204 deletes; 404 until it is restored", async () => {
  const { ids, conversation } = await makeTables(1, 1);
  const path = `/api/v1/tables/${ids[0]}`;
  expect((await person.request("DELETE", path)).status).toBe(204);
  expect((await person.request("GET", path)).status).toBe(404);
  expect((await person.request("GET", `${path}/rows`)).status).toBe(404);
  expect((await get<Page<Table>>(`?conversationId=${conversation}`)).items).toEqual([]);
  const restored = await person.request("POST", `${path}/restore`);
  expect(await restored.json()).toMatchObject({ id: ids[0], deletedAt: null });
  expect((await person.request("GET", path)).status).toBe(200);
});

test("200 with the rules that a table's columns look made for, in every version of it", async () => {
  const columns = ["Net", "VAT", "Total"].map((name) => ({ name, type: "number" as const }));
  const rows = [
    ["10", "2", "12"],
    ["5", "1", "6"],
  ];
  engine.play(function* () {
    yield { type: "table-start", title: "T", columns, expectedRows: 2 };
    for (const row of rows) yield { type: "row", cells: row.map((text) => ({ text })) };
    yield { type: "table-end", expectedRows: 2, gaps: [] };
    yield { type: "finish", reason: "complete" };
  });
  const sent = await send(person, await beginConversation(person), { content: rows.join("\n") });
  const { tables } = (await sent.json()) as TurnResult;
  const offeredRules = [{ kind: "sum", parts: ["Net", "VAT"], total: "Total" }];
  expect(tables[0]?.ledger).toEqual({ expected: 2, got: 2, gaps: [], offeredRules });
  const path = `/api/v1/tables/${tables[0]?.id}`;
  const operations = [{ op: "move-column", column: 1, to: 0 }];
  const body = { baseVersion: 1, operations, locale: "en-US", timeZone: "UTC" };
  await person.request("PATCH", path, { body });
  expect(await get<Table>(path.slice("/api/v1/tables".length))).toMatchObject({
    version: 2,
    ledger: { offeredRules },
  });
});
