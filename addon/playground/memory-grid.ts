import type { Grid, GridCell, GridInput, GridRect, GridRule, GridSheet, GridValue } from "./grid.ts";

interface MemorySheet extends GridSheet {
  /** Sparse: what is not there is blank and `General`. */
  cells: (GridCell | undefined)[][];
  bold: Set<string>;
  merges: GridRect[];
  protections: GridRect[];
  rules: GridRule[];
}

export interface MemoryGridOptions {
  id?: string;
  name?: string;
  locale?: string;
  timeZone?: string;
  /** What a formula shows: nothing is calculated here. */
  calculate?: (formula: string) => GridValue;
}

const blank: Readonly<GridCell> = { value: null, formula: "", format: "General" };

/** A Grid that lives in memory, with one empty sheet, `Sheet1`. */
export class MemoryGrid implements Grid {
  readonly id: string;
  private readonly options: MemoryGridOptions;
  private readonly all: MemorySheet[] = [];
  private nextSheet = 0;
  private selected: { sheet: number; blocks: GridRect[] } = { sheet: 0, blocks: [] };

  constructor(options: MemoryGridOptions = {}) {
    this.options = options;
    this.id = options.id ?? "memory-grid";
    this.insertSheet("Sheet1", 0);
  }

  name(): string {
    return this.options.name ?? "Untitled spreadsheet";
  }

  locale(): string {
    return this.options.locale ?? "en_US";
  }

  timeZone(): string {
    return this.options.timeZone ?? "Etc/UTC";
  }

  sheets(): GridSheet[] {
    return this.all.map(({ id, name, rows, columns, frozenRows, hidden }) => ({
      id,
      name,
      rows,
      columns,
      frozenRows,
      hidden,
    }));
  }

  insertSheet(name: string, index: number): GridSheet {
    const sheet: MemorySheet = {
      id: this.nextSheet++,
      name,
      rows: 1_000,
      columns: 26,
      frozenRows: 0,
      hidden: false,
      cells: [],
      bold: new Set(),
      merges: [],
      protections: [],
      rules: [],
    };
    this.all.splice(index, 0, sheet);
    this.select(sheet.id, { row: 0, column: 0, rows: 1, columns: 1 });
    return sheet;
  }

  deleteSheet(sheet: number): void {
    this.all.splice(this.all.indexOf(this.sheet(sheet)), 1);
    const [first] = this.all;
    if (first && this.selected.sheet === sheet)
      this.select(first.id, { row: 0, column: 0, rows: 1, columns: 1 });
  }

  setFrozenRows(sheet: number, rows: number): void {
    this.sheet(sheet).frozenRows = rows;
  }

  insertRows(sheet: number, at: number, count: number): void {
    const target = this.sheet(sheet);
    target.rows += count;
    if (at < target.cells.length) target.cells.splice(at, 0, ...Array.from({ length: count }, () => []));
  }

  insertColumns(sheet: number, at: number, count: number): void {
    const target = this.sheet(sheet);
    target.columns += count;
    for (const row of target.cells) {
      if (row && at < row.length) row.splice(at, 0, ...Array.from({ length: count }, () => undefined));
    }
  }

  deleteRows(sheet: number, at: number, count: number): void {
    const target = this.sheet(sheet);
    target.rows -= count;
    target.cells.splice(at, count);
  }

  deleteColumns(sheet: number, at: number, count: number): void {
    const target = this.sheet(sheet);
    target.columns -= count;
    for (const row of target.cells) row?.splice(at, count);
  }

  extent(sheet: number): { rows: number; columns: number } {
    const extent = { rows: 0, columns: 0 };
    this.sheet(sheet).cells.forEach((row, rowIndex) => {
      row.forEach((cell, column) => {
        if (!cell || (cell.value === null && cell.formula === "")) return;
        extent.rows = Math.max(extent.rows, rowIndex + 1);
        extent.columns = Math.max(extent.columns, column + 1);
      });
    });
    return extent;
  }

  read(sheet: number, rect: GridRect): GridCell[][] {
    const { cells } = this.within(sheet, rect);
    return Array.from({ length: rect.rows }, (_, row) =>
      Array.from({ length: rect.columns }, (_, column) => ({
        ...(cells[rect.row + row]?.[rect.column + column] ?? blank),
      })),
    );
  }

  write(sheet: number, rect: GridRect, inputs: GridInput[][]): void {
    this.change(sheet, rect, (cell, row, column) => {
      const input = inputs[row]?.[column];
      if (!input) return cell;
      const formula = input.formula ?? "";
      const value = formula === "" ? input.value : (this.options.calculate?.(formula) ?? null);
      return { value, formula, format: input.format ?? cell.format };
    });
  }

  setFormats(sheet: number, rect: GridRect, formats: string[][]): void {
    this.change(sheet, rect, (cell, row, column) => ({
      ...cell,
      format: formats[row]?.[column] ?? cell.format,
    }));
  }

  setBold(sheet: number, rect: GridRect, bold: boolean): void {
    const target = this.within(sheet, rect);
    for (let row = rect.row; row < rect.row + rect.rows; row++) {
      for (let column = rect.column; column < rect.column + rect.columns; column++) {
        if (bold) target.bold.add(`${row}:${column}`);
        else target.bold.delete(`${row}:${column}`);
      }
    }
  }

  merges(sheet: number): GridRect[] {
    return this.sheet(sheet).merges;
  }

  protections(sheet: number): GridRect[] {
    return this.sheet(sheet).protections;
  }

  rules(sheet: number): GridRule[] {
    return this.sheet(sheet).rules;
  }

  selection(): ReturnType<Grid["selection"]> {
    const [first] = this.selected.blocks;
    return { ...this.selected, cell: { row: first?.row ?? 0, column: first?.column ?? 0 } };
  }

  select(sheet: number, ...blocks: GridRect[]): void {
    this.selected = { sheet, blocks };
  }

  private change(
    sheet: number,
    rect: GridRect,
    edit: (cell: Readonly<GridCell>, row: number, column: number) => GridCell,
  ): void {
    const { cells } = this.within(sheet, rect);
    while (cells.length < rect.row + rect.rows) cells.push([]);
    for (let row = 0; row < rect.rows; row++) {
      const line = cells[rect.row + row] ?? [];
      for (let column = 0; column < rect.columns; column++) {
        line[rect.column + column] = edit(line[rect.column + column] ?? blank, row, column);
      }
    }
  }

  private within(sheet: number, rect: GridRect): MemorySheet {
    const target = this.sheet(sheet);
    const fits =
      rect.row >= 0 &&
      rect.column >= 0 &&
      rect.row + rect.rows <= target.rows &&
      rect.column + rect.columns <= target.columns;
    if (!fits) throw new RangeError("The block leaves its sheet");
    return target;
  }

  private sheet(id: number): MemorySheet {
    const sheet = this.all.find((each) => each.id === id);
    if (!sheet) throw new RangeError(`There is no sheet ${id}`);
    return sheet;
  }
}
