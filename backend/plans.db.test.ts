import { afterAll, beforeAll, expect, test } from "vitest";
import { listConversations } from "./features/chat/conversations/queries.ts";
import { listMessages } from "./features/chat/messages/queries.ts";
import { findOpening } from "./features/chat/turns/admission-queries.ts";
import { listBegun, listByKey, listEnded } from "./features/tables/history/queries.ts";
import { listRows } from "./features/tables/queries.ts";
import type { Database, Sql } from "./platform/database.ts";
import { createTestApp, type TestApp } from "./testing/app.ts";
import { fillAccount } from "./testing/large-account.ts";

let app: TestApp;
let userId: string;
let tableId: string;

beforeAll(async () => {
  app = await createTestApp();
  const people = [await app.signIn(), await app.signIn()];
  for (const { user } of people) {
    userId = user.id;
    tableId = await fillAccount(app.deps.sql, userId, { conversations: 1_500, tables: 3, rows: 1_000 });
  }
});
afterAll(() => app.close());

const missing = "01a20810-b1e5-7318-be50-6f772e789fa6";
const page = { limit: 101 };
const between = () => ({ tableId, low: 1, high: 2 });

/** Of a list's query: the name, and the statement that it would send. */
const lists: [name: string, list: (sql: Sql) => PromiseLike<unknown>][] = [
  [
    "conversations",
    (sql) =>
      listConversations(sql, userId, {
        ...page,
        ...{
          text: null,
          deleted: false,
          spreadsheetId: null,
          before: { updatedAt: new Date(), id: missing },
        },
      }),
  ],
  ["messages", (sql) => listMessages(sql, userId, { ...page, conversationId: missing, before: missing })],
  ["a turn's opening", (sql) => findOpening(sql, userId, { conversationId: missing, limit: 10 })],
  ["a table's rows", (sql) => listRows(sql, userId, { ...page, tableId, version: 2, after: 700 })],
  ["rows that began", (sql) => listBegun(sql, userId, between(), { ...page, after: [2, 100] })],
  ["rows that ended", (sql) => listEnded(sql, userId, between(), { ...page, after: [2, 100] })],
  [
    "rows by a key",
    (sql) => listByKey(sql, userId, between(), { ...page, after: [0, 0], keys: { low: 0, high: 0 } }),
  ],
];

test.each(lists)("no page of %s reads through a tenant's data", async (_, list) => {
  const plan = await explained(app.deps.sql, list);
  expect(plan).toMatch(/Index/);
  expect(plan).not.toMatch(/Seq Scan on (conversations|messages|table_rows)/);
});

/** The plan of the first statement that `list` sends. */
async function explained(sql: Database, list: (sql: Sql) => PromiseLike<unknown>): Promise<string> {
  let plan: Promise<Record<string, string>[]> | null = null;
  const explaining = (strings: TemplateStringsArray, ...values: unknown[]) => {
    const query = sql(strings, ...(values as string[]));
    return Object.assign(query, {
      // biome-ignore lint/suspicious/noThenProperty: a query is sent when it is awaited
      then(resolve: (rows: unknown[]) => void, reject: (cause: unknown) => void) {
        plan ??= Promise.resolve(sql`explain ${sql(strings, ...(values as string[]))}`);
        return plan.then(() => resolve([]), reject);
      },
    });
  };
  await list(explaining as unknown as Sql);
  return ((await plan) ?? []).map((row) => Object.values(row).join()).join("\n");
}
