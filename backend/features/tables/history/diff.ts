import { isDeepStrictEqual } from "node:util";
import type { Cell, Column } from "../../../contract/cells.ts";
import type { CellChange, ColumnChange, RowChange } from "../../../contract/table-history.ts";
import { earlierColumns } from "../../../extraction/earlier-rows.ts";

/** Which column of one version is which of another. */
export interface ColumnPairs {
  from: Column[];
  to: Column[];
  /** For each column of `to` its place in `from`, null where it is new. */
  places: (number | null)[];
}

export function pairColumns(from: Column[], to: Column[]): ColumnPairs {
  return { from, to, places: earlierColumns(to, from) };
}

export function diffColumns({ from, to, places }: ColumnPairs): ColumnChange[] {
  const changes = to.flatMap((column, at): ColumnChange[] => {
    const place = places[at] ?? null;
    const before = place === null ? null : (from[place] ?? null);
    if (before === null) return [{ kind: "added", name: column.name, from: null, to: column }];
    if (isDeepStrictEqual(before, column)) return [];
    return [{ kind: "changed", name: column.name, from: before, to: column }];
  });
  const removed = from.flatMap((column, at): ColumnChange[] =>
    places.includes(at) ? [] : [{ kind: "removed", name: column.name, from: column, to: null }],
  );
  return [...changes, ...removed];
}

/** What became of one row; null where only its columns or its place changed. */
export function diffRow(
  rowId: string,
  from: Cell[] | null,
  to: Cell[] | null,
  pairs: ColumnPairs,
): RowChange | null {
  if (from === null || to === null) {
    return { kind: from === null ? "added" : "removed", rowId, from, to, cells: [] };
  }
  const cells = pairs.places.flatMap((place, at): CellChange[] => {
    const [before, after] = [place === null ? null : (from[place] ?? null), to[at] ?? null];
    const isSame = place === null ? after?.value === null : isDeepStrictEqual(before, after);
    return isSame ? [] : [{ column: pairs.to[at]?.name ?? "", from: before, to: after }];
  });
  return cells.length === 0 ? null : { kind: "changed", rowId, from, to, cells };
}
