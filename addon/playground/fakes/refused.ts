import type { GridRect, GridValue } from "../grid.ts";
import { contains, intersects, toA1 } from "./a1.ts";
import { ruleTakes } from "./validation.ts";
import type { Workbook } from "./workbook.ts";

export const PROTECTED =
  "You are trying to edit a protected cell or object. " +
  "Please contact the spreadsheet owner to remove protection if you need to edit.";

const TYPED = "This operation is not allowed on cells in typed columns.";

interface Block {
  readonly sheet: number;
  readonly rect: GridRect;
}

/** A protection that only warns lets everybody edit, and one of a sheet what it leaves open. */
export function isProtected({ grid }: Workbook, { sheet, rect }: Block): boolean {
  return grid.protections(sheet).some((block) => {
    if (block.warningOnly || !intersects(block, rect)) return false;
    return !block.open?.some((open) => contains(open, rect));
  });
}

/** Throws what Google says of content that it does not let in. */
export function checkContent(workbook: Workbook, block: Block, values: GridValue[][]): void {
  checkTyped(workbook, block, values);
  checkRules(workbook, block, values);
}

/** A typed column of a Sheets table takes numbers alone in the stand-in. */
function checkTyped({ grid }: Workbook, { sheet, rect: at }: Block, values: GridValue[][]): void {
  for (const rect of grid.typedColumns(sheet)) {
    values.forEach((row, down) => {
      row.forEach((value, right) => {
        const cell = { row: at.row + down, column: at.column + right, rows: 1, columns: 1 };
        if (typeof value === "string" && intersects(rect, cell)) throw new Error(TYPED);
      });
    });
  }
}

function checkRules({ grid }: Workbook, { sheet, rect: at }: Block, values: GridValue[][]): void {
  for (const rule of grid.rules(sheet)) {
    const { rect } = rule;
    if (!rule.rejects || !intersects(rect, at)) continue;
    values.forEach((row, down) => {
      row.forEach((value, right) => {
        const cell = { row: at.row + down, column: at.column + right, rows: 1, columns: 1 };
        if (value === null || !intersects(rect, cell)) return;
        if (ruleTakes(rule, value, grid.timeZone())) return;
        throw new Error(
          `The data you entered in cell ${toA1(cell)} violates the data validation rules set on this cell.`,
        );
      });
    });
  }
}
