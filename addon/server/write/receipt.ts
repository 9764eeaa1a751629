import type { ListedWrite, Receipt, Standing } from "../../writes.ts";
import type { Calls } from "./calls.ts";
import type { KeptPart, KeptWrite } from "./kept.ts";

/** The first row of the table that is not in the sheet yet. */
export function nextRowOf({ parts }: KeptWrite): number {
  return parts
    .filter(({ state }) => state === "written")
    .reduce((most, { from, rows }) => Math.max(most, from + rows), 0);
}

export function receiptOf(write: KeptWrite, { count }: Calls, standing?: Standing): Receipt {
  const written = write.parts.filter(({ state }) => state === "written");
  const nextRow = nextRowOf(write);
  return {
    writeId: write.writeId,
    a1: placeOf(written),
    sheet: write.sheet,
    rows: nextRow,
    cells: written.reduce((sum, { cells }) => sum + cells, 0),
    calls: count,
    nextRow,
    complete: write.of !== null && nextRow >= write.of,
    ...(standing ? { standing } : {}),
  };
}

export function listed(write: KeptWrite): ListedWrite {
  const { writeId, name, kind, sheet, at, of, target, parts, undone, table = null, options = {} } = write;
  const { planned = [] } = write;
  const nextRow = nextRowOf(write);
  const whole = of === null || nextRow >= of;
  const unfinished = !whole || parts.some(({ state }) => state !== "written");
  const kept = parts.map((part) => part.kept);
  return {
    ...{ writeId, name, kind, sheet, at, nextRow, table, target, options, of },
    a1: placeOf(parts),
    rows: parts.reduce((sum, { rows }) => sum + rows, 0),
    cells: parts.reduce((sum, { cells }) => sum + cells, 0),
    state: undone ? "undone" : unfinished ? "unfinished" : "written",
    parts: planned,
    hasRowIds: parts.every(({ rowIds }) => rowIds !== ""),
    undo: kept.includes("nowhere") ? "nowhere" : kept.includes("sheet") ? "sheet" : "properties",
  };
}

/** From the first part's first cell to the last one's last. */
function placeOf(parts: KeptPart[]): string {
  const [first, last] = [parts[0]?.a1 ?? "", parts[parts.length - 1]?.a1 ?? ""];
  const [start = "", end = start] = [first.split(":")[0], last.split(":").pop()];
  return start === end ? start : `${start}:${end}`;
}
