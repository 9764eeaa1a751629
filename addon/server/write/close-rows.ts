import { ServerProblemError } from "../problem.ts";
import type { Calls } from "./calls.ts";
import { numbersFrom } from "./draft.ts";
import { rowsOf, runsOf } from "./keep-part.ts";
import type { ClosedRows, KeptGroup, KeptPart, KeptWrite } from "./kept.ts";
import type { KeptWrites } from "./kept-writes.ts";
import { locateGroup, readSheet } from "./locate.ts";
import { isBlank, type PlaceRead, standingAt } from "./place-read.ts";
import type { Zone } from "./zone.ts";

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

/**
 * Deletes the rows that a part has blanked for good, from the last to the first. Each is kept as under way before
 * and as done after, so that an undo knows what to put back; where one cannot be deleted it stays blank.
 */
export function closeRows(
  sheet: Sheet,
  write: KeptWrite,
  part: KeptPart,
  kept: KeptWrites,
  calls: Calls,
): void {
  const group = goingOf(part);
  if (!group) return;
  try {
    let line = group.runs.reduce((sum, [, count]) => sum + count, 0);
    for (const [first, count] of [...group.runs].reverse()) {
      line -= count;
      part.closing = { line, after: first - 1, count };
      kept.save(write);
      calls.run(() => sheet.deleteRows(first, count));
      markClosed(part, part.closing);
    }
    kept.save(write);
  } catch (error) {
    // What is written stands all the same; whether the last of them went is looked at when it is undone.
    console.error(error);
  }
}

/** Puts the rows back in that a part deleted, blank, below the rows that they stood under. */
export function reopenRows(sheet: Sheet, part: KeptPart, zone: Zone, calls: Calls): void {
  const group = goingOf(part);
  if (!group) return;
  const read = readSheet(sheet, part.groups, zone, calls);
  settleClosing(part, read);
  const place = placesBelow(part, read);
  const lines = rowsOf(group);
  const last = sheet.getMaxRows();
  const entries = [...(part.closed ?? [])].sort((left, right) => right.after - left.after);
  const opened = entries.map(({ line, after, count }) => {
    const above = Math.min(place(after), last);
    const isThere = areBlank(read, above + 1, count);
    if (!isThere) calls.run(() => sheet.insertRowsAfter(above, count));
    shiftRows(part, after, count);
    return { line, count, row: above + 1, isThere };
  });
  opened.forEach(({ line, count, row }, index) => {
    const added = opened.slice(index + 1).reduce((sum, entry) => sum + (entry.isThere ? 0 : entry.count), 0);
    lines.splice(line, count, ...numbersFrom(row + added, count));
  });
  group.runs = runsOf(lines);
  part.closed = [];
}

function goingOf({ groups }: KeptPart): KeptGroup | undefined {
  return groups.find(({ goes }) => goes);
}

function markClosed(part: KeptPart, { line, after, count }: ClosedRows): void {
  shiftRows(part, after, -count);
  part.closed = [...(part.closed ?? []), { line, after, count }];
  delete part.closing;
}

/** A run that died in the middle of a deletion: rows stood below, so blank ones are those that were to go. */
function settleClosing(part: KeptPart, read: PlaceRead): void {
  const { closing } = part;
  if (!closing) return;
  delete part.closing;
  if (!areBlank(read, placesBelow(part, read)(closing.after) + 1, closing.count)) markClosed(part, closing);
}

/** Where rows stand now by where they were: as far below the nearest row of ours, or the header, as then. */
function placesBelow(part: KeptPart, read: PlaceRead): (row: number) => number {
  const group = part.groups.find(({ tracks }) => tracks !== null);
  if (!group) throw new ServerProblemError("cannot-undo", {});
  const located = locateGroup(group, read, false);
  const hints = rowsOf(group);
  return (row) => {
    let [was, now] = [group.headerRow ?? 0, located.headerRow ?? 0];
    located.lines.forEach((line, index) => {
      const hint = hints[index] ?? 0;
      if (line.intact && hint <= row && hint > was) [was, now] = [hint, line.row];
    });
    return now + (row - was);
  };
}

/** Rows that a deletion or an insertion moved: those below `after`. */
function shiftRows(part: KeptPart, after: number, by: number): void {
  for (const group of part.groups) {
    group.runs = runsOf(rowsOf(group).map((row) => (row > after ? row + by : row)));
  }
  part.closed?.forEach((entry) => {
    if (entry.after > after) entry.after += by;
  });
}

function areBlank(read: PlaceRead, first: number, count: number): boolean {
  return numbersFrom(first, count).every((row) =>
    numbersFrom(1, read.block.columns).every((column) => isBlank(standingAt([read], row, column))),
  );
}
