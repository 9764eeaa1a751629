import type { Standing } from "../../writes.ts";
import type { Calls } from "./calls.ts";
import { contentText, shortHash } from "./cell-content.ts";
import { heldCells } from "./held-cells.ts";
import type { KeptPart, KeptWrite } from "./kept.ts";
import type { KeptWrites } from "./kept-writes.ts";
import { locateGroup, readSheet } from "./locate.ts";
import { type PlaceRead, standingAt } from "./place-read.ts";
import { keptSheet } from "./prepare.ts";
import type { Zone } from "./zone.ts";

/** Holds parts of a write against the sheet. */
export function standingOf(
  spreadsheet: GoogleAppsScript.Spreadsheet.Spreadsheet,
  write: KeptWrite,
  parts: KeptPart[],
  kept: KeptWrites,
  zone: Zone,
  calls: Calls,
): Standing {
  const sheet = keptSheet(spreadsheet, write);
  if (!sheet) return "gone";
  const read = readSheet(sheet, [], zone, calls);
  const counts = parts.map((part) => countPart(part, kept.imageOf(write, part) ?? [], read));
  const there = counts.reduce((sum, count) => sum + count.there, 0);
  const all = counts.reduce((sum, count) => sum + count.all, 0);
  if (there === all) return "there";
  return there === 0 && !counts.some(({ partly }) => partly) ? "gone" : "changed";
}

function countPart(part: KeptPart, image: KeptPart["image"], read: PlaceRead) {
  const count = { there: 0, all: 0, partly: false };
  part.groups.forEach((group, index) => {
    const place = locateGroup(group, read, part.state !== "written");
    // Once written they are deleted, or blank in a place that anybody may fill.
    if (group.goes && part.state === "written") return;
    if (!group.isNew) {
      for (const [of, line, column, , , , , after] of image) {
        if (of !== index) continue;
        count.all += 1;
        const cell = standingAt([read], place.lines[line]?.row ?? 0, place.columns[column] ?? 0);
        if (shortHash([contentText(cell)]) === after) count.there += 1;
      }
      return;
    }
    const holds = heldCells(group, place, read);
    place.lines.forEach(({ intact }, line) => {
      count.all += 1;
      if (intact) count.there += 1;
      else if (!count.partly) count.partly = holds(line) === true;
    });
  });
  return count;
}
