import type { Calls } from "./calls.ts";
import type { BlockWrite, Plan } from "./plan.ts";
import type { PlaceRead } from "./snapshot.ts";
import { putBack, type Undo } from "./take-back.ts";
import type { Zone } from "./zone.ts";

type Spreadsheet = GoogleAppsScript.Spreadsheet.Spreadsheet;
type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

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
export function writeBlocks(
  sheet: Sheet,
  plan: Plan,
  places: PlaceRead[],
  zone: Zone,
  undo: Undo,
  { run }: Calls,
): void {
  const insertedAt = plan.insert ? plan.insert.after + 1 : null;
  const overwritten = places.filter(
    ({ block }) => block.row !== insertedAt && block.rows > 0 && block.columns > 0,
  );
  for (const write of plan.writes) {
    undo.push(() => {
      for (const place of overwritten) putBack(sheet, place, write.block, zone);
    });
    const range = rangeOf(sheet, write);
    run(() => range.setNumberFormats(write.cells.map((line) => line.map(({ format }) => format))));
    run(() => range.setValues(write.cells.map((line) => line.map(({ value }) => value))));
  }
  if (plan.sheetId !== null) return;
  run(() => sheet.getRange(1, 1, 1, plan.summary.mapping.length).setFontWeight("bold"));
  run(() => sheet.setFrozenRows(1));
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
