import type { Span } from "../../contract/cells.ts";

/** How a stretch of the source was written. */
export type Form =
  | "delimited"
  | "html"
  | "markdown"
  | "drawn"
  | "fixed-width"
  | "json"
  | "labelled"
  | "sentences"
  | "list";

/** The text's own words and where they stand; `text` differs from the slice where markup was decoded. */
export interface QuotedCell {
  text: string;
  span: Span;
}
export type SourceCell = QuotedCell | null;

/** Words as they stand in a source, cut when they are asked for: a large table holds as many of these as cells. */
class Words implements QuotedCell {
  readonly source: string;
  readonly start: number;
  readonly end: number;

  constructor(source: string, start: number, end: number) {
    this.source = source;
    this.start = start;
    this.end = end;
  }

  get text(): string {
    return this.source.slice(this.start, this.end);
  }

  get span(): Span {
    return { start: this.start, end: this.end };
  }
}

/** Cells and span may be made when they are asked for: another row of one is `withCells`, not a spread. */
export interface SourceRow {
  readonly cells: SourceCell[];
  readonly span: Span;
  /** It had fewer cells than the header. */
  short?: boolean;
  /** One of the cells, where making them all costs more. */
  cellAt?(index: number): SourceCell;
}

export function withCells({ span, short = false }: SourceRow, cells: SourceCell[]): SourceRow {
  return short ? { cells, span, short } : { cells, span };
}

export function cellOf(row: SourceRow, index: number): SourceCell {
  return row.cellAt ? row.cellAt(index) : (row.cells[index] ?? null);
}

/** Why a stretch that should have been a row is none. */
export type GapReason =
  | "too-many-cells"
  | "not-a-row"
  | "unclosed-quote"
  | "broken-json"
  | "not-a-record"
  | "unclosed-markup"
  | "too-many-columns";

export interface SourceGap {
  /** The row before the gap, -1 at the head. */
  afterIndex: number;
  span: Span;
  reason: GapReason;
}

/** One table as a reader found it. Every row has as many cells as there are columns. */
export interface SourceTable {
  form: Form;
  title: string | null;
  /** What one row is, where the labels tell. */
  dataType: string | null;
  columns: string[];
  /** `guessed`: the first row holds words only, so it may be data. `named`: the labels stand at each value. */
  header: "sure" | "guessed" | "none" | "named";
  headerRow: SourceRow | null;
  rows: SourceRow[];
  /** Rows that sum the others up: no rows of the table, but told. */
  totals: SourceRow[];
  gaps: SourceGap[];
  /** Told only where it is asked for, or where nothing else is found: a mail's head, fields beside a list. */
  aside: boolean;
  /** The locale that the cells are written in, where the form fixes it. */
  notation: string | null;
  /** Rows that had fewer cells than the header. */
  shortRows: number;
  span: Span;
}

/** Tables that begin at a line, and the first line after them. */
export interface Block {
  table: SourceTable;
  nextLine: number;
}

/** More columns than a sheet or a person can use: such a stretch is a gap, not a table. */
export const maxColumns = 500;

export function emptyTable(form: Form, span: Span): SourceTable {
  return {
    form,
    title: null,
    dataType: null,
    columns: [],
    header: "none",
    headerRow: null,
    rows: [],
    totals: [],
    gaps: [],
    aside: false,
    notation: null,
    shortRows: 0,
    span,
  };
}

/** All between two offsets, white space too; null where that is nothing. */
export function quoteWhole(text: string, start: number, end: number): SourceCell {
  return start === end ? null : new Words(text, start, end);
}

/** The words between two offsets without the white space around them, or null where there are none. */
export function quote(text: string, start: number, end: number): SourceCell {
  let from = start;
  let to = end;
  while (from < to && isSpace(text.charCodeAt(from))) from++;
  while (to > from && isSpace(text.charCodeAt(to - 1))) to--;
  return from === to ? null : new Words(text, from, to);
}

export function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || code === 0xa0 || code === 0xfeff || code === 0x3000;
}

/** The table with every place mapped: what was read in a text taken out of markup stands in the markup. */
export function placed(table: SourceTable, toSource: (span: Span) => Span): SourceTable {
  const placeCell = (cell: SourceCell) => cell && { text: cell.text, span: toSource(cell.span) };
  const placeRow = (row: SourceRow) => ({
    ...withCells(row, row.cells.map(placeCell)),
    span: toSource(row.span),
  });
  return {
    ...table,
    span: toSource(table.span),
    headerRow: table.headerRow && placeRow(table.headerRow),
    rows: table.rows.map(placeRow),
    totals: table.totals.map(placeRow),
    gaps: table.gaps.map((gap) => ({ ...gap, span: toSource(gap.span) })),
  };
}
