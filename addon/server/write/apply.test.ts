import { beforeEach, describe, expect, test } from "vitest";
import type { Cell, Column } from "../../../backend/contract/cells.ts";
import type { GridInput, GridRect, GridValue } from "../../playground/grid.ts";
import { MemoryGrid, type MemoryGridOptions } from "../../playground/memory-grid.ts";
import type { WriteTable, WriteTarget } from "../../rpc.ts";
import { openScript, type ScriptInVm } from "../../script-in-vm.ts";

const columns: Column[] = [
  { name: "No", type: "id" },
  { name: "Date", type: "date" },
  { name: "Amount", type: "currency" },
];
const rows: Cell[][] = [
  [{ value: "007" }, { value: "2026-11-23" }, { value: 1200.5, currency: "EUR" }],
  [{ value: "008" }, { value: null }, { value: -5, currency: "EUR" }],
];
const table: WriteTable = { title: "Invoices", columns, rows };
const atSelection: WriteTarget = { kind: "selection", header: true };
const append: WriteTarget = { kind: "append" };

/** Makes what happens ahead of a call: a test sets it to a fault or to a person's edit. */
let before: (call: string) => void;
let grid: MemoryGrid;
let app: ScriptInVm;

async function open(options: MemoryGridOptions = {}): Promise<void> {
  grid = new MemoryGrid(options);
  app = await openScript(grid, { before: (call) => before(call) });
}

beforeEach(() => {
  before = () => {};
  return open();
});

function put(row: number, column: number, lines: (GridValue | GridInput)[][]): void {
  const cells = lines.map((line) =>
    line.map((cell) => (typeof cell === "object" && cell !== null ? cell : { value: cell })),
  );
  grid.write(0, { row, column, rows: cells.length, columns: cells[0]?.length ?? 0 }, cells);
}

function select(row: number, column: number): void {
  grid.select(0, { row, column, rows: 1, columns: 1 });
}

/** Everything that a sheet holds, with what is not blank or `General` only. */
function contents(sheet = 0): unknown {
  const info = grid.sheets().find(({ id }) => id === sheet);
  if (!info) return null;
  const { rows: height, columns: width } = info;
  const cells = grid.read(sheet, { row: 0, column: 0, rows: Math.min(height, 60), columns: width });
  return { height, width, cells };
}

function values(rect: GridRect, sheet = 0): GridValue[][] {
  return grid.read(sheet, rect).map((line) => line.map(({ value }) => value));
}

function write(target: WriteTarget, what = table, writeId = "write-1") {
  const plan = app.call("plan", { table: what, target });
  return app.call("apply", { writeId, table: what, target: plan.target, planHash: plan.hash });
}

const problem = (code: string, message = "") =>
  expect.objectContaining({ code, message: expect.stringContaining(message) });

describe("at the selection", () => {
  test("a header row and typed rows land from the active cell on, with their formats", () => {
    select(1, 1);
    const receipt = write(atSelection);
    expect(receipt).toMatchObject({ a1: "B2:D4", sheet: "Sheet1", rows: 2, cells: 9 });
    expect(values({ row: 1, column: 1, rows: 3, columns: 3 })).toEqual([
      ["No", "Date", "Amount"],
      ["007", 46349, 1200.5],
      ["008", null, -5],
    ]);
    const formats = grid.read(0, { row: 2, column: 1, rows: 1, columns: 3 })[0]?.map(({ format }) => format);
    expect(formats).toEqual(["@", "yyyy-mm-dd", "[$€]#,##0.00"]);
  });

  test("without a header only rows land", () => {
    write({ kind: "selection", header: false });
    expect(values({ row: 0, column: 0, rows: 1, columns: 3 })).toEqual([["007", 46349, 1200.5]]);
  });

  test("the plan names every cell that would be covered and changes nothing", () => {
    put(1, 0, [["old", { value: 46349, format: "yyyy-mm-dd" }, { value: null, formula: "=NOW()" }]]);
    const was = contents();
    const plan = app.call("plan", { table, target: atSelection });
    expect(plan).toMatchObject({
      a1: "A1:C3",
      newCells: 5,
      changedCells: 2,
      untouchedCells: 1,
      blankCells: 1,
    });
    expect(plan.changes).toEqual([
      { a1: "A2", before: "old", after: "007" },
      { a1: "C2", before: "=NOW()", after: "1200.5" },
    ]);
    expect(contents()).toEqual(was);
  });

  test("only the first 200 changes are listed", () => {
    const many = Array.from({ length: 300 }, (_, row) => [{ value: `new ${row}` }]);
    put(
      0,
      0,
      Array.from({ length: 300 }, () => ["old"]),
    );
    const what: WriteTable = { title: "", columns: [{ name: "A", type: "text" }], rows: many };
    const plan = app.call("plan", { table: what, target: { kind: "selection", header: false } });
    expect([plan.changedCells, plan.changes.length]).toEqual([300, 200]);
  });

  test("the sheet grows for what does not fit", () => {
    select(999, 25);
    expect(write(atSelection).a1).toBe("Z1000:AB1002");
    expect(grid.sheets()[0]).toMatchObject({ rows: 1002, columns: 28 });
  });

  test("what was planned is written although the cursor moved on", () => {
    select(4, 0);
    const plan = app.call("plan", { table, target: atSelection });
    select(20, 7);
    app.call("apply", { writeId: "w", table, target: plan.target, planHash: plan.hash });
    expect(values({ row: 4, column: 0, rows: 1, columns: 1 })).toEqual([["No"]]);
  });
});

describe("append", () => {
  test("rows go under the table, each column under its header, others are left alone", () => {
    put(0, 0, [
      ["amount", "Note", "NO.", "Date"],
      [1, "keep", "001", 46000],
    ]);
    select(1, 1);
    const plan = app.call("plan", { table, target: append });
    expect(plan.mapping).toEqual([
      { column: "No", header: "NO." },
      { column: "Date", header: "Date" },
      { column: "Amount", header: "amount" },
    ]);
    expect(write(append)).toMatchObject({ a1: "A3:D4", rows: 2 });
    expect(values({ row: 1, column: 0, rows: 3, columns: 4 })).toEqual([
      [1, "keep", "001", 46000],
      [1200.5, null, "007", 46349],
      [-5, null, "008", null],
    ]);
  });

  test("a column without a header is left out and said so", () => {
    put(0, 0, [["No"], ["1"]]);
    const plan = app.call("plan", { table, target: append });
    expect(plan.mapping[1]).toEqual({ column: "Date", header: null });
    expect(plan.warnings).toEqual(["Left out, since no header matches: Date, Amount."]);
  });

  test("a mapping puts columns elsewhere and makes new ones with their headers", () => {
    put(0, 0, [["Number"], ["1"]]);
    write({ kind: "append", mapping: ["Number", "Due", null] });
    expect(values({ row: 0, column: 0, rows: 4, columns: 3 })).toEqual([
      ["Number", "Due", null],
      ["1", null, null],
      ["007", 46349, null],
      ["008", null, null],
    ]);
  });

  test("a new column does not cover the table beside it unseen", () => {
    put(0, 0, [["No", null, "Other"]]);
    const plan = app.call("plan", { table, target: { kind: "append", mapping: ["No", "Date", "Amount"] } });
    expect(plan.changes).toEqual([{ a1: "C1", before: "Other", after: "Amount" }]);
  });

  test("rows are inserted where something stands below the table", () => {
    put(0, 0, [
      ["No", "Date"],
      ["1", 46000],
      [null, null],
      ["Total", 46000],
    ]);
    const plan = app.call("plan", { table, target: append });
    expect(plan).toMatchObject({ a1: "A3:B4", newCells: 3, blankCells: 1, changedCells: 0, changes: [] });
    expect(plan.warnings).toContain("Something stands below the table: 2 rows are inserted from row 3 on.");
    write(append);
    expect(values({ row: 1, column: 0, rows: 5, columns: 2 })).toEqual([
      ["1", 46000],
      ["007", 46349],
      ["008", null],
      [null, null],
      ["Total", 46000],
    ]);
  });

  test("the table is found from the blank cell under it, and from far away when it is the sheet's first", () => {
    put(0, 0, [["No"], ["1"]]);
    for (const [row, column] of [
      [2, 0],
      [30, 9],
    ] as const) {
      select(row, column);
      expect(app.call("plan", { table, target: append }).a1).toBe("A3:A4");
    }
  });

  test("a sheet without a table is told", () => {
    expect(() => app.call("plan", { table, target: append })).toThrow(problem("no-table", "Sheet1"));
  });

  test("when no column has a place the plan shows it and nothing is written", () => {
    put(0, 0, [["Something"], ["else"]]);
    const was = contents();
    expect(() => write(append)).toThrow(problem("no-matching-column"));
    expect(contents()).toEqual(was);
  });
});

describe("new sheet", () => {
  test("it is named after the table, its header frozen", () => {
    const receipt = write({ kind: "new-sheet" });
    expect(receipt).toMatchObject({ a1: "A1:C3", sheet: "Invoices", rows: 2 });
    const [, made] = grid.sheets();
    expect(made).toMatchObject({ name: "Invoices", frozenRows: 1 });
    expect(values({ row: 0, column: 0, rows: 2, columns: 3 }, made?.id)).toEqual([
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
    expect(write({ kind: "new-sheet" }, { ...table, title }).sheet).toBe(name);
  });

  test("its name is made unique at the moment of writing", () => {
    const plan = app.call("plan", { table, target: { kind: "new-sheet" } });
    grid.insertSheet("Invoices", 1);
    const receipt = app.call("apply", { writeId: "w", table, target: plan.target, planHash: plan.hash });
    expect(receipt.sheet).toBe("Invoices (2)");
  });
});

describe("once", () => {
  test("the same write id again gives the same receipt and writes nothing", () => {
    put(0, 0, [["No"], ["1"]]);
    const plan = app.call("plan", { table, target: append });
    const args = { writeId: "w", table, target: plan.target, planHash: plan.hash };
    const receipt = app.call("apply", args);
    const was = contents();
    expect(app.call("apply", args)).toEqual(receipt);
    expect(contents()).toEqual(was);
  });

  test("a write id that was used for another plan is refused", () => {
    write(atSelection);
    select(20, 0);
    expect(() => write(atSelection)).toThrow(problem("write-id-reused"));
    expect(grid.extent(0).rows).toBe(3);
  });

  test("receipts stay small: the oldest make room", () => {
    for (let number = 0; number < 80; number++) {
      select(number * 5, 0);
      write(atSelection, table, `write-${number}`);
    }
    expect(write(atSelection, table, "last").writeId).toBe("last");
  });

  test("somebody else's lock is waited for and then told", async () => {
    app = await openScript(grid, { isLockFree: () => false });
    const plan = app.call("plan", { table, target: atSelection });
    expect(() => write(atSelection)).toThrow(problem("busy"));
    expect(plan.rows).toBe(2);
  });
});

describe("conflict", () => {
  test.each<[string, () => void]>([
    ["a value", () => put(1, 1, [["mine"]])],
    ["a formula", () => put(1, 1, [[{ value: null, formula: "=A1" }]])],
  ])("when %s appeared in between, nothing is written", (_what, edit) => {
    const plan = app.call("plan", { table, target: atSelection });
    edit();
    const was = contents();
    const args = { writeId: "w", table, target: plan.target, planHash: plan.hash };
    expect(() => app.call("apply", args)).toThrow(problem("conflict", "A1:C3"));
    expect(contents()).toEqual(was);
  });

  test("when rows were added to the table in between, nothing is written", () => {
    put(0, 0, [["No"], ["1"]]);
    const plan = app.call("plan", { table, target: append });
    put(2, 0, [["2"]]);
    const args = { writeId: "w", table, target: plan.target, planHash: plan.hash };
    expect(() => app.call("apply", args)).toThrow(problem("conflict"));
  });

  test("when the sheet is gone, it is told", () => {
    grid.insertSheet("Second", 1);
    const plan = app.call("plan", { table, target: atSelection });
    grid.deleteSheet(1);
    const args = { writeId: "w", table, target: plan.target, planHash: plan.hash };
    expect(() => app.call("apply", args)).toThrow(problem("conflict"));
  });

  test("a formula whose value moves is none", async () => {
    let clock = 0;
    await open({ calculate: () => ++clock });
    put(9, 0, [[{ value: null, formula: "=NOW()" }]]);
    select(9, 0);
    expect(write(atSelection).rows).toBe(2);
  });
});

describe("refused before anything is written, naming the cell", () => {
  test.each<[string, string, string, () => void]>([
    ["a protected range", "protected-range", "B2", () => grid.protections(0).push(rect(1, 1))],
    ["merged cells", "merged-cells", "B2:C2", () => grid.merges(0).push({ ...rect(1, 1), columns: 2 })],
    [
      "a validation that rejects",
      "validation-rejects",
      "A3",
      () => grid.rules(0).push({ rect: rect(2, 0), allowed: ["007"], rejects: true }),
    ],
  ])("%s", (_what, code, cell, stand) => {
    stand();
    const was = contents();
    expect(() => app.call("plan", { table, target: atSelection })).toThrow(problem(code, cell));
    expect(contents()).toEqual(was);
  });

  const rect = (row: number, column: number) => ({ row, column, rows: 1, columns: 1 });

  test("a validation that takes the value, or only warns, is no obstacle", () => {
    grid.rules(0).push({ rect: rect(2, 0), allowed: ["008"], rejects: true });
    grid.rules(0).push({ rect: rect(1, 0), allowed: ["x"], rejects: false });
    expect(write(atSelection).rows).toBe(2);
  });

  test("more columns than a sheet can have", () => {
    grid.deleteRows(0, 1, 900);
    grid.insertColumns(0, 26, 18_252);
    select(0, 18_276);
    expect(() => app.call("plan", { table, target: atSelection })).toThrow(
      problem("too-many-columns", "18278"),
    );
  });

  test("more cells than a spreadsheet can have", () => {
    grid.insertRows(0, 1_000, 383_600);
    select(384_590, 0);
    const long = { ...table, rows: Array.from({ length: 60 }, () => rows[0] ?? []) };
    expect(() => app.call("plan", { table: long, target: atSelection })).toThrow(
      problem("spreadsheet-full", "10000000"),
    );
  });
});

describe("all or nothing", () => {
  const before3 = () =>
    put(0, 0, [
      ["old", "=kept as text", { value: null, formula: "=A1" }],
      ["x", 7, true],
    ]);

  test.each(["Range.setNumberFormats", "Range.setValues", "SpreadsheetApp.flush", "Range.getFormulas"])(
    "a fault at %s after the write began leaves the sheet as it was",
    (call) => {
      before3();
      const plan = app.call("plan", { table, target: atSelection });
      const was = contents();
      let begun = false;
      let failed = false;
      before = (name) => {
        begun ||= name === "Range.setNumberFormats";
        if (!begun || failed || name !== call) return;
        failed = true;
        throw new Error("Service Spreadsheets failed while accessing document with id x.");
      };
      const args = { writeId: "w", table, target: plan.target, planHash: plan.hash };
      expect(() => app.call("apply", args)).toThrow(problem("google-unavailable"));
      expect(failed).toBe(true);
      expect(contents()).toEqual(was);
      expect(app.call("apply", args).rows).toBe(2);
    },
  );

  test.each<[string, WriteTarget, () => void]>([
    ["grown", atSelection, () => select(998, 24)],
    ["inserted", append, () => put(0, 0, [["No"], ["1"], [null], ["Total"]])],
    ["a new sheet", { kind: "new-sheet" }, () => {}],
  ])("what was %s goes away again", (_what, target, arrange) => {
    arrange();
    const plan = app.call("plan", { table, target });
    const was = [contents(), grid.sheets()];
    before = (name) => {
      if (name === "SpreadsheetApp.flush") {
        before = () => {};
        throw new Error("boom");
      }
    };
    const args = { writeId: "w", table, target: plan.target, planHash: plan.hash };
    expect(() => app.call("apply", args)).toThrow(problem("internal"));
    expect([contents(), grid.sheets()]).toEqual(was);
  });

  test("a formula that the plan did not hold is taken back", () => {
    const plan = app.call("plan", { table, target: atSelection });
    const was = contents();
    before = (name) => {
      if (name === "SpreadsheetApp.flush") {
        before = () => {};
        put(1, 0, [[{ value: null, formula: "=IMAGE(A1)" }]]);
      }
    };
    const args = { writeId: "w", table, target: plan.target, planHash: plan.hash };
    expect(() => app.call("apply", args)).toThrow(problem("not-as-planned", "A2"));
    expect(contents()).toEqual(was);
  });

  test("a protection that came in between is named and nothing is written", () => {
    const plan = app.call("plan", { table, target: atSelection });
    grid.protections(0).push({ row: 2, column: 2, rows: 5, columns: 5 });
    const was = contents();
    const args = { writeId: "w", table, target: plan.target, planHash: plan.hash };
    expect(() => app.call("apply", args)).toThrow(problem("protected-range", "C3"));
    expect(contents()).toEqual(was);
  });

  test("what cannot be taken back is told, and where to look", () => {
    const plan = app.call("plan", { table, target: atSelection });
    before = (name) => {
      if (name === "Range.setValues") throw new Error("boom");
    };
    const args = { writeId: "w", table, target: plan.target, planHash: plan.hash };
    expect(() => app.call("apply", args)).toThrow(problem("not-taken-back", "A1:C3"));
  });
});

describe("the number of calls", () => {
  const navigation =
    /getActive|getCurrent|getSheet|getRange|getSpreadsheet|getMax|getName|getIndex|getRow|getColumn|getNum(Rows|Columns)|offset/;
  const wide: Column[] = Array.from({ length: 10 }, (_, index) => ({
    name: `Column ${index}`,
    type: index % 2 ? "date" : "text",
  }));
  const line = wide.map((_, index): Cell => ({ value: index % 2 ? "2026-11-23" : "=1+1" }));
  const big: WriteTable = { title: "Big", columns: wide, rows: Array.from({ length: 10_000 }, () => line) };

  test.each<[string, WriteTarget]>([
    ["selection", { kind: "selection", header: true }],
    ["append", { kind: "append" }],
    ["new-sheet", { kind: "new-sheet" }],
  ])("10,000 × 10 cells to %s are 12 or fewer, as the receipt says", (_kind, target) => {
    if (target.kind === "append") put(0, 0, [wide.map(({ name }) => name), wide.map(() => "x")]);
    const plan = app.call("plan", { table: big, target });
    app.calls.names.length = 0;
    const { calls, rows: written } = app.call("apply", {
      writeId: "w",
      table: big,
      target: plan.target,
      planHash: plan.hash,
    });
    const made = app.calls.names.filter((name) => !navigation.test(name.split(".")[1] ?? ""));
    expect(written).toBe(10_000);
    expect(calls).toBe(made.length);
    expect(calls).toBeLessThanOrEqual(12);
  });
});

test("moments land as the spreadsheet's own clock shows them", async () => {
  await open({ timeZone: "Europe/Berlin" });
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
  write({ kind: "selection", header: false }, what);
  const shown = grid.read(0, { row: 0, column: 0, rows: 4, columns: 3 }).map(([at]) => Number(at?.value));
  expect(shown.map((serial) => Math.round((serial % 1) * 1_440))).toEqual([119, 180, 150, 660]);
});
