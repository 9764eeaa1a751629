import type { PlanWarning } from "../../rpc.ts";
import type { PlanConflict } from "../../writes.ts";
import { cellName } from "../a1.ts";
import { numbersFrom } from "./draft.ts";
import { type SheetCell, shownValue } from "./encode.ts";
import type { Found } from "./find-rows.ts";
import { standingAt } from "./place-read.ts";
import type { RowWrite } from "./row-write.ts";
import type { Snapshot } from "./snapshot.ts";
import { countHoles, type SheetRead, wholeRows } from "./whole-rows.ts";

interface Dropped {
  /** Their cells go, formulas and what is beside them stay. */
  blanked: RowWrite;
  /** Nothing stands beside them: they go whole. */
  gone: RowWrite;
  conflicts: PlanConflict[];
  warnings: PlanWarning[];
}

/** Rows that a newer version of the table no longer has. */
export function droppedRows(
  snapshot: Snapshot,
  dropped: Found[],
  around: SheetRead | null,
  skips: (row: number) => boolean,
): Dropped {
  const { table, places, matches } = snapshot;
  const block = table?.block ?? { row: 1, column: 1, rows: 0, columns: 0 };
  const mapped = matches.flatMap(({ place }) => (place === null ? [] : [block.column + place]));
  const conflicts: PlanConflict[] = [];
  const rows: number[] = [];
  for (const at of dropped) {
    if (at.kind === "new" || at.row === null || skips(at.row)) continue;
    if (at.kind === "row") rows.push(at.row);
    else {
      const { value, format } = standingAt(places, at.row, mapped[0] ?? block.column);
      const [a1, before] = [cellName(at.row, mapped[0] ?? block.column), shownValue(value, format)];
      conflicts.push({ code: at.code, a1, before, after: "" });
    }
  }
  const whole = around ? wholeRows(snapshot, rows, around) : new Set<number>();
  const blanked = blanks(
    rows.filter((row) => !whole.has(row)),
    mapped,
    (row, column) => {
      const { value, formula, format } = standingAt(places, row, column);
      return formula !== "" || value === "" ? null : { value: "", format };
    },
  );
  const gone = blanks([...whole], numbersFrom(block.column, block.columns), (row, column) => ({
    value: "",
    format: standingAt(places, row, column).format,
  }));
  const count = around ? countHoles(snapshot, blanked.rows, around) : 0;
  const warnings: PlanWarning[] = count > 0 ? [{ code: "rows-left-blank", params: { count } }] : [];
  return { blanked, gone: { ...gone, goes: true }, conflicts, warnings };
}

function blanks(
  rows: number[],
  columns: number[],
  cellAt: (row: number, column: number) => SheetCell | null,
): RowWrite {
  return {
    ...{ rows, columns, hasHeader: false, isNew: false },
    cells: rows.map((row) => columns.map((column) => cellAt(row, column))),
    identity: columns.map((_, place) => place),
  };
}
