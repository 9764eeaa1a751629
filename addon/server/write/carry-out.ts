import type { Calls } from "./calls.ts";
import { GENERAL, TEXT } from "./number-format.ts";
import type { BlockWrite, Plan } from "./plan.ts";
import type { PlaceRead } from "./snapshot.ts";

type Spreadsheet = GoogleAppsScript.Spreadsheet.Spreadsheet;
type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

/** What was done so far, each step with what takes it back. */
export type Undo = (() => void)[];

/** Makes the sheet or the rows that the plan needs. Pushes onto `undo` what takes each back. */
export function makeRoom(spreadsheet: Spreadsheet, plan: Plan, undo: Undo, { run }: Calls): Sheet {
  const sheet =
    plan.sheetId === null ? addSheet(spreadsheet, plan, undo, run) : existing(spreadsheet, plan.sheetId);
  const { growth, insert } = plan;
  const [rows, columns] = [sheet.getMaxRows(), sheet.getMaxColumns()];
  if (growth.columns > 0) {
    run(() => sheet.insertColumnsAfter(columns, growth.columns));
    undo.push(() => sheet.deleteColumns(columns + 1, growth.columns));
  }
  const added = insert ?? { after: rows, count: growth.rows };
  if (added.count > 0) {
    run(() => sheet.insertRowsAfter(added.after, added.count));
    undo.push(() => sheet.deleteRows(added.after + 1, added.count));
  }
  return sheet;
}

/**
 * Puts the cells in: first the formats, since text stays text only in a cell that is plain text already. What
 * stood there is put back by `undo`.
 */
export function writeBlocks(sheet: Sheet, plan: Plan, places: PlaceRead[], undo: Undo, { run }: Calls): void {
  const insertedAt = plan.insert ? plan.insert.after + 1 : null;
  const overwritten = places.filter(
    ({ block }) => block.row !== insertedAt && block.rows > 0 && block.columns > 0,
  );
  for (const write of plan.writes) {
    undo.push(() => {
      for (const place of overwritten) putBack(sheet, place, write);
    });
    const range = rangeOf(sheet, write);
    run(() => range.setNumberFormats(write.cells.map((line) => line.map(({ format }) => format))));
    run(() => range.setValues(write.cells.map((line) => line.map(({ value }) => value))));
  }
  if (plan.sheetId !== null) return;
  run(() => sheet.getRange(1, 1, 1, plan.summary.mapping.length).setFontWeight("bold"));
  run(() => sheet.setFrozenRows(1));
}

/** Takes back what was done, the last step first. Throws when Google does not let it. */
export function takeBack(undo: Undo): void {
  for (const step of undo.splice(0).reverse()) step();
  SpreadsheetApp.flush();
}

function existing(spreadsheet: Spreadsheet, id: number): Sheet {
  const sheet = spreadsheet.getSheetById(id);
  if (!sheet) throw new Error("Sheet not found");
  return sheet;
}

function addSheet(spreadsheet: Spreadsheet, plan: Plan, undo: Undo, run: Calls["run"]): Sheet {
  const before = spreadsheet.getActiveSheet();
  const sheet = run(() => spreadsheet.insertSheet(plan.sheetName, before.getIndex()));
  undo.push(() => {
    spreadsheet.deleteSheet(sheet);
    spreadsheet.setActiveSheet(before);
  });
  return sheet;
}

function rangeOf(sheet: Sheet, { block }: BlockWrite): GoogleAppsScript.Spreadsheet.Range {
  return sheet.getRange(block.row, block.column, block.rows, block.columns);
}

/** Texts go back as plain text and get their own format afterwards, which does not read them again. */
function putBack(sheet: Sheet, place: PlaceRead, { block }: BlockWrite): void {
  const row = Math.max(block.row, place.block.row);
  const column = Math.max(block.column, place.block.column);
  const rows = Math.min(block.row + block.rows, place.block.row + place.block.rows) - row;
  const columns = Math.min(block.column + block.columns, place.block.column + place.block.columns) - column;
  if (rows < 1 || columns < 1) return;
  const part = <T>(lines: T[][]): T[][] =>
    lines
      .slice(row - place.block.row, row - place.block.row + rows)
      .map((line) => line.slice(column - place.block.column, column - place.block.column + columns));
  const [values, formulas, formats] = [part(place.values), part(place.formulas), part(place.formats)];
  const contents = values.map((line, down) => line.map((value, right) => formulas[down]?.[right] || value));
  const safe = contents.map((line, down) =>
    line.map((value, right) => (typeof value === "string" && !formulas[down]?.[right] ? TEXT : GENERAL)),
  );
  const range = sheet.getRange(row, column, rows, columns);
  range.setNumberFormats(safe).setValues(contents).setNumberFormats(formats);
}
