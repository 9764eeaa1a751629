import type { WriteTable } from "../../rpc.ts";
import type { WriteTarget } from "../../writes.ts";
import { ServerProblemError } from "../problem.ts";
import type { Calls } from "./calls.ts";
import { shortHash, splitHashes } from "./cell-content.ts";
import type { Found } from "./find-rows.ts";
import { heldCells } from "./held-cells.ts";
import { rowsOf } from "./keep-part.ts";
import type { KeptPart, KeptWrite } from "./kept.ts";
import type { KeptWrites } from "./kept-writes.ts";
import { locateGroup, readSheet } from "./locate.ts";
import { isBlank, type PlaceRead, standingAt } from "./place-read.ts";
import { pointedRows } from "./pointed-rows.ts";
import { requireKeptSheet } from "./prepare.ts";
import { renamedColumns } from "./renamed-columns.ts";
import type { SheetRead } from "./whole-rows.ts";
import type { Zone } from "./zone.ts";

export interface ForUpdate {
  /** The table of the sheet, with the columns that were written and new ones beside. */
  target: Extract<WriteTarget, { kind: "upsert" }>;
  /** Where each row of the table stands. */
  found: Found[];
  /** Where rows stand that the table no longer has. */
  dropped: Found[];
  /** What stands around them; null where there are none. */
  around: SheetRead | null;
  /** Columns that have another name by now, each with the header under which they stay. */
  renamedColumns: string[];
  /** Headers of columns that it no longer has. */
  droppedColumns: string[];
}

/**
 * Finds the rows of an earlier write for a new version of its table: by the table's row ids where both have them,
 * else by their order; in the sheet by the content that was written. Throws when the write is not known any more.
 */
export function findForUpdate(
  spreadsheet: GoogleAppsScript.Spreadsheet.Spreadsheet,
  table: WriteTable,
  writeId: string,
  kept: KeptWrites,
  zone: Zone,
  calls: Calls,
): ForUpdate {
  const write = kept.find(writeId);
  if (!write || write.undone) throw new ServerProblemError("write-unknown", {});
  const sheet = requireKeptSheet(spreadsheet, write);
  const read = readSheet(sheet, [], zone, calls);
  const places = write.parts.flatMap((part) => placesOf(part, read));
  const [first] = places;
  if (!first || first.headerRow === null)
    throw new ServerProblemError("no-table", { sheet: sheet.getName() });
  const rows = foundRows(write, table, places);
  const written = { write, headerRow: first.headerRow, found: rows.found, read };
  const renamed = renamedColumns(table, written, { locale: "", wallAt: zone.wallAt, notes: "off" });
  const headers = new Map(write.mapping.map(({ column, header }) => [column, header]));
  for (const [name, header] of renamed) headers.set(name, header);
  const mapping = table.columns.map(({ name }) => (headers.has(name) ? (headers.get(name) ?? null) : name));
  const at = { sheetId: sheet.getSheetId(), row: first.headerRow, column: first.column };
  return {
    target: { kind: "upsert", keys: [], mapping, at },
    ...rows,
    around:
      rows.dropped.length === 0
        ? null
        : { read, isPointedAt: pointedRows(spreadsheet, sheet, read.formulas, calls) },
    renamedColumns: [...renamed].map(([name, header]) => `${name} → ${header}`),
    droppedColumns: write.mapping.flatMap(({ header }) =>
      header === null || mapping.includes(header) ? [] : [header],
    ),
  };
}

interface TrackedPlace {
  /** The row of the table. */
  index: number;
  row: number;
  intact: boolean;
  /** Somebody deleted or emptied the row. */
  isGone: boolean;
  headerRow: number | null;
  column: number;
}

/** Where the table's rows of a part stand: as new rows, or as those that were tracked through an update. */
function placesOf(part: KeptPart, read: PlaceRead): TrackedPlace[] {
  const tracking = part.groups.filter(({ tracks }) => tracks !== null);
  return tracking.flatMap((group) => {
    const located = locateGroup(group, read, part.state !== "written");
    const indexes = rowsOf({ runs: group.tracks ?? [] });
    const [column = 1] = located.columns;
    const holds = heldCells(group, located, read);
    return located.lines.flatMap(({ row, intact, isGone: isOther }, line): TrackedPlace[] => {
      const index = indexes[line - (group.hasHeader ? 1 : 0)];
      if (index === undefined) return [];
      const isEmpty = located.columns.every((place) => isBlank(standingAt([read], row, place)));
      // Of several cells somebody would hardly have edited each: another row stands there.
      const isElse = located.columns.length > 1 && holds(line) === false;
      const isGone = !intact && (isOther === true || isEmpty || isElse);
      return [{ index, row, intact, isGone, headerRow: located.headerRow, column }];
    });
  });
}

/** Rows without an id of their own go by their order. */
function foundRows(
  write: KeptWrite,
  table: WriteTable,
  places: TrackedPlace[],
): Pick<ForUpdate, "found" | "dropped"> {
  const byIndex = new Map(places.map((place) => [place.index, place]));
  const byId = new Map(write.parts.flatMap((part) => namedRows(part, table)));
  const known = new Set(byId.values());
  const taken = new Set<number>();
  const found = table.rows.map((_, ours): Found => {
    const id = table.rowIds?.[ours];
    const index = id === undefined ? ours : (byId.get(shortHash([id])) ?? (known.has(ours) ? null : ours));
    const place = index === null ? undefined : byIndex.get(index);
    if (!place) return { kind: "new" };
    taken.add(place.index);
    return foundAt(place);
  });
  const dropped = places.filter(({ index, isGone }) => !taken.has(index) && !isGone).map(foundAt);
  return { found, dropped };
}

function foundAt({ row, intact, isGone }: TrackedPlace): Found {
  if (intact) return { kind: "row", row };
  return isGone
    ? { kind: "conflict", code: "row-gone", row: null }
    : { kind: "conflict", code: "edited", row };
}

/** Hashes of a part's row ids, each with its row's place in the table that was written. */
function namedRows({ from, rows, rowIds }: KeptPart, { writtenRowIds = [] }: WriteTable): [string, number][] {
  const own = splitHashes(rowIds);
  const hashes = own.length > 0 ? own : writtenRowIds.slice(from, from + rows).map((id) => shortHash([id]));
  return hashes.map((hash, index) => [hash, from + index]);
}
