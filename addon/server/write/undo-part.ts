import { cellName } from "../a1.ts";
import type { Calls } from "./calls.ts";
import { contentText, shortHash, splitHashes } from "./cell-content.ts";
import { type SheetCell, shownValue } from "./encode.ts";
import type { ImageCell, KeptGroup, KeptPart } from "./kept.ts";
import { type LocatedGroup, locateGroup, readSheet } from "./locate.ts";
import { isBlank, type PlaceRead, type Standing, standingAt } from "./place-read.ts";
import { putCells } from "./put-cells.ts";
import { removableRows, removeRows, shrink, undress } from "./remove-rows.ts";
import { isOurNote } from "./settle-notes.ts";
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
 * is not known to be whole, whatever landed goes.
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
  const read = readNow();
  const open = part.state !== "written";
  const located = part.groups.map((group, index) => ({
    ...{ group, index },
    place: locateGroup(group, read, open),
  }));
  const landed = located.some(({ group, place }) => group.isNew && hasLanded(place, read));
  // Rows are made before cells are written, and deleted last: without them nothing is there.
  if (open && !landed && !hasRoom(sheet, part)) {
    shrink(sheet, part, calls);
    return undone;
  }
  // Rows that are deleted move those below, so what stays where it is goes first.
  const ordered = [
    ...located.filter(({ group }) => !group.isNew),
    ...located.filter(({ group }) => group.isNew),
  ];
  for (const { group, index, place } of ordered) {
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
  const lines = place.lines.map((_, line) => undoLine(undo, before, line)).filter(({ gone }) => !gone);
  undone.conflicts.push(...lines.flatMap(({ conflicts }) => conflicts));
  const touched = lines.filter(({ mine }) => mine > 0);
  undone.cells += touched.reduce((sum, { mine }) => sum + mine, 0);
  if (group.isNew) undone.rows += Math.max(0, touched.length - (group.hasHeader ? 1 : 0));
  const clean = lines.filter(({ conflicts }) => conflicts.length === 0);
  const rows = clean.filter(({ mine }) => mine > 0 || begun).map(({ row }) => row);
  const removable = group.isNew
    ? removableRows({ part, group, rows, columns: place.columns, read })
    : new Set<number>();
  const stay = lines.filter(({ row, put }) => !removable.has(row) && put.some((cell) => cell !== null));
  const write = {
    rows: stay.map(({ row }) => row),
    columns: place.columns,
    cells: stay.map(({ put }) => put),
    ...{ hasHeader: false, isNew: false, identity: [] },
  };
  putCells(sheet, write, [read], calls);
  const bare = clean.filter(({ row, mine }) => !removable.has(row) && (mine > 0 || part.state !== "written"));
  undress(
    sheet,
    group,
    bare.map(({ row }) => row),
    calls,
  );
  removeRows(sheet, removable, calls);
}

interface UndoneLine {
  row: number;
  put: (SheetCell | null)[];
  /** Cells that hold what was written, and those that hold something else by now. */
  mine: number;
  conflicts: UndoneConflict[];
  /** Somebody deleted the row, or an undo that died did, and another stands there. */
  gone: boolean;
}

function undoLine(undo: GroupUndo, before: Map<string, ImageCell>, line: number): UndoneLine {
  const { part, group, place, read } = undo;
  const { row = 0, intact = false, isGone = false } = place.lines[line] ?? {};
  const result: UndoneLine = { row, put: [], mine: 0, conflicts: [], gone: false };
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
      result.conflicts.push({ a1: cellName(row, column), now: shown(standing) });
    } else if (isMine || part.state !== "written") {
      const note = old.note === undefined ? standing.note : (old.note ?? "");
      if (!isBack || old.format !== standing.format || note !== standing.note) result.put[index] = old;
    }
  });
  const none = group.isNew && result.mine === 0 && result.conflicts.length > 0;
  // Of several cells somebody would hardly have edited each: the row is gone, and another stands there.
  const elsewhere = part.state === "undoing" || (part.state === "written" && place.columns.length > 1);
  result.gone = isGone || (none && elsewhere);
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

/** Whether some of what was written stands there, blank cells aside. */
function hasLanded({ lines, columns, landed }: LocatedGroup, read: PlaceRead): boolean {
  return lines.some(({ row, intact }) =>
    columns.some(
      (column, place) => (intact || landed.has(place)) && !isBlank(standingAt([read], row, column)),
    ),
  );
}

function hasRoom(sheet: Sheet, { made: { inserted, grown } }: KeptPart): boolean {
  return sheet.getMaxRows() >= grown.fromRows + grown.rows + (inserted?.count ?? 0);
}
