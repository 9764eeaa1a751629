import type { Calls } from "./calls.ts";
import { contentText, splitHashes } from "./cell-content.ts";
import { groupHashes, landingHashes, rowsOf } from "./keep-part.ts";
import type { KeptGroup } from "./kept.ts";
import { clipped, type PlaceRead, readPlace, standingAt } from "./place-read.ts";
import { columnRuns } from "./row-write.ts";
import type { Zone } from "./zone.ts";

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

/** A row that was written: where it stands now, or where it would, and whether it holds what was written. */
export interface LocatedLine {
  row: number;
  intact: boolean;
  /** Another row of ours stands in its place: somebody deleted it. */
  isGone?: boolean;
}

export interface LocatedGroup {
  /** Sheet columns now, and the row that heads them; null where there is none. */
  columns: number[];
  headerRow: number | null;
  lines: LocatedLine[];
  /** Of a part that was begun: places whose columns hold what was written. */
  landed: Set<number>;
}

/** Reads all that a sheet holds, and where the groups were written, which may be blank but formatted by now. */
export function readSheet(sheet: Sheet, groups: KeptGroup[], zone: Zone, calls: Calls): PlaceRead {
  const range = calls.run(() => sheet.getDataRange());
  let [rows, columns] = [range.getNumRows(), range.getNumColumns()];
  for (const group of groups) {
    for (const [first, count] of group.runs) rows = Math.max(rows, first + count - 1);
    columns = Math.max(columns, ...group.columns);
  }
  const size = { rows: sheet.getMaxRows(), columns: sheet.getMaxColumns() };
  return readPlace(sheet, clipped({ row: 1, column: 1, rows, columns }, size), zone, calls);
}

/**
 * Finds a group's rows again: columns by their headers, rows where they were, else by their content wherever they
 * were moved or sorted to, unless the part is `open`: not known to have been written whole. Where several rows look
 * like the headers, those count under which most of it stands. A row that is nowhere gets the place that it would
 * have, as not intact.
 */
export function locateGroup(group: KeptGroup, read: PlaceRead, open: boolean): LocatedGroup {
  const was = { columns: group.columns, headerRow: group.headerRow };
  const places = open && group.hasHeader ? [was] : [...headedPlaces(group, read), was];
  let best: LocatedGroup | null = null;
  let most = -1;
  for (const place of places) {
    const located = locateUnder(group, read, place, open);
    const intact = located.lines.filter((line) => line.intact).length;
    if (intact > most) [best, most] = [located, intact];
    if (intact === located.lines.length) break;
  }
  return best ?? locateUnder(group, read, was, open);
}

type HeadedPlace = Pick<LocatedGroup, "columns" | "headerRow">;

function locateUnder(
  group: KeptGroup,
  read: PlaceRead,
  { columns, headerRow }: HeadedPlace,
  open: boolean,
): LocatedGroup {
  const identity = group.identity.map((place) => columns[place] ?? 0);
  const textsOf = (row: number) => identity.map((column) => contentText(standingAt([read], row, column)));
  const hints = rowsOf(group);
  const wanted = splitHashes(group.hashes);
  const lines: LocatedLine[] = hints.map((row) => ({ row, intact: false }));
  const used = new Set<number>();
  const missing: number[] = [];
  wanted.forEach((hash, index) => {
    const rows = hints.slice(index * group.per, (index + 1) * group.per);
    if (groupHashes(rows.map(textsOf), group.per)[0] === hash) take(index * group.per, rows);
    else missing.push(index);
  });
  if (missing.length > 0 && !open) {
    const standing = rowsByHash(read, textsOf, group.per, used);
    let last = 0;
    for (const index of missing) {
      const starts = (standing.get(wanted[index] ?? "") ?? []).filter((row) => !used.has(row));
      const start = starts.find((row) => row > last) ?? starts[0];
      if (start === undefined) continue;
      const size = Math.min(group.per, hints.length - index * group.per);
      take(
        index * group.per,
        Array.from({ length: size }, (_, down) => start + down),
      );
      last = start + size - 1;
    }
    expect(lines, used);
  }
  return { columns, headerRow, lines, landed: landedPlaces(group, hints, columns, read) };

  function take(first: number, rows: number[]): void {
    rows.forEach((row, down) => {
      lines[first + down] = { row, intact: true };
      used.add(row);
    });
  }
}

/** A row that was edited stands where the one before it says: unless that is another's place. */
function expect(lines: LocatedLine[], used: Set<number>): void {
  lines.forEach((line, index) => {
    if (line.intact) return;
    const before = lines[index - 1];
    const after = lines[index + 1];
    const guess = before?.intact ? before.row + 1 : after?.intact ? after.row - 1 : line.row;
    line.row = used.has(guess) ? line.row : guess;
    line.isGone = used.has(line.row);
  });
}

function rowsByHash(
  read: PlaceRead,
  textsOf: (row: number) => string[],
  per: number,
  used: Set<number>,
): Map<string, number[]> {
  const rows = new Map<string, number[]>();
  const texts = read.values.map((_, down) => textsOf(down + 1));
  texts.forEach((line, down) => {
    if (used.has(down + 1) || line.every((text) => text === "")) return;
    const [hash = ""] = groupHashes(texts.slice(down, down + per), per);
    rows.set(hash, [...(rows.get(hash) ?? []), down + 1]);
  });
  return rows;
}

/** Where a group may stand: under each row that holds its headers. */
function headedPlaces(group: KeptGroup, read: PlaceRead): HeadedPlace[] {
  const { columns, headers, headerRow } = group;
  if (headerRow === null || headers.every((header) => header === null)) return [];
  const rows = [headerRow, ...read.values.map((_, down) => down + 1).filter((row) => row !== headerRow)];
  return rows.flatMap((row): HeadedPlace[] => {
    let first: Map<string, number> | null = null;
    const under = headers.map((header, place) => {
      if (header === null) return columns[place] ?? 0;
      if (headerAt(read, row, columns[place] ?? 0) === header) return columns[place] ?? 0;
      first ??= firstColumns(read, row);
      return first.get(header) ?? 0;
    });
    return under.every((column) => column > 0) ? [{ columns: under, headerRow: row }] : [];
  });
}

/** By what stands in a row: the first column that holds it. */
function firstColumns(read: PlaceRead, row: number): Map<string, number> {
  const texts = (read.values[row - 1] ?? []).map((_, right) => headerAt(read, row, right + 1));
  return new Map(texts.map((text, right): [string, number] => [text, right + 1]).reverse());
}

function headerAt(read: PlaceRead, row: number, column: number): string {
  return String(standingAt([read], row, column).value);
}

function landedPlaces(group: KeptGroup, hints: number[], columns: number[], read: PlaceRead): Set<number> {
  const landed = new Set<number>();
  if (group.landing.length === 0) return landed;
  const texts = hints.map((row) => columns.map((column) => contentText(standingAt([read], row, column))));
  const hashes = landingHashes(group.columns, texts);
  columnRuns(group.columns).forEach((run, index) => {
    if (hashes[index] === group.landing[index]) for (const { place } of run) landed.add(place);
  });
  return landed;
}
