import type { Span } from "../../contract/cells.ts";
import type { SourceSection } from "../engine.ts";
import { type Detection, detect } from "./detect.ts";
import { conceptOf } from "./labels.ts";
import { splitLines } from "./lines.ts";
import { plainName } from "./names.ts";
import { readWhole } from "./readers/delimited.ts";
import { freeName } from "./readers/header.ts";
import { placed, type QuotedCell, type SourceCell, type SourceTable, withCells } from "./source-table.ts";
import { setTotalsApart } from "./totals.ts";

/** What each section holds, by its own reader. Of several files, every row says which one in `fileColumn`. */
export function detectSections(
  text: string,
  sections: readonly SourceSection[],
  fileColumn: string,
): Detection {
  const several = new Set(sections.map(({ file }) => file)).size > 1;
  const tables: SourceTable[] = [];
  const unread: Span[] = [];
  for (const section of sections) {
    const found = detectSection(text.slice(section.start, section.end), section);
    const shift = ({ start, end }: Span) => ({ start: start + section.start, end: end + section.start });
    for (const table of found.tables) {
      const own = placed(table, shift);
      tables.push(several ? withFile(own, fileColumn, nameOf(text, section)) : own);
    }
    for (const span of found.unread) unread.push(shift(span));
  }
  const all = several ? mergeAlike(tables) : tables;
  return { tables: all.toSorted((a, b) => Number(a.aside) - Number(b.aside)), unread };
}

function detectSection(text: string, { file, title, grid }: SourceSection): Detection {
  if (!grid) return detect(text, { kind: "file", title: file });
  const table = readWhole(text, splitLines(text), "\t");
  return { tables: table ? [setTotalsApart({ ...table, title, notation: "und" })] : [], unread: [] };
}

/** The file's name as it stands above its text. */
function nameOf(text: string, { file, start }: SourceSection): QuotedCell {
  const at = text.lastIndexOf(file, start - 1);
  return { text: file, span: at === -1 ? { start, end: start } : { start: at, end: at + file.length } };
}

function withFile(table: SourceTable, name: string, file: QuotedCell): SourceTable {
  if (table.columns.length === 0) return table;
  const taken = new Set(table.columns.map((column) => column.toLowerCase()));
  return {
    ...table,
    columns: [...table.columns, freeName(name, taken)],
    rows: table.rows.map((row) => withCells(row, [...row.cells, file])),
  };
}

/** Tables of several files that say the same of each row are one: ten invoices are ten rows. */
function mergeAlike(tables: SourceTable[]): SourceTable[] {
  const merged: SourceTable[] = [];
  for (const table of tables) {
    const same = merged.findIndex((other) => isAlike(other, table));
    const other = merged[same];
    if (other) merged[same] = unite(other, table);
    else merged.push(table);
  }
  return merged;
}

function isAlike(a: SourceTable, b: SourceTable): boolean {
  if (a.notation !== b.notation || a.columns.length === 0 || a.aside !== b.aside) return false;
  if (a.header === "named" && b.header === "named" && a.dataType !== null) return a.dataType === b.dataType;
  const [keys, others] = [keysOf(a), keysOf(b)];
  return keys.length === others.length && keys.every((key, at) => key === others[at]);
}

function unite(a: SourceTable, b: SourceTable): SourceTable {
  const keys = keysOf(a);
  const names = new Set(a.columns.map((column) => column.toLowerCase()));
  const columns = [...a.columns];
  const places = keysOf(b).map((key, at) => {
    const place = keys.indexOf(key);
    if (place !== -1) return place;
    keys.push(key);
    return columns.push(freeName(b.columns[at] ?? key, names)) - 1;
  });
  const width = columns.length;
  const moved = b.rows.map((row) => {
    const cells = Array<SourceCell>(width).fill(null);
    for (const [at, cell] of row.cells.entries()) cells[places[at] ?? at] = cell;
    return withCells(row, cells);
  });
  const before = a.rows.length;
  const widened = a.rows.map((row) =>
    withCells(row, [...row.cells, ...Array<SourceCell>(width - row.cells.length).fill(null)]),
  );
  return {
    ...a,
    title: a.title === b.title ? a.title : null,
    columns,
    rows: [...widened, ...moved],
    totals: [...a.totals, ...b.totals],
    gaps: [...a.gaps, ...b.gaps.map((gap) => ({ ...gap, afterIndex: gap.afterIndex + before }))],
    shortRows: a.shortRows + b.shortRows,
    span: { start: Math.min(a.span.start, b.span.start), end: Math.max(a.span.end, b.span.end) },
  };
}

/** What each column speaks of, so that "Invoice no." and "Number" meet; a second of one kind keeps its own name. */
function keysOf({ columns }: SourceTable): string[] {
  const seen = new Set<string>();
  return columns.map((column) => {
    const concept = conceptOf(column);
    const key = concept === null || seen.has(`=${concept}`) ? plainName(column) : `=${concept}`;
    seen.add(key);
    return key;
  });
}
