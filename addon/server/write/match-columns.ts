import { normalisedHeader } from "../../header-name.ts";
import { invalidRequest, ServerProblemError } from "../problem.ts";

/** Our columns against a table's: each stands under a header of it, becomes a new column, or is left out. */
export interface ColumnMatch {
  /** The name of our column. */
  column: string;
  /** The header that it goes under; null when it is left out. */
  header: string | null;
  /** The place in the table, from 0; places after its last column are new. Null when it is left out. */
  place: number | null;
}

/**
 * Finds each column's place by its name, a header being used once. With `mapping`, the person's own choice by
 * column: a header of the table, a name that becomes a new column, or null.
 */
export function matchColumns(
  columns: string[],
  headers: string[],
  mapping?: (string | null)[],
): ColumnMatch[] {
  if (mapping && mapping.length !== columns.length) {
    throw invalidRequest("The mapping has another length than the columns.");
  }
  const free = new Map(headers.flatMap((header, place) => (header.trim() === "" ? [] : [[place, header]])));
  let width = headers.length;
  return columns.map((column, index) => {
    const wanted = mapping ? (mapping[index] ?? null) : column;
    if (wanted === null) return { column, header: null, place: null };
    const place = findHeader(wanted, free);
    const header = place === null ? null : (free.get(place) ?? null);
    if (place !== null && header !== null) {
      free.delete(place);
      return { column, header, place };
    }
    if (!mapping) return { column, header: null, place: null };
    if (headers.some((taken) => taken.trim() === wanted.trim())) {
      throw new ServerProblemError("mapped-twice", { header: wanted });
    }
    return { column, header: wanted, place: width++ };
  });
}

/** The row of a table's first ones that names most of our columns; else the first that is filled throughout. */
export function findHeaderRow(rows: string[][], columns: string[]): number {
  const wanted = new Set(columns.map(normalisedHeader));
  const matches = rows.map((row) => row.filter((cell) => wanted.has(normalisedHeader(cell))).length);
  const most = Math.max(0, ...matches);
  if (most > 0) return matches.indexOf(most);
  return Math.max(
    0,
    rows.findIndex((row) => row.every((cell) => cell.trim() !== "")),
  );
}

function findHeader(wanted: string, free: Map<number, string>): number | null {
  const entries = [...free];
  const same =
    entries.find(([, header]) => header.trim() === wanted.trim()) ??
    entries.find(([, header]) => normalisedHeader(header) === normalisedHeader(wanted));
  return same?.[0] ?? null;
}
