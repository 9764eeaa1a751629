import { beforeEach, describe, expect, test } from "vitest";
import type { GridInput } from "../grid.ts";
import { MemoryGrid, type MemoryGridOptions } from "../memory-grid.ts";
import { installFakes } from "./install.ts";
import type { FakeRange } from "./range.ts";
import type { FakeSheet } from "./sheet.ts";

interface Spreadsheet {
  getActiveSheet(): FakeSheet;
  getActiveRangeList(): { getRanges(): FakeRange[] };
  getSheets(): FakeSheet[];
  getSheetByName(name: string): FakeSheet | null;
  getRange(a1: string): FakeRange;
  insertSheet(name: string, index?: number): FakeSheet;
  deleteSheet(sheet: FakeSheet): void;
  getSpreadsheetLocale(): string;
}

function open(options: MemoryGridOptions = {}) {
  const grid = new MemoryGrid(options);
  const { globals, calls } = installFakes(grid, { email: "", files: {}, identityToken: () => null });
  const app = globals.SpreadsheetApp as { getActiveSpreadsheet(): Spreadsheet };
  const spreadsheet = app.getActiveSpreadsheet();
  return { grid, calls, spreadsheet, sheet: spreadsheet.getActiveSheet() };
}

function put(grid: MemoryGrid, row: number, column: number, lines: GridInput[][]): void {
  grid.write(0, { row, column, rows: lines.length, columns: lines[0]?.length ?? 0 }, lines);
}

let { grid, spreadsheet, sheet } = open();
beforeEach(() => {
  ({ grid, spreadsheet, sheet } = open());
});

describe("setValues reads strings as if they were typed", () => {
  test.each([
    ["007", 7],
    ["5%", 0.05],
    ["TRUE", true],
    ["1,234.5", 1234.5],
    ["-5", -5],
    ["Berlin", "Berlin"],
    ["1E400", "1E400"],
    ["2026-02-30", "2026-02-30"],
  ])("%j becomes %j", (typed, value) => {
    sheet.getRange("A1").setValues([[typed]]);
    expect(grid.read(0, { row: 0, column: 0, rows: 1, columns: 1 })[0]?.[0]).toMatchObject({
      value,
      formula: "",
    });
  });

  test.each(["=1+1", "+1+1", "-1+cmd", "\t=1+1", "\u00a0=1", "\u200b=1", "＝1+1"])(
    "%j becomes a formula",
    (typed) => {
      sheet.getRange("A1").setValues([[typed]]);
      expect(sheet.getRange("A1").getFormula()).toMatch(/^=/);
    },
  );

  test("1/2 is 2 January in an American sheet and 1 February in a German one", () => {
    const german = open({ locale: "de_DE" });
    for (const each of [sheet, german.sheet]) each.getRange("A1").setValues([["1/2/2026"]]);
    expect(sheet.getRange("A1").getValue()).toEqual(new Date("2026-01-02T00:00:00Z"));
    expect(german.sheet.getRange("A1").getValue()).toEqual(new Date("2026-02-01T00:00:00Z"));
  });

  test("a comma is the decimal sign of a German sheet", () => {
    const german = open({ locale: "de_DE" });
    german.sheet.getRange("A1:B1").setValues([["1.234,5", "23.11.2026"]]);
    expect(german.sheet.getRange("A1").getValue()).toBe(1234.5);
    expect(german.sheet.getRange("B1").getValue()).toEqual(new Date("2026-11-23T00:00:00Z"));
  });

  test("a leading apostrophe is taken off and keeps the rest text", () => {
    sheet.getRange("A1").setValues([["'=1+1"]]);
    expect(sheet.getRange("A1").getValue()).toBe("=1+1");
    expect(sheet.getRange("A1").getFormula()).toBe("");
  });
});

test.each(["007", "=1+1", "'=1+1", "TRUE", "3-4", "\t=1"])(
  "in a plain-text cell %j stays as it is",
  (text) => {
    sheet
      .getRange("A1")
      .setNumberFormat("@")
      .setValues([[text]]);
    expect(sheet.getRange("A1").getValue()).toBe(text);
    expect(sheet.getRange("A1").getFormula()).toBe("");
  },
);

test("getValues gives a Date for a date-formatted number, in the spreadsheet's zone", () => {
  const berlin = open({ timeZone: "Europe/Berlin" });
  put(berlin.grid, 0, 0, [[{ value: 46110.5, format: "yyyy-mm-dd" }, { value: 46110.5 }]]);
  expect(berlin.sheet.getRange("A1:B1").getValues()).toEqual([[new Date("2026-03-29T10:00:00Z"), 46110.5]]);
});

test("a Date is stored as the serial number of the zone's wall clock", () => {
  const newYork = open({ timeZone: "America/New_York" });
  newYork.sheet.getRange("A1").setValues([[new Date("2026-01-02T03:00:00Z")]]);
  expect(newYork.grid.read(0, { row: 0, column: 0, rows: 1, columns: 1 })[0]?.[0]?.value).toBeCloseTo(
    46023.9167,
    4,
  );
});

test("setValues with too few rows names both counts", () => {
  expect(() => sheet.getRange("A1:A2").setValues([["x"]])).toThrow(
    "The number of rows in the data does not match the number of rows in the range. " +
      "The data has 1 but the range has 2.",
  );
});

test("setValues with a row of another width names both counts and writes nothing", () => {
  expect(() => sheet.getRange("A1:B2").setValues([["x", "y"], ["z"]])).toThrow(
    "The number of columns in the data does not match the number of columns in the range. " +
      "The data has 1 but the range has 2.",
  );
  expect(sheet.getLastRow()).toBe(0);
});

test("getDataRange of an empty sheet is one blank cell", () => {
  expect(sheet.getDataRange().getValues()).toEqual([[""]]);
});

test("getLastRow and getLastColumn of an empty sheet are 0", () => {
  expect([sheet.getLastRow(), sheet.getLastColumn()]).toEqual([0, 0]);
});

test("formats alone do not raise the last row", () => {
  sheet.getRange("A9").setNumberFormat("@");
  expect(sheet.getLastRow()).toBe(0);
});

test("appendRow on an empty sheet makes row 1, and then row 2", () => {
  sheet.appendRow(["a", "b"]).appendRow(["c"]);
  expect(sheet.getDataRange().getValues()).toEqual([
    ["a", "b"],
    ["c", ""],
  ]);
});

test("rows and columns count from 1", () => {
  sheet.getRange(2, 3).setValue("x");
  expect(sheet.getRange("C2").getValue()).toBe("x");
  expect([sheet.getRange("C2").getRow(), sheet.getRange("C2").getColumn()]).toEqual([2, 3]);
});

test.each([
  ["B2", "B2"],
  ["b2:$F$40", "B2:F40"],
  ["F40:B2", "B2:F40"],
  ["A:C", "A1:C1000"],
  ["2:5", "A2:Z5"],
  ["A2:C", "A2:C1000"],
])("getRange(%j) is %s", (a1, block) => {
  expect(sheet.getRange(a1).getA1Notation()).toBe(block);
});

test("a range's name may carry its sheet in quotes", () => {
  spreadsheet.insertSheet("Ann's sheet").getRange("A1").setValue("x");
  expect(spreadsheet.getRange("'Ann''s sheet'!A1").getValue()).toBe("x");
});

test.each(["", "A", "1", "A1:B2:C3", "Æ1"])("getRange(%j) is not a range", (a1) => {
  expect(() => sheet.getRange(a1)).toThrow("Range not found");
});

test("a range outside the sheet is refused", () => {
  expect(() => sheet.getRange(1000, 1, 2, 1)).toThrow(
    "The coordinates of the range are outside the dimensions of the sheet.",
  );
  expect(() => sheet.getRange(0, 1)).toThrow("The starting row of the range is too small.");
  expect(() => sheet.getRange(1, 1, 0, 1)).toThrow("The number of rows in the range must be at least 1.");
});

test("a new sheet has 1,000 rows and 26 columns, stands behind the active one and becomes active", () => {
  const made = spreadsheet.insertSheet("Second");
  expect([made.getMaxRows(), made.getMaxColumns(), made.getIndex()]).toEqual([1000, 26, 2]);
  expect(spreadsheet.getActiveSheet().getName()).toBe("Second");
});

test("two sheets cannot have one name, whatever its case", () => {
  expect(() => spreadsheet.insertSheet("SHEET1")).toThrow(
    'A sheet with the name "SHEET1" already exists. Please enter another name.',
  );
});

test("the last sheet cannot be deleted", () => {
  expect(() => spreadsheet.deleteSheet(sheet)).toThrow("You can't remove all the sheets in a document.");
});

test("getSheetByName of a name that is not there is null", () => {
  expect(spreadsheet.getSheetByName("Nowhere")).toBeNull();
});

test("the locale is written with an underscore", () => {
  expect(open({ locale: "de_DE" }).spreadsheet.getSpreadsheetLocale()).toBe("de_DE");
});

test("a data region ends at blank rows and columns and does not reach over corners", () => {
  put(grid, 1, 1, [
    [{ value: "a" }, { value: "b" }],
    [{ value: "c" }, { value: null }],
  ]);
  put(grid, 3, 3, [[{ value: "corner" }]]);
  expect(sheet.getRange("B3").getDataRegion().getA1Notation()).toBe("B2:C3");
});

test("the data region of a lone blank cell is that cell", () => {
  put(grid, 0, 0, [[{ value: "a" }]]);
  expect(sheet.getRange("E9").getDataRegion().getA1Notation()).toBe("E9");
});

test("more than 50,000 characters are refused", () => {
  expect(() => sheet.getRange("A1").setValue("x".repeat(50_001))).toThrow(
    "Your input contains more than the maximum of 50000 characters in a single cell.",
  );
});

test("a spreadsheet grows to 10,000,000 cells and no further", () => {
  sheet.insertRowsAfter(1000, 383_000);
  expect(() => sheet.insertRowsAfter(384_000, 1_000)).toThrow(
    "This action would increase the number of cells in the workbook above the limit of 10000000 cells.",
  );
});

test("insertRowsAfter moves what stands below down", () => {
  sheet.getRange("A1:A2").setValues([["a"], ["b"]]);
  sheet.insertRowsAfter(1, 2);
  expect(sheet.getDataRange().getValues()).toEqual([["a"], [""], [""], ["b"]]);
});

test("a protected cell refuses formats and values", () => {
  grid.protections(0).push({ row: 1, column: 0, rows: 1, columns: 1 });
  const message = "You are trying to edit a protected cell or object.";
  expect(() => sheet.getRange("A1:A2").setValues([["a"], ["b"]])).toThrow(message);
  expect(() => sheet.getRange("A2").setNumberFormat("@")).toThrow(message);
  expect(sheet.getRange("A1:A2").canEdit()).toBe(false);
  expect(sheet.getRange("A1").canEdit()).toBe(true);
});

test("a validation that rejects names the cell and keeps the whole range from being written", () => {
  grid.rules(0).push({
    rect: { row: 1, column: 1, rows: 1, columns: 1 },
    criteria: "VALUE_IN_LIST",
    values: ["yes"],
    rejects: true,
  });
  expect(() => sheet.getRange("A2:B2").setValues([["x", "no"]])).toThrow(
    "The data you entered in cell B2 violates the data validation rules set on this cell.",
  );
  expect(sheet.getLastRow()).toBe(0);
  sheet.getRange("A2:B2").setValues([["x", "yes"]]);
  expect(sheet.getRange("B2").getValue()).toBe("yes");
});

test("shown values follow the number format and the locale", () => {
  const german = open({ locale: "de_DE" });
  put(german.grid, 0, 0, [
    [
      { value: 1234.5, format: "#,##0.00 [$€]" },
      { value: 46349, format: "yyyy-mm-dd" },
      { value: 1.5, format: "[h]:mm:ss" },
      { value: "007", format: "@" },
      { value: null },
    ],
  ]);
  expect(german.sheet.getRange("A1:E1").getDisplayValues()).toEqual([
    ["1.234,50 €", "2026-11-23", "36:00:00", "007", ""],
  ]);
});

test("every block of a selection is in the active range list", () => {
  grid.select(0, { row: 0, column: 0, rows: 2, columns: 1 }, { row: 0, column: 2, rows: 2, columns: 1 });
  const names = spreadsheet
    .getActiveRangeList()
    .getRanges()
    .map((range) => range.getA1Notation());
  expect(names).toEqual(["A1:A2", "C1:C2"]);
});

test("every call is recorded in order, also those that one makes on another object", () => {
  const { sheet: counted, calls } = open();
  counted.appendRow(["a"]);
  expect(calls.names.filter((name) => name !== "Spreadsheet.getActiveSheet")).toEqual([
    "SpreadsheetApp.getActiveSpreadsheet",
    "Sheet.appendRow",
    "Range.setValues",
  ]);
});
