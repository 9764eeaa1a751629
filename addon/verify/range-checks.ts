import { type Check, refuses, same } from "./check.ts";

const notations: [string, string][] = [
  ["B2", "B2"],
  ["b2:$c$3", "B2:C3"],
  ["C3:B2", "B2:C3"],
  ["A:C", "A1:C1000"],
  ["2:5", "A2:Z5"],
  ["A2:C", "A2:C1000"],
];

/** How ranges are named, where they may be, and how far data reaches. */
export const rangeChecks: Check[] = [
  ...notations.map(([a1, block]) => ({
    title: `getRange("${a1}") is ${block}`,
    source: "Sheets API guide: A1 notation",
    run(sheet: GoogleAppsScript.Spreadsheet.Sheet) {
      const range = sheet.getRange(a1);
      same(
        [range.getRow(), range.getColumn()],
        [sheet.getRange(block).getRow(), sheet.getRange(block).getColumn()],
      );
      same(
        [range.getLastRow(), range.getLastColumn()],
        [sheet.getRange(block).getLastRow(), sheet.getRange(block).getLastColumn()],
      );
    },
  })),
  {
    title: "what is no A1 notation is refused",
    source: "seen: Sheet.getRange",
    run(sheet) {
      refuses(() => sheet.getRange("A1:B2:C3").getValue(), /range not found|unable to parse|not a valid/i);
    },
  },
  {
    title: "rows and columns count from 1",
    source: "Sheet.getRange",
    run(sheet) {
      same(sheet.getRange(2, 3, 2, 1).getA1Notation(), "C2:C3");
    },
  },
  {
    title: "row 0 is refused",
    source: "seen: Sheet.getRange",
    run(sheet) {
      refuses(() => sheet.getRange(0, 1), /starting row of the range is too small/i);
    },
  },
  {
    title: "a range of no rows is refused",
    source: "seen: Sheet.getRange",
    run(sheet) {
      refuses(() => sheet.getRange(1, 1, 0, 1), /number of rows in the range must be at least 1/i);
    },
  },
  {
    title: "a range outside of the sheet is refused",
    source: "seen: Sheet.getRange",
    run(sheet) {
      const below = sheet.getMaxRows();
      refuses(() => sheet.getRange(below, 1, 2, 1).getValues(), /outside the dimensions of the sheet/i);
    },
  },
  {
    title: "offset moves and resizes",
    source: "Range.offset",
    run(sheet) {
      same(sheet.getRange("B2:C3").offset(1, 1).getA1Notation(), "C3:D4");
      same(sheet.getRange("B2:C3").offset(1, 1, 1, 3).getA1Notation(), "C3:E3");
    },
  },
  {
    title: "getCell counts from the range's first cell",
    source: "Range.getCell",
    run(sheet) {
      same(sheet.getRange("B2:C3").getCell(2, 2).getA1Notation(), "C3");
    },
  },
  {
    title: "the data range of an empty sheet is one blank cell",
    source: "seen: Sheet.getDataRange",
    run(sheet) {
      same(sheet.getDataRange().getValues(), [[""]]);
    },
  },
  {
    title: "the last row and column of an empty sheet are 0",
    source: "seen: Sheet.getLastRow",
    run(sheet) {
      same([sheet.getLastRow(), sheet.getLastColumn()], [0, 0]);
    },
  },
  {
    title: "the data range begins at A1 and reaches to the last cell with content",
    source: "Sheet.getDataRange",
    run(sheet) {
      sheet.getRange("C4").setValue("x");
      same(sheet.getDataRange().getA1Notation(), "A1:C4");
    },
  },
  {
    title: "formats do not raise the last row",
    source: "Sheet.getLastRow",
    run(sheet) {
      sheet.getRange("A9").setNumberFormat("@");
      same(sheet.getLastRow(), 0);
    },
  },
  {
    title: "rows that were emptied do not raise the last row",
    source: "Sheet.getLastRow",
    run(sheet) {
      sheet.getRange("A1:A3").setValues([["a"], [""], ["c"]]);
      same(sheet.getLastRow(), 3);
      sheet.getRange("A3").clearContent();
      same(sheet.getLastRow(), 1);
    },
  },
  {
    title: "appendRow on an empty sheet makes row 1",
    source: "Sheet.appendRow",
    run(sheet) {
      sheet.appendRow(["a", "b"]);
      same(sheet.getDataRange().getValues(), [["a", "b"]]);
    },
  },
  {
    title: "appendRow goes under the last row of any column",
    source: "Sheet.appendRow",
    run(sheet) {
      sheet.getRange("A1:A2").setValues([["header"], ["a"]]);
      sheet.getRange("C5").setValue("far");
      sheet.appendRow(["b"]);
      same(sheet.getRange("A6").getValue(), "b");
    },
  },
  {
    title: "a data region ends at blank rows and columns",
    source: "Range.getDataRegion",
    run(sheet) {
      sheet.getRange("B2:C3").setValues([
        ["a", "b"],
        ["c", "d"],
      ]);
      sheet.getRange("E9").setValue("far");
      same(sheet.getRange("C3").getDataRegion().getA1Notation(), "B2:C3");
    },
  },
  {
    title: "the data region of a lone blank cell is that cell",
    source: "Range.getDataRegion",
    run(sheet) {
      sheet.getRange("A1").setValue("a");
      same(sheet.getRange("E9").getDataRegion().getA1Notation(), "E9");
    },
  },
];
