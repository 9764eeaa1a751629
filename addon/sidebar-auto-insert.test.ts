import { expect, test } from "vitest";
import type { TurnEvent } from "../backend/contract/events.ts";
import { insertByItself, streamByItself } from "./sidebar/auto-insert.ts";
import { suggestTarget } from "./sidebar/inserting.ts";
import type { Preferences } from "./sidebar/preferences.ts";
import type { TableView } from "./sidebar/table-view.ts";
import { SidebarOverVm, tableOf, things } from "./sidebar-over-vm.ts";

interface Options {
  table?: Partial<TableView>;
  stands?: (string | number | null)[][];
  preferences?: Partial<Preferences>;
  typing?: string;
}

async function open({ table = {}, stands = [], preferences = {}, typing = "" }: Options) {
  const sidebar = await SidebarOverVm.open(tableOf(things(2), table), { autoInsert: true, ...preferences });
  if (stands.length > 0) sidebar.writing.put(0, 0, stands);
  if (typing !== "") sidebar.app.store.dispatch({ type: "typed", text: typing });
  return sidebar;
}

const screen = (sidebar: SidebarOverVm) => sidebar.app.store.state.screen;
const height = (sidebar: SidebarOverVm) => sidebar.writing.grid.extent(0).rows;

test.each<[string, Options, number]>([
  ["an empty place", {}, 3],
  ["its headers", { stands: [["Count", "name"]] }, 3],
])("a complete table that covers nothing goes in by itself, at %s", async (_, options, rows) => {
  const sidebar = await open(options);
  await insertByItself(sidebar.app, ["t"]);
  expect(height(sidebar)).toBe(rows);
  expect(screen(sidebar)).toEqual({ name: "chat" });
  await insertByItself(sidebar.app, ["t"]);
  expect(height(sidebar)).toBe(rows);
});

const gap = { afterIndex: 0, start: 0, end: 1, reason: "?" };
test.each<[string, Options]>([
  ["something would be covered", { stands: [["x"], ["y"]] }],
  [
    "the plan has a question",
    {
      stands: [
        ["Name", "Count"],
        ["a", 1],
        ["Total", 1],
      ],
    },
  ],
  ["rows are missing", { table: { expected: 3 } }],
  ["a place gave no row", { table: { gaps: [gap] } }],
  ["it changes a table that may be in the sheet already", { table: { version: 2 } }],
  ["a column has no place in the sheet's table", { stands: [["Name"], ["a"]] }],
  ["it has more rows than go in by themselves", { preferences: { autoLimit: 1 } }],
])("Insert opens for a decision when %s", async (_, options) => {
  const sidebar = await open(options);
  await insertByItself(sidebar.app, ["t"]);
  expect(sidebar.calls).not.toContain("apply");
  expect(screen(sidebar)).toMatchObject({ name: "insert", tableId: "t" });
});

test.each<[string, Options]>([
  ["the setting is off", { preferences: { autoInsert: false } }],
  ["the model brought the rows without a source", { table: { rows: [[{ value: "x", status: "model" }]] } }],
  ["there are no rows", { table: { rows: [], rowIds: [], rowCount: 0 } }],
])("nothing is planned or written when %s", async (_, options) => {
  const sidebar = await open(options);
  await insertByItself(sidebar.app, ["t"]);
  expect(sidebar.calls).toEqual([]);
  expect(screen(sidebar)).toEqual({ name: "chat" });
});

test("somebody who types is not taken away from it", async () => {
  const sidebar = await open({ table: { expected: 3 }, typing: "and" });
  await insertByItself(sidebar.app, ["t"]);
  expect(screen(sidebar)).toEqual({ name: "chat" });
});

test("while a table is read its rows go in as far as the limit, and then a person is asked", async () => {
  const preferences = { asTheyCome: true, autoLimit: 30 };
  const sidebar = await open({ table: { streaming: true, rowIds: [] }, preferences });
  const { app } = sidebar;
  app.store.dispatch({ type: "turn-sent", key: "k" });
  const done = streamByItself(app, "t");
  const rows = things(38, 2).map((cells, at): TurnEvent => {
    return { type: "row-add", tableId: "t", index: at + 2, cells };
  });
  app.store.dispatch({
    type: "turn-events",
    key: "k",
    events: rows.map((event, seq) => ({ seq: seq + 1, event })),
  });
  await done;
  expect(height(sidebar)).toBe(31);
  expect(app.store.state.writes.running.t).toMatchObject({
    ...{ phase: "stopped", nextRow: 30, failure: { code: "auto-limit", params: { limit: 30 } } },
  });
});

test("rows of a table that is read do not go in while that is not wished, nor by a change of a table", async () => {
  const streaming = { streaming: true, rowIds: [] };
  for (const options of [
    { table: streaming },
    { table: { ...streaming, version: 2 }, preferences: { asTheyCome: true } },
  ]) {
    const sidebar = await open(options);
    await streamByItself(sidebar.app, "t");
    expect(sidebar.calls).toEqual([]);
  }
});

test.each(["Name", " NAME ", "Náme"])("a table headed %j at the selection is appended to", async (header) => {
  const sidebar = await open({ stands: [[header], ["x"]] });
  expect((await suggestTarget(sidebar.app, sidebar.table)).target).toEqual({ kind: "append" });
});
