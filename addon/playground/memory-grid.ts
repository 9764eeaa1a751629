import type {
  Grid,
  GridCell,
  GridInput,
  GridLook,
  GridMetadata,
  GridProtection,
  GridRect,
  GridRule,
  GridSheet,
  GridValue,
} from "./grid.ts";
import { moveColumns, moveRows } from "./memory-moves.ts";
import type { MemoryCell, MemorySheet } from "./memory-sheet.ts";

export interface MemoryGridOptions {
  id?: string;
  name?: string;
  locale?: string;
  timeZone?: string;
  /** What a formula shows: nothing is calculated here. */
  calculate?: (formula: string) => GridValue;
}

const plainLook: GridLook = {
  ...{ bold: false, italic: false, wrap: false },
  ...{ background: "#ffffff", color: "#000000" },
};
const blank: Readonly<GridCell> = { value: null, formula: "", format: "General" };

const plainCell: Readonly<Required<MemoryCell>> = {
  ...blank,
  note: "",
  rich: false,
  link: null,
  look: plainLook,
};

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
      merges: [],
      protections: [],
      metadata: [],
      typed: [],
      rules: [],
      filter: null,
      hiddenRows: new Map(),
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
    moveRows(this.sheet(sheet), at, count);
  }

  insertColumns(sheet: number, at: number, count: number): void {
    moveColumns(this.sheet(sheet), at, count);
  }

  deleteRows(sheet: number, at: number, count: number): void {
    moveRows(this.sheet(sheet), at, -count);
  }

  deleteColumns(sheet: number, at: number, count: number): void {
    moveColumns(this.sheet(sheet), at, -count);
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
      Array.from({ length: rect.columns }, (_, column) => {
        const { value, formula, format } = cells[rect.row + row]?.[rect.column + column] ?? blank;
        return { value, formula, format };
      }),
    );
  }

  write(sheet: number, rect: GridRect, inputs: GridInput[][]): void {
    this.change(sheet, rect, (cell, row, column) => {
      const input = inputs[row]?.[column];
      if (!input) return cell;
      const formula = input.formula ?? "";
      const value = formula === "" ? input.value : (this.options.calculate?.(formula) ?? null);
      return { ...cell, value, formula, format: input.format ?? cell.format, rich: false, link: null };
    });
  }

  setFormats(sheet: number, rect: GridRect, formats: string[][]): void {
    this.change(sheet, rect, (cell, row, column) => ({
      ...cell,
      format: formats[row]?.[column] ?? cell.format,
    }));
  }

  looks(sheet: number, rect: GridRect): GridLook[][] {
    return this.each(sheet, rect, (cell) => ({ ...plainLook, ...cell?.look }));
  }

  setLooks(sheet: number, rect: GridRect, look: Partial<GridLook>): void {
    this.change(sheet, rect, (cell) => ({ ...cell, look: { ...cell.look, ...look } }));
  }

  setColumnWidth(): void {}

  /** As a person does. */
  rename(sheet: number, name: string): void {
    this.sheet(sheet).name = name;
  }

  setHidden(sheet: number, hidden: boolean): void {
    this.sheet(sheet).hidden = hidden;
  }

  notes(sheet: number, rect: GridRect): string[][] {
    return this.each(sheet, rect, (cell) => cell?.note ?? "");
  }

  setNotes(sheet: number, rect: GridRect, notes: string[][]): void {
    this.change(sheet, rect, (cell, row, column) => ({ ...cell, note: notes[row]?.[column] ?? "" }));
  }

  link(sheet: number, row: number, column: number): string | null {
    return this.sheet(sheet).cells[row]?.[column]?.link ?? null;
  }

  setLinks(sheet: number, rect: GridRect, links: (string | null)[][]): void {
    this.change(sheet, rect, (cell, row, column) => ({ ...cell, link: links[row]?.[column] ?? null }));
  }

  isRich(sheet: number, row: number, column: number): boolean {
    return this.sheet(sheet).cells[row]?.[column]?.rich ?? false;
  }

  /** Gives a cell's text a link or a style of its own, as a person does. */
  makeRich(sheet: number, row: number, column: number): void {
    this.change(sheet, { row, column, rows: 1, columns: 1 }, (cell) => ({ ...cell, rich: true }));
  }

  merges = (sheet: number): GridRect[] => this.sheet(sheet).merges;
  protections = (sheet: number): GridProtection[] => this.sheet(sheet).protections;
  metadata = (sheet: number): GridMetadata[] => this.sheet(sheet).metadata;
  rules = (sheet: number): GridRule[] => this.sheet(sheet).rules;
  setRules(sheet: number, rules: GridRule[]): void {
    this.sheet(sheet).rules = rules;
  }

  typedColumns = (sheet: number): GridRect[] => this.sheet(sheet).typed;
  filter(sheet: number): GridRect | null {
    return this.sheet(sheet).filter;
  }

  setFilter(sheet: number, rect: GridRect | null): void {
    this.sheet(sheet).filter = rect;
  }

  hiddenRows(sheet: number): Map<number, "filter" | "person"> {
    return this.sheet(sheet).hiddenRows;
  }

  selection(): ReturnType<Grid["selection"]> {
    const [first] = this.selected.blocks;
    return { ...this.selected, cell: { row: first?.row ?? 0, column: first?.column ?? 0 } };
  }

  select(sheet: number, ...blocks: GridRect[]): void {
    this.selected = { sheet, blocks };
  }

  /** Every cell of a sheet that is not blank and plain, by row and column, so that two states can be compared. */
  contents(sheet: number): Record<string, Required<MemoryCell>> {
    const contents: Record<string, Required<MemoryCell>> = {};
    this.sheet(sheet).cells.forEach((line, row) => {
      line.forEach((cell, column) => {
        const whole = { ...plainCell, ...cell, look: { ...plainLook, ...cell?.look } };
        if (JSON.stringify(whole) !== JSON.stringify(plainCell)) contents[`${row}:${column}`] = whole;
      });
    });
    return contents;
  }

  private each<T>(sheet: number, rect: GridRect, read: (cell: MemoryCell | undefined) => T): T[][] {
    const { cells } = this.within(sheet, rect);
    return Array.from({ length: rect.rows }, (_, row) =>
      Array.from({ length: rect.columns }, (_, column) =>
        read(cells[rect.row + row]?.[rect.column + column]),
      ),
    );
  }

  private change(
    sheet: number,
    rect: GridRect,
    edit: (cell: Readonly<MemoryCell>, row: number, column: number) => MemoryCell,
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
