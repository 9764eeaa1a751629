import type { Block } from "../a1.ts";
import { Calls } from "./calls.ts";
import { GENERAL, TEXT } from "./number-format.ts";
import { type PlaceRead, readPlace } from "./snapshot.ts";
import type { Zone } from "./zone.ts";

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

/** What was done so far, each step with what takes it back. */
export type Undo = (() => void)[];

/** Takes back what was done, the last step first. Throws when Google does not let it. */
export function takeBack(undo: Undo): void {
  for (const step of undo.splice(0).reverse()) step();
  SpreadsheetApp.flush();
}

/**
 * Puts back what stood in the part of a place that a block was written to; a part that stands as it stood is left
 * alone. Texts go in as plain text and get their own format afterwards, which does not read them again.
 */
export function putBack(sheet: Sheet, place: PlaceRead, written: Block, zone: Zone): void {
  const part = partOf(place, written);
  const { block, values, formulas, formats } = part;
  if (block.rows < 1 || block.columns < 1) return;
  if (JSON.stringify(readPlace(sheet, block, zone, new Calls())) === JSON.stringify(part)) return;
  const contents = values.map((line, down) => line.map((value, right) => formulas[down]?.[right] || value));
  const safe = contents.map((line, down) =>
    line.map((value, right) => (typeof value === "string" && !formulas[down]?.[right] ? TEXT : GENERAL)),
  );
  const range = sheet.getRange(block.row, block.column, block.rows, block.columns);
  range.setNumberFormats(safe).setValues(contents).setNumberFormats(formats);
}

function partOf(place: PlaceRead, written: Block): PlaceRead {
  const { block } = place;
  const row = Math.max(written.row, block.row);
  const column = Math.max(written.column, block.column);
  const rows = Math.min(written.row + written.rows, block.row + block.rows) - row;
  const columns = Math.min(written.column + written.columns, block.column + block.columns) - column;
  const cut = <T>(lines: T[][]): T[][] =>
    lines
      .slice(row - block.row, row - block.row + Math.max(0, rows))
      .map((line) => line.slice(column - block.column, column - block.column + columns));
  return {
    block: { row, column, rows, columns },
    values: cut(place.values),
    formulas: cut(place.formulas),
    formats: cut(place.formats),
  };
}
