import { ServerProblemError } from "../problem.ts";
import type { Insertion } from "./draft.ts";
import { boundingBlock, type RowWrite } from "./row-write.ts";
import type { Snapshot } from "./snapshot.ts";

const MAX_CELLS = 10_000_000;
const MAX_COLUMNS = 18_278;
/** What `insertSheet` makes. */
export const NEW_SHEET = { rows: 1_000, columns: 26 };

/** Rows and columns that the sheet needs beyond those that it has. */
export interface Growth {
  rows: number;
  columns: number;
}

export function growthFor(sheet: Snapshot["sheet"], writes: RowWrite[], insert: Insertion | null): Growth {
  const size = sheet ?? NEW_SHEET;
  const block = boundingBlock(writes) ?? { row: 1, column: 1, rows: 0, columns: 0 };
  const [bottom, right] = [block.row + block.rows - 1, block.column + block.columns - 1];
  return { rows: insert ? 0 : Math.max(0, bottom - size.rows), columns: Math.max(0, right - size.columns) };
}

/** Throws when a sheet cannot have so many columns, or the spreadsheet so many cells. */
export function checkLimits(
  { sheet, cells }: Snapshot,
  growth: Growth,
  writes: RowWrite[],
  insert: Insertion | null,
): void {
  const block = boundingBlock(writes);
  const right = block ? block.column + block.columns - 1 : 0;
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
