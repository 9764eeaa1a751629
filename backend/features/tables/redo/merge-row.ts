import { isDeepStrictEqual } from "node:util";
import type { Cell } from "../../../contract/cells.ts";

export interface MergedRow {
  cells: Cell[];
  /** Some cell was found in the source, whether it says something else or not. */
  isRead: boolean;
}

/**
 * A row with what was read for it at these places. A value that stands in the source takes the place of any other,
 * silence that of a value that stands nowhere; what stands nowhere itself is not taken. A person's cells stay,
 * unless they were `named`.
 */
export function mergeRow(held: Cell[], read: Cell[], places: readonly number[], named: boolean): MergedRow {
  const cells = [...held];
  let isRead = false;
  for (const at of places) {
    const [before, after] = [held[at], read[at]];
    if (before === undefined || after === undefined) continue;
    isRead ||= isFound(after);
    if (!named && (before.edited || before.confirmed)) continue;
    if (isFound(after) ? !isSame(before, after) : after.value === null && isLoose(before)) cells[at] = after;
  }
  return { cells, isRead };
}

function isFound({ value, status }: Cell): boolean {
  return value !== null && status !== "not-found" && status !== "model";
}

/** A value that nothing holds in the source. */
function isLoose(cell: Cell): boolean {
  return cell.value !== null && !isFound(cell);
}

/** The same quote, typed by what its column told then: places may differ, where a quote repeats. */
function isSame(before: Cell, after: Cell): boolean {
  if (!isFound(before) || before.edited) return false;
  if (said(before) === said(after)) return true;
  return isDeepStrictEqual([before.value, before.currency], [after.value, after.currency]);
}

function said({ raw, value }: Cell): string {
  return raw ?? String(value);
}
