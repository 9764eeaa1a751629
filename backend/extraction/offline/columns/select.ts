import type { Column, ColumnType, Span, WantedColumn } from "../../../contract/cells.ts";
import { isHeading } from "../given-names.ts";
import { conceptOf, conceptType } from "../labels.ts";
import { nameColumns } from "../readers/header.ts";
import { valuesIn } from "../readers/value-shapes.ts";
import { cellOf, type SourceCell, type SourceRow, type SourceTable, withCells } from "../source-table.ts";
import { matchColumns } from "./match.ts";

/** The columns asked for, filled from what was read. */
export interface Selection {
  /** Null where none of the columns is anywhere. */
  table: SourceTable | null;
  /** Names that are found nowhere. */
  missing: string[];
  /** Tables that hold none of the columns. */
  leftOut: SourceTable[];
}

type Fill = (row: SourceRow) => SourceCell;

/** Cells that a column's type is told by, spread over all rows. */
const maxSamples = 200;
const byShape = new Set<ColumnType>(["email", "url", "phone"]);
const headingConcepts = new Set(["seller", "buyer", "name", "description"]);
const currencyWord = /\p{Sc}|\b[A-Z]{3}\b|\bEuro\b/u;

/** Takes the columns asked for out of the tables that have them: by label, by type, by place. */
export function selectColumns(text: string, tables: SourceTable[], wanted: WantedColumn[]): Selection {
  const names = wanted.map((column) => column.name);
  const main = tables.filter((table) => !table.aside && table.columns.length > 0);
  const score = (table: SourceTable) => ({ table, places: matchColumns(names, table.columns) });
  const inMain = main.map(score).filter(({ places }) => count(places) > 0);
  const scored = inMain.length > 0 ? inMain : tables.filter((table) => table.aside).map(score);
  const best = Math.max(0, ...scored.map(({ places }) => count(places)));
  const chosen = best > 0 ? scored.filter(({ places }) => count(places) === best) : byPlace(main, names);
  const first = chosen[0];
  if (!first) return { table: null, missing: names, leftOut: main };
  const constants = tables.filter((table) => table.aside && table.rows.length === 1 && table !== first.table);
  const merged: SourceTable = {
    ...first.table,
    columns: names,
    rows: [],
    totals: [],
    gaps: [],
    shortRows: 0,
  };
  for (const { table, places } of chosen) {
    const fills = wanted.map((column, at) => fillOf(text, table, places, at, column, constants));
    const before = merged.rows.length;
    for (const row of table.rows)
      merged.rows.push(
        withCells(
          row,
          fills.map((fill) => fill(row)),
        ),
      );
    for (const row of table.totals) merged.totals.push(row);
    for (const gap of table.gaps) merged.gaps.push({ ...gap, afterIndex: gap.afterIndex + before });
    merged.shortRows += table.shortRows;
    merged.span = {
      start: Math.min(merged.span.start, table.span.start),
      end: Math.max(merged.span.end, table.span.end),
    };
  }
  const missing = names.filter(
    (_, at) =>
      merged.rows.every((row) => !row.cells[at]) && !chosen.some(({ places }) => (places[at] ?? -1) >= 0),
  );
  return {
    table: merged,
    missing,
    leftOut: best > 0 ? main.filter((table) => !chosen.some((it) => it.table === table)) : [],
  };
}

/** A table without a sure header and of the very width: the names go by place, and its first row is data. */
function byPlace(tables: SourceTable[], names: string[]): { table: SourceTable; places: number[] }[] {
  const [table, ...others] = tables;
  if (!table || others.length > 0 || table.columns.length !== names.length) return [];
  if (table.header === "sure" || table.header === "named") return [];
  const rows = table.headerRow ? [table.headerRow, ...table.rows] : table.rows;
  const shift = table.headerRow ? 1 : 0;
  const gaps = table.gaps.map((gap) => ({ ...gap, afterIndex: gap.afterIndex + shift }));
  return [
    { table: { ...table, header: "none", headerRow: null, rows, gaps }, places: names.map((_, at) => at) },
  ];
}

function fillOf(
  text: string,
  table: SourceTable,
  places: number[],
  at: number,
  wanted: WantedColumn,
  constants: SourceTable[],
): Fill {
  const place = places[at] ?? -1;
  if (place >= 0) return (row) => cellOf(row, place);
  const concept = conceptOf(wanted.name);
  const type = wanted.type ?? (concept ? conceptType(concept) : "text");
  if (byShape.has(type)) return (row) => cellAt(text, valuesIn(text, row.span, type)[0]);
  if (concept === "currency") return (row) => currencyOf(table, row);
  const heading = table.columns.findIndex(isHeading);
  if (concept && headingConcepts.has(concept) && heading >= 0 && !places.includes(heading)) {
    return (row) => cellOf(row, heading);
  }
  if (concept === "date")
    return (row) => cellAt(text, firstFree(valuesIn(text, row.span, "date"), row, places));
  for (const constant of constants) {
    const found = matchColumns([wanted.name], constant.columns)[0] ?? -1;
    const cell = constant.rows[0]?.cells[found];
    if (cell) return () => cell;
  }
  return () => null;
}

function cellAt(text: string, span: Span | undefined): SourceCell {
  return span ? { text: text.slice(span.start, span.end), span } : null;
}

/** The first place that no cell of another wanted column holds. */
function firstFree(spans: Span[], row: SourceRow, places: number[]): Span | undefined {
  const held = places.map((place) => row.cells[place]?.span).filter((span) => span !== undefined);
  return spans.find((span) => !held.some((other) => span.start < other.end && other.start < span.end));
}

/** The currency's sign or code in the row's amounts. */
function currencyOf(table: SourceTable, row: SourceRow): SourceCell {
  for (const [place, cell] of row.cells.entries()) {
    const concept = conceptOf(table.columns[place] ?? "");
    if (!cell || (concept && conceptType(concept) !== "currency")) continue;
    const found = /\d/.test(cell.text) ? currencyWord.exec(cell.text) : null;
    if (!found || cell.text.length !== cell.span.end - cell.span.start) continue;
    const start = cell.span.start + found.index;
    return { text: found[0], span: { start, end: start + found[0].length } };
  }
  return null;
}

/** The table without some of its columns. */
export function dropColumns(table: SourceTable, without: string[]): SourceTable {
  const dropped = new Set(matchColumns(without, table.columns).filter((place) => place >= 0));
  const keep = <T>(items: T[]): T[] => items.filter((_, at) => !dropped.has(at));
  if (dropped.size === table.columns.length) return table;
  return {
    ...table,
    columns: keep(table.columns),
    rows: table.rows.map((row) => withCells(row, keep(row.cells))),
  };
}

/** Columns as they go out, each type told by `infer` where nobody named one. */
export function typeColumns(
  table: SourceTable,
  wanted: WantedColumn[] | null,
  infer: (samples: string[], name: string) => ColumnType,
): Column[] {
  const names = wanted ? table.columns : nameColumns(table.columns, table.columns.length);
  return names.map((name, at) => {
    const { type, ...asked } = wanted?.[at] ?? { name };
    const samples: string[] = [];
    const step = Math.max(1, Math.floor(table.rows.length / maxSamples));
    for (let row = 0; row < table.rows.length; row += step) {
      const cell = table.rows[row]?.cells[at];
      if (cell) samples.push(cell.text);
    }
    const concept = table.header === "named" ? conceptOf(name) : null;
    // A bill's number is its name, whichever digits it is written in.
    const known = concept && conceptType(concept) === "id" ? "id" : null;
    return { ...asked, name, type: type ?? known ?? infer(samples, name) };
  });
}

function count(places: number[]): number {
  return places.filter((place) => place >= 0).length;
}
