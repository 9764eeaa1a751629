import type { Calls } from "./calls.ts";
import type { KeptPart } from "./kept.ts";
import { locateGroup, readSheet } from "./locate.ts";
import { isBlank, standingAt } from "./place-read.ts";
import type { Zone } from "./zone.ts";

type Spreadsheet = GoogleAppsScript.Spreadsheet.Spreadsheet;
type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

/** Deletes a sheet that was made for a write, where nothing but the write stands on it. Answers whether it did. */
export function removeMadeSheet(
  spreadsheet: Spreadsheet,
  sheet: Sheet,
  part: KeptPart,
  zone: Zone,
  calls: Calls,
): boolean {
  if (!part.made.sheet || spreadsheet.getSheets().length < 2) return false;
  const open = part.state !== "written";
  const read = readSheet(sheet, [], zone, calls);
  const [group] = part.groups;
  if (!group) return false;
  const { lines, columns } = locateGroup(group, read, open);
  const intact = lines.every((line) => line.intact);
  const alone = intact && read.block.rows <= lines.length && read.block.columns <= columns.length;
  const empty =
    open &&
    read.values.every((line, down) =>
      line.every((_, right) => isBlank(standingAt([read], down + 1, right + 1))),
    );
  if (alone || empty) calls.run(() => spreadsheet.deleteSheet(sheet));
  return alone || empty;
}
