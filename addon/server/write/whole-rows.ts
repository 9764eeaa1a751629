import type { Block } from "../a1.ts";
import { numbersFrom } from "./draft.ts";
import { runsOf } from "./keep-part.ts";
import { isBlank, type PlaceRead, standingAt } from "./place-read.ts";
import type { Snapshot } from "./snapshot.ts";

/** Each run is a call of its own, and one more to take it back. */
const MAX_RUNS = 50;

/** A sheet as it stands, and which of its rows formulas of other rows name. */
export interface SheetRead {
  read: PlaceRead;
  isPointedAt: (row: number) => boolean;
}

/**
 * Rows that may be deleted as they are: they hold nothing but cells of the table, its own formulas among them, no
 * formula elsewhere would break, and other rows stand below, so that a blank row would be a hole.
 */
export function wholeRows(
  { table, matches }: Snapshot,
  rows: number[],
  { read, isPointedAt }: SheetRead,
): Set<number> {
  if (!table) return new Set();
  const { column, columns } = table.block;
  const mapped = new Set(matches.flatMap(({ place }) => (place === null ? [] : [column + place])));
  const isOwn = (row: number, at: number) => {
    const { formula } = standingAt([read], row, at);
    return mapped.has(at) || (formula !== "" && at >= column && at < column + columns);
  };
  const isWhole = (row: number) =>
    !isPointedAt(row) &&
    numbersFrom(1, read.block.columns).every((at) => {
      if (read.opaque?.has(`${row - 1}:${at - 1}`)) return false;
      return isBlank(standingAt([read], row, at)) || isOwn(row, at);
    });
  const whole = rows.filter(isWhole);
  const runs = runsAbove(table.block, whole, read).slice(0, MAX_RUNS);
  return new Set(runs.flatMap(([first, count]) => numbersFrom(first, count)));
}

/** How many of those rows would be a hole in the table if they were blank. */
export function countHoles({ table }: Snapshot, rows: number[], { read }: SheetRead): number {
  return table ? runsAbove(table.block, rows, read).reduce((sum, [, count]) => sum + count, 0) : 0;
}

/** The rows as runs, those alone that other rows of the table stand below. */
function runsAbove({ column, columns }: Block, rows: number[], read: PlaceRead): [number, number][] {
  const sorted = [...rows].sort((left, right) => left - right);
  return runsOf(sorted).filter(([first, count]) =>
    numbersFrom(column, columns).some((at) => !isBlank(standingAt([read], first + count, at))),
  );
}
