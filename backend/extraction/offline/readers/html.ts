import type { Span } from "../../../contract/cells.ts";
import {
  emptyTable,
  maxColumns,
  placed,
  quote,
  type SourceCell,
  type SourceRow,
  type SourceTable,
} from "../source-table.ts";
import { withHeader } from "./delimited.ts";
import { nameColumns } from "./header.ts";
import type { MarkupRow, MarkupTable } from "./html-cells.ts";
import { scanMarkup } from "./html-scan.ts";
import { areLabelRows } from "./label-rows.ts";

export interface HtmlReading {
  tables: SourceTable[];
  /** The markup's text with its tables blanked out, for the readers of plain text. */
  rest: string;
  toSource: (span: Span) => Span;
}

const maxCells = 3_000_000;
const tableTag = /<(?:table|tr|td)\b/i;
const closingTag = /<\/(?:p|div|ul|ol|li|table|body|html|span|h[1-6]|dl|pre)\s{0,9}>/i;

/** Whether a text is markup, or holds a table in markup. */
export function isMarkup(text: string): boolean {
  return tableTag.test(text) || (/^\ufeff?\s*</.test(text.slice(0, 1_000)) && closingTag.test(text));
}

/** Reads the tables of data in markup; frames for a page and forms stay in the rest. */
export function readHtml(source: string): HtmlReading {
  const { text, tables: markup } = scanMarkup(source);
  const plain = text.slice(0, text.length);
  const toSource = (span: Span) => text.toSource(span);
  const tables: SourceTable[] = [];
  const pieces: string[] = [];
  let kept = 0;
  for (const found of markup.found) {
    const table = found.nested ? null : toTable(plain, found);
    if (!table) continue;
    tables.push(placed(table, toSource));
    pieces.push(plain.slice(kept, found.start), "\n".repeat(found.end - found.start));
    kept = found.end;
  }
  return { tables, rest: pieces.join("") + plain.slice(kept), toSource };
}

function toTable(text: string, found: MarkupTable): SourceTable | null {
  const heads = countHeads(found.rows);
  const grid = placeCells(text, found.rows, heads);
  const width = grid.reduce((widest, row) => Math.max(widest, row.length), 0);
  const table = { ...emptyTable("html", { start: found.start, end: found.end }), title: found.caption };
  if (width < 2 || grid.length < 2) return null;
  if (width > maxColumns || width * grid.length > maxCells) {
    return { ...table, gaps: [{ afterIndex: -1, span: table.span, reason: "too-many-columns" }] };
  }
  const rows = grid.map((cells, index): SourceRow => {
    const marked = found.rows[index]?.cells ?? [];
    const span = { start: marked[0]?.start ?? found.start, end: marked.at(-1)?.end ?? found.start };
    return { cells: Array.from({ length: width }, (_, at) => cells[at] ?? null), span };
  });
  const filled = rows.filter((row) => row.cells.some((cell) => cell !== null));
  if (heads === 0 && areLabelRows(filled)) return null;
  const cut = !found.closed && (grid.at(-1)?.length ?? width) < width ? filled.pop() : undefined;
  const whole =
    heads > 0 ? underHeads(table, filled, rows.slice(0, heads), width) : withHeader(table, filled, width);
  if (cut) whole.gaps.push({ afterIndex: whole.rows.length - 1, span: cut.span, reason: "unclosed-markup" });
  return whole;
}

/**
 * Puts each cell into its column; one that spans rows stands in each of them, one that spans columns in its first. What
 * spans some of the names below it belongs to each of them.
 */
function placeCells(text: string, rows: MarkupRow[], heads: number): SourceCell[][] {
  const below: { left: number; cell: SourceCell }[] = [];
  return rows.map((row, at) => {
    const repeats = at < heads - 1 && row.cells.length > 1;
    const placed: SourceCell[] = [];
    let column = 0;
    const carry = () => {
      for (let held = below[column]; held && held.left > 0; held = below[++column]) {
        held.left--;
        placed[column] = held.cell;
      }
    };
    for (const marked of row.cells) {
      carry();
      const cell = quote(text, marked.start, marked.end);
      const oneLine = cell && { text: cell.text.replace(/\s+/g, " "), span: cell.span };
      for (let offset = 0; offset < marked.columns && column <= maxColumns; offset++, column++) {
        placed[column] = offset === 0 || repeats ? oneLine : null;
        if (marked.rows > 1) below[column] = { left: marked.rows - 1, cell: offset === 0 ? oneLine : null };
        if (offset + 1 < marked.columns && (below[column + 1]?.left ?? 0) > 0) break;
      }
    }
    carry();
    while (placed.length > 0 && !placed.at(-1)) placed.pop();
    return Array.from(placed, (cell) => cell ?? null);
  });
}

/** The rows at the top that stand in a head, or hold heading cells alone. */
function countHeads(rows: MarkupRow[]): number {
  const first = rows.findIndex(
    (row) => !row.inHead && (row.cells.length === 0 || row.cells.some((cell) => !cell.heading)),
  );
  return first === -1 ? Math.min(1, rows.length) : first;
}

function underHeads(table: SourceTable, filled: SourceRow[], heads: SourceRow[], width: number): SourceTable {
  const names = Array.from({ length: width }, (_, at) => {
    const words = heads.map((head) => head.cells[at]?.text).filter((word) => word !== undefined);
    return [...new Set(words)].join(" ") || null;
  });
  const rows = filled.filter((row) => !heads.includes(row));
  return { ...table, header: "sure", headerRow: heads[0] ?? null, columns: nameColumns(names, width), rows };
}
