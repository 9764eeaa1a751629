import { conceptOf } from "../labels.ts";
import type { Line } from "../lines.ts";
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
import { CellPlaces, PlacedRow } from "./cell-places.ts";
import { chooseDelimiter } from "./delimiter.ts";
import { headerCertainty, nameColumns, unitsBelow, withUnit } from "./header.ts";

/** A quoted cell may run over this many lines; beyond, its quote counts as never closed. */
const maxQuotedLines = 60;
/** So many rows have the places of their cells in one piece: all in one would be copied whenever it grows. */
const ROWS_TOGETHER = 1_000;
const space = 32;
const quoteMark = 34;
const namelike = /^\p{L}[^\d\n]{0,40}$/u;

interface CutRow {
  /** Its place among all cells, and how many it has. */
  first: number;
  count: number;
  /** The first line after the row. */
  nextLine: number;
  end: number;
  unclosed: boolean;
}

export interface ScannedRow {
  cells: SourceCell[];
  nextLine: number;
}

/** Reads one row of delimiter-separated values, quotes and their line breaks included. */
export function scanRow(text: string, lines: readonly Line[], at: number, delimiter: string): ScannedRow {
  const places = new CellPlaces(text, 16);
  const { count, nextLine } = cutRow(places, lines, at, delimiter);
  return { cells: places.cells(0, count), nextLine };
}

/** Adds the cells of one row to the others. */
function cutRow(places: CellPlaces, lines: readonly Line[], at: number, delimiter: string): CutRow {
  const { text, count: first } = places;
  const mark = delimiter.charCodeAt(0);
  const last = lines[Math.min(at + maxQuotedLines, lines.length) - 1];
  const limit = last ? last.end : text.length;
  let line = at;
  let end = lines[at]?.end ?? text.length;
  let pos = lines[at]?.start ?? text.length;
  let unclosed = false;
  while (true) {
    let open = pos;
    while (open < end && text.charCodeAt(open) === space) open++;
    // Where one quote finds no end no later one does: asking again at every cell would be quadratic.
    if (!unclosed && open < end && text.charCodeAt(open) === quoteMark) {
      const closed = closingQuote(text, open, end, limit, mark);
      if (closed) {
        places.addQuoted(open + 1, closed.quote, closed.doubled);
        while (closed.after > end && line + 1 < lines.length) end = lines[++line]?.end ?? end;
        pos = closed.after;
        if (pos >= end) break;
        pos++;
        continue;
      }
      unclosed = true;
    }
    const next = indexWithin(text, mark, pos, end);
    if (next === -1) {
      places.add(pos, end);
      break;
    }
    places.add(pos, next);
    pos = next + 1;
  }
  return { first, count: places.count - first, nextLine: line + 1, end, unclosed };
}

/** `indexOf` that stops at `end`: looking for what is not there must not read the whole text for each line. */
function indexWithin(text: string, mark: number, from: number, end: number): number {
  for (let at = from; at < end; at++) if (text.charCodeAt(at) === mark) return at;
  return -1;
}

/** The quote that is followed by a delimiter or the line's end; a doubled or a stray one belongs to the cell. */
function closingQuote(text: string, open: number, end: number, limit: number, mark: number) {
  let doubled = false;
  for (let at = open + 1; at < limit; at++) {
    at = indexWithin(text, quoteMark, at, limit);
    if (at === -1) return null;
    if (text.charCodeAt(at + 1) === quoteMark) {
      doubled = true;
      at++;
      continue;
    }
    let after = at + 1;
    while (after < limit && text.charCodeAt(after) === space) after++;
    const code = text.charCodeAt(after);
    if (after >= limit || code === mark || code === 10 || code === 13) return { quote: at, after, doubled };
    // Past its own line a stray quote is another cell's: the first one was never closed.
    if (at > end) return null;
  }
  return null;
}

/** Reads delimiter-separated values that begin at a line, or null where none do. */
export function readDelimited(text: string, lines: readonly Line[], at: number): Block | null {
  const delimiter = chooseDelimiter(text, lines, at);
  return delimiter === null ? null : readRows(text, lines, at, delimiter, false);
}

/** Reads a whole text as rows of one delimiter: a sheet's range, a file known to be one; one column is enough. */
export function readWhole(text: string, lines: readonly Line[], delimiter: string): SourceTable | null {
  const first = lines.findIndex((line) => !line.blank);
  return first === -1 ? null : (readRows(text, lines, first, delimiter, true)?.table ?? null);
}

function readRows(
  text: string,
  lines: readonly Line[],
  from: number,
  delimiter: string,
  whole: boolean,
): Block | null {
  const width = commonWidth(text, lines, from, delimiter);
  const start = lines[from]?.start ?? 0;
  const table = emptyTable("delimited", { start, end: start });
  const read: SourceRow[] = [];
  const rooms = Math.max(16, width * Math.min(lines.length - from, ROWS_TOGETHER));
  let places = new CellPlaces(text, rooms);
  const gap = (row: CutRow, line: number, reason: "too-many-cells" | "not-a-row" | "unclosed-quote") => {
    places.cutBack(row.first);
    table.gaps.push({
      afterIndex: read.length - 1,
      span: { start: lines[line]?.start ?? 0, end: row.end },
      reason,
    });
  };
  let at = from;
  while (at < lines.length) {
    if (lines[at]?.blank) {
      const next = skipBlank(lines, at);
      if (!whole && !continues(text, lines, next, delimiter, width)) break;
      at = next;
      continue;
    }
    if (places.count >= rooms) places = new CellPlaces(text, rooms);
    let row = cutRow(places, lines, at, delimiter);
    if (row.nextLine > at + 1 && row.count !== width) row = firstLineOnly(places, row, lines, at, delimiter);
    if (!whole && read.length > 1 && beginsAnother(places, lines, row, read, delimiter)) break;
    if (row.count === 1 && width > 1 && !whole) {
      if (!continues(text, lines, row.nextLine, delimiter, width)) break;
      gap(row, at, row.unclosed ? "unclosed-quote" : "not-a-row");
    } else if (hasSurplus(places, row, width)) {
      gap(row, at, row.unclosed ? "unclosed-quote" : "too-many-cells");
    } else {
      const short = row.count < width && read.length > 0;
      if (short) table.shortRows++;
      for (let cell = row.count; cell < width; cell++) places.addBlank();
      places.cutBack(row.first + width);
      read.push(new PlacedRow(places, row.first, width, lines[at]?.start ?? 0, row.end, short));
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
  lines: readonly Line[],
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

function firstLineOnly(
  places: CellPlaces,
  { first }: CutRow,
  lines: readonly Line[],
  at: number,
  delimiter: string,
): CutRow {
  places.cutBack(first);
  const row = cutRow(places, lines.slice(at, at + 1), 0, delimiter);
  return { ...row, nextLine: at + 1, unclosed: true };
}

function hasSurplus(places: CellPlaces, { first, count }: CutRow, width: number): boolean {
  for (let cell = width; cell < count; cell++) if (!places.isBlankAt(first + cell)) return true;
  return false;
}

function skipBlank(lines: readonly Line[], from: number): number {
  let at = from;
  while (lines[at]?.blank) at++;
  return at;
}

/** Whether the next line is a row of the same table; after a blank line a new header begins another one. */
function continues(text: string, lines: readonly Line[], at: number, delimiter: string, width: number) {
  const line = lines[at];
  if (!line || line.blank || width < 2) return false;
  const row = scanRow(text, lines, at, delimiter);
  if (row.cells.length !== width) return false;
  if (at === 0 || !lines[at - 1]?.blank) return true;
  if (/[[{]/.test(text[line.start] ?? "") || (width === 2 && chooseDelimiter(text, lines, at) !== delimiter))
    return false;
  const next = scanRow(text, lines, Math.min(row.nextLine, lines.length - 1), delimiter);
  const rows = [row, next].map(({ cells }) => ({ cells, span: { start: 0, end: 0 } }));
  return headerCertainty(rows) !== "sure";
}

/** The width that most of the first rows share; the first row's own where they tie. */
function commonWidth(text: string, lines: readonly Line[], from: number, delimiter: string): number {
  const counts = new Map<number, number>();
  let best = 1;
  for (let at = from, seen = 0; at < lines.length && seen < 50; seen++) {
    if (lines[at]?.blank) break;
    const row = scanRow(text, lines, at, delimiter);
    const count = (counts.get(row.cells.length) ?? 0) + 1;
    counts.set(row.cells.length, count);
    if (count > (counts.get(best) ?? 0)) best = row.cells.length;
    at = row.nextLine;
  }
  return best;
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
