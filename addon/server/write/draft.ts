import type { PlanWarning } from "../../rpc.ts";
import type { PlanConflict, PlannedPart, PlanQuestion } from "../../writes.ts";
import type { Block } from "../a1.ts";
import { contentText } from "./cell-content.ts";
import { hashText } from "./hash.ts";
import { type PlaceRead, standingAt } from "./place-read.ts";
import type { RowWrite } from "./row-write.ts";

/** A single call writes so many cells well within its six minutes. */
const MAX_PART_CELLS = 100_000;

/** Rows to insert because something stands below the table that they join. */
export interface Insertion {
  after: number;
  count: number;
}

/** What a target makes of a table: which rows of the sheet get which cells. */
export interface Draft {
  writes: RowWrite[];
  insert: Insertion | null;
  parts: PlannedPart[];
  conflicts: PlanConflict[];
  questions: PlanQuestion[];
  warnings: PlanWarning[];
  addedRows: number;
  changedRows: number;
  /** All rows of the table that have a place, for a later version of it; null where `writes` hold just those. */
  tracked: RowWrite | null;
  /** Where the rows are, without the headers of new columns. */
  extent: Block | null;
}

/** Rows that one part of a write holds. */
export function rowsPerPart(columns: number): number {
  return Math.max(1, Math.floor(MAX_PART_CELLS / Math.max(1, columns)));
}

/** Cuts rows into parts and hashes each: `content` is what a part of so many rows, from that one, is made of. */
export function partsOf(
  count: number,
  columns: number,
  from: number,
  content: (first: number, rows: number) => unknown,
): PlannedPart[] {
  const size = rowsPerPart(columns);
  const parts: PlannedPart[] = [];
  for (let first = 0; first < count; first += size) {
    const rows = Math.min(size, count - first);
    parts.push({ from: from + first, rows, hash: hashText(JSON.stringify(content(first, rows))) });
  }
  return parts;
}

/** What stands where cells are to go. A formula by its own text, not its result: NOW() is no conflict. */
export function standingTexts(places: PlaceRead[], { rows, columns }: RowWrite): string[][] {
  return rows.map((row) => columns.map((column) => contentText(standingAt(places, row, column))));
}

export function numbersFrom(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => first + index);
}
