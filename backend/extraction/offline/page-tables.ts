import type { Lines } from "./lines.ts";
import { plainName } from "./names.ts";
import { splitRow } from "./readers/fixed-width.ts";
import type { Form, SourceRow, SourceTable } from "./source-table.ts";

const forms = new Set<Form>(["delimited", "drawn", "fixed-width", "markdown"]);
/** Lines between the two halves of a table: a page's foot, and the next one's head. */
const MOST_BETWEEN = 6;
/** Characters by which a page's columns may stand apart from another's. */
const NEAR = 4;

/**
 * Makes one table of those that go on over the end of a page, whether the next page has their header again or begins
 * with a row. `tables` of one text, in any order.
 */
export function joinPages(text: string, tables: SourceTable[]): SourceTable[] {
  if (!text.includes("\f")) return tables;
  const joined: SourceTable[] = [];
  for (const table of tables.toSorted((a, b) => a.span.start - b.span.start)) {
    const before = joined.at(-1);
    if (before && goesOn(text, before, table)) joined[joined.length - 1] = append(before, table);
    else joined.push(table);
  }
  return joined;
}

/** Fewer lines than make a table of their own. */
const MOST_LEFT = 2;

/**
 * Gives a table of columns its last row or two, which a page's end parted from it: too few to be told as a table
 * where they stand. Takes their lines.
 */
export function takeRests(
  text: string,
  lines: Lines,
  taken: boolean[],
  tables: SourceTable[],
): SourceTable[] {
  if (!text.includes("\f")) return tables;
  let at = 0;
  return tables.map((table) => {
    while ((lines.at(at)?.start ?? text.length) < table.span.end && at < lines.length) at++;
    if (table.form !== "fixed-width" || table.header === "none" || table.rows.length === 0) return table;
    const first = nextPage(text, lines, at, table.span.end);
    const rows: SourceRow[] = [];
    for (let line = first; !taken[line] && rows.length <= MOST_LEFT + 1; line++) {
      const next = lines.at(line);
      const row = next && splitRow(text, next, table.columns.length);
      if (!row || !isAligned(row, table)) break;
      rows.push(row);
    }
    const isHead = rows[0]?.cells.every(
      (cell, at) => plainName(cell?.text ?? "") === plainName(table.columns[at] ?? ""),
    );
    const own = isHead ? rows.slice(1) : rows;
    if (own.length === 0 || own.length > MOST_LEFT) return table;
    for (const [at] of rows.entries()) taken[first + at] = true;
    const end = own.at(-1)?.span.end ?? table.span.end;
    return { ...table, rows: [...table.rows, ...own], span: { start: table.span.start, end } };
  });
}

/** The first line of the page after a table that ends at `from`; -1 where more than a page's foot stands between. */
function nextPage(text: string, lines: Lines, at: number, from: number): number {
  let said = 0;
  for (let line = at; line < lines.length; line++) {
    const { start = 0, end = 0, blank = false } = lines.at(line) ?? {};
    if (blank) continue;
    if (text.slice(from, Math.min(start + 1, end)).includes("\f")) return line;
    if (++said > MOST_BETWEEN) return -1;
  }
  return -1;
}

/** Its words begin or end where those of the table's last row do. */
function isAligned(row: SourceRow, { rows }: SourceTable): boolean {
  const last = rows.at(-1);
  const edges = (of: SourceRow) =>
    of.cells.map((cell) => cell && [cell.span.start - of.span.start, cell.span.end - of.span.start]);
  const theirs = last ? edges(last) : [];
  return edges(row).every((edge, at) => {
    const other = theirs[at];
    return !edge || !other || edge.some((place, side) => Math.abs(place - (other[side] ?? 0)) <= NEAR);
  });
}

function goesOn(text: string, before: SourceTable, table: SourceTable): boolean {
  if (!forms.has(before.form) || before.form !== table.form || before.aside || table.aside) return false;
  if (before.columns.length !== table.columns.length || before.header === "none") return false;
  const between = text.slice(before.span.end, table.span.start);
  const said = between.split(/[\r\n\f]+/).filter((line) => line.trim() !== "");
  if (!between.includes("\f") || said.length > MOST_BETWEEN) return false;
  return table.header !== "sure" || hasSameHeader(before, table);
}

function hasSameHeader(before: SourceTable, table: SourceTable): boolean {
  return before.columns.every((name, at) => plainName(name) === plainName(table.columns[at] ?? ""));
}

function append(before: SourceTable, table: SourceTable): SourceTable {
  const first = table.headerRow && !hasSameHeader(before, table) ? [table.headerRow] : [];
  const shift = before.rows.length + first.length;
  return {
    ...before,
    rows: [...before.rows, ...first, ...table.rows],
    totals: [...before.totals, ...table.totals],
    gaps: [...before.gaps, ...table.gaps.map((gap) => ({ ...gap, afterIndex: gap.afterIndex + shift }))],
    shortRows: before.shortRows + table.shortRows,
    span: { start: before.span.start, end: table.span.end },
  };
}
