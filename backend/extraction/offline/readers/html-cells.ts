import type { MarkupText } from "./html-text.ts";

/** A cell by offsets into the markup's text. */
export interface MarkupCell {
  start: number;
  end: number;
  heading: boolean;
  columns: number;
  rows: number;
}

export interface MarkupRow {
  cells: MarkupCell[];
  inHead: boolean;
}

export interface MarkupTable {
  start: number;
  end: number;
  caption: string | null;
  rows: MarkupRow[];
  /** It holds other tables: a frame for a page, not a table of data. */
  nested: boolean;
  closed: boolean;
}

interface OpenTable {
  table: MarkupTable;
  row: MarkupRow | null;
  cell: MarkupCell | null;
  inHead: boolean;
  captionStart: number;
}

/** Collects tables from start and end tags; what has no end tag ends where the next of its kind begins. */
export class MarkupTables {
  readonly found: MarkupTable[] = [];
  readonly #open: OpenTable[] = [];
  readonly #text: MarkupText;

  constructor(text: MarkupText) {
    this.#text = text;
  }

  get depth(): number {
    return this.#open.length;
  }

  startTag(name: string, at: number, columns: number, rows: number): void {
    if (name === "table") this.#openTable(at);
    else if (name === "tr") this.#openRow(this.#open.at(-1) ?? this.#openTable(at), at);
    else if (name === "td" || name === "th") this.#openCell(name === "th", at, columns, rows);
    const current = this.#open.at(-1);
    if (!current) return;
    if (name === "caption") current.captionStart = this.#text.length;
    if (name !== "thead" && name !== "tbody" && name !== "tfoot") return;
    this.#closeRow(current);
    current.inHead = name === "thead";
  }

  endTag(name: string, at: number): void {
    const current = this.#open.at(-1);
    if (!current) return;
    if (name === "td" || name === "th") this.#closeCell(current);
    else if (name === "tr") this.#closeRow(current);
    else if (name === "thead") current.inHead = false;
    else if (name === "table") this.#closeTable(true);
    else if (name === "caption" && current.captionStart >= 0) {
      current.table.caption = this.#text.slice(current.captionStart, this.#text.length).trim() || null;
      current.captionStart = -1;
    }
    if (name === "tr" || name === "table" || name === "caption") this.#text.newLine(at);
  }

  closeAll(): void {
    while (this.#open.length > 0) this.#closeTable(false);
  }

  #openTable(at: number): OpenTable {
    this.#text.newLine(at);
    const parent = this.#open.at(-1);
    if (parent) parent.table.nested = true;
    const place = { start: this.#text.length, end: this.#text.length };
    const table: MarkupTable = { ...place, caption: null, rows: [], nested: false, closed: false };
    const open: OpenTable = { table, row: null, cell: null, inHead: false, captionStart: -1 };
    this.#open.push(open);
    this.found.push(table);
    return open;
  }

  #openRow(open: OpenTable, at: number): MarkupRow {
    this.#closeRow(open);
    this.#text.newLine(at);
    const row: MarkupRow = { cells: [], inHead: open.inHead };
    open.row = row;
    open.table.rows.push(row);
    return row;
  }

  #openCell(heading: boolean, at: number, columns: number, rows: number): void {
    const open = this.#open.at(-1) ?? this.#openTable(at);
    this.#closeCell(open);
    const row = open.row ?? this.#openRow(open, at);
    // Cells of one row are one line: a table that is a form reads as "label<tab>value".
    if (row.cells.length > 0 && !this.#text.atLineStart) this.#text.mark("\t", at);
    const start = this.#text.length;
    open.cell = { start, end: start, heading, columns, rows };
    row.cells.push(open.cell);
  }

  #closeCell(open: OpenTable): void {
    if (open.cell) open.cell.end = this.#text.length;
    open.cell = null;
  }

  #closeRow(open: OpenTable): void {
    this.#closeCell(open);
    open.row = null;
  }

  #closeTable(closed: boolean): void {
    const open = this.#open.pop();
    if (!open) return;
    this.#closeRow(open);
    open.table.closed = closed;
    open.table.end = this.#text.length;
  }
}
