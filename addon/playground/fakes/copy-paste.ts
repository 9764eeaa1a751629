import type { Grid, GridRect } from "../grid.ts";
import { columnName, columnOf, intersects } from "./a1.ts";

/** The stand-ins of `SpreadsheetApp.CopyPasteType` that `copyTo` knows. */
export const copyPasteTypes = {
  PASTE_FORMAT: "PASTE_FORMAT",
  PASTE_DATA_VALIDATION: "PASTE_DATA_VALIDATION",
  PASTE_FORMULA: "PASTE_FORMULA",
} as const;

export type CopyPasteType = keyof typeof copyPasteTypes;

/** Copies a block over another, repeating it where that is larger. Notes stay where they are. */
export function copyBlock(grid: Grid, from: Placed, to: Placed, type: CopyPasteType): void {
  const { rows, columns } = from.rect;
  for (let row = 0; row < to.rect.rows; row++) {
    for (let column = 0; column < to.rect.columns; column++) {
      const source = one(from.rect.row + (row % rows), from.rect.column + (column % columns));
      const target = one(to.rect.row + row, to.rect.column + column);
      copyCell(grid, { sheet: from.sheet, rect: source }, { sheet: to.sheet, rect: target }, type);
    }
  }
}

export interface Placed {
  sheet: number;
  rect: GridRect;
}

function copyCell(grid: Grid, from: Placed, to: Placed, type: CopyPasteType): void {
  if (type === "PASTE_DATA_VALIDATION") {
    clearRules(grid, to);
    const rule = grid.rules(from.sheet).find(({ rect }) => intersects(rect, from.rect));
    if (rule) grid.setRules(to.sheet, [...grid.rules(to.sheet), { ...rule, rect: to.rect }]);
    return;
  }
  const cell = grid.read(from.sheet, from.rect)[0]?.[0];
  if (!cell) return;
  if (type === "PASTE_FORMAT") {
    grid.setFormats(to.sheet, to.rect, [[cell.format]]);
    const look = grid.looks(from.sheet, from.rect)[0]?.[0];
    if (look) grid.setLooks(to.sheet, to.rect, look);
    return;
  }
  const by = { rows: to.rect.row - from.rect.row, columns: to.rect.column - from.rect.column };
  grid.write(to.sheet, to.rect, [[{ value: cell.value, formula: shifted(cell.formula, by) }]]);
}

/** Takes the rules of a block away; of those that reach beyond it the rest stays. */
export function clearRules(grid: Grid, { sheet, rect }: Placed): void {
  grid.setRules(
    sheet,
    grid.rules(sheet).flatMap((rule) => outside(rule.rect, rect).map((part) => ({ ...rule, rect: part }))),
  );
}

function outside(rect: GridRect, hole: GridRect): GridRect[] {
  if (!intersects(rect, hole)) return [rect];
  const [bottom, right] = [rect.row + rect.rows, rect.column + rect.columns];
  const top = { ...rect, rows: hole.row - rect.row };
  const below = { ...rect, row: hole.row + hole.rows, rows: bottom - hole.row - hole.rows };
  const row = Math.max(rect.row, hole.row);
  const rows = Math.min(bottom, hole.row + hole.rows) - row;
  const left = { ...rect, row, rows, columns: hole.column - rect.column };
  const beside = {
    row,
    rows,
    column: hole.column + hole.columns,
    columns: right - hole.column - hole.columns,
  };
  return [top, below, left, beside].filter((part) => part.rows > 0 && part.columns > 0);
}

/** A formula as it is when its cell is copied: references move along, those with `$` stay, texts too. */
function shifted(formula: string, by: { rows: number; columns: number }): string {
  return formula.replace(
    /("[^"]*")|(?<![A-Z0-9_.$])(\$?)([A-Z]{1,3})(\$?)([1-9]\d*)(?![A-Z0-9_(])/gi,
    (
      whole,
      text: string | undefined,
      fixedColumn: string,
      letters: string,
      fixedRow: string,
      row: string,
    ) => {
      if (text !== undefined) return whole;
      const column = fixedColumn ? letters : columnName(columnOf(letters) + by.columns);
      return `${fixedColumn}${column}${fixedRow}${fixedRow ? row : Number(row) + by.rows}`;
    },
  );
}

function one(row: number, column: number): GridRect {
  return { row, column, rows: 1, columns: 1 };
}
