import { beforeEach, describe, expect, test } from "vitest";
import type { WriteTable } from "../../rpc.ts";
import type { WriteTarget } from "../../writes.ts";
import { invoices, WritingInVm } from "../../writing-in-vm.ts";

let writing: WritingInVm;
beforeEach(async () => {
  writing = await WritingInVm.open();
});

const table = () =>
  writing.put(0, 0, [
    ["No", "Date", "Amount"],
    ["001", { value: 46000, format: "dd.mm.yyyy" }, 5],
  ]);
const upsert: WriteTarget = { kind: "upsert", keys: ["No"] };

describe("undo takes a write back", () => {
  test.each<[string, WriteTarget, () => void]>([
    ["at the selection", { kind: "selection", header: true }, () => {}],
    [
      "over what was there",
      { kind: "selection", header: true },
      () => writing.put(0, 0, [["old", { value: 7, format: "0.0" }, { value: null, formula: "=A1" }]]),
    ],
    ["under a table", { kind: "append" }, table],
    [
      "between a table and what stands below",
      { kind: "append" },
      () => writing.put(0, 0, [["No"], ["1"], [null], ["Total"]]),
    ],
    ["in a new sheet", { kind: "new-sheet" }, () => {}],
    [
      "of rows found by their key",
      upsert,
      () =>
        writing.put(0, 0, [
          ["No", "Amount"],
          ["007", 1],
          ["009", 2],
        ]),
    ],
    [
      "of blank cells alone",
      { kind: "fill-empty", keys: ["No"] },
      () =>
        writing.put(0, 0, [
          ["No", "Amount"],
          ["007", null],
        ]),
    ],
  ])("%s: values, formulas and formats are as they were", (_what, target, arrange) => {
    arrange();
    const was = [writing.contents(), writing.grid.sheets()];
    writing.write(target);
    expect([writing.contents(), writing.grid.sheets()]).not.toEqual(was);
    const undone = writing.app.call("undo", { writeId: "write-1" });
    expect(undone).toMatchObject({ conflictCount: 0, partsLeft: 0 });
    expect([writing.contents(), writing.grid.sheets()]).toEqual(was);
    expect(writing.app.call("listWrites", {}).writes).toMatchObject([{ state: "undone", name: "Invoices" }]);
  });

  test("rows that cover nothing take nothing to undo, however many: no hidden sheet is named, and none is made", () => {
    const rows = Array.from({ length: 2_000 }, (_, at) => [
      { value: `N-${at}` },
      { value: null },
      { value: at },
    ]);
    const table = { ...invoices, rows };
    for (const kind of ["new-sheet", "append"] as const) {
      const plan = writing.plan({ kind }, table);
      expect([plan.undo, plan.warnings]).toEqual(["properties", []]);
      writing.apply(plan, table, kind);
      expect(writing.app.call("listWrites", {}).writes[0]?.undo).toBe("properties");
    }
    expect(writing.grid.sheets().map(({ name }) => name)).not.toContain("_rowsmith_undo");
  });

  test("a cell that was edited since is told and left alone, the others go", () => {
    table();
    writing.write({ kind: "append" });
    writing.put(2, 2, [[99]]);
    const undone = writing.app.call("undo", { writeId: "write-1" });
    expect(undone).toMatchObject({ conflicts: [{ a1: "C3", now: "99" }], conflictCount: 1 });
    expect(writing.values({ row: 2, column: 0, rows: 2, columns: 3 })).toEqual([
      [null, null, 99],
      [null, null, null],
    ]);
  });

  test("also after another write below it: rows that leave a hole are deleted", () => {
    table();
    writing.write({ kind: "append" }, invoices, "first");
    writing.write(
      { kind: "append" },
      { ...invoices, rows: [[{ value: "100" }, { value: null }, { value: 1 }]] },
      "second",
    );
    writing.app.call("undo", { writeId: "first" });
    expect(writing.values({ row: 1, column: 0, rows: 3, columns: 1 })).toEqual([["001"], ["100"], [null]]);
    writing.app.call("undo", { writeId: "second" });
    expect(writing.values({ row: 1, column: 0, rows: 2, columns: 1 })).toEqual([["001"], [null]]);
  });

  test("a listed write says of which table it is and what its next part is to be called with", () => {
    const named = { ...invoices, id: "table-1", version: 3 };
    const { hash, target } = writing.plan({ kind: "new-sheet" }, named);
    const options = { notes: "off" as const };
    const part = { from: 0, of: 5 };
    writing.app.call("apply", { writeId: "w", table: named, target, planHash: hash, options, part });
    const [listed] = writing.app.call("listWrites", {}).writes;
    expect(listed).toMatchObject({
      table: { id: "table-1", version: 3 },
      target,
      options,
      of: 5,
      nextRow: 2,
    });
    expect(listed?.state).toBe("unfinished");
    writing.write({ kind: "append" }, invoices, "unnamed");
    expect(writing.app.call("listWrites", {}).writes[0]).toMatchObject({ table: null, options: {}, of: 2 });
  });

  test("large replacements are kept on the hidden sheet, which the plan names", () => {
    const many = Array.from({ length: 1_200 }, (_, row) => [row]);
    writing.put(0, 0, many.slice(0, 1_000));
    writing.grid.insertRows(0, 1_000, 200);
    writing.put(0, 0, many);
    const what: WriteTable = {
      title: "Many",
      columns: [{ name: "A", type: "text" }],
      rows: many.map(([row]) => [{ value: `=${row}` }]),
    };
    const target: WriteTarget = { kind: "selection", header: false };
    const plan = writing.plan(target, what);
    expect([plan.undo, plan.warnings]).toEqual(["sheet", [{ code: "undo-sheet", params: {} }]]);
    writing.apply(plan, what);
    expect(writing.grid.sheets()).toMatchObject([
      { name: "Sheet1" },
      { name: "_rowsmith_undo", hidden: true },
    ]);
    expect(writing.app.call("undo", { writeId: "write-1" })).toMatchObject({
      cells: 1_200,
      conflictCount: 0,
    });
    expect(writing.values({ row: 0, column: 0, rows: 1_200, columns: 1 })).toEqual(many);
    expect(writing.app.call("clearWrites", {})).toEqual({ cleared: 1 });
    expect(writing.grid.sheets()).toHaveLength(1);
  });
});

describe("by key", () => {
  test("changed cells are updated, new rows go below, formulas and other columns stay", () => {
    writing.put(0, 0, [
      ["Amount", "No", "Note"],
      [1, 7, "keep"],
      [{ value: null, formula: "=1+1" }, "008", "keep too"],
      [3, "other", null],
    ]);
    const more: WriteTable = {
      ...invoices,
      rows: [...invoices.rows, [{ value: "new" }, { value: null }, { value: 4 }]],
    };
    const asked = writing.plan(upsert, more);
    expect(asked.questions).toMatchObject([{ code: "loose-keys", params: { ours: "007", theirs: "7" } }]);
    const options = { looseKeys: true };
    const plan = writing.app.call("plan", { table: more, target: upsert, options });
    expect(plan).toMatchObject({ addedRows: 1, changedRows: 1, changedCells: 2 });
    expect(plan.changes).toContainEqual({
      ...{ a1: "A2", column: "Amount", before: { value: 1, format: "General" } },
      after: { value: 1200.5, format: "[$€]#,##0.00" },
    });
    writing.app.call("apply", {
      writeId: "w",
      table: more,
      target: plan.target,
      planHash: plan.hash,
      options,
    });
    expect(writing.values({ row: 1, column: 0, rows: 4, columns: 3 })).toEqual([
      [1200.5, "007", "keep"],
      [null, "008", "keep too"],
      [3, "other", null],
      [4, "new", null],
    ]);
  });

  test("a key that stands in several rows is a conflict, shown and left alone", () => {
    writing.put(0, 0, [
      ["No", "Amount"],
      ["007", 1],
      ["007", 2],
    ]);
    const plan = writing.plan(upsert);
    expect(plan.conflicts).toMatchObject([{ code: "key-twice-in-sheet", a1: "A2" }]);
  });

  test("columns that moved and rows that were sorted meanwhile are followed", () => {
    writing.put(0, 0, [
      ["No", "Amount"],
      ["007", 1],
      ["008", 2],
    ]);
    const plan = writing.plan(upsert);
    writing.put(0, 0, [
      ["Amount", "No"],
      [2, "008"],
      [1, "007"],
    ]);
    writing.apply(plan);
    expect(writing.values({ row: 1, column: 0, rows: 2, columns: 2 })).toEqual([
      [-5, "008"],
      [1200.5, "007"],
    ]);
  });
});

test("a stream goes in by parts under one receipt, and out by parts", () => {
  const target = writing.plan({ kind: "selection", header: true });
  const apply = (from: number, planHash: string | null) =>
    writing.app.call("apply", {
      ...{ writeId: "w", table: invoices, target: target.target, planHash },
      part: { from, of: null },
    });
  apply(0, target.hash);
  expect(apply(2, null)).toMatchObject({ a1: "A1:C5", rows: 4, nextRow: 4, complete: false });
  expect(apply(2, null)).toMatchObject({ rows: 4, standing: "there" });
  expect(writing.app.call("checkWrite", { writeId: "w" })).toMatchObject({
    standing: "there",
    state: "written",
  });
  expect(writing.app.call("undo", { writeId: "w" })).toMatchObject({ rows: 2, partsLeft: 1 });
  expect(writing.app.call("undo", { writeId: "w" })).toMatchObject({ rows: 2, partsLeft: 0 });
  expect(writing.grid.extent(0)).toEqual({ rows: 0, columns: 0 });
});

test("the same table again is asked about, and rows that are gone are told by the repeated call", () => {
  const plan = writing.plan({ kind: "new-sheet" });
  writing.apply(plan);
  expect(writing.plan({ kind: "new-sheet" }).questions).toMatchObject([
    { code: "second-copy", params: { place: "Invoices!A1:C3" } },
  ]);
  writing.grid.deleteSheet(writing.grid.sheets()[1]?.id ?? 0);
  expect(writing.apply(plan)).toMatchObject({ standing: "gone" });
});
