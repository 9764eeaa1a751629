import { expect, test } from "vitest";
import {
  fromUniverCell,
  fromUniverRange,
  isBlank,
  sheetNumber,
  toUniverCell,
  toUniverRange,
} from "./univer-cells.ts";

test.each([null, "text", "=1+1", "007", 0, -12.5, 46084, true, false])(
  "%o comes back as it was put in",
  (value) => {
    expect(fromUniverCell(toUniverCell({ value }), "", "")).toEqual({
      value,
      formula: "",
      format: "General",
    });
  },
);

test("an empty string is a blank cell", () => {
  expect(fromUniverCell(toUniverCell({ value: "" }), "", "").value).toBeNull();
});

test("a value replaces formula and rich text, and leaves the format unless one is given", () => {
  expect(toUniverCell({ value: 1 })).toEqual({ v: 1, t: 2, f: null, si: null, p: null });
  expect(toUniverCell({ value: 1, format: "0.00" }).s).toEqual({ n: { pattern: "0.00" } });
  expect(toUniverCell({ value: 1, format: "General" }).s).toEqual({ n: null });
});

test("a formula is put in without its result", () => {
  expect(toUniverCell({ value: 3, formula: "=1+2" })).toMatchObject({ f: "=1+2", v: null });
});

test("rich text is read as its text", () => {
  const p = { id: "d", documentStyle: {}, body: { dataStream: "two\rlines\r\n" } };
  expect(fromUniverCell({ p }, "", "").value).toBe("two\rlines");
});

test("a cell with nothing but a style is blank, one with a formula is not", () => {
  expect(isBlank({ s: "x" })).toBe(true);
  expect(isBlank(undefined)).toBe(true);
  expect(isBlank({ v: "" })).toBe(true);
  expect(isBlank({ f: "=A1" })).toBe(false);
  expect(isBlank({ v: 0 })).toBe(false);
});

test("a block is the same there and back; whole columns end where the sheet does", () => {
  const rect = { row: 2, column: 1, rows: 3, columns: 4 };
  expect(toUniverRange(rect)).toEqual({ startRow: 2, endRow: 4, startColumn: 1, endColumn: 4 });
  expect(fromUniverRange(toUniverRange(rect), { rows: 100, columns: 26 })).toEqual(rect);
  const column = { startRow: Number.NaN, endRow: Number.NaN, startColumn: 1, endColumn: 1 };
  expect(fromUniverRange(column, { rows: 100, columns: 26 })).toEqual({
    row: 0,
    column: 1,
    rows: 100,
    columns: 1,
  });
});

test("a sheet's number is its own where it has one, and stays the same otherwise", () => {
  expect(sheetNumber("0")).toBe(0);
  expect(sheetNumber("fqxqFS4_MY6GiLkPVM3Tw")).toBe(sheetNumber("fqxqFS4_MY6GiLkPVM3Tw"));
  expect(sheetNumber("a")).not.toBe(sheetNumber("b"));
  expect(sheetNumber("fqxqFS4_MY6GiLkPVM3Tw")).toBeGreaterThanOrEqual(0);
});
