import type { Hello, RangeRead, Rpc } from "../rpc.ts";
import { blockName } from "./a1.ts";
import { checkAccount, email } from "./identity.ts";
import { toBcp47 } from "./locale.ts";
import { ServerProblemError } from "./problem.ts";
import { findTable } from "./table-region.ts";

/** More than this may not fit into one answer to the page. */
const MAX_CELLS = 20_000;

/** Throws `several-accounts` where the token is another person's. */
export function hello(): Hello {
  checkAccount();
  const spreadsheet = SpreadsheetApp.getActiveSpreadsheet();
  return {
    email: email(),
    spreadsheetId: spreadsheet.getId(),
    spreadsheetName: spreadsheet.getName(),
    locale: toBcp47(spreadsheet.getSpreadsheetLocale()),
    timeZone: spreadsheet.getSpreadsheetTimeZone(),
  };
}

/** The selected cells as they are shown. Whole columns and rows are cut to what holds data. */
export function readSelection({ maxCells }: Rpc["readSelection"]["args"]): RangeRead {
  const range = trimmed(onlyRange());
  const cells = range.getNumRows() * range.getNumColumns();
  const limit = Math.min(maxCells, MAX_CELLS);
  if (cells > limit) {
    throw new ServerProblemError("range-too-large", { a1: range.getA1Notation(), cells, limit });
  }
  return {
    a1: range.getA1Notation(),
    sheet: range.getSheet().getName(),
    rows: range.getNumRows(),
    columns: range.getNumColumns(),
    values: range.getDisplayValues(),
    hasHeader: hasHeader(range),
  };
}

/** The headers of the table that the active cell stands in or touches, else of the sheet's first. */
export function readTableHeaders(): Rpc["readTableHeaders"]["result"] {
  const cell = SpreadsheetApp.getActiveSpreadsheet().getActiveCell();
  const table = cell && findTable(cell, [], (call) => call());
  if (!table) return null;
  return { sheet: cell.getSheet().getName(), a1: blockName(table.block), headers: table.headers };
}

/** Selects a block of cells, so that the person sees it. `shown` is false when its sheet is gone. */
export function show({ sheet, a1 }: Rpc["show"]["args"]): Rpc["show"]["result"] {
  const target = SpreadsheetApp.getActiveSpreadsheet().getSheetByName(sheet);
  if (!target) return { shown: false };
  target.getRange(a1).activate();
  return { shown: true };
}

function onlyRange(): GoogleAppsScript.Spreadsheet.Range {
  const ranges = SpreadsheetApp.getActiveSpreadsheet().getActiveRangeList()?.getRanges() ?? [];
  const [range] = ranges;
  if (!range) throw new ServerProblemError("no-selection", {});
  if (ranges.length > 1) {
    const names = ranges.map((each) => each.getA1Notation()).join(", ");
    throw new ServerProblemError("several-ranges", { ranges: names });
  }
  return range;
}

function trimmed(range: GoogleAppsScript.Spreadsheet.Range): GoogleAppsScript.Spreadsheet.Range {
  const sheet = range.getSheet();
  const wholeColumns = range.getNumRows() >= sheet.getMaxRows();
  const wholeRows = range.getNumColumns() >= sheet.getMaxColumns();
  if (!wholeColumns && !wholeRows) return range;
  const rows = wholeColumns ? sheet.getLastRow() - range.getRow() + 1 : range.getNumRows();
  const columns = wholeRows ? sheet.getLastColumn() - range.getColumn() + 1 : range.getNumColumns();
  if (rows < 1 || columns < 1) {
    throw new ServerProblemError("no-selection", {});
  }
  return range.offset(0, 0, rows, columns);
}

/**
 * Whether the first row names columns: distinct texts, and a sign that they are not the first record: a
 * frozen row, the sheet's first row, or other types underneath.
 */
function hasHeader(range: GoogleAppsScript.Spreadsheet.Range): boolean {
  const [first = [], ...rest] = range.getValues();
  const names = first.map((value) => (typeof value === "string" ? value.trim().toLowerCase() : ""));
  if (rest.length === 0 || names.includes("") || new Set(names).size < names.length) return false;
  if (range.getRow() === 1 || range.getRow() <= range.getSheet().getFrozenRows()) return true;
  return rest.some((row) => row.some((value) => typeof value !== "string"));
}
