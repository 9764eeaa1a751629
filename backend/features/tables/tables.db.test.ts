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
