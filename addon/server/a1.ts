/** A block of cells as Sheets counts it: the first row and column are 1. */
export interface Block {
  row: number;
  column: number;
  rows: number;
  columns: number;
}

/** 1 is A, 27 is AA. */
export function columnName(column: number): string {
  let name = "";
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  }
  return name;
}

export function cellName(row: number, column: number): string {
  return columnName(column) + row;
}

/** `A1:B2`, or `A1` for a single cell. */
export function blockName({ row, column, rows, columns }: Block): string {
  const first = cellName(row, column);
  return rows === 1 && columns === 1 ? first : `${first}:${cellName(row + rows - 1, column + columns - 1)}`;
}
