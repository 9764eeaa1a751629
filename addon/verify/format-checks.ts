import { type Check, same } from "./check.ts";

/** Number formats, notes and copies of them. */
export const formatChecks: Check[] = [
  {
    title: "a cell that nobody formatted is General",
    source: "seen: Range.getNumberFormat",
    run(sheet) {
      same(sheet.getRange("A1").getNumberFormat(), "General");
    },
  },
  {
    title: "setNumberFormats sets each cell its own",
    source: "Range.setNumberFormats",
    run(sheet) {
      sheet.getRange("A1:B1").setNumberFormats([["@", "0.00"]]);
      same(sheet.getRange("A1:B1").getNumberFormats(), [["@", "0.00"]]);
    },
  },
  {
    title: "a cell keeps its format when it gets another value",
    source: "Range.setValues",
    run(sheet) {
      sheet.getRange("A1").setNumberFormat("0.00").setValue(1);
      same(sheet.getRange("A1").getNumberFormat(), "0.00");
    },
  },
  {
    title: "shown values follow the format",
    source: "Range.getDisplayValues",
    run(sheet) {
      sheet.getRange("A1:C1").setNumberFormats([["0%", "yyyy-mm-dd", "[h]:mm:ss"]]);
      sheet.getRange("A1:C1").setValues([[0.05, 46_349, 1.5]]);
      same(sheet.getRange("A1:C1").getDisplayValues(), [["5%", "2026-11-23", "36:00:00"]]);
    },
  },
  {
    title: "clearContent leaves the format",
    source: "Range.clearContent",
    run(sheet) {
      sheet.getRange("A1").setNumberFormat("0.00").setValue(1);
      sheet.getRange("A1").clearContent();
      same([sheet.getRange("A1").getValue(), sheet.getRange("A1").getNumberFormat()], ["", "0.00"]);
    },
  },
  {
    title: "clearFormat leaves the value",
    source: "Range.clearFormat",
    run(sheet) {
      sheet.getRange("A1").setNumberFormat("0.00").setValue(1);
      sheet.getRange("A1").clearFormat();
      same([sheet.getRange("A1").getValue(), sheet.getRange("A1").getNumberFormat()], [1, "General"]);
    },
  },
  {
    title: "a cell's background is white unless it has one",
    source: "Range.getBackgrounds",
    run(sheet) {
      sheet.getRange("B1").setBackground("#ffff00");
      same(sheet.getRange("A1:B1").getBackgrounds(), [["#ffffff", "#ffff00"]]);
    },
  },
  {
    title: "setNotes sets each cell its own, and an empty one takes it away",
    source: "Range.setNotes",
    run(sheet) {
      sheet.getRange("A1:B1").setNotes([["one", "two"]]);
      sheet.getRange("A1:B1").setNotes([["", "two"]]);
      same(sheet.getRange("A1:B1").getNotes(), [["", "two"]]);
    },
  },
  {
    title: "a note stays when its cell gets another value",
    source: "seen: Range.setValues",
    run(sheet) {
      sheet.getRange("A1").setNotes([["kept"]]);
      sheet.getRange("A1").setValue("x");
      same(sheet.getRange("A1").getNotes(), [["kept"]]);
    },
  },
  {
    title: "notes do not raise the last row",
    source: "seen: Sheet.getLastRow",
    run(sheet) {
      sheet.getRange("A9").setNotes([["note"]]);
      same(sheet.getLastRow(), 0);
    },
  },
  {
    title: "a copied format repeats over a larger range and leaves its values",
    source: "Range.copyTo",
    run(sheet) {
      sheet.getRange("A1").setNumberFormat("0.00");
      sheet.getRange("A2:A3").setValues([[1], [2]]);
      const { PASTE_FORMAT } = SpreadsheetApp.CopyPasteType;
      sheet.getRange("A1").copyTo(sheet.getRange("A2:A3"), PASTE_FORMAT, false);
      same(sheet.getRange("A2:A3").getNumberFormats(), [["0.00"], ["0.00"]]);
      same(sheet.getRange("A2:A3").getValues(), [[1], [2]]);
    },
  },
  {
    title: "a copied formula's references move along, those with $ stay",
    source: "Range.copyTo",
    run(sheet) {
      sheet.getRange("C1").setValue("=A1+$B$1");
      const { PASTE_FORMULA } = SpreadsheetApp.CopyPasteType;
      sheet.getRange("C1").copyTo(sheet.getRange("C2"), PASTE_FORMULA, false);
      same(sheet.getRange("C2").getFormula(), "=A2+$B$1");
    },
  },
];
