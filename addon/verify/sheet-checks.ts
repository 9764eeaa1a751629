import { type Check, refuses, same } from "./check.ts";

/** Rows, columns and sheets that come and go. */
export const sheetChecks: Check[] = [
  {
    title: "a new sheet has 1,000 rows and 26 columns and becomes the active one",
    source: "Spreadsheet.insertSheet",
    run(sheet, spreadsheet) {
      same([sheet.getMaxRows(), sheet.getMaxColumns()], [1_000, 26]);
      same(spreadsheet.getActiveSheet().getSheetId(), sheet.getSheetId());
    },
  },
  {
    title: "two sheets cannot have one name",
    source: "seen: Spreadsheet.insertSheet",
    run(sheet, spreadsheet) {
      refuses(() => spreadsheet.insertSheet(sheet.getName()), /already exists/i);
    },
  },
  {
    title: "a sheet's name is found whatever its case",
    source: "seen: Spreadsheet.getSheetByName",
    run(sheet, spreadsheet) {
      same(spreadsheet.getSheetByName(sheet.getName().toUpperCase())?.getSheetId(), sheet.getSheetId());
    },
  },
  {
    title: "a name that is not there is null, and so is an id",
    source: "Spreadsheet.getSheetByName",
    run(_sheet, spreadsheet) {
      same(
        [spreadsheet.getSheetByName("no such sheet"), spreadsheet.getSheetById(987_654_321)],
        [null, null],
      );
    },
  },
  {
    title: "insertRowsAfter moves what stands below down",
    source: "Sheet.insertRowsAfter",
    run(sheet) {
      sheet.getRange("A1:A2").setValues([["a"], ["b"]]);
      sheet.insertRowsAfter(1, 2);
      same(sheet.getDataRange().getValues(), [["a"], [""], [""], ["b"]]);
      same(sheet.getMaxRows(), 1_002);
    },
  },
  {
    title: "notes and formats move with their rows",
    source: "Sheet.insertRowsAfter",
    run(sheet) {
      sheet
        .getRange("A2")
        .setNumberFormat("0.00")
        .setNotes([["note"]]);
      sheet.insertRowsAfter(1, 1);
      same([sheet.getRange("A3").getNumberFormat(), sheet.getRange("A3").getNotes()], ["0.00", [["note"]]]);
    },
  },
  {
    title: "inserted rows have no notes",
    source: "Sheet.insertRowsAfter",
    run(sheet) {
      sheet.getRange("A1").setNotes([["note"]]);
      sheet.insertRowsAfter(1, 1);
      same(sheet.getRange("A2").getNotes(), [[""]]);
    },
  },
  {
    title: "developer metadata goes onto whole rows and columns, and moves with them",
    source: "Range.addDeveloperMetadata",
    run(sheet) {
      sheet.getRange("2:2").addDeveloperMetadata("rowsmith.verify", "row");
      sheet.getRange("C:C").addDeveloperMetadata("rowsmith.verify", "column");
      sheet.insertRowsAfter(1, 1);
      const keptIn = (a1: string) =>
        sheet
          .getRange(a1)
          .getDeveloperMetadata()
          .map((held) => held.getValue());
      same([keptIn("2:2"), keptIn("3:3"), keptIn("C:C")], [[], ["row"], ["column"]]);
    },
  },
  {
    title: "developer metadata is refused on a part of a row",
    source: "Developer metadata guide",
    run(sheet) {
      refuses(() => sheet.getRange("A2:B2").addDeveloperMetadata("rowsmith.verify"), /entire row or column/i);
    },
  },
  {
    title: "rows can be added after the last one",
    source: "Sheet.insertRowsAfter",
    run(sheet) {
      sheet.insertRowsAfter(sheet.getMaxRows(), 5);
      same(sheet.getMaxRows(), 1_005);
    },
  },
  {
    title: "deleteRows moves what stands below up",
    source: "Sheet.deleteRows",
    run(sheet) {
      sheet.getRange("A1:A3").setValues([["a"], ["b"], ["c"]]);
      sheet.deleteRows(2, 1);
      same(sheet.getDataRange().getValues(), [["a"], ["c"]]);
    },
  },
  {
    title: "not all rows can be deleted",
    source: "seen: Sheet.deleteRows",
    run(sheet) {
      refuses(() => sheet.deleteRows(1, sheet.getMaxRows()), /delete all the rows/i);
    },
  },
  {
    title: "insertColumnsAfter moves what stands beside along",
    source: "Sheet.insertColumnsAfter",
    run(sheet) {
      sheet.getRange("A1:B1").setValues([["a", "b"]]);
      sheet.insertColumnsAfter(1, 1);
      same(sheet.getDataRange().getValues(), [["a", "", "b"]]);
    },
  },
  {
    title: "not all columns can be deleted",
    source: "seen: Sheet.deleteColumns",
    run(sheet) {
      refuses(() => sheet.deleteColumns(1, sheet.getMaxColumns()), /delete all the columns/i);
    },
  },
  {
    title: "frozen rows are kept, and a sheet can be hidden",
    source: "Sheet.setFrozenRows, Sheet.hideSheet",
    run(sheet) {
      sheet.setFrozenRows(1);
      sheet.hideSheet();
      same([sheet.getFrozenRows(), sheet.isSheetHidden()], [1, true]);
    },
  },
  {
    title: "more than 10,000,000 cells are refused",
    source: "Editors help: size limits",
    run(sheet) {
      refuses(() => sheet.insertRowsAfter(1, 400_000), /above the limit of 10000000 cells/i);
    },
  },
];

/** Properties, the lock and the clock. */
export const serviceChecks: Check[] = [
  {
    title: "a property that is not there is null, and values are kept as text",
    source: "Properties.getProperty",
    run() {
      const properties = PropertiesService.getDocumentProperties();
      same(properties.getProperty("rowsmith.verify"), null);
      properties.setProperty("rowsmith.verify", "7");
      same(properties.getProperty("rowsmith.verify"), "7");
      properties.deleteProperty("rowsmith.verify");
      same(properties.getProperty("rowsmith.verify"), null);
    },
  },
  {
    title: "setProperties leaves the others",
    source: "Properties.setProperties",
    run() {
      const properties = PropertiesService.getDocumentProperties();
      properties.setProperty("rowsmith.verify", "kept");
      properties.setProperties({ "rowsmith.verify2": "new" });
      same(
        [properties.getProperty("rowsmith.verify"), properties.getProperty("rowsmith.verify2")],
        ["kept", "new"],
      );
      properties.deleteProperty("rowsmith.verify");
      properties.deleteProperty("rowsmith.verify2");
    },
  },
  {
    title: "a property holds 9 KB and no more",
    source: "Quotas for Google services",
    run() {
      const properties = PropertiesService.getDocumentProperties();
      properties.setProperty("rowsmith.verify", new Array(8_501).join("x"));
      properties.deleteProperty("rowsmith.verify");
      const large = new Array(10_001).join("x");
      refuses(() => properties.setProperty("rowsmith.verify", large), /too large/i);
    },
  },
  {
    title: "a lock that nobody holds is had at once and can be given back",
    source: "Lock.tryLock",
    run() {
      const lock = LockService.getDocumentLock();
      same([lock.tryLock(1_000), lock.hasLock()], [true, true]);
      lock.releaseLock();
      same(lock.hasLock(), false);
    },
  },
  {
    title: "formatDate shows a zone's wall clock, summer and winter",
    source: "Utilities.formatDate",
    run() {
      const at = (instant: string) =>
        Utilities.formatDate(new Date(instant), "Europe/Berlin", "yyyy-MM-dd'T'HH:mm:ss");
      same(at("2026-03-29T00:59:59Z"), "2026-03-29T01:59:59");
      same(at("2026-03-29T01:00:00Z"), "2026-03-29T03:00:00");
    },
  },
  {
    title: "the spreadsheet's locale has an underscore, and its zone is an IANA name",
    source: "Spreadsheet.getSpreadsheetLocale",
    run(_sheet, spreadsheet) {
      same(/^[a-z]{2,3}(_[A-Z]{2})?$/.test(spreadsheet.getSpreadsheetLocale()), true);
      same(/^[A-Za-z_]+(\/[A-Za-z_+-0-9]+)*$/.test(spreadsheet.getSpreadsheetTimeZone()), true);
    },
  },
];
