import type { Calls } from "./calls.ts";
import { isBlank, type PlaceRead, standingAt } from "./place-read.ts";
import type { Plan } from "./plan.ts";
import { isRich, rangeOf } from "./put-cells.ts";
import { blocksOf, type RowWrite } from "./row-write.ts";

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

/**
 * How many texts with links or styles of their own a plan would replace: an undo brings back their letters alone.
 * `standing` is what stands once there is room.
 */
export function countRichTexts(sheet: Sheet, plan: Plan, standing: PlaceRead[], { run }: Calls): number {
  if (plan.summary.changedCells === 0) return 0;
  const writes = plan.writes.filter((write) => replacesTexts(write, standing));
  return writes.reduce((sum, write) => {
    // Nothing has been inserted yet.
    const { after, count } = plan.insert ?? { after: Number.POSITIVE_INFINITY, count: 0 };
    const rows = write.rows.map((row) => (row > after ? row - count : row));
    return blocksOf({ ...write, rows }).reduce((inBlocks, { block, cells }) => {
      const texts = run(() => rangeOf(sheet, block).getRichTextValues());
      return (
        inBlocks +
        cells.flatMap((line, down) => line.filter((cell, right) => cell && isRich(texts[down]?.[right])))
          .length
      );
    }, sum);
  }, 0);
}

function replacesTexts({ rows, columns, cells }: RowWrite, standing: PlaceRead[]): boolean {
  return cells.some((line, index) =>
    line.some((cell, place) => {
      const held = standingAt(standing, rows[index] ?? 0, columns[place] ?? 0);
      return cell !== null && !isBlank(held) && typeof held.value === "string";
    }),
  );
}
