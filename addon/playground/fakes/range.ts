import { format, isDateFormat, isTextFormat } from "numfmt";
import type { GridCell, GridLook, GridRect, GridRule } from "../grid.ts";
import { intersects, isSame, toA1 } from "./a1.ts";
import { type CopyPasteType, clearRules, copyBlock } from "./copy-paste.ts";
import { dataRegion } from "./data-region.ts";
import { checkContent, isProtected, PROTECTED } from "./refused.ts";
import { type FakeRichText, richText } from "./rich-text.ts";
import type { FakeSheet } from "./sheet.ts";
import { typedIn } from "./typed-in.ts";
import { createRule, type FakeRule } from "./validation.ts";
import type { Workbook } from "./workbook.ts";
import { serialToDate } from "./zone.ts";

const METADATA =
  "Adding developer metadata to arbitrary ranges is not currently supported. Developer metadata may only be added " +
  "to the top-level spreadsheet, an individual sheet, or an entire row or column.";

/** The stand-in of `SpreadsheetApp.Range`. */
export class FakeRange {
  private readonly workbook: Workbook;
  readonly sheet: number;
  readonly rect: GridRect;

  constructor(workbook: Workbook, sheet: number, rect: GridRect) {
    this.workbook = workbook;
    this.sheet = sheet;
    this.rect = rect;
  }

  getRow = (): number => this.rect.row + 1;
  getColumn = (): number => this.rect.column + 1;
  getNumRows = (): number => this.rect.rows;
  getNumColumns = (): number => this.rect.columns;
  getLastRow = (): number => this.rect.row + this.rect.rows;
  getLastColumn = (): number => this.rect.column + this.rect.columns;
  getA1Notation = (): string => toA1(this.rect);
  getSheet = (): FakeSheet => this.workbook.sheet(this.sheet);

  offset(rows: number, columns: number, height = this.rect.rows, width = this.rect.columns): FakeRange {
    return this.workbook.range(this.sheet, {
      row: this.rect.row + rows,
      column: this.rect.column + columns,
      rows: height,
      columns: width,
    });
  }

  getValues(): unknown[][] {
    const timeZone = this.workbook.grid.timeZone();
    return this.cells((cell) => {
      if (typeof cell.value === "number" && isDateFormat(cell.format)) {
        return serialToDate(cell.value, timeZone);
      }
      return cell.value ?? "";
    });
  }

  getValue = (): unknown => this.getValues()[0]?.[0];

  getDisplayValues(): string[][] {
    const { locale } = this.workbook;
    return this.cells(({ value, format: pattern }) => {
      if (value === null) return "";
      if (typeof value === "string" || isTextFormat(pattern)) return String(value);
      return format(pattern, value, { locale, nbsp: false });
    });
  }

  getDisplayValue = (): string => this.getDisplayValues()[0]?.[0] ?? "";
  getFormulas = (): string[][] => this.cells((cell) => cell.formula);
  getFormula = (): string => this.getFormulas()[0]?.[0] ?? "";
  getNumberFormats = (): string[][] => this.cells((cell) => cell.format);
  getNumberFormat = (): string => this.getNumberFormats()[0]?.[0] ?? "";

  setValues(values: unknown[][]): FakeRange {
    this.checkSize(values, "setValues");
    this.checkEditable();
    const context = { locale: this.workbook.locale, timeZone: this.workbook.grid.timeZone() };
    const current = this.cells((cell) => cell.format);
    const inputs = values.map((row, rowIndex) =>
      row.map((value, column) => typedIn(value, current[rowIndex]?.[column] ?? "General", context)),
    );
    checkContent(
      this.workbook,
      this,
      inputs.map((row) => row.map((input) => input.value)),
    );
    this.workbook.grid.write(this.sheet, this.rect, inputs);
    return this;
  }

  setValue = (value: unknown): FakeRange => this.setValues(this.cells(() => value));

  setNumberFormats(formats: string[][]): FakeRange {
    this.checkSize(formats, "setNumberFormats");
    this.checkEditable();
    const patterns = formats.map((row) => row.map((pattern) => pattern || "General"));
    this.workbook.grid.setFormats(this.sheet, this.rect, patterns);
    return this;
  }

  setNumberFormat = (pattern: string): FakeRange => this.setNumberFormats(this.cells(() => pattern));

  setFontWeight(weight: string | null): FakeRange {
    return this.look({ bold: weight === "bold" });
  }

  setFontStyle = (style: string | null): FakeRange => this.look({ italic: style === "italic" });
  setBackground = (color: string | null): FakeRange => this.look({ background: color ?? "#ffffff" });
  setFontColor = (color: string | null): FakeRange => this.look({ color: color ?? "#000000" });
  setWrap = (wrap: boolean): FakeRange => this.look({ wrap });

  getBackgrounds(): string[][] {
    const looks = this.workbook.grid.looks(this.sheet, this.rect);
    return looks.map((line) => line.map(({ background }) => background));
  }

  /** Shades every other row under a header of its own colour; backgrounds that cells have are seen above it. */
  applyRowBanding(theme: string, showHeader = true): object {
    const backgrounds = this.getBackgrounds();
    const shade = (row: number, color: string) => {
      if (backgrounds[row]?.[0] === "#ffffff") this.offset(row, 0, 1).setBackground(color);
    };
    for (let row = showHeader ? 1 : 0; row < this.rect.rows; row++) if (row % 2 === 0) shade(row, theme);
    if (showHeader) shade(0, "#bdbdbd");
    return {};
  }

  /** Notes, values and validations stay. */
  clearFormat(): FakeRange {
    this.checkEditable();
    this.workbook.grid.setFormats(
      this.sheet,
      this.rect,
      this.cells(() => "General"),
    );
    const plain = { background: "#ffffff", color: "#000000" };
    return this.look({ bold: false, italic: false, wrap: false, ...plain });
  }

  getNotes = (): string[][] => this.workbook.grid.notes(this.sheet, this.rect);

  setNotes(notes: (string | null)[][]): FakeRange {
    this.checkSize(notes, "setNotes");
    this.checkEditable();
    this.workbook.grid.setNotes(
      this.sheet,
      this.rect,
      notes.map((line) => line.map((note) => note ?? "")),
    );
    return this;
  }

  /** Null for what is no text. */
  getRichTextValues(): (object | null)[][] {
    return this.cells(({ value }, row, column) => {
      if (typeof value !== "string") return null;
      return richText(value, this.workbook.grid, { sheet: this.sheet, row, column });
    });
  }

  /** Texts as they are: nothing is read as if it were typed. */
  setRichTextValues(values: FakeRichText[][]): FakeRange {
    this.checkSize(values, "setRichTextValues");
    this.checkEditable();
    const { grid } = this.workbook;
    grid.write(
      this.sheet,
      this.rect,
      values.map((line) => line.map((each) => ({ value: each.getText() || null }))),
    );
    grid.setLinks(
      this.sheet,
      this.rect,
      values.map((line) => line.map((each) => each.getLinkUrl())),
    );
    return this;
  }

  copyTo(target: FakeRange, type: CopyPasteType = "PASTE_FORMULA"): void {
    if (isProtected(this.workbook, target)) throw new Error(PROTECTED);
    const { row, column } = target.rect;
    const rows = Math.max(target.rect.rows, this.rect.rows);
    const columns = Math.max(target.rect.columns, this.rect.columns);
    const from = { sheet: this.sheet, rect: this.rect };
    copyBlock(this.workbook.grid, from, { sheet: target.sheet, rect: { row, column, rows, columns } }, type);
  }

  clearDataValidations(): FakeRange {
    clearRules(this.workbook.grid, { sheet: this.sheet, rect: this.rect });
    return this;
  }

  getCell = (row: number, column: number): FakeRange => this.offset(row - 1, column - 1, 1, 1);

  private look(look: Partial<GridLook>): FakeRange {
    this.checkEditable();
    this.workbook.grid.setLooks(this.sheet, this.rect, look);
    return this;
  }

  addDeveloperMetadata(key: string, value = ""): FakeRange {
    const { rows, columns } = this.workbook.info(this.sheet);
    if (this.rect.rows < rows && this.rect.columns < columns) throw new Error(METADATA);
    this.workbook.grid.metadata(this.sheet).push({ rect: this.rect, key, value });
    return this;
  }

  getDeveloperMetadata(): object[] {
    const held = this.workbook.grid.metadata(this.sheet).filter(({ rect }) => isSame(rect, this.rect));
    return held.map(({ key, value }) => ({ getKey: () => key, getValue: () => value }));
  }

  clearContent = (): FakeRange => this.setValues(this.cells(() => ""));

  canEdit(): boolean {
    return !isProtected(this.workbook, this);
  }

  isPartOfMerge = (): boolean => this.getMergedRanges().length > 0;

  getMergedRanges(): FakeRange[] {
    const merges = this.workbook.grid.merges(this.sheet).filter((block) => intersects(block, this.rect));
    return merges.map((block) => this.workbook.range(this.sheet, block));
  }

  getDataValidations(): (object | null)[][] {
    const rules = this.workbook.grid.rules(this.sheet);
    return this.cells((_cell, row, column) => {
      const rule = rules.find(({ rect }) => intersects(rect, { row, column, rows: 1, columns: 1 }));
      return rule ? createRule(rule) : null;
    });
  }

  setDataValidation(rule: FakeRule): FakeRange {
    this.clearDataValidations();
    const { grid } = this.workbook;
    const values = rule.getCriteriaValues() as GridRule["values"];
    const criteria = rule.getCriteriaType();
    const [list] = criteria === "VALUE_IN_LIST" ? values : [];
    const rejects = !rule.getAllowInvalid();
    const made = { rect: this.rect, criteria, values: Array.isArray(list) ? list : values, rejects };
    grid.setRules(this.sheet, [...grid.rules(this.sheet), made]);
    return this;
  }

  getDataRegion(): FakeRange {
    return this.workbook.range(this.sheet, dataRegion(this.workbook.grid, this.sheet, this.rect));
  }

  activate(): FakeRange {
    this.workbook.grid.select(this.sheet, this.rect);
    return this;
  }

  private cells<T>(read: (cell: GridCell, row: number, column: number) => T): T[][] {
    const { row, column } = this.rect;
    return this.workbook.grid
      .read(this.sheet, this.rect)
      .map((line, down) => line.map((cell, right) => read(cell, row + down, column + right)));
  }

  private checkEditable(): void {
    if (!this.canEdit()) throw new Error(PROTECTED);
  }

  private checkSize(values: unknown, method: string): void {
    const isMatrix = Array.isArray(values) && values.every((row) => Array.isArray(row));
    if (!isMatrix) {
      throw new Error(`The parameters don't match the method signature for SpreadsheetApp.Range.${method}.`);
    }
    const complain = (what: string, data: number, range: number) =>
      new Error(
        `The number of ${what} in the data does not match the number of ${what} in the range. ` +
          `The data has ${data} but the range has ${range}.`,
      );
    if (values.length !== this.rect.rows) throw complain("rows", values.length, this.rect.rows);
    const uneven = values.find((row) => row.length !== this.rect.columns);
    if (uneven) throw complain("columns", uneven.length, this.rect.columns);
  }
}
