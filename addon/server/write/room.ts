import { ServerProblemError } from "../problem.ts";
import type { BlockWrite, Plan } from "./plan.ts";
import type { Snapshot } from "./snapshot.ts";

const MAX_CELLS = 10_000_000;
const MAX_COLUMNS = 18_278;
/** What `insertSheet` makes. */
const NEW_SHEET = { rows: 1_000, columns: 26 };

/** Rows and columns that the sheet needs beyond those that it has. */
export interface Growth {
  rows: number;
  columns: number;
}

export function growthFor(sheet: Snapshot["sheet"], writes: BlockWrite[], insert: Plan["insert"]): Growth {
  const size = sheet ?? NEW_SHEET;
  const bottom = Math.max(0, ...writes.map(({ block }) => block.row + block.rows - 1));
  const right = Math.max(0, ...writes.map(({ block }) => block.column + block.columns - 1));
  return { rows: insert ? 0 : Math.max(0, bottom - size.rows), columns: Math.max(0, right - size.columns) };
}

/** Throws when a sheet cannot have so many columns, or the spreadsheet so many cells. */
export function checkLimits(
  { sheet, cells }: Snapshot,
  growth: Growth,
  writes: BlockWrite[],
  insert: Plan["insert"],
): void {
  const right = Math.max(0, ...writes.map(({ block }) => block.column + block.columns - 1));
  if (right > MAX_COLUMNS) {
    throw new ServerProblemError("too-many-columns", { column: right, limit: MAX_COLUMNS });
  }
  if (cells === null) return;
  const size = sheet ?? NEW_SHEET;
  const after = (size.rows + growth.rows + (insert?.count ?? 0)) * (size.columns + growth.columns);
  const before = sheet ? sheet.rows * sheet.columns : 0;
  const total = cells + after - before;
  if (total > MAX_CELLS) throw new ServerProblemError("spreadsheet-full", { cells: total, limit: MAX_CELLS });
}
