import { conceptOf } from "../labels.ts";
import type { Line, Lines } from "../lines.ts";
import {
  type Block,
  emptyTable,
  maxColumns,
  quote,
  type SourceCell,
  type SourceRow,
} from "../source-table.ts";
import { withHeader } from "./delimited.ts";
import { areLabelRows } from "./label-rows.ts";

const maxLineLength = 2_000;
const rule = /^[\s=_-]+$/;

/** Lines up to here were looked at and are no such table. */
export interface Refused {
  table: null;
  nextLine: number;
}

/** Reads columns that are set apart by two or more spaces, three lines at the least, or null. */
export function readFixedWidth(text: string, lines: Lines, at: number): Block | Refused | null {
  const first = lines.at(at);
  if (!first || !hasGutter(text, first)) return null;
  if (isLabelled(text, first) && lines.at(at + 1) && !isLabelled(text, lines.at(at + 1) ?? first)) {
    return { table: null, nextLine: at + 1 };
  }
  let next = at;
  const body: Line[] = [];
  const wrapped: Wrapped[] = [];
  for (let line = lines.at(next); line && !line.blank; line = lines.at(++next)) {
    const above = body.at(-1);
    if (hasGutterOrRule(text, line)) {
      if (!rule.test(text.slice(line.start, line.end))) body.push(line);
    } else if (above && body.length > 1 && carriesOn(text, above, line)) {
      wrapped.push({ row: body.length - 1, line });
    } else break;
  }
  if (body.length < 3) return { table: null, nextLine: next };
  const rows = bySplitting(text, body) ?? byGutters(text, body);
  if (rows) joinWrapped(text, rows, wrapped);
  const width = rows?.[0]?.cells.length ?? 0;
  if (!rows || width < 2 || width > maxColumns || areLabelRows(rows)) {
    return { table: null, nextLine: next };
  }
  const end = lines.at(next - 1)?.end ?? first.end;
  if (isReceipt(rows)) return { table: null, nextLine: next };
  const table = withHeader(emptyTable("fixed-width", { start: first.start, end }), rows, width);
  return { table, nextLine: next };
}

/** A line of words that go on in a cell of the row above. */
interface Wrapped {
  row: number;
  line: Line;
}

/** "Datum: 14.03.2026  18:22" above a receipt's items is a form's line, not a row. */
function isLabelled(text: string, { start, end }: Line): boolean {
  return /^\s*\p{L}[^:]{0,30}:\s\S/u.test(text.slice(start, Math.min(end, start + 80)));
}

/** Whether a line is set in to where a later column of the line above begins. */
function carriesOn(text: string, above: Line, line: Line): boolean {
  const [own] = pieces(text, line);
  return (
    own !== undefined &&
    own[0] > 0 &&
    pieces(text, above)
      .slice(1)
      .some(([start]) => start === own[0])
  );
}

function joinWrapped(text: string, rows: SourceRow[], wrapped: Wrapped[]): void {
  for (const { row: at, line } of wrapped) {
    const row = rows[at];
    const more = quote(text, line.start, line.end);
    if (!row || !more) continue;
    const column = more.span.start - line.start;
    const place = row.cells.findLastIndex((cell) => cell && cell.span.start - row.span.start <= column);
    const cell = row.cells[place];
    if (!cell) continue;
    const joined = {
      text: `${cell.text} ${more.text}`,
      span: { start: cell.span.start, end: more.span.end },
    };
    rows[at] = { cells: row.cells.with(place, joined), span: { start: row.span.start, end: line.end } };
  }
}

/** Sums and dates among its lines, under no known header: a receipt is read by its labels. */
function isReceipt(rows: SourceRow[]): boolean {
  const [head, ...body] = rows;
  if (head?.cells.some((cell) => cell && conceptOf(cell.text))) return false;
  return body.filter(({ cells: [label] }) => label && conceptOf(label.text.replace(/:.*$/, ""))).length > 1;
}

function hasGutter(text: string, line: Line): boolean {
  return line.end - line.start <= maxLineLength && /\S {2,}\S/.test(text.slice(line.start, line.end));
}

function hasGutterOrRule(text: string, line: Line): boolean {
  return (
    hasGutter(text, line) ||
    (line.end - line.start <= maxLineLength && rule.test(text.slice(line.start, line.end)))
  );
}

/** The plain case: every line has as many pieces. */
function bySplitting(text: string, lines: Line[]): SourceRow[] | null {
  const rows = lines.map((line) => row(text, line, pieces(text, line)));
  const width = rows[0]?.cells.length;
  return rows.every(({ cells }) => cells.length === width) ? rows : null;
}

/** A line as a row of so many pieces, or null where it has others. */
export function splitRow(text: string, line: Line, width: number): SourceRow | null {
  if (line.end - line.start > maxLineLength) return null;
  const found = pieces(text, line);
  return found.length === width ? row(text, line, found) : null;
}

function pieces(text: string, line: Line): [number, number][] {
  return [...text.slice(line.start, line.end).matchAll(/\S+(?: \S+)*/g)].map((match) => [
    match.index,
    match.index + match[0].length,
  ]);
}

/** Where cells are blank: columns begin where no line has a letter and most lines have a gap before. */
function byGutters(text: string, lines: Line[]): SourceRow[] | null {
  const longest = lines.reduce((most, line) => Math.max(most, line.end - line.start), 0);
  const used = new Uint8Array(longest + 2);
  for (const line of lines) {
    for (let at = line.start; at < line.end; at++) if (text[at] !== " ") used[at - line.start] = 1;
  }
  const begins = new Uint32Array(longest + 2);
  for (const line of lines) {
    for (const [start] of pieces(text, line)) begins[start] = (begins[start] ?? 0) + 1;
  }
  const columns: [number, number][] = [];
  let start = -1;
  for (let at = 0; at < used.length; at++) {
    if (used[at] && start === -1) start = at;
    else if (start !== -1 && !used[at] && isGutter(used, begins, at, lines.length)) {
      columns.push([start, at]);
      start = -1;
    }
  }
  return columns.length < 2 ? null : lines.map((line) => row(text, line, columns));
}

function isGutter(used: Uint8Array, begins: Uint32Array, at: number, lines: number): boolean {
  return !used[at + 1] || (begins[at + 1] ?? 0) * 2 >= lines;
}

function row(text: string, line: Line, columns: [number, number][]): SourceRow {
  const cells: SourceCell[] = columns.map(([start, end]) =>
    quote(text, Math.min(line.start + start, line.end), Math.min(line.start + end, line.end)),
  );
  return { cells, span: { start: line.start, end: line.end } };
}
