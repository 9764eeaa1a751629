import type { Cell, Column, ColumnType } from "../../contract/cells.ts";
import type { EngineRequest, RawCell, RevisedTable } from "../engine.ts";
import { type ColumnChange, parseChange } from "./columns/change.ts";
import { matchColumns } from "./columns/match.ts";
import { selectColumns } from "./columns/select.ts";
import { detect } from "./detect.ts";
import { nameGiven } from "./given-names.ts";
import { quoteNames } from "./reply.ts";
import type { SourceRow } from "./source-table.ts";
import type { Texts } from "./texts.ts";

/** A changed table, or only what there is to say. */
export interface Revision {
  reply: string;
  changed: { columns: Column[]; rows: RawCell[][] } | null;
}

type Infer = (samples: string[], name: string) => ColumnType;

/** One column of the new table: an old one kept, or a new one read from the source. */
type Place = { kept: number } | { added: string };

/** Changes a table's columns as the prompt says. Cells of columns that stay are those that were there. */
export function reviseTable(
  request: EngineRequest,
  revised: RevisedTable,
  texts: Texts,
  infer: Infer,
): Revision {
  const names = revised.columns.map((column) => column.name);
  const tables = request.source ? detect(request.source.text, request.source).tables : [];
  const detected = tables.map((table) => nameGiven(table, request.locale));
  const inSource = detected.flatMap((table) => table.columns).slice(0, 2_000);
  const change = request.columns
    ? asChange(request.columns.map((it) => it.name))
    : parseChange(request.prompt, names, inSource);
  if (!change) return { reply: `${texts.noChange} ${texts.notAsked}`, changed: null };
  if (!request.source && change.add.length > 0) {
    return { reply: `${texts.noSource} ${texts.notAsked}`, changed: null };
  }
  const places = placesOf(change, names);
  const added = places.flatMap((place) => ("added" in place ? [place.added] : []));
  const found = readAdded(request, revised, added, detected);
  const absent = added.filter((_, at) => found.every((cells) => !cells[at]));
  // A column that was named outright stays though it is empty; a word that is found nowhere is not made one.
  const dropped = request.columns ? [] : absent.filter((name) => change.unknown.includes(name));
  const kept = places.filter((place) => !("added" in place && dropped.includes(place.added)));
  const isSame =
    kept.length === names.length && kept.every((place, at) => "kept" in place && place.kept === at);
  if ((isSame && change.rename.length === 0) || kept.length === 0) {
    const unknown = change.unknown.length > 0 ? texts.unknown(quoteNames(change.unknown)) : "";
    return { reply: [unknown, texts.noChange, texts.notAsked].filter(Boolean).join(" "), changed: null };
  }
  const renamed = new Map(change.rename.map(({ place, name }) => [place, name]));
  const columns = kept.map((place) =>
    columnOf(place, revised.columns, renamed, request, added, found, infer),
  );
  const rows = revised.rows.map((row, index) =>
    kept.map((place) =>
      "kept" in place ? rawCell(row[place.kept]) : (found[index]?.[added.indexOf(place.added)] ?? null),
    ),
  );
  return { reply: tell(change, names, kept, absent, request, texts), changed: { columns, rows } };
}

function asChange(only: string[]): ColumnChange {
  return { add: [], remove: [], rename: [], only, unknown: [] };
}

function placesOf(change: ColumnChange, names: string[]): Place[] {
  const order: Place[] = change.only
    ? matchColumns(change.only, names).map((kept, at) =>
        kept === -1 ? { added: change.only?.[at] ?? "" } : { kept },
      )
    : names.map((_, kept) => ({ kept }));
  const left = order.filter((place) => !("kept" in place && change.remove.includes(place.kept)));
  const fresh = change.add.filter((name, at) => change.add.indexOf(name) === at);
  return [...left, ...fresh.map((added) => ({ added }))];
}

/** The added columns' cells, row by row of the old table: by where its cells stand, else by their order. */
function readAdded(
  request: EngineRequest,
  revised: RevisedTable,
  added: string[],
  detected: ReturnType<typeof detect>["tables"],
): RawCell[][] {
  if (added.length === 0 || !request.source) return [];
  const old = revised.columns.map((column) => column.name);
  const wanted = [...old, ...added].map((name) => ({ name }));
  const table = selectColumns(request.source.text, detected, wanted).table;
  if (!table) return [];
  const rows = table.rows.toSorted((a, b) => a.span.start - b.span.start);
  return revised.rows.map((row, index) => {
    const source =
      rowAt(rows, firstPlace(row)) ?? (rows.length === revised.rows.length ? rows[index] : undefined);
    return source?.cells.slice(old.length) ?? [];
  });
}

function firstPlace(row: Cell[]): number | null {
  const starts = row.flatMap((cell) => cell.spans?.[0]?.start ?? []);
  return starts.length > 0 ? Math.min(...starts) : null;
}

/** The row whose stretch holds an offset, by halving. */
function rowAt(rows: SourceRow[], offset: number | null): SourceRow | undefined {
  if (offset === null) return undefined;
  let low = 0;
  let high = rows.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const row = rows[middle];
    if (!row) return undefined;
    if (offset < row.span.start) high = middle - 1;
    else if (offset >= row.span.end) low = middle + 1;
    else return row;
  }
  return undefined;
}

function rawCell(cell: Cell | undefined): RawCell {
  if (!cell || (cell.value === null && cell.raw === undefined)) return null;
  const span = cell.spans?.[0];
  return { text: cell.raw ?? String(cell.value), ...(span ? { span } : {}) };
}

function columnOf(
  place: Place,
  columns: Column[],
  renamed: Map<number, string>,
  request: EngineRequest,
  added: string[],
  found: RawCell[][],
  infer: Infer,
): Column {
  if ("kept" in place) {
    const column = columns[place.kept] ?? { name: "", type: "text" };
    return { ...column, name: renamed.get(place.kept) ?? column.name };
  }
  const name = place.added;
  const { type, ...asked } = request.columns?.find((column) => column.name === name) ?? { name };
  const samples = found.flatMap((cells) => cells[added.indexOf(name)]?.text ?? []);
  return { ...asked, name, type: type ?? infer(samples, name) };
}

function tell(
  change: ColumnChange,
  names: string[],
  kept: Place[],
  absent: string[],
  request: EngineRequest,
  texts: Texts,
): string {
  const stays = new Set(kept.flatMap((place) => ("kept" in place ? [place.kept] : [])));
  const added = kept.flatMap((place) => ("added" in place ? [place.added] : []));
  const removed = names.filter((_, place) => !stays.has(place));
  const renames = change.rename.map(
    ({ place, name }) => `${quoteNames([names[place] ?? ""])} → ${quoteNames([name])}`,
  );
  const unknown = change.unknown.filter((name) => !added.includes(name));
  return [
    texts.changed(quoteNames(added), quoteNames(removed), renames.join(", ")),
    absent.length > 0 && (request.source ? texts.missing(quoteNames(absent)) : texts.noSource),
    unknown.length > 0 && texts.unknown(quoteNames(unknown)),
    texts.notAsked,
  ]
    .filter(Boolean)
    .join(" ");
}
