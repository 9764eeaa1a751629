import type { Cell } from "../../backend/contract/cells.ts";
import type { WriteTable } from "../rpc.ts";
import type { WritePart } from "../writes.ts";
import type { RunningWrite } from "./sheet-writes.ts";
import type { TableView } from "./table-view.ts";

/** What one call writes well within its time. */
const maxCells = 100_000;
/** Of a table that is still read, so many rows at least go at once, and more the more are in: parts stay few. */
const fewRows = 20;
const share = 4;

export interface NextPart {
  table: WriteTable;
  part: WritePart;
  planHash: string | null;
}

/**
 * The rows that go next. `waiting`: those that are still read are not enough yet; `limit`: more than are allowed
 * without being asked; `gone`: the page no longer has the table. Null: all rows are in.
 */
export function nextPart(
  write: RunningWrite,
  view: TableView | undefined,
): NextPart | "waiting" | "limit" | "gone" | null {
  const { nextRow: from, of, live, limit, table } = write;
  if (of !== null && from >= of) return null;
  if (live && (!view || view.version !== table.version)) return "gone";
  const rows = live && view ? view.rows : table.rows;
  const planned = write.parts.find((part) => part.from === from);
  const size = planned?.rows ?? Math.max(1, Math.floor(maxCells / Math.max(1, table.columns.length)));
  const most = limit ?? rows.length;
  if (from >= most && from < rows.length) return "limit";
  const end = Math.min(from + size, rows.length, most);
  const enough = of !== null || planned || end === limit || end - from >= Math.max(fewRows, from / share);
  if (!enough || end === from) return "waiting";
  return {
    table: { ...table, rows: rows.slice(from, end).map(leanRow), ...idsOf(table, from, end) },
    part: { from, of, ...(from === 0 ? { planned: write.parts } : {}) },
    planHash: planned?.hash ?? null,
  };
}

function idsOf({ rowIds }: WriteTable, from: number, end: number): Pick<WriteTable, "rowIds"> {
  return rowIds ? { rowIds: rowIds.slice(from, end) } : {};
}

/** What the writer needs of cells: where they stand in the source stays behind. */
export function leanRow(cells: Cell[]): Cell[] {
  return cells.map(({ spans: _, ...cell }) => cell);
}
