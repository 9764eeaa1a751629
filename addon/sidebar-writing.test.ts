import { beforeEach, expect, test } from "vitest";
import { tableToWrite } from "./sidebar/inserting.ts";
import { continueWrite } from "./sidebar/resuming.ts";
import { insertedOf } from "./sidebar/sheet-writes.ts";
import { listWrites, takeBack } from "./sidebar/undoing.ts";
import { beginWrite, resumeWrite } from "./sidebar/writing.ts";
import { atSelection, names, SidebarOverVm, tableOf, things } from "./sidebar-over-vm.ts";

let sidebar: SidebarOverVm;
beforeEach(async () => {
  sidebar = await SidebarOverVm.open(tableOf(things(3)));
});

const running = () => sidebar.app.store.state.writes.running.t;
const listed = () => sidebar.app.store.state.writes.list ?? [];

test("what was planned goes in once, and the table says where it is", async () => {
  expect(await sidebar.begin()).toBeNull();
  expect(running()).toBeUndefined();
  expect(sidebar.column).toEqual(["Name", ...names(3)]);
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
  expect(await sidebar.begin()).toBeNull();
  expect(sidebar.calls.slice(-2)).toEqual(["apply", "checkWrite"]);
  expect(sidebar.column).toEqual(["Name", ...names(3)]);
  expect(insertedOf(sidebar.app.store.state.writes, "t")).toMatchObject({ a1: "A1:B4", state: "written" });
});

test("where nobody can say whether rows landed, the same write is tried again and writes nothing twice", async () => {
  sidebar.after = (name) => {
    if (name === "apply" || name === "checkWrite") throw new Error("Network failure");
  };
  expect(await sidebar.begin()).toMatchObject({ code: "apps-script-failed" });
  expect(running()).toMatchObject({ phase: "stopped", unknown: true, nextRow: 0 });
  sidebar.after = () => {};
  expect(await resumeWrite(sidebar.app, "t")).toBeNull();
  expect(sidebar.column).toEqual(["Name", ...names(3)]);
});

test("rows that a person took out with Ctrl+Z before the retry are told, and a new press inserts them", async () => {
  sidebar.after = (name) => {
    if (name === "apply" || name === "checkWrite") throw new Error("Network failure");
  };
  await sidebar.begin();
  sidebar.after = () => {};
  sidebar.writing.put(0, 0, [
    [null, null],
    [null, null],
    [null, null],
    [null, null],
  ]);
  expect(await resumeWrite(sidebar.app, "t")).toMatchObject({ code: "no-longer-there" });
  expect(running()).toBeUndefined();
  expect(await sidebar.begin()).toBeNull();
  expect(sidebar.column).toEqual(["Name", ...names(3)]);
});

test("a place that changed since the plan ends the write: nothing went in", async () => {
  sidebar.before = (name) => {
    if (name === "apply") sidebar.writing.put(1, 0, [["mine"]]);
  };
  expect(await sidebar.begin()).toMatchObject({ code: "conflict", params: { a1: "A1:B4" } });
  expect(running()).toBeUndefined();
  expect(sidebar.column).toEqual([null, "mine"]);
});

test("with several accounts the fault names the one that opened the sheet", async () => {
  sidebar.before = (name) => {
    if (name === "apply") throw new Error("PERMISSION_DENIED");
  };
  expect(await sidebar.begin()).toMatchObject({ code: "several-accounts" });
  expect(running()).toBeUndefined();
});

test("a write over other cells that was killed in its first part goes on as it was agreed to", async () => {
  sidebar.writing.put(0, 0, [["old"], ["older"], ["oldest"]]);
  sidebar.writing.beforeCalls((call) => {
    if (call === "Range.setValues") killed = true;
    if (killed) throw new Error("Service Spreadsheets failed while accessing document with id x.");
  });
  let killed = false;
  expect(await sidebar.begin()).toMatchObject({ code: "not-taken-back" });
  sidebar.writing.beforeCalls(() => {});
  const again = sidebar.reopened(sidebar.table);
  await listWrites(again.app);
  const [write] = again.app.store.state.writes.list ?? [];
  expect(write).toMatchObject({ nextRow: 0, state: "unfinished" });
  if (write) await continueWrite(again.app, write);
  expect(again.app.store.state.writes.running.t).toBeUndefined();
  expect(sidebar.column).toEqual(["Name", ...names(3)]);
  await takeBack(again.app, write?.writeId ?? "");
  expect(sidebar.column).toEqual(["old", "older", "oldest"]);
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
  expect(sidebar.column).toEqual(["Name", ...names(2)]);
});

test("a write whose table has changed since is not continued", async () => {
  await sidebar.begin();
  const again = sidebar.reopened(tableOf(things(3), { version: 2 }));
  await listWrites(again.app);
  const [write] = again.app.store.state.writes.list ?? [];
  const unfinished = write && { ...write, nextRow: 1, state: "unfinished" as const };
  await expect(unfinished && continueWrite(again.app, unfinished)).rejects.toMatchObject({
    info: { code: "table-changed" },
  });
});

test("an undo whose answer is lost is not said to have failed", async () => {
  await sidebar.begin();
  sidebar.after = (name) => {
    if (name === "undo") throw new Error("Network failure");
  };
  const writeId = listed()[0]?.writeId ?? "";
  await takeBack(sidebar.app, writeId);
  expect(sidebar.app.store.state.writes.undos[writeId]).toMatchObject({ phase: "done", failure: null });
  expect(sidebar.column).toEqual([]);
});

test("cells that were edited since are left by an undo and named", async () => {
  await sidebar.begin();
  sidebar.writing.put(2, 1, [[99]]);
  const writeId = listed()[0]?.writeId ?? "";
  await takeBack(sidebar.app, writeId);
  expect(sidebar.app.store.state.writes.undos[writeId]).toMatchObject({
    ...{ phase: "done", conflictCount: 1, conflicts: [{ a1: "B3", now: "99" }] },
  });
});
