import { expect, test } from "vitest";
import type { TurnEvent } from "../backend/contract/events.ts";
import { suggestTarget, tableToWrite } from "./sidebar/inserting.ts";
import { continueWrite } from "./sidebar/resuming.ts";
import { isOutdated, isUnfinished } from "./sidebar/sheet-writes.ts";
import { listWrites, takeBack } from "./sidebar/undoing.ts";
import { resumeWrite, stopWrite } from "./sidebar/writing.ts";
import { atSelection, names, SidebarOverVm, tableOf, things } from "./sidebar-over-vm.ts";

let sidebar: SidebarOverVm;
const running = () => sidebar.app.store.state.writes.running.t;
const listed = () => sidebar.app.store.state.writes.list ?? [];

/** Until the calls that are under way have answered, and what they led to. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

let seq = 0;
const numbered = (event: TurnEvent) => ({ seq: ++seq, event });

/** The table is read on: so many rows are there, and perhaps all. */
function read(count: number, streaming: boolean): void {
  const { store } = sidebar.app;
  const event = { type: "row-add" as const, tableId: "t", index: 0, cells: [] };
  const end = { type: "table-end" as const, tableId: "t", got: count, expected: null, gaps: [], flagged: 0 };
  const from = sidebar.table.rows.length;
  const rows = things(count - from, from).map((cells, at) => ({ ...event, index: from + at, cells }));
  const events = [...rows, ...(streaming ? [] : [end])];
  store.dispatch({ type: "turn-events", key: "k", events: events.map(numbered) });
}

/** A turn that is telling the table, of which so many rows are there. */
async function reading(count: number): Promise<void> {
  sidebar = await SidebarOverVm.open(tableOf(things(count), { streaming: true, rowIds: [] }));
  sidebar.app.store.dispatch({ type: "turn-sent", key: "k" });
}

test("a table that is being read goes in as it comes, in parts under one receipt, one call at a time", async () => {
  await reading(25);
  const done = sidebar.begin(atSelection, true);
  for (const count of [30, 60, 90, 200]) {
    await settled();
    read(count, true);
  }
  await settled();
  read(210, false);
  expect(await done).toBeNull();
  expect(sidebar.column).toEqual(["Name", ...names(210)]);
  expect(sidebar.calls.filter((name) => name === "apply").length).toBeGreaterThan(2);
  expect(sidebar.atOnce).toBe(1);
  expect(listed()).toMatchObject([{ rows: 210, nextRow: 210, state: "written", a1: "A1:B211" }]);
  await takeBack(sidebar.app, listed()[0]?.writeId ?? "");
  expect(sidebar.column).toEqual([]);
  expect(listed()).toMatchObject([{ state: "undone" }]);
  expect(Object.values(sidebar.app.store.state.writes.undos)).toMatchObject([{ phase: "done", rows: 210 }]);
});

test("a stop lets the part on its way land; what is left goes on or is taken back", async () => {
  await reading(25);
  const done = sidebar.begin(atSelection, true);
  await settled();
  read(60, true);
  stopWrite(sidebar.app, "t");
  expect(await done).toBeNull();
  expect(running()).toMatchObject({ phase: "stopped", failure: null });
  const stood = sidebar.column.length - 1;
  expect(stood).toBeLessThan(60);
  read(60, false);
  expect(await resumeWrite(sidebar.app, "t")).toBeNull();
  expect(sidebar.column).toEqual(["Name", ...names(60)]);
});

test("a later part that would cover something stops there, and goes on once the place is free", async () => {
  await reading(25);
  sidebar.writing.put(30, 0, [["mine"]]);
  const done = sidebar.begin(atSelection, true);
  await settled();
  read(60, false);
  expect(await done).toMatchObject({ code: "conflict" });
  expect(running()).toMatchObject({ phase: "stopped", nextRow: 25, of: 60 });
  expect(sidebar.column.slice(0, 26)).toEqual(["Name", ...names(25)]);
  sidebar.writing.put(30, 0, [[null]]);
  expect(await resumeWrite(sidebar.app, "t")).toBeNull();
  expect(sidebar.column).toEqual(["Name", ...names(60)]);
});

test("rows that were repaired after they had gone in leave the sheet to be updated", async () => {
  await reading(25);
  const done = sidebar.begin(atSelection, true);
  await settled();
  const cells = [{ value: "Mended" }, { value: 1 }];
  const event = { type: "row-replace" as const, tableId: "t", index: 0, cells, reason: "" };
  sidebar.app.store.dispatch({ type: "turn-events", key: "k", events: [numbered(event)] });
  read(25, false);
  await done;
  const [write] = listed();
  expect(write && isOutdated(sidebar.app.store.state.writes, write, sidebar.table)).toBe(true);
  const suggested = await suggestTarget(sidebar.app, sidebar.table);
  expect(suggested.target).toEqual({ kind: "update", writeId: write?.writeId });
  expect(await sidebar.begin(suggested.target)).toBeNull();
  expect(sidebar.column).toEqual(["Name", "Mended", ...names(25).slice(1)]);
});

test("a streamed table that was mended finds its rows, also where one was left out meanwhile", async () => {
  await reading(25);
  const done = sidebar.begin(atSelection, true);
  await settled();
  read(30, false);
  await done;
  const [write] = listed();
  expect(write).toMatchObject({ hasRowIds: false });
  const mended = things(30).map((row, at) => (at === 20 ? [{ value: "Mended" }, { value: 21 }] : row));
  const rowIds = mended.map((_, at) => `row-${at}`);
  const again = sidebar.reopened(
    tableOf(mended.slice(1), { version: 2, rowIds: rowIds.slice(1), rowCount: 29 }),
  );
  again.earlier.set(1, things(30));
  await listWrites(again.app);
  const { target } = await suggestTarget(again.app, again.table);
  const table = await tableToWrite(again.app, "t", target);
  const plan = await again.app.script.call("plan", { table, target, options: {} });
  expect(plan).toMatchObject({ changedRows: 1, addedRows: 0, conflictCount: 0, changedCells: 1 });
  expect(plan.changes).toMatchObject([{ a1: "A22", before: "Thing 21", after: "Mended" }]);
  expect(plan.questions).toMatchObject([{ code: "dropped-rows", params: { count: 1 } }]);
});

test("a write that an earlier visit left in the middle goes on from where the document says", async () => {
  await reading(25);
  const done = sidebar.begin(atSelection, true);
  await settled();
  read(60, false);
  sidebar.before = (name) => {
    if (name === "apply") throw new Error("The sidebar was closed");
  };
  await done;
  sidebar.before = () => {};
  const rows = things(60);
  const again = sidebar.reopened(tableOf(rows));
  await listWrites(again.app);
  const [write] = again.app.store.state.writes.list ?? [];
  expect(write && [write.nextRow, isUnfinished(write, again.table)]).toEqual([25, true]);
  if (write) await continueWrite(again.app, write);
  expect(sidebar.column).toEqual(["Name", ...names(60)]);
  expect(again.app.store.state.writes.list).toMatchObject([{ nextRow: 60, of: 60, state: "written" }]);
  await takeBack(again.app, write?.writeId ?? "");
  expect(sidebar.column).toEqual([]);
});
