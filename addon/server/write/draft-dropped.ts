import type { PlanConflict } from "../../writes.ts";
import { cellName } from "../a1.ts";
import { type SheetCell, shownValue } from "./encode.ts";
import type { Found } from "./find-rows.ts";
import { standingAt } from "./place-read.ts";
import type { RowWrite } from "./row-write.ts";
import type { Snapshot } from "./snapshot.ts";

/** Rows that a newer version of the table no longer has: their cells go, formulas and what is beside them stay. */
export function blankedRows(
  { table, places, matches }: Snapshot,
  dropped: Found[],
  skips: (row: number) => boolean,
): { write: RowWrite; conflicts: PlanConflict[] } {
  const block = table?.block ?? { row: 1, column: 1, rows: 0, columns: 0 };
  const columns = matches.flatMap(({ place }) => (place === null ? [] : [block.column + place]));
  const write: RowWrite = {
    ...{ rows: [], columns, cells: [], hasHeader: false, isNew: false },
    identity: columns.map((_, place) => place),
  };
  const conflicts: PlanConflict[] = [];
  for (const at of dropped) {
    if (at.kind === "new" || at.row === null || skips(at.row)) continue;
    const { row } = at;
    const standing = columns.map((column) => standingAt(places, row, column));
    if (at.kind === "conflict") {
      const [first = { value: "", format: "" }] = standing;
      const before = shownValue(first.value, first.format);
      conflicts.push({ code: at.code, a1: cellName(row, columns[0] ?? block.column), before, after: "" });
      continue;
    }
    write.rows.push(row);
    write.cells.push(
      standing.map(({ value, formula, format }): SheetCell | null =>
        formula !== "" || value === "" ? null : { value: "", format },
      ),
    );
  }
  return { write, conflicts };
}
