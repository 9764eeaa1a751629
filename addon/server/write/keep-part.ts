import { contentText, shortHash } from "./cell-content.ts";
import type { ImageCell, KeptGroup, KeptPart, Made } from "./kept.ts";
import { GENERAL } from "./number-format.ts";
import { isBlank, type PlaceRead, standingAt } from "./place-read.ts";
import type { Plan } from "./plan.ts";
import { columnRuns, type RowWrite } from "./row-write.ts";

/** A write's rows share so many hashes; of more rows several have one together. */
const MAX_HASHES = 10_000;
const MAX_CELL_HASHES = 2_000;

interface Circumstances {
  from: number;
  rows: number;
  /** Rows of the whole write, as far as they are known. */
  of: number;
  hash: string | null;
  made: Made;
  /** Headers of the sheet's table by sheet column; null where the place has none. */
  headerAt: (column: number) => string | null;
  headerRow: number | null;
  rowIds: string;
  carried: KeptGroup["carried"];
  carriedUnder: KeptGroup["carriedUnder"];
  dressed: KeptGroup["dressed"];
}

/** What is kept of a part before it is written: where it goes, its hashes, and what it replaces. */
export function keepPart(plan: Plan, places: PlaceRead[], circumstances: Circumstances): KeptPart {
  const { from, rows, hash, made, rowIds } = circumstances;
  const groups = plan.writes.map((write) => groupOf(write, places, circumstances));
  if (plan.tracked) groups.push(groupOf(plan.tracked, places, circumstances));
  const image = plan.writes.flatMap((write, index) =>
    imageOf(write, index, groups[index]?.base ?? [], places),
  );
  const cells = plan.writes.reduce(
    (sum, write) =>
      sum + write.cells.reduce((count, line) => count + line.filter((cell) => cell !== null).length, 0),
    0,
  );
  const hasNotes = plan.writes.some(({ cells: lines }) =>
    lines.some((line) => line.some((cell) => cell?.note !== undefined)),
  );
  const { a1 } = plan.summary;
  return { from, rows, hash, state: "begun", a1, cells, groups, made, kept: "here", image, hasNotes, rowIds };
}

function groupOf(write: RowWrite, places: PlaceRead[], circumstances: Circumstances): KeptGroup {
  const { of, headerAt, headerRow, carried, dressed } = circumstances;
  const { rows, columns, cells, identity, hasHeader, isNew } = write;
  const per = Math.max(1, Math.ceil(of / MAX_HASHES));
  const texts = cells.map((line, index) =>
    columns.map((column, place) => {
      const cell = line[place];
      return contentText(cell ? { ...cell, formula: "" } : standingAt(places, rows[index] ?? 0, column));
    }),
  );
  const small = isNew && rows.length * columns.length <= MAX_CELL_HASHES;
  return {
    runs: runsOf(rows),
    columns,
    headers: columns.map(headerAt),
    headerRow,
    identity,
    hasHeader,
    isNew,
    per,
    hashes: groupHashes(
      texts.map((line) => identity.map((place) => line[place] ?? "")),
      per,
    ).join(""),
    cells: small ? texts.flatMap((line) => line.map((text) => shortHash([text]))).join("") : null,
    base: baseFormats(write, places),
    carried: isNew && !hasHeader ? carried : [],
    carriedUnder: isNew && !hasHeader ? circumstances.carriedUnder : [],
    dressed: isNew && !hasHeader ? dressed : null,
    tracks: tracksOf(write, circumstances),
    landing: isNew ? landingHashes(columns, texts) : [],
    ...(write.goes ? { goes: true } : {}),
  };
}

/** New rows are the table's in its order; of an update the draft says which are which. */
function tracksOf({ isNew, hasHeader, rows, ours }: RowWrite, { from }: Circumstances): KeptGroup["tracks"] {
  if (ours) return runsOf(ours);
  const count = rows.length - (hasHeader ? 1 : 0);
  return isNew && count > 0 ? [[from, count]] : null;
}

/** One hash for each run of neighbouring columns, in the order of the sheet. */
export function landingHashes(columns: number[], texts: string[][]): string[] {
  return columnRuns(columns).map((run) =>
    shortHash(texts.flatMap((line) => run.map(({ place }) => line[place] ?? ""))),
  );
}

/** One hash for so many rows, the last for what is left. */
export function groupHashes(lines: string[][], per: number): string[] {
  const hashes: string[] = [];
  for (let first = 0; first < lines.length; first += per) {
    hashes.push(shortHash(lines.slice(first, first + per).flat()));
  }
  return hashes;
}

/** The format that stands in each column where new rows go. */
export function baseFormats({ rows, columns, isNew }: RowWrite, places: PlaceRead[]): string[] {
  return columns.map((column) => (isNew ? commonFormat(places, rows, column) : ""));
}

/** The cells that a write would replace, as they stand. */
export function imageOf(write: RowWrite, group: number, base: string[], places: PlaceRead[]): ImageCell[] {
  const { rows, columns, cells, isNew } = write;
  return cells.flatMap((line, index) =>
    columns.flatMap((column, place): ImageCell[] => {
      const cell = line[place];
      if (!cell) return [];
      const standing = standingAt(places, rows[index] ?? 0, column);
      const format = standing.format || GENERAL;
      if (isNew && isBlank(standing) && standing.note === "" && format === base[place]) return [];
      const after = shortHash([contentText({ ...cell, formula: "" })]);
      return [[group, index, place, standing.value, standing.formula, format, standing.note, after]];
    }),
  );
}

/** The format of most of a column's cells, as far as they are there already. */
function commonFormat(places: PlaceRead[], rows: number[], column: number): string {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const format = standingAt(places, row, column).format || GENERAL;
    counts.set(format, (counts.get(format) ?? 0) + 1);
  }
  let common = GENERAL;
  for (const [format, count] of counts) if (count > (counts.get(common) ?? 0)) common = format;
  return common;
}

export function runsOf(rows: number[]): KeptGroup["runs"] {
  const runs: KeptGroup["runs"] = [];
  for (const row of rows) {
    const run = runs[runs.length - 1];
    if (run && run[0] + run[1] === row) run[1] += 1;
    else runs.push([row, 1]);
  }
  return runs;
}

/** The sheet rows of a group as they were when it was written. */
export function rowsOf({ runs }: Pick<KeptGroup, "runs">): number[] {
  return runs.flatMap(([first, count]) => Array.from({ length: count }, (_, index) => first + index));
}
