import { plainName } from "./names.ts";
import type { Form, SourceTable } from "./source-table.ts";

const forms = new Set<Form>(["delimited", "drawn", "fixed-width", "markdown"]);
/** Lines between the two halves of a table: a page's foot, and the next one's head. */
const MOST_BETWEEN = 6;

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
