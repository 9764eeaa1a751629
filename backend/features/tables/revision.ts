import { isDeepStrictEqual } from "node:util";
import type { Cell, Column } from "../../contract/cells.ts";
import type { RowRule } from "../../contract/rules.ts";
import type { VersionMaking } from "../../contract/table-history.ts";

/** A row as a version holds it. */
export interface HeldRow {
  id: string;
  position: number;
  cells: Cell[];
}

/** A table's current version, its rows in order. */
export interface StandingTable {
  id: string;
  messageId: string;
  version: number;
  title: string;
  schemaVersion: number;
  columns: Column[];
  rows: HeldRow[];
  /** What they are held against. */
  rules: RowRule[] | undefined;
  making: Pick<VersionMaking, "templateId" | "templateVersion">;
}

/** A row of the next version; `previous` is its index among the held rows. */
export interface NextRow {
  cells: Cell[];
  previous?: number;
}

/** Rows whose life ends with the old version, and those that begin with the next. A changed row is in both. */
export interface RevisionPlan {
  ended: string[];
  begun: HeldRow[];
}

/**
 * What takes the held rows to the next ones: rows keep their ids, and a row of the same cells in the same
 * order keeps its life-span too, so that fixing one cell writes one row.
 */
export function planRevision(held: HeldRow[], next: NextRow[], newId: () => string): RevisionPlan {
  const untouched = new Map(held.map((row) => [row.id, row]));
  const plan: RevisionPlan = { ended: [], begun: [] };
  let last = -1;
  for (const { cells, previous } of next) {
    const old = previous === undefined ? undefined : held[previous];
    const kept = old !== undefined && untouched.delete(old.id) ? old : null;
    const position = kept && kept.position > last ? kept.position : last + 1;
    last = position;
    if (kept && kept.position === position && isDeepStrictEqual(kept.cells, cells)) continue;
    if (kept) plan.ended.push(kept.id);
    plan.begun.push({ id: kept?.id ?? newId(), position, cells });
  }
  plan.ended.push(...untouched.keys());
  return plan;
}

/**
 * The rows that a change broke off before: they stay, after those that it reached, each cell under the
 * column of its name.
 */
export function carryOver(
  held: HeldRow[],
  columns: Column[],
  next: NextRow[],
  nextColumns: Column[],
): NextRow[] {
  const reached = new Set(next.map((row) => row.previous));
  const from = nextColumns.map((column) => columns.findIndex(({ name }) => name === column.name));
  return held.flatMap(({ cells }, previous) =>
    reached.has(previous) ? [] : [{ previous, cells: from.map((index) => cells[index] ?? { value: null }) }],
  );
}
