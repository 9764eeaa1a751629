import type { Grid, GridRect } from "../grid.ts";

/** The block, grown over what holds data and touches a side of it, not a corner. */
export function dataRegion(grid: Grid, sheet: number, rect: GridRect): GridRect {
  const extent = grid.extent(sheet);
  if (extent.rows === 0) return rect;
  const filled = grid
    .read(sheet, { row: 0, column: 0, ...extent })
    .map((row) => row.map((cell) => cell.value !== null || cell.formula !== ""));
  let [top, left] = [rect.row, rect.column];
  let [bottom, right] = [top + rect.rows - 1, left + rect.columns - 1];
  const rowHolds = (row: number) => filled[row]?.slice(left, right + 1).some(Boolean) ?? false;
  const columnHolds = (column: number) => filled.slice(top, bottom + 1).some((row) => row[column] ?? false);
  for (let grown = true; grown; ) {
    grown = false;
    for (; rowHolds(top - 1); top--) grown = true;
    for (; rowHolds(bottom + 1); bottom++) grown = true;
    for (; columnHolds(left - 1); left--) grown = true;
    for (; columnHolds(right + 1); right++) grown = true;
  }
  return { row: top, column: left, rows: bottom - top + 1, columns: right - left + 1 };
}
