import type { Rpc } from "../../rpc.ts";
import type { CheckedWrite, UndoResult } from "../../writes.ts";
import { ServerProblemError } from "../problem.ts";
import { Calls } from "./calls.ts";
import { reopenRows } from "./close-rows.ts";
import { runsOf } from "./keep-part.ts";
import type { KeptGroup, KeptPart, KeptWrite } from "./kept.ts";
import { KeptWrites } from "./kept-writes.ts";
import { type LocatedGroup, locateGroup, readSheet } from "./locate.ts";
import { underLock } from "./lock.ts";
import { removeMadeSheet } from "./made-sheet.ts";
import type { PlaceRead } from "./place-read.ts";
import { keptSheet, zoneOf } from "./prepare.ts";
import { listed } from "./receipt.ts";
import { standingOf } from "./standing-of.ts";
import { checkWriteId } from "./table-input.ts";
import { type UndonePart, undoPart } from "./undo-part.ts";

type Spreadsheet = GoogleAppsScript.Spreadsheet.Spreadsheet;

const MAX_CONFLICTS = 200;

/** Takes back the last part of a write that still stands. Throws when the write is not known any more. */
export function undoWrite({ writeId }: Rpc["undo"]["args"]): UndoResult {
  checkWriteId(writeId);
  return underLock(() => {
    const calls = new Calls();
    const spreadsheet = SpreadsheetApp.getActiveSpreadsheet();
    const kept = new KeptWrites(spreadsheet, calls);
    const write = kept.find(writeId);
    if (!write) throw new ServerProblemError("write-unknown", {});
    const part = write.parts[write.parts.length - 1];
    const undone = part && !write.undone ? undoOne(spreadsheet, write, part, kept, calls) : nothing();
    return {
      ...{ writeId, sheet: write.sheet, rows: undone.rows, cells: undone.cells },
      conflicts: undone.conflicts.slice(0, MAX_CONFLICTS),
      conflictCount: undone.conflicts.length,
      partsLeft: write.undone ? 0 : write.parts.length,
      calls: calls.count,
    };
  });
}

/** The last ten writes, the newest first. */
export function listWrites(): Rpc["listWrites"]["result"] {
  const kept = new KeptWrites(SpreadsheetApp.getActiveSpreadsheet(), new Calls());
  return { writes: kept.list().map(listed) };
}

/** Holds a write against the sheet. */
export function checkWrite({ writeId }: Rpc["checkWrite"]["args"]): CheckedWrite | null {
  checkWriteId(writeId);
  const calls = new Calls();
  const spreadsheet = SpreadsheetApp.getActiveSpreadsheet();
  const kept = new KeptWrites(spreadsheet, calls);
  const write = kept.find(writeId);
  if (!write) return null;
  const standing = standingOf(spreadsheet, write, write.parts, kept, zoneOf(spreadsheet), calls);
  return { ...listed(write), standing };
}

/** Forgets all writes and what they replaced. */
export function clearWrites(): Rpc["clearWrites"]["result"] {
  return underLock(() => ({
    cleared: new KeptWrites(SpreadsheetApp.getActiveSpreadsheet(), new Calls()).clear(),
  }));
}

function undoOne(
  spreadsheet: Spreadsheet,
  write: KeptWrite,
  part: KeptPart,
  kept: KeptWrites,
  calls: Calls,
): UndonePart {
  const image = kept.imageOf(write, part);
  if (!image) throw new ServerProblemError("cannot-undo", {});
  const sheet = keptSheet(spreadsheet, write);
  const zone = zoneOf(spreadsheet);
  const { state } = part;
  if (sheet && state === "written") {
    reopenRows(sheet, part, zone, calls);
    markUndoing(part, readSheet(sheet, part.groups, zone, calls));
    kept.save(write);
  }
  const undone =
    !sheet || removeMadeSheet(spreadsheet, sheet, part, zone, calls)
      ? { rows: sheet ? part.rows : 0, cells: sheet ? part.cells : 0, conflicts: [] }
      : undoPart(sheet, { ...part, state }, image, zone, calls);
  calls.run(() => SpreadsheetApp.flush());
  // The last part stays in the list, so that it says that the write was undone.
  if (write.parts.length > 1) write.parts.pop();
  else write.undone = true;
  kept.save(write);
  return undone;
}

/** Keeps where the rows stand now, so that an undo that dies is finished there and nowhere else. */
function markUndoing(part: KeptPart, read: PlaceRead): void {
  for (const group of part.groups) {
    const located = locateGroup(group, read, false);
    moveDress(group, located, read);
    group.columns = located.columns;
    group.headerRow = located.headerRow;
    group.runs = runsOf(located.lines.map(({ row }) => row));
  }
  part.state = "undoing";
}

/** What was carried down moved with the columns; a look where those no longer stand together is left. */
function moveDress(group: KeptGroup, { columns, headerRow }: LocatedGroup, read: PlaceRead): void {
  const by = (columns[0] ?? 0) - (group.columns[0] ?? 0);
  const together = columns.every((column, place) => column - (group.columns[place] ?? 0) === by);
  const headers = headerRow === null ? [] : (read.values[headerRow - 1] ?? []);
  group.carried = group.carried.map((column, index) => {
    const under = group.carriedUnder[index] ?? "";
    return under === "" ? column + by : headers.indexOf(under) + 1;
  });
  group.carried = group.carried.filter((column) => column > 0);
  group.dressed = together && group.dressed ? { ...group.dressed, column: group.dressed.column + by } : null;
}

function nothing(): UndonePart {
  return { rows: 0, cells: 0, conflicts: [] };
}
