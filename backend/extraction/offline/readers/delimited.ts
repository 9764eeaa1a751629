import { conceptOf } from "../labels.ts";
import type { Line } from "../lines.ts";
import {
  type Block,
  emptyTable,
  maxColumns,
  quote,
  quoteWhole,
  type SourceCell,
  type SourceRow,
  type SourceTable,
} from "../source-table.ts";
import { chooseDelimiter } from "./delimiter.ts";
import { headerCertainty, nameColumns, unitsBelow, withUnit } from "./header.ts";

/** A quoted cell may run over this many lines; beyond, its quote counts as never closed. */
const maxQuotedLines = 60;
const namelike = /^\p{L}[^\d\n]{0,40}$/u;

export interface ScannedRow {
  cells: SourceCell[];
  /** The first line after the row. */
  nextLine: number;
  end: number;
  unclosed: boolean;
}

/** Reads one row of delimiter-separated values, quotes and their line breaks included. */
export function scanRow(text: string, lines: readonly Line[], at: number, delimiter: string): ScannedRow {
  const cells: SourceCell[] = [];
  const last = lines[Math.min(at + maxQuotedLines, lines.length) - 1];
  const limit = last ? last.end : text.length;
  let line = at;
  let end = lines[at]?.end ?? text.length;
  let pos = lines[at]?.start ?? text.length;
  let unclosed = false;
  while (true) {
    let open = pos;
    while (open < end && text[open] === " ") open++;
    // Where one quote finds no end no later one does: asking again at every cell would be quadratic.
    if (!unclosed && open < end && text[open] === '"') {
      const closed = closingQuote(text, open, end, limit, delimiter);
      if (closed) {
        const whole = quoteWhole(text, open + 1, closed.quote);
        cells.push(
          closed.doubled && whole ? { text: whole.text.replaceAll('""', '"'), span: whole.span } : whole,
        );
        while (closed.after > end && line + 1 < lines.length) end = lines[++line]?.end ?? end;
        pos = closed.after;
        if (pos >= end) break;
        pos++;
        continue;
      }
      unclosed = true;
    }
    const next = indexWithin(text, delimiter, pos, end);
    if (next === -1) {
      cells.push(quote(text, pos, end));
      break;
    }
    cells.push(quote(text, pos, next));
    pos = next + 1;
  }
  return { cells, nextLine: line + 1, end, unclosed };
}

/** `indexOf` that stops at `end`: looking for what is not there must not read the whole text for each line. */
function indexWithin(text: string, mark: string, from: number, end: number): number {
  const code = mark.charCodeAt(0);
  for (let at = from; at < end; at++) if (text.charCodeAt(at) === code) return at;
  return -1;
}

/** The quote that is followed by a delimiter or the line's end; a doubled or a stray one belongs to the cell. */
function closingQuote(text: string, open: number, end: number, limit: number, delimiter: string) {
  let doubled = false;
  for (let at = open + 1; at < limit; at++) {
    at = indexWithin(text, '"', at, limit);
    if (at === -1) return null;
    if (text[at + 1] === '"') {
      doubled = true;
      at++;
      continue;
    }
    let after = at + 1;
    while (after < limit && text[after] === " ") after++;
    const code = text.charCodeAt(after);
    if (after >= limit || text[after] === delimiter || code === 10 || code === 13)
      return { quote: at, after, doubled };
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
  const gap = (row: ScannedRow, line: number, reason: "too-many-cells" | "not-a-row" | "unclosed-quote") =>
    table.gaps.push({
      afterIndex: read.length - 1,
      span: { start: lines[line]?.start ?? 0, end: row.end },
      reason,
    });
  let at = from;
  while (at < lines.length) {
    if (lines[at]?.blank) {
      const next = skipBlank(lines, at);
      if (!whole && !continues(text, lines, next, delimiter, width)) break;
      at = next;
      continue;
    }
    let row = scanRow(text, lines, at, delimiter);
    if (row.nextLine > at + 1 && row.cells.length !== width) row = firstLineOnly(text, lines, at, delimiter);
    if (!whole && read.length > 1 && beginsAnother(text, lines, row, read, delimiter)) break;
    if (row.cells.length === 1 && width > 1 && !whole) {
      if (!continues(text, lines, row.nextLine, delimiter, width)) break;
      gap(row, at, row.unclosed ? "unclosed-quote" : "not-a-row");
    } else if (surplus(row.cells, width)) {
      gap(row, at, row.unclosed ? "unclosed-quote" : "too-many-cells");
    } else {
      const short = row.cells.length < width && read.length > 0;
      if (short) table.shortRows++;
      const cells = row.cells.length > width ? row.cells.slice(0, width) : row.cells;
      while (cells.length < width) cells.push(null);
      const span = { start: lines[at]?.start ?? 0, end: row.end };
      read.push(short ? { cells, span, short } : { cells, span });
    }
    table.span.end = row.end;
    at = row.nextLine;
  }
  if (read.length === 0 && table.gaps.length === 0) return null;
  unquote(read);
  return { table: width > maxColumns ? tooWide(table) : withHeader(table, read, width), nextLine: at };
}

/** Whether a row in the middle is the header of another table: nothing but names, most of them known, over values. */
function beginsAnother(
  text: string,
  lines: readonly Line[],
  row: ScannedRow,
  read: readonly SourceRow[],
  delimiter: string,
): boolean {
  if (row.cells.length < 2 || !row.cells.every((cell) => cell && namelike.test(cell.text))) return false;
  const known = row.cells.filter((cell) => cell && conceptOf(cell.text) !== null);
  if (known.length * 2 < row.cells.length || row.nextLine >= lines.length) return false;
  const own = { cells: row.cells, span: { start: 0, end: 0 } };
  const next = { ...own, cells: scanRow(text, lines, row.nextLine, delimiter).cells };
  const [first] = read;
  return !(first && isSame(own, first)) && next.cells.length > 1 && headerCertainty([own, next]) === "sure";
}

function firstLineOnly(text: string, lines: readonly Line[], at: number, delimiter: string): ScannedRow {
  const row = scanRow(text, lines.slice(at, at + 1), 0, delimiter);
  return { ...row, nextLine: at + 1, unclosed: true };
}

function surplus(cells: SourceCell[], width: number): boolean {
  return cells.length > width && cells.slice(width).some((cell) => cell !== null);
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

/** Takes the header off the rows that were read. */
export function withHeader(table: SourceTable, read: SourceRow[], width: number): SourceTable {
  const header = headerCertainty(read);
  const headerRow = header === "none" ? null : (read[0] ?? null);
  const units = headerRow ? unitsBelow(read) : null;
  const shift = (headerRow ? 1 : 0) + (units ? 1 : 0);
  const names = headerRow?.cells.map((cell, at) => withUnit(cell, units?.cells[at] ?? null)) ?? [];
  return {
    ...table,
    header: units ? "sure" : header,
    headerRow:
      headerRow && units ? { ...headerRow, span: { ...headerRow.span, end: units.span.end } } : headerRow,
    columns: nameColumns(names, width),
    // Files that were put one after the other repeat their header.
    rows: headerRow ? read.slice(shift).filter((row) => header !== "sure" || !isSame(row, headerRow)) : read,
    gaps: table.gaps.map((gap) => ({ ...gap, afterIndex: Math.max(-1, gap.afterIndex - shift) })),
  };
}

/** Rows out of a mail that was answered: the mark before each is not its first cell's. */
function unquote(read: readonly SourceRow[]): void {
  const marked = read.every(({ cells: [first] }) => first && /^>\s?\S/.test(first.text));
  if (!marked) return;
  for (const { cells } of read) {
    const [first] = cells;
    if (!first) continue;
    const mark = /^>\s?/.exec(first.text)?.[0].length ?? 0;
    cells[0] = { text: first.text.slice(mark), span: { ...first.span, start: first.span.start + mark } };
  }
}

function isSame(row: SourceRow, other: SourceRow): boolean {
  return row.cells.every((cell, at) => cell?.text === other.cells[at]?.text);
}
