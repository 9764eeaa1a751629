import { type Check, refuses, same } from "./check.ts";

const typed: [string, unknown][] = [
  ["007", 7],
  ["-5", -5],
  ["1e3", 1_000],
  ["TRUE", true],
  ["5%", 0.05],
  ["Berlin", "Berlin"],
  ["two\nlines", "two\nlines"],
  ["2026-02-30", "2026-02-30"],
];
const kept = ["007", "=1+1", "'x", "TRUE", "5%", "3-4", "+1+1", "@SUM(A1)", "  7  ", "1e3"];

/** What `setValues` makes of values, and what `getValues` gives back. */
export const valueChecks: Check[] = [
  ...typed.map(([text, value]) => ({
    title: `setValues reads ${JSON.stringify(text)} as if it were typed`,
    source: "Range.setValues",
    run(sheet: GoogleAppsScript.Spreadsheet.Sheet) {
      sheet.getRange("A1").setValues([[text]]);
      same(sheet.getRange("A1").getValue(), value);
    },
  })),
  ...kept.map((text) => ({
    title: `in a plain-text cell ${JSON.stringify(text)} stays as it is`,
    source: "Editors help: number formats, plain text",
    run(sheet: GoogleAppsScript.Spreadsheet.Sheet) {
      const cell = sheet.getRange("A1");
      cell.setNumberFormat("@").setValues([[text]]);
      same([cell.getValue(), cell.getFormula()], [text, ""]);
    },
  })),
  {
    title: "a string that begins with = becomes a formula",
    source: "Range.setValues",
    run(sheet) {
      sheet.getRange("A1").setValues([["=1+1"]]);
      same(sheet.getRange("A1").getFormula(), "=1+1");
    },
  },
  {
    title: "a leading apostrophe is taken off and the rest is text",
    source: "Editors help: add text to a cell",
    run(sheet) {
      sheet.getRange("A1:B1").setValues([["'007", "'=1+1"]]);
      same(sheet.getRange("A1:B1").getValues(), [["007", "=1+1"]]);
      same(sheet.getRange("A1:B1").getFormulas(), [["", ""]]);
    },
  },
  {
    title: "numbers and truth values come back as such",
    source: "Range.getValues",
    run(sheet) {
      sheet.getRange("A1:C1").setValues([[-5.25, true, false]]);
      same(sheet.getRange("A1:C1").getValues(), [[-5.25, true, false]]);
    },
  },
  {
    title: "an empty string and null leave a cell blank",
    source: "Range.setValues",
    run(sheet) {
      sheet.getRange("A1:B1").setValues([["a", "b"]]);
      sheet.getRange("A1:B1").setValues([["", null]]);
      same(sheet.getRange("A1:B1").getValues(), [["", ""]]);
    },
  },
  {
    title: "setValue fills every cell of its range",
    source: "Range.setValue",
    run(sheet) {
      sheet.getRange("A1:B2").setValue("x");
      same(sheet.getDataRange().getValues(), [
        ["x", "x"],
        ["x", "x"],
      ]);
    },
  },
  {
    title: "too few rows are refused with both counts",
    source: "seen: Range.setValues",
    run(sheet) {
      const range = sheet.getRange("A1:A2");
      refuses(() => range.setValues([["x"]]), /number of rows in the data.*data has 1 but the range has 2/i);
    },
  },
  {
    title: "a row of another width is refused with both counts, and nothing is written",
    source: "seen: Range.setValues",
    run(sheet) {
      const range = sheet.getRange("A1:B2");
      const uneven = [["x", "y"], ["z"]];
      refuses(
        () => range.setValues(uneven),
        /number of columns in the data.*data has 1 but the range has 2/i,
      );
      same(sheet.getLastRow(), 0);
    },
  },
  {
    title: "formats of another size are refused",
    source: "seen: Range.setNumberFormats",
    run(sheet) {
      const range = sheet.getRange("A1:A2");
      refuses(() => range.setNumberFormats([["@"]]), /number of rows in the data/i);
    },
  },
  {
    title: "50,000 characters are taken",
    source: "Editors help: size limits",
    run(sheet) {
      const text = new Array(50_001).join("x");
      sheet.getRange("A1").setValue(text);
      same(String(sheet.getRange("A1").getValue()).length, 50_000);
    },
  },
  {
    title: "50,001 characters are refused",
    source: "seen: Range.setValues",
    run(sheet) {
      const text = new Array(50_002).join("x");
      refuses(() => sheet.getRange("A1").setValue(text), /maximum of 50000 characters/i);
    },
  },
  {
    title: "a number in a date format is read as a Date, in the spreadsheet's zone",
    source: "Range.getValues",
    run(sheet, spreadsheet) {
      sheet.getRange("A1").setNumberFormat("yyyy-mm-dd hh:mm").setValue(46_110.5);
      const zone = spreadsheet.getSpreadsheetTimeZone();
      const date = sheet.getRange("A1").getValue();
      same(Utilities.formatDate(date, zone, "yyyy-MM-dd HH:mm"), "2026-03-29 12:00");
    },
  },
  {
    title: "day 0 of serial numbers is 30 December 1899",
    source: "Sheets API guide: date and time serial numbers",
    run(sheet, spreadsheet) {
      sheet.getRange("A1").setNumberFormat("yyyy-mm-dd").setValue(0);
      const zone = spreadsheet.getSpreadsheetTimeZone();
      same(Utilities.formatDate(sheet.getRange("A1").getValue(), zone, "yyyy-MM-dd"), "1899-12-30");
    },
  },
  {
    title: "a Date comes back as the same instant",
    source: "Range.setValues",
    run(sheet) {
      const date = new Date("2026-01-02T03:00:00Z");
      sheet.getRange("A1").setValues([[date]]);
      same(sheet.getRange("A1").getValue(), date);
    },
  },
  {
    title: "a number without a date format stays a number",
    source: "Range.getValues",
    run(sheet) {
      sheet.getRange("A1").setValue(46_110);
      same(sheet.getRange("A1").getValue(), 46_110);
    },
  },
];
