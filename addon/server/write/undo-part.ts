import { cellName } from "../a1.ts";
import type { Calls } from "./calls.ts";
import { contentText, shortHash, splitHashes } from "./cell-content.ts";
import { type SheetCell, shownValue } from "./encode.ts";
import type { ImageCell, KeptGroup, KeptPart } from "./kept.ts";
import { type LocatedGroup, locateGroup, readSheet } from "./locate.ts";
import { isOurNote } from "./note-text.ts";
import { isBlank, type PlaceRead, type Standing, standingAt } from "./place-read.ts";
import { putCells } from "./put-cells.ts";
import { removeRows, shrink } from "./remove-rows.ts";
import type { Zone } from "./zone.ts";

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

export interface UndoneConflict {
  a1: string;
  now: string;
}

export interface UndonePart {
  rows: number;
  cells: number;
  conflicts: UndoneConflict[];
}

/**
 * Takes back a part of a write that stands on a sheet. Cells that hold neither what was written nor what stood
 * there before were edited since: they are left alone and told, unless `force` says that all goes. Of a part that
 * was only begun, whatever landed goes.
 */
export function undoPart(
  sheet: Sheet,
  part: KeptPart,
  image: ImageCell[],
  zone: Zone,
  calls: Calls,
  force = false,
): UndonePart {
  const undone: UndonePart = { rows: 0, cells: 0, conflicts: [] };
  // Rows are made before cells are written: without them none was.
  if (part.state === "begun" && !hasRoom(sheet, part)) {
    shrink(sheet, part, calls);
    return undone;
  }
  // The last group first: new headers go after the rows under them were found by them.
  const located = part.groups.map((group) => locateGroup(group, readNow()));
  for (let index = part.groups.length - 1; index >= 0; index--) {
    const [group, place] = [part.groups[index], located[index]];
    if (!group || !place) continue;
    const cells = image.filter(([of]) => of === index);
    const hashes = splitHashes(group.cells ?? "");
    undoGroup({ sheet, part, group, place, cells, read: readNow(), calls, undone, hashes, force });
  }
  shrink(sheet, part, calls);
  return undone;

  function readNow(): PlaceRead {
    const read = readSheet(sheet, part.groups, zone, calls);
    if (part.hasNotes) {
      const { rows, columns } = read.block;
      read.notes = calls.run(() => sheet.getRange(1, 1, rows, columns).getNotes());
    }
    return read;
  }
}

interface GroupUndo {
  sheet: Sheet;
  part: KeptPart;
  group: KeptGroup;
  place: LocatedGroup;
  cells: ImageCell[];
  read: PlaceRead;
  calls: Calls;
  undone: UndonePart;
  /** Short hashes of the cells that were written, line by line, where there are few. */
  hashes: string[];
  force: boolean;
}

function undoGroup(undo: GroupUndo): void {
  const { sheet, part, group, place, cells, read, calls, undone } = undo;
  const begun = part.state === "begun";
  const before = new Map(cells.map((cell) => [`${cell[1]}:${cell[2]}`, cell]));
  const lines = place.lines.map((_, line) => undoLine(undo, before, line));
  const touched = lines.filter(({ mine }) => mine > 0);
  undone.cells += touched.reduce((sum, { mine }) => sum + mine, 0);
  if (group.isNew) undone.rows += Math.max(0, touched.length - (group.hasHeader ? 1 : 0));
  const whole = lines.filter(({ edited, mine }) => edited === 0 && (mine > 0 || begun)).map(({ row }) => row);
  const gone = group.isNew
    ? removeRows({ sheet, part, group, rows: whole, columns: place.columns, read, calls })
    : new Set<number>();
  const stay = lines.filter(({ row, put }) => !gone.has(row) && put.some((cell) => cell !== null));
  if (stay.length === 0) return;
  const write = {
    rows: stay.map(({ row }) => row),
    columns: place.columns,
    cells: stay.map(({ put }) => put),
    ...{ hasHeader: false, isNew: false, identity: [] },
  };
  putCells(sheet, write, [read], calls);
}

interface UndoneLine {
  row: number;
  put: (SheetCell | null)[];
  /** Cells that hold what was written, and cells that hold something else by now. */
  mine: number;
  edited: number;
}

function undoLine(undo: GroupUndo, before: Map<string, ImageCell>, line: number): UndoneLine {
  const { part, group, place, read, undone } = undo;
  const { row = 0, intact = false } = place.lines[line] ?? {};
  const result: UndoneLine = { row, put: [], mine: 0, edited: 0 };
  place.columns.forEach((column, index) => {
    const was = before.get(`${line}:${index}`);
    result.put.push(null);
    if (!group.isNew && !was) return;
    const standing = standingAt([read], row, column);
    const text = contentText(standing);
    const old = oldCell(was, group.base[index] ?? "", standing, part.hasNotes);
    const written = was?.[7] ?? undo.hashes[line * place.columns.length + index];
    const isMine =
      undo.force || (was ? false : intact || place.landed.has(index)) || written === shortHash([text]);
    const isBack =
      contentText({ value: old.value, formula: old.formula ?? "", format: standing.format }) === text;
    if (isMine) result.mine += 1;
    if (!isMine && !isBack) {
      result.edited += 1;
      undone.conflicts.push({ a1: cellName(row, column), now: shown(standing) });
    } else if (isMine || part.state === "begun") {
      const note = old.note === undefined ? standing.note : (old.note ?? "");
      if (!isBack || old.format !== standing.format || note !== standing.note) result.put[index] = old;
    }
  });
  return result;
}

/** What a cell held before: blank in its column's format unless the image says otherwise. */
function oldCell(was: ImageCell | undefined, base: string, standing: Standing, hasNotes: boolean): SheetCell {
  if (!was) {
    const note = hasNotes && isOurNote(standing.note) ? { note: null } : {};
    return { value: "", formula: "", format: base, ...note };
  }
  const [, , , value, formula, format, note] = was;
  return { value, formula, format, ...(hasNotes ? { note: note === "" ? null : note } : {}) };
}

function shown(standing: Standing): string {
  if (isBlank(standing)) return "";
  return standing.formula || shownValue(standing.value, standing.format);
}

function hasRoom(sheet: Sheet, { made: { inserted, grown } }: KeptPart): boolean {
  return sheet.getMaxRows() >= grown.fromRows + grown.rows + (inserted?.count ?? 0);
}
