import { beforeEach, describe, expect, test } from "vitest";
import type { Cell, Column } from "../../../backend/contract/cells.ts";
import type { GridRule } from "../../playground/grid.ts";
import type { WriteTable } from "../../rpc.ts";
import type { WriteOptions, WriteTarget } from "../../writes.ts";
import { invoices, WritingInVm } from "../../writing-in-vm.ts";

const atSelection: WriteTarget = { kind: "selection", header: true };
const append: WriteTarget = { kind: "append" };
let writing: WritingInVm;

beforeEach(async () => {
  writing = await WritingInVm.open();
});

const problem = (code: string, message = "") =>
  expect.objectContaining({ code, message: expect.stringContaining(message) });
const rect = (row: number, column: number, rows = 1, columns = 1) => ({ row, column, rows, columns });

function one(name: string, type: Column["type"], ...values: Cell["value"][]): WriteTable {
  return { title: "One", columns: [{ name, type }], rows: values.map((value) => [{ value }]) };
}

function plan(target: WriteTarget, options: WriteOptions, table = invoices) {
  return writing.app.call("plan", { table, target, options });
}

function write(target: WriteTarget, options: WriteOptions, table = invoices) {
  const { hash, target: placed } = plan(target, options, table);
  return writing.app.call("apply", { writeId: "w", table, target: placed, planHash: hash, options });
}

describe("data validation", () => {
  const day = new Date("2026-06-01T00:00:00Z");
  test.each<[GridRule["criteria"], GridRule["values"], WriteTable, WriteTable, string]>([
    ["VALUE_IN_LIST", ["yes"], one("A", "text", "yes"), one("A", "text", "no"), "no"],
    ["CHECKBOX", [], one("A", "boolean", true), one("A", "text", "x"), "x"],
    ["CHECKBOX", ["ja", "nein"], one("A", "text", "ja"), one("A", "boolean", true), "true"],
    ["NUMBER_BETWEEN", [1, 5], one("A", "number", 5), one("A", "number", 6), "6"],
    ["NUMBER_NOT_BETWEEN", [1, 5], one("A", "number", 6), one("A", "number", 1), "1"],
    ["NUMBER_GREATER_THAN", [1], one("A", "number", 2), one("A", "text", "2"), "2"],
    ["NUMBER_LESS_THAN_OR_EQUAL_TO", [1], one("A", "number", 1), one("A", "number", 2), "2"],
    ["NUMBER_EQUAL_TO", [7], one("A", "number", 7), one("A", "number", 8), "8"],
    ["DATE_IS_VALID_DATE", [], one("A", "date", "2026-01-01"), one("A", "date", "soon"), "soon"],
    ["DATE_AFTER", [day], one("A", "date", "2026-06-02"), one("A", "date", "2026-06-01"), "2026-06-01"],
    [
      "DATE_ON_OR_BEFORE",
      [day],
      one("A", "date", "2026-06-01"),
      one("A", "date", "2026-06-02"),
      "2026-06-02",
    ],
    ["TEXT_CONTAINS", ["@"], one("A", "text", "a@b"), one("A", "text", "ab"), "ab"],
    ["TEXT_DOES_NOT_CONTAIN", ["@"], one("A", "text", "ab"), one("A", "text", "a@b"), "a@b"],
    ["TEXT_IS_VALID_EMAIL", [], one("A", "email", "a@b.de"), one("A", "email", "nobody"), "nobody"],
  ])("%s %j takes what fits and names the cell of what does not", (criteria, values, fits, not, shown) => {
    writing.grid.setRules(0, [{ rect: rect(1, 0), criteria, values, rejects: true }]);
    expect(() => writing.plan(atSelection, not)).toThrow(problem("validation-rejects", "A2"));
    expect(() => writing.plan(atSelection, not)).toThrow(problem("validation-rejects", shown));
    expect(writing.grid.extent(0).rows).toBe(0);
    expect(writing.write(atSelection, fits).rows).toBe(1);
  });

  test("a rule with a formula is told, and what it refuses is not written", () => {
    const rule = { rect: rect(1, 0), criteria: "CUSTOM_FORMULA", values: ["=FALSE"], rejects: true };
    writing.grid.setRules(0, [rule]);
    const planned = writing.plan(atSelection);
    expect(planned.warnings).toEqual([{ code: "custom-rule", params: { cell: "A2" } }]);
    const was = writing.grid.contents(0);
    expect(() => writing.apply(planned)).toThrow(problem("validation-rejects", "A2"));
    expect(writing.grid.contents(0)).toEqual(was);
    writing.grid.setRules(0, [{ ...rule, values: ["=TRUE"] }]);
    expect(writing.write(atSelection).rows).toBe(2);
  });
});

describe("what Google alone knows", () => {
  test("a typed column refuses a text, and the sheet is as it was", () => {
    writing.grid.typedColumns(0).push(rect(1, 0, 5));
    const was = writing.grid.contents(0);
    expect(() => writing.write(atSelection)).toThrow(problem("typed-column"));
    expect(writing.grid.contents(0)).toEqual(was);
  });
});

describe("protection", () => {
  const sheet = { row: 0, column: 0, rows: 1_000, columns: 26 };

  test("of the whole sheet stops a write before it starts, naming its first cell", () => {
    writing.grid.protections(0).push({ ...sheet, open: [] });
    expect(() => writing.plan(atSelection)).toThrow(problem("protected-range", "A1"));
    expect(writing.grid.extent(0).rows).toBe(0);
  });

  test("of a sheet but for some ranges names the first cell outside them, and lets a write inside go", () => {
    writing.grid.protections(0).push({ ...sheet, open: [rect(0, 0, 10, 2), rect(0, 2, 1)] });
    expect(() => writing.plan(atSelection)).toThrow(problem("protected-range", "C2"));
    expect(writing.write(atSelection, one("A", "text", "x")).rows).toBe(1);
  });

  test("that only warns is no obstacle", () => {
    writing.grid.protections(0).push({ ...rect(0, 0, 5, 5), warningOnly: true });
    writing.grid.protections(0).push({ ...sheet, open: [], warningOnly: true });
    expect(writing.write(atSelection).rows).toBe(2);
  });
});

describe("what is hidden", () => {
  beforeEach(() => {
    writing.put(0, 0, [
      ["No", "Amount"],
      ["007", 1],
      ["008", 2],
    ]);
  });

  test("a hidden sheet and a filter are told, and rows come in all the same", () => {
    writing.grid.setHidden(0, true);
    writing.grid.setFilter(0, rect(0, 0, 3, 2));
    const planned = writing.plan(append);
    expect(planned.warnings.map(({ code }) => code)).toEqual([
      "columns-left-out",
      "sheet-hidden",
      "filter-on",
    ]);
    expect(writing.apply(planned).rows).toBe(2);
  });

  test.each(["filter", "person"] as const)("rows hidden by a %s are asked about and left where no", (by) => {
    writing.grid.hiddenRows(0).set(1, by);
    const target: WriteTarget = { kind: "upsert", keys: ["No"] };
    const asked = { code: "hidden-rows", option: "hiddenRows" };
    expect(plan(target, {}).questions).toMatchObject([{ ...asked, answer: true, params: { count: 1 } }]);
    expect(plan(target, { hiddenRows: false }).questions).toMatchObject([{ ...asked, answer: false }]);
    write(target, { hiddenRows: false });
    expect(writing.values(rect(1, 1, 2))).toEqual([[1], [-5]]);
  });
});

describe("a target that changed in between", () => {
  test("a sheet that was renamed is found by its id", () => {
    writing.put(0, 0, [["No"], ["1"]]);
    const planned = writing.plan(append);
    writing.grid.rename(0, "Archive");
    expect(writing.apply(planned)).toMatchObject({ sheet: "Archive", rows: 2 });
  });

  test("a header that was renamed is a conflict", () => {
    writing.put(0, 0, [["No"], ["1"]]);
    const planned = writing.plan(append);
    writing.put(0, 0, [["Number"]]);
    expect(() => writing.apply(planned)).toThrow(problem("conflict"));
  });
});

test("rows that a filter hid since the plan are not updated unseen", () => {
  writing.put(0, 0, [
    ["No", "Amount"],
    ["007", 1],
  ]);
  const planned = writing.plan({ kind: "upsert", keys: ["No"] });
  writing.grid.setFilter(0, rect(0, 0, 2, 2));
  writing.grid.hiddenRows(0).set(1, "filter");
  const was = writing.grid.contents(0);
  expect(() => writing.apply(planned)).toThrow(problem("conflict"));
  expect(writing.grid.contents(0)).toEqual(was);
});

describe("limits", () => {
  test("10,000,000 cells are reached and not passed", () => {
    writing.grid.insertRows(0, 1_000, 383_614);
    writing.select(384_613, 0);
    expect(writing.write({ kind: "selection", header: false }).rows).toBe(2);
    expect(writing.grid.sheets()[0]).toMatchObject({ rows: 384_615 });
    writing.select(384_614, 0);
    expect(() => writing.plan({ kind: "selection", header: false })).toThrow(problem("spreadsheet-full"));
  });

  test("a spreadsheet at 9,999,999 cells takes what it has room for, and no row more", () => {
    writing.grid.deleteRows(0, 0, 999);
    writing.grid.insertColumns(0, 26, 2_125);
    writing.grid.insertRows(0, 1, 4_648);
    expect(writing.grid.sheets()).toMatchObject([{ rows: 4_649, columns: 2_151 }]);
    expect(() => writing.plan({ kind: "new-sheet" })).toThrow(problem("spreadsheet-full"));
    writing.select(4_647, 0);
    expect(() => writing.plan(atSelection)).toThrow(problem("spreadsheet-full"));
    expect(writing.write({ kind: "selection", header: false }).rows).toBe(2);
  });

  test.each([
    [18_278, null],
    [18_279, "too-many-columns"],
  ])("a table of %i columns", (count, code) => {
    writing.grid.deleteRows(0, 2, 998);
    const columns = Array.from(
      { length: count },
      (_, index): Column => ({ name: `C${index}`, type: "text" }),
    );
    const wide = { title: "Wide", columns, rows: [columns.map(() => ({ value: "x" }))] };
    if (code) expect(() => writing.plan(atSelection, wide)).toThrow(problem(code, "18278"));
    else expect(writing.plan(atSelection, wide).newCells).toBe(count * 2);
  });

  test("a note of 60,000 characters is cut to a reminder", () => {
    const raw = "x".repeat(60_000);
    const table = { ...one("A", "text", "y"), rows: [[{ value: "y", raw }]] };
    write(atSelection, { notes: "all" }, table);
    const [[note = ""] = []] = writing.grid.notes(0, rect(1, 0));
    expect(note.length).toBeLessThan(600);
    expect(note).toMatch(/^Rowsmith: .*\n“x+…”$/);
  });

  test("one column and one row is a table", () => {
    expect(writing.write(atSelection, one("A", "text", "x")).a1).toBe("A1:A2");
  });
});

describe("days and zones", () => {
  test.each(["Pacific/Auckland", "America/Los_Angeles", "Asia/Kolkata", "Atlantic/Azores", "Etc/UTC"])(
    "in %s each day from 1899 to 9999 lands as that day, and undo finds it again",
    async (timeZone) => {
      writing = await WritingInVm.open({ timeZone });
      const days = ["1899-12-31", "1900-02-28", "1969-12-31", "2026-03-29", "2026-10-25", "9999-12-31"];
      writing.write({ kind: "selection", header: false }, one("A", "date", ...days));
      expect(writing.values(rect(0, 0, 6)).flat()).toEqual([1, 60, 25_568, 46_110, 46_320, 2_958_465]);
      expect(writing.app.call("undo", { writeId: "write-1" })).toMatchObject({ rows: 6, conflictCount: 0 });
    },
  );

  test("a day before the Gregorian calendar stays the text that it was", () => {
    writing.write({ kind: "selection", header: false }, one("A", "date", "1582-10-04", "0001-01-01"));
    expect(writing.values(rect(0, 0, 2)).flat()).toEqual(["1582-10-04", "0001-01-01"]);
  });
});
