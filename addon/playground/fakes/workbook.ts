import type { Grid, GridRect, GridSheet } from "../grid.ts";
import { type CallLog, logged } from "./call-log.ts";
import { FakeRange } from "./range.ts";
import { FakeSheet } from "./sheet.ts";

const MAX_CELLS = 10_000_000;

/** What the stand-ins of a spreadsheet, its sheets and ranges share. */
export class Workbook {
  readonly grid: Grid;
  readonly log: CallLog;

  constructor(grid: Grid, log: CallLog) {
    this.grid = grid;
    this.log = log;
  }

  /** BCP 47. */
  get locale(): string {
    return this.grid.locale().replace("_", "-");
  }

  /** Throws as Google does when the block is not on its sheet. */
  range(sheet: number, rect: GridRect): FakeRange {
    const { rows, columns } = this.info(sheet);
    if (rect.rows < 1) throw new Error("The number of rows in the range must be at least 1.");
    if (rect.columns < 1) throw new Error("The number of columns in the range must be at least 1.");
    if (rect.row < 0) throw new Error("The starting row of the range is too small.");
    if (rect.column < 0) throw new Error("The starting column of the range is too small.");
    if (rect.row + rect.rows > rows || rect.column + rect.columns > columns) {
      throw new Error("The coordinates of the range are outside the dimensions of the sheet.");
    }
    return logged("Range", new FakeRange(this, sheet, rect), this.log);
  }

  sheet(id: number): FakeSheet {
    return logged("Sheet", new FakeSheet(this, id), this.log);
  }

  info(id: number): GridSheet {
    const sheet = this.grid.sheets().find((each) => each.id === id);
    if (!sheet) throw new Error("Sheet not found");
    return sheet;
  }

  /** Throws as Google does when a sheet cannot grow by that many cells. */
  checkRoom(cells: number): void {
    const used = this.grid.sheets().reduce((sum, { rows, columns }) => sum + rows * columns, 0);
    if (used + cells > MAX_CELLS) {
      throw new Error(
        "This action would increase the number of cells in the workbook above the limit of 10000000 cells.",
      );
    }
  }
}
