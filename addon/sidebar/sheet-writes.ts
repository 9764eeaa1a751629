import type { WriteTable } from "../rpc.ts";
import type {
  ListedWrite,
  PlannedPart,
  Receipt,
  UndoKept,
  UndoResult,
  WriteOptions,
  WriteTarget,
} from "../writes.ts";
import type { FailureInfo } from "./failure.ts";
import type { TableView } from "./table-view.ts";

/** What the page knows of writes into the sheet. */
export interface Writes {
  /** The last ten, the newest first; null until Apps Script has told. */
  list: ListedWrite[] | null;
  /** By table: the write that this page carries out, or that stopped before its end. */
  running: Record<string, RunningWrite>;
  /** By write id. */
  undos: Record<string, Undo>;
  /** Ids of writes whose rows were repaired after they had gone into the sheet. */
  outdated: string[];
}

/** A press of Insert: one write id, which only retries and further parts reuse. */
export interface RunningWrite {
  writeId: string;
  /** As it was when the write began; of one that is still being read, the rows that are in. */
  table: WriteTable;
  /** Rows are taken from the open conversation as they come. */
  live: boolean;
  /** Rows that go in without being asked about; null for all. */
  limit: number | null;
  target: WriteTarget;
  options: WriteOptions;
  /** Parts with a hash of their own. What comes after them, or without a plan, covers nothing. */
  parts: PlannedPart[];
  undo: UndoKept;
  /** ISO 8601 UTC. */
  at: string;
  /** Rows that are in, from the first. */
  nextRow: number;
  /** Rows in all; null while the table is still being read. */
  of: number | null;
  phase: "writing" | "stopping" | "stopped";
  /** Why it stopped; null when the person wanted it. */
  failure: FailureInfo | null;
  /** The last part may have landed although its call failed. */
  unknown: boolean;
}

/** An undo on its way, part by part, or what it has left. */
export interface Undo {
  phase: "undoing" | "done" | "failed";
  rows: number;
  cells: number;
  conflicts: UndoResult["conflicts"];
  conflictCount: number;
  failure: FailureInfo | null;
}

export const noWrites: Writes = { list: null, running: {}, undos: {}, outdated: [] };

/** The newest write of a table that was not taken back. */
export function insertedOf({ list }: Writes, tableId: string): ListedWrite | null {
  const standing = list?.find(({ table, state, nextRow }) => {
    return table?.id === tableId && state !== "undone" && nextRow > 0;
  });
  return standing ?? null;
}

/** Whether the sheet holds an earlier state of the table than the page does. */
export function isOutdated({ outdated }: Writes, inserted: ListedWrite, table: TableView): boolean {
  if (table.streaming || inserted.state === "unfinished") return false;
  return outdated.includes(inserted.writeId) || (inserted.table?.version ?? 0) < table.version;
}

/** Whether rows are missing: it says so, or it was written while the table was read and has fewer. */
export function isUnfinished(write: ListedWrite, table: TableView | undefined): boolean {
  if (write.state !== "written") return write.state === "unfinished";
  const isSame = table !== undefined && !table.streaming && table.version === write.table?.version;
  return write.of === null && isSame && write.nextRow < table.rowCount;
}

export function placeOf({ sheet, a1 }: Pick<ListedWrite, "sheet" | "a1">): string {
  return `${sheet}!${a1}`;
}

/** What a receipt says of where the rows are. */
export type Landing = Pick<Receipt, "sheet" | "a1" | "rows" | "cells" | "nextRow" | "standing">;

/** A write of this page as Apps Script lists it. */
export function listedFrom(write: RunningWrite, landing: Landing): ListedWrite {
  const { writeId, table, target, options, undo, at, of, parts } = write;
  const { sheet, a1, rows, cells, nextRow } = landing;
  const named = table.id !== undefined && table.version !== undefined;
  return {
    ...{ writeId, name: table.title, kind: target.kind, sheet, a1, rows, cells, at, undo },
    ...{ parts, hasRowIds: table.rowIds !== undefined },
    ...{ target, options, of, nextRow, state: of === null || nextRow >= of ? "written" : "unfinished" },
    table: named ? { id: table.id ?? "", version: table.version ?? 0 } : null,
  };
}
