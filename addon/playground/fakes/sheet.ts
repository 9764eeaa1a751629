import type { GridRect } from "../grid.ts";
import { parseA1 } from "./a1.ts";
import type { FakeRange } from "./range.ts";
import type { Workbook } from "./workbook.ts";

/** The stand-in of `SpreadsheetApp.Sheet`. */
export class FakeSheet {
  private readonly workbook: Workbook;
  private readonly id: number;

  constructor(workbook: Workbook, id: number) {
    this.workbook = workbook;
    this.id = id;
  }

  getSheetId = (): number => this.id;
  getName = (): string => this.workbook.info(this.id).name;
  getIndex = (): number => this.workbook.grid.sheets().findIndex(({ id }) => id === this.id) + 1;
  getMaxRows = (): number => this.workbook.info(this.id).rows;
  getMaxColumns = (): number => this.workbook.info(this.id).columns;
  getLastRow = (): number => this.workbook.grid.extent(this.id).rows;
  getLastColumn = (): number => this.workbook.grid.extent(this.id).columns;
  getFrozenRows = (): number => this.workbook.info(this.id).frozenRows;
  getFilter = (): object | null => {
    const rect = this.workbook.grid.filter(this.id);
    return rect && { getRange: () => this.workbook.range(this.id, rect) };
  };
  isRowHiddenByFilter = (row: number): boolean =>
    this.workbook.grid.hiddenRows(this.id).get(row - 1) === "filter";
  isRowHiddenByUser = (row: number): boolean =>
    this.workbook.grid.hiddenRows(this.id).get(row - 1) === "person";
  hideSheet(): FakeSheet {
    this.workbook.grid.setHidden(this.id, true);
    return this;
  }
  setColumnWidth(column: number, pixels: number): FakeSheet {
    this.workbook.grid.setColumnWidth(this.id, column - 1, pixels);
    return this;
  }
  isSheetHidden = (): boolean => this.workbook.info(this.id).hidden;

  getRange(row: number | string, column?: number, rows = 1, columns = 1): FakeRange {
    if (typeof row === "string") {
      const rect = parseA1(row, this.workbook.info(this.id));
      if (!rect) throw new Error("Range not found");
      return this.workbook.range(this.id, rect);
    }
    return this.workbook.range(this.id, { row: row - 1, column: (column ?? 0) - 1, rows, columns });
  }

  getDataRange(): FakeRange {
    const { rows, columns } = this.workbook.grid.extent(this.id);
    const rect = { row: 0, column: 0, rows: Math.max(rows, 1), columns: Math.max(columns, 1) };
    return this.workbook.range(this.id, rect);
  }

  getActiveCell(): FakeRange {
    const { sheet, cell } = this.workbook.grid.selection();
    const { row, column } = sheet === this.id ? cell : { row: 0, column: 0 };
    return this.workbook.range(this.id, { row, column, rows: 1, columns: 1 });
  }

  setFrozenRows(rows: number): void {
    this.workbook.grid.setFrozenRows(this.id, rows);
  }

  insertRowsAfter(after: number, count: number): FakeSheet {
    this.workbook.checkRoom(count * this.getMaxColumns());
    this.workbook.grid.insertRows(this.id, after, count);
    return this;
  }

  insertRowsBefore = (before: number, count: number): FakeSheet => this.insertRowsAfter(before - 1, count);

  insertColumnsAfter(after: number, count: number): FakeSheet {
    this.workbook.checkRoom(count * this.getMaxRows());
    this.workbook.grid.insertColumns(this.id, after, count);
    return this;
  }

  deleteRow = (row: number): void => this.deleteRows(row, 1);

  deleteRows(row: number, count: number): void {
    if (count >= this.getMaxRows()) {
      throw new Error("You can't delete all the rows on the sheet.");
    }
    this.workbook.grid.deleteRows(this.id, row - 1, count);
  }

  deleteColumns(column: number, count: number): void {
    if (count >= this.getMaxColumns()) {
      throw new Error("You can't delete all the columns on the sheet.");
    }
    this.workbook.grid.deleteColumns(this.id, column - 1, count);
  }

  appendRow(values: unknown[]): FakeSheet {
    const row = this.getLastRow();
    const [missingRows, missingColumns] = [row + 1 - this.getMaxRows(), values.length - this.getMaxColumns()];
    if (missingRows > 0) this.insertRowsAfter(this.getMaxRows(), missingRows);
    if (missingColumns > 0) this.insertColumnsAfter(this.getMaxColumns(), missingColumns);
    const rect: GridRect = { row, column: 0, rows: 1, columns: values.length };
    this.workbook.range(this.id, rect).setValues([values]);
    return this;
  }

  getProtections(type: string): object[] {
    const protections = this.workbook.grid.protections(this.id);
    const asked = protections.filter(({ open }) => (type === "SHEET") === (open !== undefined));
    return asked.map(({ warningOnly = false, open = [], ...rect }) => ({
      getRange: () => this.workbook.range(this.id, rect),
      getUnprotectedRanges: () => open.map((block) => this.workbook.range(this.id, block)),
      canEdit: () => warningOnly,
      isWarningOnly: () => warningOnly,
    }));
  }

  activate(): FakeSheet {
    this.workbook.grid.select(this.id, { row: 0, column: 0, rows: 1, columns: 1 });
    return this;
  }
}
