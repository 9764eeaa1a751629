import type { PlanConflict } from "../../writes.ts";
import { cellName } from "../a1.ts";
import { inFormatOf } from "./as-typed.ts";
import { contentText } from "./cell-content.ts";
import { type Draft, type Insertion, partsOf } from "./draft.ts";
import { insertion, newHeaders, newRows } from "./draft-append.ts";
import { droppedRows } from "./draft-dropped.ts";
import { type SheetCell, shownValue } from "./encode.ts";
import type { Found } from "./find-rows.ts";
import { isBlank, standingAt } from "./place-read.ts";
import { boundingBlock, type RowWrite } from "./row-write.ts";
import type { Snapshot } from "./snapshot.ts";
import type { SheetRead } from "./whole-rows.ts";

export interface KeyedPolicy {
  /** Which cells of a row that was found may change: all, those that ours do not leave blank, or blank ones. */
  cells: "all" | "not-blanked" | "blank";
  /** Our columns that only tell the rows: nothing is written there. */
  keeps?: (ours: number) => boolean;
  /** Whether rows that were not found come in anew. */
  adds: boolean;
  /** The places in a row's mapped columns by which it is found again later. */
  identity: (ours: number) => boolean;
  /** Rows of the sheet that are to be left alone. */
  skips: (row: number) => boolean;
  /** Rows of the sheet that are to be blanked, or deleted where nothing else stands `around` them. */
  blanks?: Found[];
  around?: SheetRead | null;
}

/** Rows of the sheet's table as ours want them: changed cells of those that were found, and new rows. */
export function draftKeyed(
  snapshot: Snapshot,
  rows: SheetCell[][],
  found: Found[],
  policy: KeyedPolicy,
): Draft {
  const fresh = policy.adds ? rows.filter((_, index) => found[index]?.kind === "new") : [];
  const { write: changed, conflicts: left } = changedRows(snapshot, rows, found, policy);
  const dropped = droppedRows(snapshot, policy.blanks ?? [], policy.around ?? null, policy.skips);
  const conflicts = [...left, ...dropped.conflicts];
  const added = newRows(snapshot, fresh);
  const head = newHeaders(snapshot);
  const insert = insertion(snapshot, added);
  const write = moved(changed, insert);
  const blanked = moved(dropped.blanked, insert);
  const gone = moved(dropped.gone, insert);
  const writes = [write, blanked, gone, added, ...head].filter(
    ({ rows: held, columns }) => held.length * columns.length > 0,
  );
  const mapped = snapshot.matches.map(({ header }) => header);
  const before = [changed, dropped.blanked, dropped.gone].flatMap((each) => replacedTexts(snapshot, each));
  return {
    writes,
    insert,
    // Rows may have been sorted and columns moved meanwhile: what counts is what each of our rows meets.
    parts: partsOf(rows.length, 1, 0, () => [
      snapshot.sheet?.id,
      mapped,
      before,
      write.cells,
      added.cells,
      head.map(({ cells }) => cells),
      conflicts.map(({ code, before: was, after }) => [code, was, after]),
    ])
      .slice(0, 1)
      .map((part) => ({ ...part, rows: rows.length })),
    conflicts,
    questions: [],
    warnings: dropped.warnings,
    addedRows: fresh.length,
    changedRows: write.rows.length + blanked.rows.length + gone.rows.length,
    tracked: tracked(snapshot, found, changed, { added, insert }),
    extent:
      boundingBlock([write, blanked, added].map((each) => without(gone.rows, each))) ?? boundingBlock([gone]),
  };
}

function changedRows(
  { table, places, matches, lastRow }: Snapshot,
  rows: SheetCell[][],
  found: Found[],
  { cells: allowed, keeps = () => false, identity, skips }: KeyedPolicy,
): { write: RowWrite; conflicts: PlanConflict[] } {
  const block = table?.block ?? { row: 1, column: 1, rows: 0, columns: 0 };
  const placed = matches.flatMap(({ place }, ours) => (place === null ? [] : [{ place, ours }]));
  const columns = placed.map(({ place }) => block.column + place);
  const conflicts: PlanConflict[] = [];
  const write: RowWrite = {
    rows: [],
    columns,
    cells: [],
    hasHeader: false,
    isNew: false,
    identity: placed.flatMap(({ ours }, place) => (identity(ours) ? [place] : [])),
  };
  const done = new Set<number>();
  rows.forEach((row, index) => {
    const at = found[index] ?? { kind: "new" };
    if (at.kind === "conflict") conflicts.push(conflictOf(at, row, placed[0]?.ours ?? 0, block.column));
    if (at.kind !== "row" || skips(at.row) || done.has(at.row)) return;
    done.add(at.row);
    const line = placed.map(({ place, ours }, along): SheetCell | null => {
      const column = columns[along] ?? 1;
      const standing = standingAt(places, at.row, column);
      const cell = row[ours];
      if (!cell || keeps(ours) || standing.formula !== "") return null;
      if (allowed !== "all" && cell.value === "") return null;
      if (allowed === "blank" && !isBlank(standing)) return null;
      const fitted = inFormatOf(cell, standing.format || lastRow?.formats[place] || "");
      return contentText({ ...fitted, formula: "" }) === contentText({ ...standing, format: fitted.format })
        ? null
        : fitted;
    });
    if (line.every((cell) => cell === null)) return;
    write.rows.push(at.row);
    write.cells.push(line);
  });
  return { write, conflicts };
}

function replacedTexts({ places }: Snapshot, { rows, columns, cells }: RowWrite): (string | null)[][] {
  return rows.map((row, line) =>
    columns.map((column, place) =>
      cells[line]?.[place] ? contentText(standingAt(places, row, column)) : null,
    ),
  );
}

/** Where rows stand once others were deleted. */
function without(gone: number[], write: RowWrite): RowWrite {
  return { ...write, rows: write.rows.map((row) => row - gone.filter((each) => each < row).length) };
}

function moved(write: RowWrite, insert: Insertion | null): RowWrite {
  return { ...write, rows: write.rows.map((row) => movedBy(insert, row)) };
}

/** A total above which rows are inserted may be one of those that change. */
function movedBy(insert: Insertion | null, row: number): number {
  return insert && row > insert.after ? row + insert.count : row;
}

/** Every row of ours that stands in the sheet then, with what all its mapped columns hold. */
function tracked(
  { table, matches }: Snapshot,
  found: Found[],
  changed: RowWrite,
  { added, insert }: { added: RowWrite; insert: Insertion | null },
): RowWrite {
  const block = table?.block ?? { row: 1, column: 1, rows: 0, columns: 0 };
  const placed = matches.flatMap(({ place }, ours) => (place === null ? [] : [{ place, ours }]));
  const columns = placed.map(({ place }) => block.column + place);
  const write: RowWrite = {
    ...{ rows: [], columns, cells: [], ours: [], hasHeader: false, isNew: false },
    identity: placed.map((_, place) => place),
  };
  const changes = new Map(changed.rows.map((row, line) => [row, changed.cells[line] ?? []]));
  let fresh = 0;
  found.forEach((at, index) => {
    if (at.kind === "conflict") return;
    const line = at.kind === "row" ? changes.get(at.row) : added.cells[fresh];
    const row = at.kind === "row" ? movedBy(insert, at.row) : added.rows[fresh++];
    if (row === undefined) return;
    write.rows.push(row);
    write.ours?.push(index);
    write.cells.push(line ?? []);
  });
  return write;
}

function conflictOf(
  { code, row }: Extract<Found, { kind: "conflict" }>,
  cells: SheetCell[],
  shown: number,
  column: number,
): PlanConflict {
  const cell = cells[shown];
  const after = cell ? shownValue(cell.value, cell.format) : "";
  return { code, a1: row === null ? "" : cellName(row, column), before: "", after };
}
