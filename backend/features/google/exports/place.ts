import { createHash } from "node:crypto";
import type { sheets_v4 } from "@googleapis/sheets";
import { plainName } from "../../../extraction/offline/names.ts";
import { ProblemError } from "../../../platform/problem.ts";
import type { FlatColumn } from "../../tables/export/flat-columns.ts";
import type { SheetsCell } from "../api/sheets.ts";

/** The sheet that an export writes to, as it was found. */
export interface SheetPlace {
  sheetId: number;
  title: string;
  /** False: the first part makes it. */
  exists: boolean;
  rowCount: number;
  columnCount: number;
  isBanded: boolean;
}

/** Each column's place in the sheet, from 0. */
export interface Layout {
  places: number[];
  /** Headers that the sheet lacks, with their places. */
  added: { name: string; place: number }[];
  /** Nothing stands in the first row: the headers go first. */
  isNew: boolean;
  width: number;
}

/** Google's own limits. */
const MOST_CELLS = 10_000_000;
const MOST_COLUMNS = 18_278;
const NEW_ROWS = 1_000;
const NEW_COLUMNS = 26;

/** The sheet of this name, or the first where none is named; else one that is yet to be made. */
export function findPlace(
  { sheets = [] }: sheets_v4.Schema$Spreadsheet,
  { wanted, exportId }: { wanted: string | null; exportId: string },
): SheetPlace {
  const same = (title: string) => title.toLowerCase() === wanted?.toLowerCase();
  const found = wanted === null ? sheets[0] : sheets.find(({ properties }) => same(properties?.title ?? ""));
  const { sheetId, title, gridProperties } = found?.properties ?? {};
  if (typeof sheetId === "number" && typeof title === "string") {
    return {
      ...{ sheetId, title, exists: true, isBanded: (found?.bandedRanges ?? []).length > 0 },
      rowCount: gridProperties?.rowCount ?? NEW_ROWS,
      columnCount: gridProperties?.columnCount ?? NEW_COLUMNS,
    };
  }
  const made = (createHash("sha256").update(exportId).digest().readUInt32BE() >>> 1) | 1;
  return {
    ...{ sheetId: made, title: wanted ?? "Rows", exists: false, isBanded: false },
    ...{ rowCount: NEW_ROWS, columnCount: NEW_COLUMNS },
  };
}

/** By their names, a header being used once. Throws `export-columns-missing` where the sheet has none of them. */
export function layOut(columns: FlatColumn[], headers: SheetsCell[]): Layout {
  const names = headers.map((header) => String(header ?? "").trim());
  const isNew = names.every((name) => name === "");
  const free = new Set(names.flatMap((name, place) => (name === "" ? [] : [place])));
  const added: Layout["added"] = [];
  let width = isNew ? 0 : names.length;
  const places = columns.map(({ name }) => {
    const found =
      [...free].find((place) => names[place] === name.trim()) ??
      [...free].find((place) => plainName(names[place] ?? "") === plainName(name));
    if (found === undefined) {
      added.push({ name, place: width });
      return width++;
    }
    free.delete(found);
    return found;
  });
  if (!isNew && added.length === columns.length) throw new ProblemError("export-columns-missing");
  return { places, added, isNew, width };
}

/** Throws `spreadsheet-full` where so many more rows of this width would not fit, before anything is written. */
export function requireRoom(
  { sheets = [] }: sheets_v4.Schema$Spreadsheet,
  place: SheetPlace,
  { rows, width }: { rows: number; width: number },
): void {
  const grids = sheets.map(({ properties }) => properties?.gridProperties);
  const standing = grids.reduce((sum, grid) => sum + (grid?.rowCount ?? 0) * (grid?.columnCount ?? 0), 0);
  const columns = Math.max(place.columnCount, width);
  const own = place.exists ? place.rowCount * place.columnCount : 0;
  // Rows that the sheet has beyond its last value take the first of them; how many those are is not known.
  const grown = Math.max(place.rowCount, rows + 1) * columns;
  if (columns <= MOST_COLUMNS && standing - own + grown <= MOST_CELLS) return;
  throw new ProblemError("spreadsheet-full", {
    detail: `A spreadsheet holds ${MOST_CELLS} cells and a sheet ${MOST_COLUMNS} columns`,
  });
}
