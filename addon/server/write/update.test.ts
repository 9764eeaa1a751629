import { beforeEach, expect, test } from "vitest";
import type { WriteTable } from "../../rpc.ts";
import type { WriteOptions, WriteTarget } from "../../writes.ts";
import { invoices, WritingInVm } from "../../writing-in-vm.ts";

let writing: WritingInVm;
beforeEach(async () => {
  writing = await WritingInVm.open();
  writing.put(0, 0, [
    ["No", "Date", "Amount"],
    ["001", { value: 46_000, format: "yyyy-mm-dd" }, 5],
  ]);
});

const rect = (row: number, rows = 1, columns = 4) => ({ row, column: 0, rows, columns });
const update: WriteTarget = { kind: "update", writeId: "write-1" };
const rowIds = ["a", "b"];

test("a new version of a table updates its rows in the sheet, adds its new column, and can be undone", () => {
  writing.write({ kind: "append" }, { ...invoices, rowIds });
  const was = writing.values({ row: 0, column: 0, rows: 5, columns: 4 });
  const version: WriteTable = {
    ...invoices,
    columns: [...invoices.columns, { name: "Due", type: "text" }],
    rows: [
      [{ value: "008" }, { value: null }, { value: -6 }, { value: "soon" }],
      [{ value: "009" }, { value: null }, { value: 9 }, { value: "later" }],
    ],
    rowIds: ["b", "c"],
  };
  expect(writing.plan(update, version)).toMatchObject({ addedRows: 1, changedRows: 1, conflictCount: 0 });
  writing.write(update, version, "write-2");
  expect(writing.values({ row: 0, column: 0, rows: 5, columns: 4 })).toEqual([
    ["No", "Date", "Amount", "Due"],
    ["001", 46000, 5, null],
    ["007", 46349, 1200.5, null],
    ["008", null, -6, "soon"],
    ["009", null, 9, "later"],
  ]);
  writing.app.call("undo", { writeId: "write-2" });
  expect(writing.values({ row: 0, column: 0, rows: 5, columns: 4 })).toEqual(was);
});

test("a new version finds its rows where an earlier part was written before the rows had ids", () => {
  const [first = [], second = []] = invoices.rows;
  const { target, hash } = writing.plan({ kind: "append" });
  const apply = (from: number, planHash: string | null, of: WriteTable) =>
    writing.app.call("apply", { writeId: "w", table: of, target, planHash, part: { from, of: null } });
  apply(0, hash, invoices);
  apply(2, null, { ...invoices, rows: [[{ value: "009" }, { value: null }, { value: 9 }]], rowIds: ["c"] });
  const was = writing.values({ row: 0, column: 0, rows: 5, columns: 3 });
  const version: WriteTable = {
    ...invoices,
    rows: [first, second, [{ value: "009" }, { value: null }, { value: 10 }]],
    rowIds: ["a", "b", "c"],
  };
  expect(writing.plan({ kind: "update", writeId: "w" }, version)).toMatchObject({
    ...{ addedRows: 0, changedRows: 1, conflictCount: 0 },
  });
  writing.write({ kind: "update", writeId: "w" }, version, "w2");
  expect(writing.values({ row: 0, column: 0, rows: 5, columns: 3 })).toEqual([
    ...was.slice(0, 4),
    ["009", null, 10],
  ]);
});

/** The invoices appended, and a version of them without the first. */
function withoutFirst(): WriteTable {
  writing.write({ kind: "append" }, { ...invoices, rowIds });
  return { ...invoices, rows: invoices.rows.slice(1), rowIds: ["b"] };
}

function updateTo(table: WriteTable, options: WriteOptions) {
  const plan = writing.app.call("plan", { table, target: update, options });
  const args = { writeId: "write-2", table, target: plan.target, planHash: plan.hash, options };
  return { plan, apply: () => writing.app.call("apply", args) };
}

test("a row that a new version no longer has is asked about, and stays where nobody says yes", () => {
  const version = withoutFirst();
  const was = writing.values(rect(0, 4));
  for (const options of [{}, { blankDropped: false }]) {
    const { plan, apply } = updateTo(version, options);
    expect(plan.questions).toEqual([
      { code: "dropped-rows", option: "blankDropped", answer: false, params: { count: 1 } },
    ]);
    expect(plan).toMatchObject({ changedRows: 0, changedCells: 0 });
    expect(apply()).toMatchObject({ cells: 0 });
    expect(writing.values(rect(0, 4))).toEqual(was);
  }
});

test("a dropped row is shown cell by cell, blanked with its note, and comes back by an undo", () => {
  const version = withoutFirst();
  writing.put(2, 3, [["mine, beside"]]);
  writing.grid.setNotes(0, rect(2, 1, 1), [["Rowsmith: to check"]]);
  const was = writing.grid.contents(0);
  const { plan, apply } = updateTo(version, { blankDropped: true });
  expect(plan).toMatchObject({ changedRows: 1, addedRows: 0, changedCells: 3 });
  expect(plan.changes).toMatchObject([
    { a1: "A3", before: "007", after: "" },
    { a1: "B3", before: "2026-11-23", after: "" },
    { a1: "C3", before: { value: 1200.5 }, after: "" },
  ]);
  apply();
  expect(writing.values(rect(2, 2))).toEqual([
    [null, null, null, "mine, beside"],
    ["008", null, -5, null],
  ]);
  expect(writing.grid.notes(0, rect(2, 1, 1))).toEqual([[""]]);
  expect(writing.app.call("undo", { writeId: "write-2" }).conflicts).toEqual([]);
  expect(writing.grid.contents(0)).toEqual(was);
});

test("a dropped row that was edited since is left alone and told", () => {
  const version = withoutFirst();
  writing.put(2, 2, [[99]]);
  const { plan, apply } = updateTo(version, { blankDropped: true });
  expect(plan.conflicts).toEqual([{ code: "edited", a1: "A3", before: "007", after: "" }]);
  apply();
  expect(writing.values(rect(2, 1, 3))).toEqual([["007", 46349, 99]]);
});

test("a dropped row that a person has emptied or deleted already is no question", () => {
  const version = withoutFirst();
  writing.put(2, 0, [[null, null, null]]);
  expect(updateTo(version, {}).plan.questions).toEqual([]);
  writing.grid.deleteRows(0, 2, 1);
  expect(updateTo(version, {}).plan.questions).toEqual([]);
});

test("a row that a person deleted in the sheet is told as gone, not written into another's place", () => {
  writing.write({ kind: "append" }, { ...invoices, rowIds });
  writing.grid.deleteRows(0, 2, 1);
  const [first = [], second = []] = invoices.rows;
  const rows = [[...first.slice(0, 2), { value: 1 }], second];
  const { plan, apply } = updateTo({ ...invoices, rows, rowIds }, {});
  expect(plan.conflicts).toEqual([{ code: "row-gone", a1: "", before: "", after: "007" }]);
  apply();
  expect(writing.values(rect(1, 3, 3))).toEqual([
    ["001", 46000, 5],
    ["008", null, -5],
    [null, null, null],
  ]);
});

test("a column that a new version no longer has stays, and is told", () => {
  writing.write({ kind: "append" }, { ...invoices, rowIds });
  const columns = invoices.columns.slice(0, 2);
  const rows = invoices.rows.map((row) => row.slice(0, 2));
  const { plan } = updateTo({ ...invoices, columns, rows, rowIds }, {});
  expect(plan.warnings).toContainEqual({ code: "columns-dropped", params: { columns: "Amount" } });
});

test("a column that was renamed stays under its header, and what changed in it is written there", () => {
  writing.write({ kind: "append" }, { ...invoices, rowIds });
  const renamed = invoices.columns.map((column) => ({ ...column, name: `New ${column.name}` }));
  const [first = [], second = []] = invoices.rows;
  const more = [...invoices.rows, [{ value: "009" }, { value: "2026-01-02" }, { value: 3 }]];
  writing.app.call("undo", { writeId: "write-1" });
  writing.write({ kind: "append" }, { ...invoices, rows: more, rowIds: ["a", "b", "c"] }, "write-3");
  const rows = [first, [...second.slice(0, 2), { value: -6 }], more[2] ?? []];
  const version = { ...invoices, columns: renamed, rows, rowIds: ["a", "b", "c"] };
  const target: WriteTarget = { kind: "update", writeId: "write-3" };
  const plan = writing.plan(target, version);
  expect(plan.changes).toMatchObject([{ a1: "C4", column: "Amount", after: { value: -6 } }]);
  expect(plan.warnings).toEqual([
    {
      code: "columns-renamed",
      params: { columns: "New No → No, New Date → Date, New Amount → Amount" },
    },
  ]);
  writing.apply(plan, version, "write-2");
  expect(writing.values(rect(0, 1, 3))).toEqual([["No", "Date", "Amount"]]);
  expect(writing.plan({ kind: "update", writeId: "write-2" }, version).changedCells).toBe(0);
});

test("a column with another name and other cells is a new one beside the old", () => {
  writing.write({ kind: "append" }, { ...invoices, rowIds });
  const columns = [...invoices.columns.slice(0, 2), { name: "Paid", type: "boolean" as const }];
  const rows = invoices.rows.map((row) => [...row.slice(0, 2), { value: true }]);
  const { plan } = updateTo({ ...invoices, columns, rows, rowIds }, {});
  expect(plan).toMatchObject({ changedCells: 0, newCells: 3 });
  expect(plan.warnings).toContainEqual({ code: "columns-dropped", params: { columns: "Amount" } });
});

test("rows that went in before they had ids are found by those of the version that was written", () => {
  writing.write({ kind: "append" }, invoices);
  const [, second = []] = invoices.rows;
  const mended = [...second.slice(0, 2), { value: -6 }];
  const version = { ...invoices, rows: [mended], rowIds: ["b"], writtenRowIds: rowIds };
  const { plan, apply } = updateTo(version, { blankDropped: true });
  expect(plan).toMatchObject({ changedRows: 2, addedRows: 0, conflictCount: 0 });
  apply();
  expect(writing.values(rect(2, 2, 3))).toEqual([
    ["008", null, -6],
    [null, null, null],
  ]);
});
