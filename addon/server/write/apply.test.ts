import { beforeEach, describe, expect, test } from "vitest";
import type { WriteTable } from "../../rpc.ts";
import type { WriteTarget } from "../../writes.ts";
import { invoices, WritingInVm } from "../../writing-in-vm.ts";

const atSelection: WriteTarget = { kind: "selection", header: true };
const append: WriteTarget = { kind: "append" };
let writing: WritingInVm;

beforeEach(async () => {
  writing = await WritingInVm.open();
});

const problem = (code: string, message = "") =>
  expect.objectContaining({ code, message: expect.stringContaining(message) });

describe("at the selection", () => {
  test("a header row and typed rows land from the active cell on, with their formats", () => {
    writing.select(1, 1);
    const receipt = writing.write(atSelection);
    expect(receipt).toMatchObject({ a1: "B2:D4", sheet: "Sheet1", rows: 2, cells: 9 });
    expect(writing.values({ row: 1, column: 1, rows: 3, columns: 3 })).toEqual([
      ["No", "Date", "Amount"],
      ["007", 46349, 1200.5],
      ["008", null, -5],
    ]);
    const formats = writing.grid
      .read(0, { row: 2, column: 1, rows: 1, columns: 3 })[0]
      ?.map(({ format }) => format);
    expect(formats).toEqual(["@", "yyyy-mm-dd", "[$€]#,##0.00"]);
  });

  test("without a header only rows land", () => {
    writing.write({ kind: "selection", header: false });
    expect(writing.values({ row: 0, column: 0, rows: 1, columns: 3 })).toEqual([["007", 46349, 1200.5]]);
  });

  test("the plan names every cell that would be covered and changes nothing", () => {
    writing.put(1, 0, [["old", { value: 46349, format: "yyyy-mm-dd" }, { value: null, formula: "=NOW()" }]]);
    const was = writing.contents();
    const plan = writing.plan(atSelection);
    expect(plan).toMatchObject({
      a1: "A1:C3",
      newCells: 5,
      changedCells: 2,
      untouchedCells: 1,
      blankCells: 1,
    });
    expect(plan.changes).toMatchObject([
      { a1: "A2", before: "old", after: "007" },
      { a1: "C2", before: "=NOW()", after: { value: 1200.5 } },
    ]);
    expect(writing.contents()).toEqual(was);
  });

  test("only the first 200 changes are listed", () => {
    const many = Array.from({ length: 300 }, (_, row) => [{ value: `new ${row}` }]);
    writing.put(
      0,
      0,
      Array.from({ length: 300 }, () => ["old"]),
    );
    const what: WriteTable = { title: "", columns: [{ name: "A", type: "text" }], rows: many };
    const plan = writing.plan({ kind: "selection", header: false }, what);
    expect([plan.changedCells, plan.changes.length]).toEqual([300, 200]);
  });

  test("the sheet grows for what does not fit", () => {
    writing.select(999, 25);
    expect(writing.write(atSelection).a1).toBe("Z1000:AB1002");
    expect(writing.grid.sheets()[0]).toMatchObject({ rows: 1002, columns: 28 });
  });

  test("what was planned is written although the cursor moved on", () => {
    writing.select(4, 0);
    const plan = writing.plan(atSelection);
    writing.select(20, 7);
    writing.apply(plan);
    expect(writing.values({ row: 4, column: 0, rows: 1, columns: 1 })).toEqual([["No"]]);
  });
});

describe("append", () => {
  test("rows go under the table, each column under its header, others are left alone", () => {
    writing.put(0, 0, [
      ["amount", "Note", "NO.", "Date"],
      [1, "keep", "001", 46000],
    ]);
    writing.select(1, 1);
    const plan = writing.plan(append);
    expect(plan.mapping).toEqual([
      { column: "No", header: "NO." },
      { column: "Date", header: "Date" },
      { column: "Amount", header: "amount" },
    ]);
    expect(writing.write(append)).toMatchObject({ a1: "A3:D4", rows: 2 });
    expect(writing.values({ row: 1, column: 0, rows: 3, columns: 4 })).toEqual([
      [1, "keep", "001", 46000],
      [1200.5, null, "007", 46349],
      [-5, null, "008", null],
    ]);
  });

  test("a column without a header is left out and said so", () => {
    writing.put(0, 0, [["No"], ["1"]]);
    const plan = writing.plan(append);
    expect(plan.mapping[1]).toEqual({ column: "Date", header: null });
    expect(plan.warnings).toEqual([{ code: "columns-left-out", params: { columns: "Date, Amount" } }]);
  });

  test("a mapping puts columns elsewhere and makes new ones with their headers", () => {
    writing.put(0, 0, [["Number"], ["1"]]);
    writing.write({ kind: "append", mapping: ["Number", "Due", null] });
    expect(writing.values({ row: 0, column: 0, rows: 4, columns: 3 })).toEqual([
      ["Number", "Due", null],
      ["1", null, null],
      ["007", 46349, null],
      ["008", null, null],
    ]);
  });

  test("a new column does not cover the table beside it unseen", () => {
    writing.put(0, 0, [["No", null, "Other"]]);
    const plan = writing.plan({ kind: "append", mapping: ["No", "Date", "Amount"] });
    expect(plan.changes).toMatchObject([{ a1: "C1", before: "Other", after: "Amount" }]);
  });

  test("rows are inserted where something stands below the table", () => {
    writing.put(0, 0, [
      ["No", "Date"],
      ["1", 46000],
      [null, null],
      ["Total", 46000],
    ]);
    const plan = writing.plan(append);
    expect(plan).toMatchObject({ a1: "A3:B4", newCells: 3, blankCells: 1, changedCells: 0, changes: [] });
    expect(plan.warnings).toContainEqual({ code: "rows-inserted", params: { count: 2, row: 3 } });
    writing.write(append);
    expect(writing.values({ row: 1, column: 0, rows: 5, columns: 2 })).toEqual([
      ["1", 46000],
      ["007", 46349],
      ["008", null],
      [null, null],
      ["Total", 46000],
    ]);
  });

  test("the table is found from the blank cell under it, and from far away when it is the sheet's first", () => {
    writing.put(0, 0, [["No"], ["1"]]);
    for (const [row, column] of [
      [2, 0],
      [30, 9],
    ] as const) {
      writing.select(row, column);
      expect(writing.plan(append).a1).toBe("A3:A4");
    }
  });

  test("a sheet without a table is told", () => {
    expect(() => writing.plan(append)).toThrow(problem("no-table", "Sheet1"));
  });

  test("when no column has a place the plan shows it and nothing is written", () => {
    writing.put(0, 0, [["Something"], ["else"]]);
    const was = writing.contents();
    expect(() => writing.write(append)).toThrow(problem("no-matching-column"));
    expect(writing.contents()).toEqual(was);
  });
});

describe("new sheet", () => {
  test("it is named after the table, its header frozen", () => {
    const receipt = writing.write({ kind: "new-sheet" });
    expect(receipt).toMatchObject({ a1: "A1:C3", sheet: "Invoices", rows: 2 });
    const [, made] = writing.grid.sheets();
    expect(made).toMatchObject({ name: "Invoices", frozenRows: 1 });
    expect(writing.values({ row: 0, column: 0, rows: 2, columns: 3 }, made?.id)).toEqual([
      ["No", "Date", "Amount"],
      ["007", 46349, 1200.5],
    ]);
  });

  test.each([
    ["Sheet1", "Sheet1 (2)"],
    ["a[b]*c?/\\:d", "a b c d"],
    ["=IMAGE(A1)", "=IMAGE(A1)"],
    ["'quoted'", "quoted"],
    ["\u0000\u200b", "Table"],
    ["x".repeat(200), "x".repeat(47)],
  ])("the title %j becomes the name %j", (title, name) => {
    expect(writing.write({ kind: "new-sheet" }, { ...invoices, title }).sheet).toBe(name);
  });

  test("its name is made unique at the moment of writing", () => {
    const plan = writing.plan({ kind: "new-sheet" });
    writing.grid.insertSheet("Invoices", 1);
    const receipt = writing.apply(plan);
    expect(receipt.sheet).toBe("Invoices (2)");
  });
});

test("moments land as the spreadsheet's own clock shows them", async () => {
  writing = await WritingInVm.open({ timeZone: "Europe/Berlin" });
  const what: WriteTable = {
    title: "Calls",
    columns: [
      { name: "At", type: "datetime" },
      { name: "Long", type: "duration" },
      { name: "From", type: "time" },
    ],
    rows: [
      "2026-03-29T00:59:00Z",
      "2026-03-29T01:00:00Z",
      "2026-10-25T00:30:00Z",
      "1930-07-01T12:00:00+02:00",
    ].map((value) => [{ value }, { value: 90_000 }, { value: "23:59:59" }]),
  };
  writing.write({ kind: "selection", header: false }, what);
  const shown = writing.grid
    .read(0, { row: 0, column: 0, rows: 4, columns: 3 })
    .map(([at]) => Number(at?.value));
  expect(shown.map((serial) => Math.round((serial % 1) * 1_440))).toEqual([119, 180, 150, 660]);
});
