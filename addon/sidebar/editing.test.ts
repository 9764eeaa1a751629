import { expect, test } from "vitest";
import type { Table } from "../../backend/contract/tables.ts";
import type { Api } from "./api.ts";
import type { App } from "./app.ts";
import { emptyComposer } from "./composer.ts";
import { emptyThread } from "./conversation.ts";
import { changeTable, redoRow, restoreVersion } from "./editing.ts";
import { Failure } from "./failure.ts";
import { createTranslate } from "./messages.ts";
import { defaultPreferences } from "./preferences.ts";
import { reduce } from "./reduce.ts";
import { initialState } from "./state.ts";
import { createStore } from "./store.ts";
import { tableFromWire } from "./table-view.ts";

const now = "2026-03-03T10:00:00.000Z";
const usage = { inputTokens: 1, outputTokens: 1, cachedTokens: 0 };
const table = (version: number): Table => ({
  ...{ id: "t", conversationId: "c", messageId: "m", title: "T", dataType: "row", schemaVersion: 1 },
  ...{ format: "table", columns: [{ name: "A", type: "text" }], version, rowCount: 0 },
  ...{ ledger: { expected: null, got: 0, gaps: [] }, createdAt: now, updatedAt: now, deletedAt: null },
});

/** `answer` is what the server says to any change; it has the table at version 7. */
function open(answer: () => Promise<Table>, redone: string[] = ["r"]) {
  const asked: [string, unknown][] = [];
  const record = (name: string) => (_: string, body: unknown) => {
    asked.push([name, body]);
    return answer();
  };
  const api: Partial<Api> = {
    updateTable: record("update"),
    restoreTable: record("restore"),
    redo: async (_, body) => {
      asked.push(["redo", body]);
      return { table: await answer(), changed: redone, unread: [], usage, cost: null };
    },
    table: async () => table(7),
  };
  const store = createStore(reduce, {
    ...initialState(defaultPreferences, emptyComposer),
    thread: { ...emptyThread, tables: { t: tableFromWire(table(3)) } },
  });
  const hello = { email: "", spreadsheetId: "s", spreadsheetName: "", locale: "de-DE", timeZone: "UTC" };
  const limits = { maxSourceBytes: 1, maxMessageCharacters: 1, maxColumns: 1, maxRangeCells: 1 };
  const meta = {
    ...{ product: "rowsmith" as const, version: "0.1.0", oldestSidebar: "0.1.0", engine: "offline" as const },
    ...{ model: null, modelHost: null, limits, signIn: [], signUp: "open" as const, adminContact: null },
    ...{ eraseAfterDays: 30, playground: false },
  };
  const user = { id: "u", email: "a@example.com", name: "A", createdAt: now };
  store.dispatch({ type: "booted", ready: { user, meta, hello } });
  const app: App = {
    api: api as Api,
    script: { call: () => Promise.reject(new Failure({ code: "apps-script-failed" })) },
    ...{ store, shelf: null, opener: { email: "", spreadsheetId: "" } },
    ...{ backend: "https://rows.example", version: "0.1.0", translate: () => createTranslate("en") },
  };
  return { app, asked, version: () => store.state.thread.tables.t?.version };
}

const place = { baseVersion: 3, locale: "de-DE", timeZone: "UTC" };

test("a change names the version that the person saw, and the answer is the table from then on", async () => {
  const { app, asked, version } = open(async () => table(4));
  const operations = [{ op: "drop-column" as const, column: 0 }];
  await changeTable(app, "t", { operations });
  expect(asked).toEqual([["update", { ...place, operations }]]);
  expect(version()).toBe(4);
});

test("a version is restored, and a row read again, on top of the version that the person saw", async () => {
  const { app, asked } = open(async () => table(3));
  await restoreVersion(app, "t", 1);
  await redoRow(app, "t", "r", [2]);
  await redoRow(app, "t", "r");
  expect(asked).toEqual([
    ["restore", { version: 1, baseVersion: 3 }],
    ["redo", { ...place, rowIds: ["r"], columns: [2] }],
    ["redo", { ...place, rowIds: ["r"] }],
  ]);
});

test("a row that the model reads as before is told, and the table stays", async () => {
  const { app, version } = open(async () => table(3), []);
  await expect(redoRow(app, "t", "r")).rejects.toMatchObject({ info: { code: "nothing-new" } });
  expect(version()).toBe(3);
});

test("where another change came first, the table is shown as it stands and the person is told", async () => {
  const conflict = new Failure({ code: "conflict", status: 409, requestId: "q" });
  const { app, version } = open(() => Promise.reject(conflict));
  await expect(changeTable(app, "t", { title: "New" })).rejects.toMatchObject({
    info: { code: "table-changed", requestId: "q" },
  });
  expect(version()).toBe(7);
});

test("another failure leaves the table as it was", async () => {
  const { app, version } = open(() => Promise.reject(new Failure({ code: "turn-running", status: 409 })));
  await expect(changeTable(app, "t", { title: "New" })).rejects.toMatchObject({
    info: { code: "turn-running" },
  });
  expect(version()).toBe(3);
});
