import type { Calls } from "./calls.ts";
import type { ImageCell } from "./kept.ts";
import { TEXT } from "./number-format.ts";

type Spreadsheet = GoogleAppsScript.Spreadsheet.Spreadsheet;
type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

const NAME = "_rowsmith_undo";
/** A cell holds 50,000 characters. */
const CHUNK = 40_000;

/** The hidden sheet that keeps what large writes replaced: as text, a key, a number of cells and a chunk in a row. */
export class UndoSheet {
  static readonly MAX_CELLS = 200_000;
  private readonly spreadsheet: Spreadsheet;
  private readonly calls: Calls;

  constructor(spreadsheet: Spreadsheet, calls: Calls) {
    this.spreadsheet = spreadsheet;
    this.calls = calls;
  }

  /** Whether there was room for it; the oldest make some. */
  write(key: string, image: ImageCell[]): boolean {
    const { run } = this.calls;
    const text = JSON.stringify(image);
    const chunks: string[] = [];
    for (let from = 0; from < text.length; from += CHUNK) chunks.push(text.slice(from, from + CHUNK));
    try {
      const sheet = this.find() ?? this.create();
      this.makeRoom(sheet, image.length);
      const last = run(() => sheet.getLastRow());
      const missing = last + chunks.length - sheet.getMaxRows();
      if (missing > 0) run(() => sheet.insertRowsAfter(sheet.getMaxRows(), missing));
      const range = sheet.getRange(last + 1, 1, chunks.length, 3);
      run(() => range.setNumberFormat(TEXT));
      run(() => range.setValues(chunks.map((chunk) => [key, String(image.length), chunk])));
      return true;
    } catch (error) {
      // A spreadsheet without room for one more sheet: the plan has said that this write cannot be undone.
      console.error(error);
      return false;
    }
  }

  read(key: string): ImageCell[] | null {
    const sheet = this.find();
    const rows = sheet ? this.rows(sheet).filter(([of]) => of === key) : [];
    try {
      const image: unknown = JSON.parse(rows.map(([, , chunk]) => chunk).join(""));
      return Array.isArray(image) ? image : null;
    } catch {
      return null;
    }
  }

  /** Drops what is kept for these writes. */
  drop(writeIds: string[]): void {
    const sheet = this.find();
    if (!sheet) return;
    const rows = this.rows(sheet);
    for (let row = rows.length; row >= 1; row--) {
      if (writeIds.some((id) => rows[row - 1]?.[0]?.startsWith(`${id}#`))) this.deleteRow(sheet, row);
    }
  }

  remove(): void {
    const sheet = this.find();
    if (sheet) this.calls.run(() => this.spreadsheet.deleteSheet(sheet));
  }

  private find(): Sheet | null {
    return this.spreadsheet.getSheetByName(NAME);
  }

  private create(): Sheet {
    const { run } = this.calls;
    const active = this.spreadsheet.getActiveSheet();
    const sheet = run(() => this.spreadsheet.insertSheet(NAME, this.spreadsheet.getSheets().length));
    run(() => sheet.deleteColumns(4, sheet.getMaxColumns() - 3));
    run(() => sheet.hideSheet());
    this.spreadsheet.setActiveSheet(active);
    return sheet;
  }

  private makeRoom(sheet: Sheet, cells: number): void {
    const rows = this.rows(sheet);
    const sizes = new Map(rows.map(([key = "", size]) => [key, Number(size)]));
    let total = [...sizes.values()].reduce((sum, size) => sum + size, cells);
    for (const [key, size] of sizes) {
      if (total <= UndoSheet.MAX_CELLS) return;
      this.drop([key.split("#")[0] ?? key]);
      total -= size;
    }
  }

  private rows(sheet: Sheet): string[][] {
    const last = this.calls.run(() => sheet.getLastRow());
    if (last === 0) return [];
    return this.calls.run(() => sheet.getRange(1, 1, last, 3).getValues()).map((row) => row.map(String));
  }

  /** The last row of a sheet cannot be deleted, so it is emptied. */
  private deleteRow(sheet: Sheet, row: number): void {
    if (sheet.getMaxRows() > 1) this.calls.run(() => sheet.deleteRow(row));
    else this.calls.run(() => sheet.getRange(1, 1, 1, 3).clearContent());
  }
}
