import { conceptOf } from "../labels.ts";
import type { Lines } from "../lines.ts";
import {
  type Block,
  cellOf,
  emptyTable,
  maxColumns,
  type SourceCell,
  type SourceRow,
  type SourceTable,
  withCells,
} from "../source-table.ts";
import { CellPlaces, PlacedRow, RowPlaces } from "./cell-places.ts";
import { areClosed, chooseDelimiter } from "./delimiter.ts";
import { headerCertainty, nameColumns, unitsBelow, withUnit } from "./header.ts";
import { type CutRow, RowCutter } from "./row-cutter.ts";

/** So many rows have the places of their cells in one piece: all in one would be copied whenever it grows. */
const ROWS_TOGETHER = 10_000;
/** Most tables are small, and a text may hold thousands of them. */
const FIRST_ROWS = 32;
const CELLS_TOGETHER = 200_000;
const namelike = /^\p{L}[^\d\n]{0,40}$/u;

export interface ScannedRow {
  cells: SourceCell[];
  nextLine: number;
}

/** Reads one row of delimiter-separated values, quotes and their line breaks included. */
export function scanRow(text: string, lines: Lines, at: number, delimiter: string): ScannedRow {
  const places = new CellPlaces(text, 16);
  const { count, nextLine } = new RowCutter(text, delimiter).cut(places, lines, at);
  return { cells: places.cells(0, count), nextLine };
}

/** Reads delimiter-separated values that begin at a line, or null where none do. */
export function readDelimited(text: string, lines: Lines, at: number): Block | null {
  const delimiter = chooseDelimiter(text, lines, at);
  return delimiter === null ? null : readRows(text, lines, at, delimiter, false);
}

/** Reads a whole text as rows of one delimiter: a sheet's range, a file known to be one; one column is enough. */
export function readWhole(text: string, lines: Lines, delimiter: string): SourceTable | null {
  const first = skipBlank(lines, 0);
  return first < lines.length ? (readRows(text, lines, first, delimiter, true)?.table ?? null) : null;
}

function readRows(text: string, lines: Lines, from: number, delimiter: string, whole: boolean): Block | null {
  const width = commonWidth(text, lines, from, delimiter);
  const start = lines.startOf(from);
  const table = emptyTable("delimited", { start, end: start });
  const read: SourceRow[] = [];
  const most = Math.max(1, Math.min(ROWS_TOGETHER, Math.floor(CELLS_TOGETHER / width)));
  const cutter = new RowCutter(text, delimiter);
  let places = new RowPlaces(text, width, Math.min(FIRST_ROWS, most));
  const gap = (row: CutRow, line: number, reason: "too-many-cells" | "not-a-row" | "unclosed-quote") => {
    places.cutBack(row.first);
    table.gaps.push({
      afterIndex: read.length - 1,
      span: { start: lines.startOf(line), end: row.end },
      reason,
    });
  };
  let at = from;
  while (at < lines.length) {
    if (lines.isBlank(at)) {
      const next = skipBlank(lines, at);
      if (!whole && !continues(text, lines, next, delimiter, width)) break;
      at = next;
      continue;
    }
    if (places.isFull) places = new RowPlaces(text, width, Math.min(read.length * 2, most));
    let row = cutter.cut(places, lines, at);
    if (row.nextLine > at + 1 && row.count !== width) {
      places.cutBack(row.first);
      row = { ...cutter.cut(places, lines, at, 1), unclosed: true };
    }
    if (!whole && read.length > 1 && beginsAnother(places, lines, row, read, delimiter)) break;
    if (row.count === 1 && width > 1 && !whole) {
      if (!continues(text, lines, row.nextLine, delimiter, width)) break;
      gap(row, at, row.unclosed ? "unclosed-quote" : "not-a-row");
    } else if (hasSurplus(places, row, width)) {
      gap(row, at, row.unclosed ? "unclosed-quote" : "too-many-cells");
    } else {
      const short = row.count < width && read.length > 0;
      if (short) table.shortRows++;
      read.push(places.closeRow(lines.startOf(at), row.end, short));
    }
    table.span.end = row.end;
    at = row.nextLine;
  }
  if (read.length === 0 && table.gaps.length === 0) return null;
  const rows = unquoted(read);
  return { table: width > maxColumns ? tooWide(table) : withHeader(table, rows, width), nextLine: at };
}

/** Whether a row in the middle is the header of another table: nothing but names, most of them known, over values. */
function beginsAnother(
  places: CellPlaces,
  lines: Lines,
  row: CutRow,
  read: readonly SourceRow[],
  delimiter: string,
): boolean {
  if (row.count < 2 || !namelike.test(places.cellAt(row.first)?.text ?? "")) return false;
  const cells = places.cells(row.first, row.count);
  if (!cells.every((cell) => cell && namelike.test(cell.text))) return false;
  const known = cells.filter((cell) => cell && conceptOf(cell.text) !== null);
  if (known.length * 2 < row.count || row.nextLine >= lines.length) return false;
  const own = { cells, span: { start: 0, end: 0 } };
  const next = { ...own, cells: scanRow(places.text, lines, row.nextLine, delimiter).cells };
  const [first] = read;
  return !(first && isSame(cells, first)) && next.cells.length > 1 && headerCertainty([own, next]) === "sure";
}

function hasSurplus(places: CellPlaces, { first, count }: CutRow, width: number): boolean {
  for (let cell = width; cell < count; cell++) if (!places.isBlankAt(first + cell)) return true;
  return false;
}

function skipBlank(lines: Lines, from: number): number {
  let at = from;
  while (lines.isBlank(at)) at++;
  return at;
}

/** Whether the next line is a row of the same table; after a blank line a new header begins another one. */
function continues(text: string, lines: Lines, at: number, delimiter: string, width: number) {
  const line = lines.at(at);
  if (!line || line.blank || width < 2) return false;
  const row = scanRow(text, lines, at, delimiter);
  if (row.cells.length !== width) return false;
  if (at === 0 || !lines.isBlank(at - 1)) return true;
  if (/[[{]/.test(text[line.start] ?? "") || (width === 2 && chooseDelimiter(text, lines, at) !== delimiter))
    return false;
  const next = scanRow(text, lines, Math.min(row.nextLine, lines.length - 1), delimiter);
  const rows = [row, next].map(({ cells }) => ({ cells, span: { start: 0, end: 0 } }));
  return headerCertainty(rows) !== "sure";
}

/** The width that most of the first rows share; the first row's own where they tie. */
function commonWidth(text: string, lines: Lines, from: number, delimiter: string): number {
  const counts = new Map<number, number>();
  let best = 1;
  const sample: (string | null)[][] = [];
  for (let at = from, seen = 0; at < lines.length && seen < 50; seen++) {
    if (lines.isBlank(at)) break;
    const row = scanRow(text, lines, at, delimiter);
    const count = (counts.get(row.cells.length) ?? 0) + 1;
    counts.set(row.cells.length, count);
    if (count > (counts.get(best) ?? 0)) best = row.cells.length;
    sample.push(row.cells.map((cell) => cell?.text ?? null));
    at = row.nextLine;
  }
  // A delimiter that closes every row but the header begins no cell.
  const [head = [], ...body] = sample;
  return best === head.length + 1 && areClosed(head, body) ? head.length : best;
}

function tooWide(table: SourceTable): SourceTable {
  return { ...table, gaps: [{ afterIndex: -1, span: { ...table.span }, reason: "too-many-columns" }] };
}

/** Takes the header off the rows that were read, which are the table's own from then on. */
export function withHeader(table: SourceTable, read: SourceRow[], width: number): SourceTable {
  const header = headerCertainty(read);
  const headerRow = header === "none" ? null : (read[0] ?? null);
  const units = headerRow ? unitsBelow(read) : null;
  const shift = (headerRow ? 1 : 0) + (units ? 1 : 0);
  const head = headerRow?.cells ?? [];
  const names = head.map((cell, at) => withUnit(cell, units?.cells[at] ?? null));
  // A copy of so many rows would take longer than to cut them.
  read.splice(0, shift);
  // Files that were put one after the other repeat their header.
  const repeats = header === "sure" && read.some((row) => isSame(head, row));
  const rows = repeats ? read.filter((row) => !isSame(head, row)) : read;
  return {
    ...table,
    header: units ? "sure" : header,
    headerRow:
      headerRow && units
        ? { cells: headerRow.cells, span: { ...headerRow.span, end: units.span.end } }
        : headerRow,
    columns: nameColumns(names, width),
    rows,
    gaps: table.gaps.map((gap) => ({ ...gap, afterIndex: Math.max(-1, gap.afterIndex - shift) })),
  };
}

/** Rows out of a mail that was answered: the mark before each is not its first cell's. */
function unquoted(read: SourceRow[]): SourceRow[] {
  const isMarked = read.every((row) => /^>\s?\S/.test(cellOf(row, 0)?.text ?? ""));
  if (!isMarked) return read;
  return read.map((row) => {
    const [first, ...rest] = row.cells;
    const mark = /^>\s?/.exec(first?.text ?? "")?.[0].length ?? 0;
    const own = first && {
      text: first.text.slice(mark),
      span: { ...first.span, start: first.span.start + mark },
    };
    return withCells(row, [own ?? null, ...rest]);
  });
}

function isSame(cells: readonly SourceCell[], row: SourceRow): boolean {
  if (row instanceof PlacedRow && !row.holds(0, cells[0]?.text)) return false;
  return cells.every((cell, at) => cell?.text === cellOf(row, at)?.text);
}
