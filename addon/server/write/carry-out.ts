import type { SheetStyle } from "../../writes.ts";
import type { Calls } from "./calls.ts";
import { type CarryPlan, carryDown } from "./carry.ts";
import type { PlaceRead } from "./place-read.ts";
import type { Plan } from "./plan.ts";
import { putCells } from "./put-cells.ts";

type Spreadsheet = GoogleAppsScript.Spreadsheet.Spreadsheet;
type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

/** Adds the sheet that a plan wants, before the active one, which stays active when it is taken back. */
export function addSheet(spreadsheet: Spreadsheet, plan: Plan, { run }: Calls): Sheet {
  const index = spreadsheet.getActiveSheet().getIndex();
  return run(() => spreadsheet.insertSheet(plan.sheetName, index));
}

/** Makes the rows and columns that the plan needs. */
export function makeRoom(sheet: Sheet, { growth, insert }: Plan, { run }: Calls): void {
  const [rows, columns] = [sheet.getMaxRows(), sheet.getMaxColumns()];
  if (growth.columns > 0) run(() => sheet.insertColumnsAfter(columns, growth.columns));
  const added = insert ?? { after: rows, count: growth.rows };
  if (added.count > 0) run(() => sheet.insertRowsAfter(added.after, added.count));
}

/** Puts in what the plan holds, new rows in the look of the table's last one, whose `formats` these are. */
export function writePlan(
  sheet: Sheet,
  plan: Plan,
  places: PlaceRead[],
  { carry, formats }: { carry: CarryPlan | null; formats: string[] },
  calls: Calls,
): void {
  let standing = places;
  const fresh = plan.writes.find(({ isNew, hasHeader }) => isNew && !hasHeader);
  const [first] = fresh?.rows ?? [];
  if (carry && fresh && first !== undefined) {
    const rows = { first, count: fresh.rows.length };
    standing = [...carryDown(sheet, carry, rows, formats, calls), ...standing];
  }
  for (const write of plan.writes) putCells(sheet, write, standing, calls);
}

/** How a new sheet looks: a bold, frozen header unless the style says otherwise, banding and widths where asked. */
export function dressSheet(
  sheet: Sheet,
  columns: number,
  rows: number,
  style: SheetStyle,
  { run }: Calls,
): void {
  const header = sheet.getRange(1, 1, 1, columns);
  const { bold = true, italic, background, color } = style.header ?? {};
  if (italic) run(() => header.setFontStyle("italic"));
  if (bold) run(() => header.setFontWeight("bold"));
  if (background) run(() => header.setBackground(background));
  if (color) run(() => header.setFontColor(color));
  if (style.frozenHeader !== false) run(() => sheet.setFrozenRows(1));
  if (style.banding || style.wrap) {
    // Of a write in parts the later rows have no room yet.
    const missing = rows + 1 - sheet.getMaxRows();
    if (missing > 0) run(() => sheet.insertRowsAfter(sheet.getMaxRows(), missing));
    const body = sheet.getRange(1, 1, rows + 1, columns);
    if (style.banding) run(() => body.applyRowBanding(themeOf(style.banding), true, false));
    if (style.wrap) run(() => body.setWrap(true));
  }
  style.widths?.slice(0, columns).forEach((width, index) => {
    if (width !== null && width > 0) run(() => sheet.setColumnWidth(index + 1, width));
  });
}

/** Sheets' theme of that name; light grey for one that it does not have. */
function themeOf(banding: SheetStyle["banding"]): GoogleAppsScript.Spreadsheet.BandingTheme {
  const { LIGHT_GREY, CYAN, GREEN, YELLOW, ORANGE, BLUE, TEAL, GREY, BROWN } = SpreadsheetApp.BandingTheme;
  const all = new Map(Object.entries({ CYAN, GREEN, YELLOW, ORANGE, BLUE, TEAL, GREY, BROWN }));
  return all.get(String(banding).toUpperCase()) ?? LIGHT_GREY;
}

/** The part of a place that is read again with its notes, where notes are written. */
export function readNotes(sheet: Sheet, places: PlaceRead[], { run }: Calls): void {
  for (const place of places) {
    const { row, column, rows, columns } = place.block;
    if (rows < 1 || columns < 1) continue;
    place.notes = run(() => sheet.getRange(row, column, rows, columns).getNotes());
  }
}
