import type { GridRect } from "../grid.ts";

/** 0 is A, 26 is AA. */
export function columnName(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : columnName(Math.floor(column / 26) - 1) + letter;
}

/** A is 0, AA is 26. */
export function columnOf(letters: string): number {
  return [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** As `getA1Notation` says it: `B2`, `B2:F40`. */
export function toA1({ row, column, rows, columns }: GridRect): string {
  const first = columnName(column) + (row + 1);
  if (rows === 1 && columns === 1) return first;
  return `${first}:${columnName(column + columns - 1)}${row + rows}`;
}

/** Reads `B2`, `B2:F40`, `A:C`, `2:5` and `A2:C` on a sheet of that size; null when it is none of them. */
export function parseA1(a1: string, size: { rows: number; columns: number }): GridRect | null {
  const match = /^\$?([a-z]{0,3})\$?(\d*)(?::\$?([a-z]{0,3})\$?(\d*))?$/i.exec(a1.trim());
  if (!match) return null;
  const [, fromColumn = "", fromRow = "", toColumn, toRow] = match;
  if (fromColumn === "" && fromRow === "") return null;
  if (toColumn === undefined && (fromColumn === "" || fromRow === "")) return null;
  const top = fromRow === "" ? 0 : Number(fromRow) - 1;
  const left = fromColumn === "" ? 0 : columnOf(fromColumn);
  const bottom = toColumn === undefined ? top : toRow ? Number(toRow) - 1 : size.rows - 1;
  const right = toColumn === undefined ? left : toColumn ? columnOf(toColumn) : size.columns - 1;
  const [row, column] = [Math.min(top, bottom), Math.min(left, right)];
  return { row, column, rows: Math.abs(bottom - top) + 1, columns: Math.abs(right - left) + 1 };
}

/** Splits `'My sheet'!A1` into the sheet's name and the rest. */
export function splitSheet(a1: string): { sheet: string | null; rest: string } {
  const match = /^(?:'((?:[^']|'')*)'|([^'!]+))!(.*)$/.exec(a1);
  if (!match) return { sheet: null, rest: a1 };
  return { sheet: (match[1] ?? match[2] ?? "").replaceAll("''", "'"), rest: match[3] ?? "" };
}

export function intersects(a: GridRect, b: GridRect): boolean {
  return (
    a.row < b.row + b.rows &&
    b.row < a.row + a.rows &&
    a.column < b.column + b.columns &&
    b.column < a.column + a.columns
  );
}

/** Whether all of the second block lies in the first. */
export function contains(a: GridRect, b: GridRect): boolean {
  return (
    a.row <= b.row &&
    a.column <= b.column &&
    a.row + a.rows >= b.row + b.rows &&
    a.column + a.columns >= b.column + b.columns
  );
}

export function isSame(a: GridRect, b: GridRect): boolean {
  return contains(a, b) && contains(b, a);
}
