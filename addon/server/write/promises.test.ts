import { beforeEach, describe, expect, test } from "vitest";
import type { Cell, Column } from "../../../backend/contract/cells.ts";
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

describe("once", () => {
  test("the same write id again gives the same receipt and writes nothing", () => {
    writing.put(0, 0, [["No"], ["1"]]);
    const plan = writing.plan(append);
    const { changed: _, ...receipt } = writing.apply(plan);
    const was = writing.contents();
    expect(writing.apply(plan)).toEqual({ ...receipt, calls: expect.any(Number), standing: "there" });
    expect(writing.contents()).toEqual(was);
  });

  test("a write id that was used for another plan is refused", () => {
    writing.write(atSelection);
    writing.select(20, 0);
    expect(() => writing.write(atSelection)).toThrow(problem("write-id-reused"));
    expect(writing.grid.extent(0).rows).toBe(3);
  });

  test("receipts stay small: the oldest make room", () => {
    for (let number = 0; number < 80; number++) {
      writing.select(number * 5, 0);
      writing.write(atSelection, invoices, `write-${number}`);
    }
    expect(writing.write(atSelection, invoices, "last").writeId).toBe("last");
  });

  test("somebody else's lock is waited for and then told", async () => {
    writing = await WritingInVm.open({ isLockFree: () => false });
    const plan = writing.plan(atSelection);
    expect(() => writing.write(atSelection)).toThrow(problem("busy"));
    expect(plan.rows).toBe(2);
  });
});

describe("conflict", () => {
  test.each<[string, () => void]>([
    ["a value", () => writing.put(1, 1, [["mine"]])],
    ["a formula", () => writing.put(1, 1, [[{ value: null, formula: "=A1" }]])],
  ])("when %s appeared in between, nothing is written", (_what, edit) => {
    const plan = writing.plan(atSelection);
    edit();
    const was = writing.contents();
    expect(() => writing.apply(plan)).toThrow(problem("conflict", "A1:C3"));
    expect(writing.contents()).toEqual(was);
  });

  test("when rows were added to the table in between, nothing is written", () => {
    writing.put(0, 0, [["No"], ["1"]]);
    const plan = writing.plan(append);
    writing.put(2, 0, [["2"]]);
    expect(() => writing.apply(plan)).toThrow(problem("conflict"));
  });

  test("when the sheet is gone, it is told", () => {
    writing.grid.insertSheet("Second", 1);
    const plan = writing.plan(atSelection);
    writing.grid.deleteSheet(1);
    expect(() => writing.apply(plan)).toThrow(problem("place-gone"));
  });

  test("a formula whose value moves is none", async () => {
    let clock = 0;
    writing = await WritingInVm.open({ calculate: () => ++clock });
    writing.put(9, 0, [[{ value: null, formula: "=NOW()" }]]);
    writing.select(9, 0);
    expect(writing.write(atSelection).rows).toBe(2);
  });
});

describe("refused before anything is written, naming the cell", () => {
  test.each<[string, string, string, () => void]>([
    ["a protected range", "protected-range", "B2", () => writing.grid.protections(0).push(rect(1, 1))],
    [
      "merged cells",
      "merged-cells",
      "B2:C2",
      () => writing.grid.merges(0).push({ ...rect(1, 1), columns: 2 }),
    ],
    [
      "a validation that rejects",
      "validation-rejects",
      "A3",
      () =>
        writing.grid
          .rules(0)
          .push({ rect: rect(2, 0), criteria: "VALUE_IN_LIST", values: ["007"], rejects: true }),
    ],
  ])("%s", (_what, code, cell, stand) => {
    stand();
    const was = writing.contents();
    expect(() => writing.plan(atSelection)).toThrow(problem(code, cell));
    expect(writing.contents()).toEqual(was);
  });

  const rect = (row: number, column: number) => ({ row, column, rows: 1, columns: 1 });

  test("a validation that takes the value, or only warns, is no obstacle", () => {
    writing.grid
      .rules(0)
      .push({ rect: rect(2, 0), criteria: "VALUE_IN_LIST", values: ["008"], rejects: true });
    writing.grid
      .rules(0)
      .push({ rect: rect(1, 0), criteria: "VALUE_IN_LIST", values: ["x"], rejects: false });
    expect(writing.write(atSelection).rows).toBe(2);
  });

  test("more columns than a sheet can have", () => {
    writing.grid.deleteRows(0, 1, 900);
    writing.grid.insertColumns(0, 26, 18_252);
    writing.select(0, 18_276);
    expect(() => writing.plan(atSelection)).toThrow(problem("too-many-columns", "18278"));
  });

  test("more cells than a spreadsheet can have", () => {
    writing.grid.insertRows(0, 1_000, 383_600);
    writing.select(384_590, 0);
    const long = { ...invoices, rows: Array.from({ length: 60 }, () => invoices.rows[0] ?? []) };
    expect(() => writing.plan(atSelection, long)).toThrow(problem("spreadsheet-full", "10000000"));
  });
});

describe("all or nothing", () => {
  const before3 = () =>
    writing.put(0, 0, [
      ["old", "=kept as text", { value: null, formula: "=A1" }],
      ["x", 7, true],
    ]);

  test.each(["Range.setNumberFormats", "Range.setValues", "SpreadsheetApp.flush", "Range.getFormulas"])(
    "a fault at %s after the write began leaves the sheet as it was",
    (call) => {
      before3();
      const plan = writing.plan(atSelection);
      const was = writing.contents();
      let begun = false;
      let failed = false;
      writing.beforeCalls((name) => {
        begun ||= name === "Range.setNumberFormats";
        if (!begun || failed || name !== call) return;
        failed = true;
        throw new Error("Service Spreadsheets failed while accessing document with id x.");
      });
      expect(() => writing.apply(plan)).toThrow(problem("google-unavailable"));
      expect(failed).toBe(true);
      expect(writing.contents()).toEqual(was);
      expect(writing.apply(plan).rows).toBe(2);
    },
  );

  test.each<[string, WriteTarget, () => void]>([
    ["grown", atSelection, () => writing.select(998, 24)],
    ["inserted", append, () => writing.put(0, 0, [["No"], ["1"], [null], ["Total"]])],
    ["a new sheet", { kind: "new-sheet" }, () => {}],
  ])("what was %s goes away again", (_what, target, arrange) => {
    arrange();
    const plan = writing.plan(target);
    const was = [writing.contents(), writing.grid.sheets()];
    writing.beforeCall("SpreadsheetApp.flush", () => {
      throw new Error("boom");
    });
    expect(() => writing.apply(plan)).toThrow(problem("internal"));
    expect([writing.contents(), writing.grid.sheets()]).toEqual(was);
  });

  test("a formula that the plan did not hold is taken back", () => {
    const plan = writing.plan(atSelection);
    const was = writing.contents();
    writing.beforeCall("SpreadsheetApp.flush", () => {
      writing.put(1, 0, [[{ value: null, formula: "=IMAGE(A1)" }]]);
    });
    expect(() => writing.apply(plan)).toThrow(problem("not-as-planned", "A2"));
    expect(writing.contents()).toEqual(was);
  });

  test("a protection that came in between is named and nothing is written", () => {
    const plan = writing.plan(atSelection);
    writing.grid.protections(0).push({ row: 2, column: 2, rows: 5, columns: 5 });
    const was = writing.contents();
    expect(() => writing.apply(plan)).toThrow(problem("protected-range", "C3"));
    expect(writing.contents()).toEqual(was);
  });

  test("what cannot be taken back is told, and where to look", () => {
    const plan = writing.plan(atSelection);
    writing.beforeCalls((name) => {
      if (name === "Range.setValues") throw new Error("boom");
    });
    expect(() => writing.apply(plan)).toThrow(problem("not-taken-back", "A1:C3"));
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
  const big: WriteTable = { title: "Big", columns: wide, rows: Array.from({ length: 2_000 }, () => line) };

  test.each<[string, WriteTarget]>([
    ["selection", { kind: "selection", header: true }],
    ["append", { kind: "append" }],
    ["new-sheet", { kind: "new-sheet" }],
  ])("to %s are 12 or fewer, whatever the number of rows, as the receipt says", (_kind, target) => {
    if (target.kind === "append") writing.put(0, 0, [wide.map(({ name }) => name), wide.map(() => "x")]);
    const plan = writing.plan(target, big);
    writing.app.calls.names.length = 0;
    const { calls, rows: written } = writing.apply(plan, big);
    const made = writing.app.calls.names.filter((name) => !navigation.test(name.split(".")[1] ?? ""));
    expect(written).toBe(2_000);
    expect(calls).toBe(made.length);
    expect(calls).toBeLessThanOrEqual(12);
  });
});
