/** What a cell holds. Dates are serial numbers (day 0 is 1899-12-30, wall-clock time of the spreadsheet). */
export type GridValue = string | number | boolean | null;

export interface GridCell {
  /** Null when blank. Of a formula, its result. */
  value: GridValue;
  /** With its `=`, in English and with commas; empty where there is none. */
  formula: string;
  /** A number format pattern as Sheets writes it: `General`, `@`, `yyyy-mm-dd`. */
  format: string;
}

/** How a cell looks beside its number format. Colours are `#rrggbb`. */
export interface GridLook {
  bold: boolean;
  italic: boolean;
  background: string;
  color: string;
  wrap: boolean;
}

/** What is put into a cell: the value and formula are replaced; without `format` the cell keeps its own. */
export interface GridInput {
  value: GridValue;
  formula?: string;
  format?: string;
}

/** A block of cells, counted from 0. */
export interface GridRect {
  row: number;
  column: number;
  rows: number;
  columns: number;
}

export interface GridSheet {
  /** A number that stays when the sheet is renamed or moved. */
  id: number;
  name: string;
  rows: number;
  columns: number;
  frozenRows: number;
  hidden: boolean;
}

/** A block that the person may not edit. */
export interface GridProtection extends GridRect {
  /** Nobody is kept from editing. */
  warningOnly?: boolean;
  /** Of a protection of the whole sheet: the blocks that are left open. */
  open?: GridRect[];
}

/** What a developer has noted on whole rows or columns. */
export interface GridMetadata {
  rect: GridRect;
  key: string;
  value: string;
}

/** A data validation: its criteria by Google's name. `rejects` refuses other input, else it is only marked. */
export interface GridRule {
  rect: GridRect;
  criteria: string;
  values: (string | number | boolean | Date)[];
  rejects: boolean;
}

/**
 * A spreadsheet without Google's manners: typed cells on sheets, synchronous, counted from 0. Nothing is
 * parsed here (`"=1"` as a value is that text). A rect that leaves its sheet throws a RangeError, and so does
 * a sheet id that is not there.
 */
export interface Grid {
  readonly id: string;
  name(): string;
  /** As Sheets names it: `de_DE`. */
  locale(): string;
  /** IANA name. */
  timeZone(): string;

  /** In tab order. */
  sheets(): GridSheet[];
  /** Adds an empty sheet of 1,000 × 26 at `index` of the tab order and makes it the active one. */
  insertSheet(name: string, index: number): GridSheet;
  deleteSheet(sheet: number): void;
  setFrozenRows(sheet: number, rows: number): void;
  /** Inserts blank rows so that the first of them is row `at`; what stood there moves down. */
  insertRows(sheet: number, at: number, count: number): void;
  insertColumns(sheet: number, at: number, count: number): void;
  deleteRows(sheet: number, at: number, count: number): void;
  deleteColumns(sheet: number, at: number, count: number): void;

  /** The smallest block from A1 that holds every value and formula; 0 × 0 when the sheet is empty. */
  extent(sheet: number): { rows: number; columns: number };
  read(sheet: number, rect: GridRect): GridCell[][];
  write(sheet: number, rect: GridRect, cells: GridInput[][]): void;
  setFormats(sheet: number, rect: GridRect, formats: string[][]): void;
  looks(sheet: number, rect: GridRect): GridLook[][];
  setLooks(sheet: number, rect: GridRect, look: Partial<GridLook>): void;
  setColumnWidth(sheet: number, column: number, pixels: number): void;
  setHidden(sheet: number, hidden: boolean): void;
  /** A note is empty where there is none. */
  notes(sheet: number, rect: GridRect): string[][];
  setNotes(sheet: number, rect: GridRect, notes: string[][]): void;
  /** The address that a cell's whole text links to; null where there is none. */
  link(sheet: number, row: number, column: number): string | null;
  setLinks(sheet: number, rect: GridRect, links: (string | null)[][]): void;
  /** Whether a cell's text has links or parts that look different: it cannot be written again as it stands. */
  isRich(sheet: number, row: number, column: number): boolean;

  /** The merged blocks of a sheet. */
  merges(sheet: number): GridRect[];
  protections(sheet: number): GridProtection[];
  metadata(sheet: number): GridMetadata[];
  rules(sheet: number): GridRule[];
  setRules(sheet: number, rules: GridRule[]): void;
  /** Columns of Sheets tables whose type Google keeps: text is refused there. */
  typedColumns(sheet: number): GridRect[];
  /** The block that a filter is set on. */
  filter(sheet: number): GridRect | null;
  /** Rows that are not shown, and whether a filter or a person hid them. */
  hiddenRows(sheet: number): Map<number, "filter" | "person">;

  /** What is selected: every block of it, and the active cell. `blocks` is never empty. */
  selection(): { sheet: number; blocks: GridRect[]; cell: { row: number; column: number } };
  /** Selects a block, scrolls it into view and makes its first cell and its sheet active. */
  select(sheet: number, rect: GridRect): void;
}
