import type { PlanWarning, SheetProblems } from "../rpc.ts";
import type { Text } from "./messages.ts";

/** What went wrong at the sheet and what to do, and what a plan warns of: by the codes of Apps Script. */
export const sheetEn = {
  "sheet.no-selection": "Nothing is selected. Select cells in the sheet, then try again.",
  "sheet.several-ranges": "{ranges} are selected. Select one range, then try again.",
  "sheet.range-too-large":
    "{a1} holds {cells} cells, and {limit} can be read at once. Select fewer rows or columns.",
  "sheet.no-table":
    "There is no table to append to in {sheet}. Select a cell of one, or choose another place.",
  "sheet.no-matching-column": "No column matches the sheet's. Choose where each goes, or another place.",
  "sheet.mapped-twice": "Two columns would go under “{header}”. Choose another place for one of them.",
  "sheet.no-rows": "The table has no rows, so there is nothing to insert. Ask for the table again.",
  "sheet.row-width":
    "Row {row} has {cells} cells and the table {columns} columns. Nothing was written. Ask for the table again.",
  "sheet.cell-too-long":
    "Row {row}, {column} has {size} characters, and a cell holds {limit}. Nothing was written. Shorten it, then insert again.",
  "sheet.column-name-too-long":
    "A column's name has {size} characters, and a cell holds {limit}. Nothing was written. Shorten it, then insert again.",
  "sheet.too-many-columns":
    "It would reach column {column}, and a sheet has at most {limit}. Nothing was written. Ask for fewer columns.",
  "sheet.spreadsheet-full":
    "The spreadsheet would have {cells} cells, and it holds at most {limit}. Nothing was written. Remove what is not needed, or use another one.",
  "sheet.protected-range":
    "{cell} in {sheet} is protected. Nothing was written. Choose another place, or ask the spreadsheet's owner.",
  "sheet.merged-cells": "{ranges} is merged. Nothing was written. Unmerge it, or choose another place.",
  "sheet.validation-rejects":
    "{cell} does not take “{value}”: its data validation refuses it. Nothing was written. Choose another place, or change the rule.",
  "sheet.typed-column": "A typed column of the sheet refuses this. Choose another place.",
  "sheet.conflict":
    "{sheet} was changed at {a1} since you looked. Nothing was written. Look again, then repeat.",
  "sheet.place-gone": "The place is no longer there. Choose again where to write.",
  "sheet.write-id-reused": "This write was made before with another table. Look at the sheet again.",
  "sheet.write-unknown": "This insert is not remembered any more: only the last ten are.",
  "sheet.cannot-undo": "What this insert replaced is no longer kept. Restore it with File › Version history.",
  "sheet.key-without-column":
    "The sheet's table has no column for the key “{column}”. Choose where it goes, or another key.",
  "sheet.not-as-planned": "{cell} did not keep what was written, so it was taken back. Try another place.",
  "sheet.not-taken-back":
    "A write stopped half-way in {sheet} at {a1}. Look there, and undo it with Ctrl+Z or File › Version history.",
  "sheet.busy": "Somebody else is writing right now. Try again in a moment.",
  "sheet.several-accounts":
    "Google mixed up your accounts. Open this sheet in a browser profile with only {email}, then try again.",
  "sheet.authorization-needed":
    "Rowsmith needs your permission. Reload the sheet, open Rowsmith from its menu, and allow it.",
  "sheet.google-unavailable": "Google Sheets did not answer. Try again: nothing is written twice.",
  "sheet.invalid-request": "The sidebar and its script do not fit. Reload the sheet.",
  "sheet.unknown-function": "The sidebar and its script do not fit. Reload the sheet.",
  "sheet.internal":
    "Something went wrong in the sheet's script. Try again; if it stays, copy the details for the administrator.",

  // Where Google refuses by itself; its own words follow.
  "google.protected-range":
    "These cells are protected. Choose another place, or ask the spreadsheet's owner.",
  "google.spreadsheet-full":
    "The spreadsheet has no room for this. Remove what is not needed, or use another one.",
  "google.cell-too-long":
    "A cell is longer than Sheets allows. Nothing was written. Shorten it, then insert again.",
  "google.validation-rejects":
    "A cell's data validation refuses this. Choose another place, or change the rule.",
  "google.merged-cells": "Merged cells are in the way. Unmerge them, or choose another place.",

  "plan.columns-left-out": "Left out, since no header matches: {columns}.",
  "plan.columns-renamed": "Stays under the sheet's header: {columns}.",
  "plan.columns-dropped": "No longer in the table, left in the sheet: {columns}.",
  "plan.formula-columns": "Left out, since formulas fill them: {columns}.",
  "plan.sheet-hidden": "The sheet {sheet} is hidden.",
  "plan.filter-on": "A filter is on in {sheet}: new rows may not be seen.",
  "plan.custom-rule":
    "A rule with a formula guards {cell}. If Sheets refuses what comes there, nothing is written.",
  "plan.quotes-seen": "Everyone who can open this spreadsheet sees notes.",
  "plan.rich-texts": "Undo brings back cells without their links and styles: {count}.",
  "plan.undo-sheet": "What it replaces is kept for Undo on the hidden sheet _rowsmith_undo.",
  "plan.no-undo": "Rowsmith can't undo this. Use File › Version history.",
  "plan.rows-left-blank": {
    one: "{count} row stays, blank: something else needs it.",
    other: "{count} rows stay, blank: something else needs them.",
  },
  "plan.rows-inserted": {
    one: "Something stands below the table: {count} row is inserted from row {row} on.",
    other: "Something stands below the table: {count} rows are inserted from row {row} on.",
  },
} as const satisfies Record<`sheet.${keyof SheetProblems}` | `plan.${PlanWarning["code"]}`, Text> &
  Record<string, Text>;
