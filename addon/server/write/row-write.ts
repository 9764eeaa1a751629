import type { Block } from "../a1.ts";
import type { SheetCell } from "./encode.ts";

/** Rows of the sheet and what is put into some of their columns; null leaves a cell as it is. */
export interface RowWrite {
  /** Sheet rows, one for each line of `cells`. */
  rows: number[];
  /** Sheet columns, one for each cell of a line. */
  columns: number[];
  cells: (SheetCell | null)[][];
  /** Whether the first line is a header, not a row of the table. */
  hasHeader: boolean;
  /** Rows that come in anew are taken out whole by an undo; of others the changed cells are put back. */
  isNew: boolean;
  /** Rows that are blanked whole and then deleted. */
  goes?: boolean;
  /** Which rows of the table the lines are, where that is not their order. */
  ours?: number[];
  /** The places in `columns` by whose content a row is found again. */
  identity: number[];
}

/** A block of cells and what is put into each; null leaves one as it is. */
export interface BlockWrite {
  block: Block;
  cells: (SheetCell | null)[][];
}

/** One block for each run of neighbouring columns, its rows reaching from the first to the last. */
export function blocksOf({ rows, columns, cells }: RowWrite): BlockWrite[] {
  const first = rows[0];
  if (first === undefined) return [];
  const top = rows.reduce((least, row) => Math.min(least, row), first);
  const bottom = rows.reduce((most, row) => Math.max(most, row), first);
  const height = bottom - top + 1;
  return columnRuns(columns).map((run) => {
    const lines: (SheetCell | null)[][] = Array.from({ length: height }, () => run.map(() => null));
    rows.forEach((row, index) => {
      lines[row - top] = run.map(({ place }) => cells[index]?.[place] ?? null);
    });
    const column = run[0]?.column ?? 1;
    return { block: { row: top, column, rows: height, columns: run.length }, cells: lines };
  });
}

/** Columns that stand side by side, from left to right. */
export function columnRuns(columns: number[]): { column: number; place: number }[][] {
  const sorted = columns
    .map((column, place) => ({ column, place }))
    .sort((left, right) => left.column - right.column);
  const runs: (typeof sorted)[] = [];
  for (const each of sorted) {
    const run = runs[runs.length - 1];
    if (run && run[run.length - 1]?.column === each.column - 1) run.push(each);
    else runs.push([each]);
  }
  return runs;
}

/** The smallest block that holds all rows of the writes; null for none. */
export function boundingBlock(writes: RowWrite[]): Block | null {
  const rows = writes.flatMap((write) => write.rows);
  const columns = writes.flatMap((write) => write.columns);
  if (rows.length === 0 || columns.length === 0) return null;
  const least = (list: number[]) => list.reduce((left, right) => Math.min(left, right));
  const most = (list: number[]) => list.reduce((left, right) => Math.max(left, right));
  const [row, column] = [least(rows), least(columns)];
  return { row, column, rows: most(rows) - row + 1, columns: most(columns) - column + 1 };
}
