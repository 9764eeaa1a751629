import type { Line, Lines } from "../lines.ts";
import {
  type Block,
  emptyTable,
  type Form,
  quote,
  type SourceCell,
  type SourceRow,
  type SourceTable,
} from "../source-table.ts";
import { withHeader } from "./delimited.ts";
import { nameColumns } from "./header.ts";

const markdownRule = /^[ \t>]*\|?[ \t]*:?-{1,}:?[ \t]*(?:\|[ \t]*:?-{1,}:?[ \t]*)*\|?[ \t]*$/;
const bars = new Set(["|", "│", "┃", "║"]);
const maxRuleLength = 20_000;

/** Reads a Markdown table, or one drawn with rules and bars (psql, MySQL, box characters). */
export function readPipeTable(text: string, lines: Lines, at: number): Block | null {
  const line = lines.at(at);
  if (!line || line.blank) return null;
  if (isDrawnRule(text, line)) return readDrawn(text, lines, at);
  const next = lines.at(at + 1);
  if (!next || !hasBar(text, line)) return null;
  if (isMarkdownRule(text, next)) return readMarkdown(text, lines, at);
  if (isDrawnRule(text, next)) return readDrawn(text, lines, at);
  return framed(text, line) && framed(text, next) ? readDrawn(text, lines, at) : null;
}

function readMarkdown(text: string, lines: Lines, at: number): Block | null {
  const rule = lines.at(at + 1);
  const first = lines.at(at);
  if (!rule || !first) return null;
  const header = barCells(text, first);
  const width = Math.max(header.length, barCells(text, rule).length);
  const { rows, gaps, shortRows, next } = readRows(text, lines, at + 2, width, (line) => !hasBar(text, line));
  const end = lines.at(next - 1)?.end ?? rule.end;
  const table: SourceTable = {
    ...emptyTable("markdown", { start: first.start, end }),
    columns: nameColumns(header.map(plainCell), width),
    header: "sure",
    headerRow: { cells: padded(header, width), span: { start: first.start, end: first.end } },
    rows,
    gaps,
    shortRows,
  };
  return { table, nextLine: next };
}

function readDrawn(text: string, lines: Lines, at: number): Block | null {
  const near = lines.slice(at, at + 4).filter((line) => !isDrawnRule(text, line) && hasBar(text, line));
  if (near[0] === undefined || (near[0].start === lines.startOf(at) && barCells(text, near[0]).length < 2))
    return null;
  const groups: SourceRow[][] = [[]];
  let ruled = 0;
  let line = at;
  let width = 0;
  const gaps: SourceTable["gaps"] = [];
  let count = 0;
  for (let current = lines.at(line); current && !current.blank; current = lines.at(++line)) {
    if (isDrawnRule(text, current) || isMarkdownRule(text, current)) {
      ruled++;
      if (groups.at(-1)?.length) groups.push([]);
      continue;
    }
    if (!hasBar(text, current)) break;
    const cells = barCells(text, current);
    if (width === 0) width = cells.length;
    if (cells.length > width) {
      gaps.push({ afterIndex: count - 1, span: spanOf(current), reason: "too-many-cells" });
    } else {
      groups.at(-1)?.push({ cells: padded(cells, width), span: spanOf(current) });
      count++;
    }
  }
  const filled = groups.filter((group) => group.length > 0);
  const first = lines.at(at);
  const last = lines.at(line - 1);
  if (!first || !last || filled.length === 0 || width < (ruled > 0 ? 1 : 2)) return null;
  const table = { ...emptyTable("drawn" as Form, { start: first.start, end: last.end }), gaps };
  return { table: assemble(table, filled, width), nextLine: line };
}

/** A rule after the first group sets the header apart; rules between all groups make each group one row. */
function assemble(table: SourceTable, groups: SourceRow[][], width: number): SourceTable {
  const [head, ...body] = groups;
  if (!head) return table;
  if (body.length === 0) return withHeader(table, head, width);
  const wrapped = body.length > 1 && body.some((group) => group.length > 1) && body.every(isWrapped);
  const rows = wrapped ? body.map(joinLines) : body.flat();
  const headerRow = joinLines(head);
  return {
    ...table,
    header: "sure",
    headerRow,
    columns: nameColumns(headerRow.cells.map(plainCell), width),
    rows,
    gaps: table.gaps.map((gap) => ({ ...gap, afterIndex: Math.max(-1, gap.afterIndex - head.length) })),
  };
}

/** A group's later lines only carry on its first one: their first cell is empty. */
function isWrapped(group: SourceRow[]): boolean {
  return group.slice(1).every((row) => row.cells[0] === null);
}

function joinLines(rows: SourceRow[]): SourceRow {
  const [first, ...rest] = rows;
  if (!first) return { cells: [], span: { start: 0, end: 0 } };
  return rest.reduce(
    (joined, row) => ({
      cells: joined.cells.map((cell, index) => joinCells(cell, row.cells[index] ?? null)),
      span: { start: joined.span.start, end: row.span.end },
    }),
    first,
  );
}

function joinCells(above: SourceCell, below: SourceCell): SourceCell {
  if (!above || !below) return above ?? below;
  return { text: `${above.text} ${below.text}`, span: { start: above.span.start, end: below.span.end } };
}

function readRows(text: string, lines: Lines, from: number, width: number, ends: (line: Line) => boolean) {
  const rows: SourceRow[] = [];
  const gaps: SourceTable["gaps"] = [];
  let shortRows = 0;
  let next = from;
  for (let line = lines.at(next); line && !line.blank && !ends(line); line = lines.at(++next)) {
    const cells = barCells(text, line);
    if (cells.slice(width).some((cell) => cell !== null)) {
      gaps.push({ afterIndex: rows.length - 1, span: spanOf(line), reason: "too-many-cells" });
      continue;
    }
    const short = cells.length < width;
    if (short) shortRows++;
    rows.push({ cells: padded(cells, width), span: spanOf(line), ...(short ? { short } : {}) });
  }
  return { rows, gaps, shortRows, next };
}

/** The cells between bars; a bar at either end is the frame, an escaped one belongs to its cell. */
function barCells(text: string, line: Line): SourceCell[] {
  const whole = quote(text, line.start, line.end);
  if (!whole) return [];
  const cells: SourceCell[] = [];
  let start = whole.span.start;
  // A mail that was answered has its marks before every row.
  const mark = text[start] === ">" ? /^(?:>\s?)+(?=[|│┃║])/.exec(text.slice(start, start + 40)) : null;
  start += mark?.[0].length ?? 0;
  if (bars.has(text[start] ?? "")) start++;
  for (let at = start; at < whole.span.end; at++) {
    const character = text[at] ?? "";
    if (character === "\\") at++;
    else if (bars.has(character)) {
      cells.push(barCell(text, start, at));
      start = at + 1;
    }
  }
  if (start < whole.span.end) cells.push(barCell(text, start, whole.span.end));
  return cells;
}

function barCell(text: string, start: number, end: number): SourceCell {
  const cell = unwrap(quote(text, start, end));
  if (!cell?.text.includes("\\")) return cell;
  return { text: cell.text.replaceAll("\\|", "|"), span: cell.span };
}

/** Markdown's marks around a whole cell are not its words. */
function unwrap(cell: SourceCell): SourceCell {
  const match = cell && cell.text.length < 2_000 ? /^(\*\*|__|`)(.+)\1$/s.exec(cell.text) : null;
  if (!cell || !match?.[1] || !match[2] || match[2].includes(match[1])) return cell;
  const start = cell.span.start + match[1].length;
  return { text: match[2], span: { start, end: start + match[2].length } };
}

function padded(cells: SourceCell[], width: number): SourceCell[] {
  return Array.from({ length: width }, (_, index) => cells[index] ?? null);
}

function plainCell(cell: SourceCell): string | null {
  return cell?.text ?? null;
}

function spanOf(line: Line) {
  return { start: line.start, end: line.end };
}

function hasBar(text: string, line: Line): boolean {
  for (let at = line.start; at < line.end; at++) if (bars.has(text[at] ?? "")) return true;
  return false;
}

function framed(text: string, line: Line): boolean {
  const whole = quote(text, line.start, line.end)?.text ?? "";
  return whole.length > 2 && bars.has(whole[0] ?? "") && bars.has(whole.at(-1) ?? "");
}

function isMarkdownRule(text: string, line: Line): boolean {
  const rule = line.end - line.start > maxRuleLength ? "" : text.slice(line.start, line.end);
  return rule.includes("-") && rule.includes("|") && markdownRule.test(rule);
}

/** Rules that are drawn: only line characters, at least three, with a corner or a crossing. */
function isDrawnRule(text: string, line: Line): boolean {
  const length = line.end - line.start;
  if (length < 3 || length > maxRuleLength) return false;
  let corner = false;
  for (let at = line.start; at < line.end; at++) {
    const character = text[at] ?? "";
    if (character === "+" || (character >= "├" && character <= "╬") || "┌┐└┏┓┗┛".includes(character))
      corner = true;
    else if (!" \t-=|─━═│┃║".includes(character)) return false;
  }
  return corner;
}
