import { beforeEach, expect, test } from "vitest";
import type { TurnEvent } from "../backend/contract/events.ts";
import { suggestTarget, tableToWrite } from "./sidebar/inserting.ts";
import { continueWrite } from "./sidebar/resuming.ts";
import { insertedOf, isOutdated, isUnfinished } from "./sidebar/sheet-writes.ts";
import { listWrites, takeBack } from "./sidebar/undoing.ts";
import { beginWrite, resumeWrite, stopWrite } from "./sidebar/writing.ts";
import { SidebarOverVm, tableOf, things } from "./sidebar-over-vm.ts";
import type { WriteTarget } from "./writes.ts";

let sidebar: SidebarOverVm;
beforeEach(async () => {
  sidebar = await SidebarOverVm.open(tableOf(things(3)));
});

const atSelection: WriteTarget = { kind: "selection", header: true };
const running = () => sidebar.app.store.state.writes.running.t;
const listed = () => sidebar.app.store.state.writes.list ?? [];
const column = () => {
  const { rows } = sidebar.writing.grid.extent(0);
  return sidebar.writing.values({ row: 0, column: 0, rows, columns: 1 }).flat();
};
const names = (count: number) => things(count).map(([cell]) => cell?.value);

/** Until the calls that are under way have answered, and what they led to. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

async function begin(target: WriteTarget = atSelection, live = false) {
  const table = await tableToWrite(sidebar.app, "t", target);
  const plan = await sidebar.app.script.call("plan", { table, target, options: {} });
  const written = live ? { ...table, rows: [] } : table;
  const wish = { tableId: "t", table: written, plan, options: {}, live, limit: null };
  return beginWrite(sidebar.app, wish);
}

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

test("what was planned goes in once, and the table says where it is", async () => {
  expect(await begin()).toBeNull();
  expect(running()).toBeUndefined();
  expect(column()).toEqual(["Name", ...names(3)]);
  expect(insertedOf(sidebar.app.store.state.writes, "t")).toMatchObject({
    ...{ a1: "A1:B4", state: "written", table: { id: "t", version: 1 }, name: "Things", nextRow: 3 },
  });
  const said = listed();
  await listWrites(sidebar.app);
  expect(said.map(({ at: _, cells: _cells, rows: _rows, ...write }) => write)).toEqual(
    listed().map(({ at: _, cells: _cells, rows: _rows, ...write }) => write),
  );
});

test("a call whose answer is lost is not repeated before its receipt was asked for", async () => {
  sidebar.after = (name) => {
    if (name === "apply") throw new Error("Network failure");
  };
  expect(await begin()).toBeNull();
  expect(sidebar.calls.slice(-2)).toEqual(["apply", "checkWrite"]);
  expect(column()).toEqual(["Name", ...names(3)]);
  expect(insertedOf(sidebar.app.store.state.writes, "t")).toMatchObject({ a1: "A1:B4", state: "written" });
});

test("where nobody can say whether rows landed, the same write is tried again and writes nothing twice", async () => {
  sidebar.after = (name) => {
    if (name === "apply" || name === "checkWrite") throw new Error("Network failure");
  };
  expect(await begin()).toMatchObject({ code: "apps-script-failed" });
  expect(running()).toMatchObject({ phase: "stopped", unknown: true, nextRow: 0 });
  sidebar.after = () => {};
  expect(await resumeWrite(sidebar.app, "t")).toBeNull();
  expect(column()).toEqual(["Name", ...names(3)]);
});

test("rows that a person took out with Ctrl+Z before the retry are told, and a new press inserts them", async () => {
  sidebar.after = (name) => {
    if (name === "apply" || name === "checkWrite") throw new Error("Network failure");
  };
  await begin();
  sidebar.after = () => {};
  sidebar.writing.put(0, 0, [
    [null, null],
    [null, null],
    [null, null],
    [null, null],
  ]);
  expect(await resumeWrite(sidebar.app, "t")).toMatchObject({ code: "no-longer-there" });
  expect(running()).toBeUndefined();
  expect(await begin()).toBeNull();
  expect(column()).toEqual(["Name", ...names(3)]);
});

test("a place that changed since the plan ends the write: nothing went in", async () => {
  sidebar.before = (name) => {
    if (name === "apply") sidebar.writing.put(1, 0, [["mine"]]);
  };
  expect(await begin()).toMatchObject({ code: "conflict", params: { a1: "A1:B4" } });
  expect(running()).toBeUndefined();
  expect(column()).toEqual([null, "mine"]);
});

test("with several accounts the fault names the one that opened the sheet", async () => {
  sidebar.before = (name) => {
    if (name === "apply") throw new Error("PERMISSION_DENIED");
  };
  expect(await begin()).toMatchObject({ code: "several-accounts" });
  expect(running()).toBeUndefined();
});

test("a table that is being read goes in as it comes, in parts under one receipt, one call at a time", async () => {
  await reading(25);
  const done = begin(atSelection, true);
  for (const count of [30, 60, 90, 200]) {
    await settled();
    read(count, true);
  }
  await settled();
  read(210, false);
  expect(await done).toBeNull();
  expect(column()).toEqual(["Name", ...names(210)]);
  expect(sidebar.calls.filter((name) => name === "apply").length).toBeGreaterThan(2);
  expect(sidebar.atOnce).toBe(1);
  expect(listed()).toMatchObject([{ rows: 210, nextRow: 210, state: "written", a1: "A1:B211" }]);
  await takeBack(sidebar.app, listed()[0]?.writeId ?? "");
  expect(column()).toEqual([]);
  expect(listed()).toMatchObject([{ state: "undone" }]);
  expect(Object.values(sidebar.app.store.state.writes.undos)).toMatchObject([{ phase: "done", rows: 210 }]);
});

test("a stop lets the part on its way land; what is left goes on or is taken back", async () => {
  await reading(25);
  const done = begin(atSelection, true);
  await settled();
  read(60, true);
  stopWrite(sidebar.app, "t");
  expect(await done).toBeNull();
  expect(running()).toMatchObject({ phase: "stopped", failure: null });
  const stood = column().length - 1;
  expect(stood).toBeLessThan(60);
  read(60, false);
  expect(await resumeWrite(sidebar.app, "t")).toBeNull();
  expect(column()).toEqual(["Name", ...names(60)]);
});

test("a later part that would cover something stops there, and goes on once the place is free", async () => {
  await reading(25);
  sidebar.writing.put(30, 0, [["mine"]]);
  const done = begin(atSelection, true);
  await settled();
  read(60, false);
  expect(await done).toMatchObject({ code: "conflict" });
  expect(running()).toMatchObject({ phase: "stopped", nextRow: 25, of: 60 });
  expect(column().slice(0, 26)).toEqual(["Name", ...names(25)]);
  sidebar.writing.put(30, 0, [[null]]);
  expect(await resumeWrite(sidebar.app, "t")).toBeNull();
  expect(column()).toEqual(["Name", ...names(60)]);
});

test("rows that were repaired after they had gone in leave the sheet to be updated", async () => {
  await reading(25);
  const done = begin(atSelection, true);
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
  expect(await begin(suggested.target)).toBeNull();
  expect(column()).toEqual(["Name", "Mended", ...names(25).slice(1)]);
});

test("a streamed table that was mended finds its rows, also where one was left out meanwhile", async () => {
  await reading(25);
  const done = begin(atSelection, true);
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
  const done = begin(atSelection, true);
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
  expect(column()).toEqual(["Name", ...names(60)]);
  expect(again.app.store.state.writes.list).toMatchObject([{ nextRow: 60, of: 60, state: "written" }]);
  await takeBack(again.app, write?.writeId ?? "");
  expect(column()).toEqual([]);
});

test("a write over other cells that was killed in its first part goes on as it was agreed to", async () => {
  sidebar.writing.put(0, 0, [["old"], ["older"], ["oldest"]]);
  sidebar.writing.beforeCalls((call) => {
    if (call === "Range.setValues") killed = true;
    if (killed) throw new Error("Service Spreadsheets failed while accessing document with id x.");
  });
  let killed = false;
  expect(await begin()).toMatchObject({ code: "not-taken-back" });
  sidebar.writing.beforeCalls(() => {});
  const again = sidebar.reopened(sidebar.table);
  await listWrites(again.app);
  const [write] = again.app.store.state.writes.list ?? [];
  expect(write).toMatchObject({ nextRow: 0, state: "unfinished" });
  if (write) await continueWrite(again.app, write);
  expect(again.app.store.state.writes.running.t).toBeUndefined();
  expect(column()).toEqual(["Name", ...names(3)]);
  await takeBack(again.app, write?.writeId ?? "");
  expect(column()).toEqual(["old", "older", "oldest"]);
});

test("a later part is held against what was planned of it also after the sidebar was closed", async () => {
  const table = await tableToWrite(sidebar.app, "t", atSelection);
  const some = { ...table, rows: table.rows.slice(0, 2) };
  const plan = await sidebar.app.script.call("plan", { table: some, target: atSelection, options: {} });
  const parts = [...plan.parts, { from: 2, rows: 1, hash: "of another place" }];
  let calls = 0;
  sidebar.before = (name) => {
    if (name === "apply" && ++calls === 2) throw new Error("The sidebar was closed");
  };
  const wish = { tableId: "t", table, plan: { ...plan, parts }, options: {}, live: false, limit: null };
  await beginWrite(sidebar.app, wish);
  const again = sidebar.reopened(sidebar.table);
  await listWrites(again.app);
  const [write] = again.app.store.state.writes.list ?? [];
  expect(write).toMatchObject({ nextRow: 2, of: 3, parts });
  if (write) await continueWrite(again.app, write);
  expect(again.app.store.state.writes.running.t?.failure).toMatchObject({ code: "conflict" });
  expect(column()).toEqual(["Name", ...names(2)]);
});

test("a write whose table has changed since is not continued", async () => {
  await begin();
  const again = sidebar.reopened(tableOf(things(3), { version: 2 }));
  await listWrites(again.app);
  const [write] = again.app.store.state.writes.list ?? [];
  const unfinished = write && { ...write, nextRow: 1, state: "unfinished" as const };
  await expect(unfinished && continueWrite(again.app, unfinished)).rejects.toMatchObject({
    info: { code: "table-changed" },
  });
});

test("an undo whose answer is lost is not said to have failed", async () => {
  await begin();
  sidebar.after = (name) => {
    if (name === "undo") throw new Error("Network failure");
  };
  const writeId = listed()[0]?.writeId ?? "";
  await takeBack(sidebar.app, writeId);
  expect(sidebar.app.store.state.writes.undos[writeId]).toMatchObject({ phase: "done", failure: null });
  expect(column()).toEqual([]);
});

test("cells that were edited since are left by an undo and named", async () => {
  await begin();
  sidebar.writing.put(2, 1, [[99]]);
  const writeId = listed()[0]?.writeId ?? "";
  await takeBack(sidebar.app, writeId);
  expect(sidebar.app.store.state.writes.undos[writeId]).toMatchObject({
    ...{ phase: "done", conflictCount: 1, conflicts: [{ a1: "B3", now: "99" }] },
  });
});
