import type { WriteTable } from "../../rpc.ts";
import type { WriteTarget } from "../../writes.ts";
import { ServerProblemError } from "../problem.ts";
import type { Calls } from "./calls.ts";
import { shortHash, splitHashes } from "./cell-content.ts";
import type { Found } from "./find-rows.ts";
import { rowsOf } from "./keep-part.ts";
import type { KeptPart, KeptWrite } from "./kept.ts";
import type { KeptWrites } from "./kept-writes.ts";
import { locateGroup, readSheet } from "./locate.ts";
import type { PlaceRead } from "./place-read.ts";
import { requireKeptSheet } from "./prepare.ts";
import type { Zone } from "./zone.ts";

interface ForUpdate {
  /** The table of the sheet, with the columns that were written and new ones beside. */
  target: Extract<WriteTarget, { kind: "upsert" }>;
  /** Where each row of the table stands. */
  found: Found[];
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
  const headers = new Map(write.mapping.map(({ column, header }) => [column, header]));
  const mapping = table.columns.map(({ name }) => (headers.has(name) ? (headers.get(name) ?? null) : name));
  const at = { sheetId: sheet.getSheetId(), row: first.headerRow, column: first.column };
  return { target: { kind: "upsert", keys: [], mapping, at }, found: foundRows(write, table, places) };
}

interface TrackedPlace {
  /** The row of the table. */
  index: number;
  row: number;
  intact: boolean;
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
    return located.lines.slice(group.hasHeader ? 1 : 0).flatMap(({ row, intact }, line) => {
      const index = indexes[line];
      return index === undefined ? [] : [{ index, row, intact, headerRow: located.headerRow, column }];
    });
  });
}

function foundRows(write: KeptWrite, table: WriteTable, places: TrackedPlace[]): Found[] {
  const byIndex = new Map(places.map((place) => [place.index, place]));
  const byId = new Map(
    write.parts.flatMap(({ from, rowIds }) =>
      splitHashes(rowIds).map((id, index): [string, number] => [id, from + index]),
    ),
  );
  const known = new Set(byId.values());
  return table.rows.map((_, ours): Found => {
    const id = table.rowIds?.[ours];
    // A stream's rows have no ids before its table is stored: those go by their order.
    const index = id === undefined ? ours : (byId.get(shortHash([id])) ?? (known.has(ours) ? null : ours));
    const place = index === null ? undefined : byIndex.get(index);
    if (!place) return { kind: "new" };
    return place.intact
      ? { kind: "row", row: place.row }
      : { kind: "conflict", code: "edited", row: place.row };
  });
}
