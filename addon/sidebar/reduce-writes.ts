import type { Cell } from "../../backend/contract/cells.ts";
import type { ListedWrite, UndoResult } from "../writes.ts";
import type { FailureInfo } from "./failure.ts";
import { type Landing, listedFrom, type RunningWrite, type Undo, type Writes } from "./sheet-writes.ts";

export type WriteAction =
  | { type: "writes-listed"; writes: ListedWrite[] }
  | { type: "write-begun"; tableId: string; write: RunningWrite }
  | { type: "write-advanced"; tableId: string; landing: Landing; rows: Cell[][] }
  /** All rows of a table that was still being read have come. */
  | { type: "write-bounded"; tableId: string; of: number }
  | { type: "write-stopping"; tableId: string }
  | { type: "write-stopped"; tableId: string; failure: FailureInfo | null; unknown: boolean }
  | { type: "write-resumed"; tableId: string }
  | { type: "write-ended"; tableId: string; outdated: boolean }
  | { type: "write-undo-begun"; writeId: string }
  | { type: "write-undo-advanced"; result: UndoStep }
  | { type: "write-undo-failed"; writeId: string; failure: FailureInfo }
  | { type: "write-undo-closed"; writeId: string };

export type UndoStep = Omit<UndoResult, "calls" | "sheet">;

const kept = 10;

export function reduceWrites(writes: Writes, action: WriteAction): Writes {
  switch (action.type) {
    case "writes-listed":
      return { ...writes, list: action.writes };
    case "write-begun":
      return { ...writes, running: { ...writes.running, [action.tableId]: action.write } };
    case "write-advanced": {
      const write = writes.running[action.tableId];
      if (!write) return writes;
      const { nextRow } = action.landing;
      const table = write.live
        ? { ...write.table, rows: [...write.table.rows, ...action.rows] }
        : write.table;
      const advanced = withRunning(writes, action.tableId, { nextRow, table });
      return action.landing.rows === 0 ? advanced : listing(advanced, listedFrom(write, action.landing));
    }
    case "write-bounded":
      return withRunning(writes, action.tableId, { of: action.of });
    case "write-stopping":
      return withRunning(writes, action.tableId, { phase: "stopping" });
    case "write-stopped": {
      const { failure, unknown } = action;
      // What was looked at is no longer so: what remains may cover nothing.
      const anew = failure?.code === "conflict" ? { parts: [] } : {};
      return withRunning(writes, action.tableId, { phase: "stopped", failure, unknown, ...anew });
    }
    case "write-resumed":
      return withRunning(writes, action.tableId, { phase: "writing", failure: null, unknown: false });
    case "write-ended": {
      const { [action.tableId]: ended, ...running } = writes.running;
      const outdated = action.outdated && ended ? [...writes.outdated, ended.writeId] : writes.outdated;
      return { ...writes, running, outdated };
    }
    case "write-undo-begun":
      return withUndo(writes, action.writeId, begunUndo);
    case "write-undo-advanced":
      return takeBack(writes, action.result);
    case "write-undo-failed": {
      const { failure } = action;
      return withUndo(writes, action.writeId, (undo) => ({ ...undo, phase: "failed", failure }));
    }
    case "write-undo-closed": {
      const { [action.writeId]: _, ...undos } = writes.undos;
      return { ...writes, undos };
    }
  }
}

/** In front when it is new; what is known already keeps its place. */
function listing(writes: Writes, write: ListedWrite): Writes {
  const list = writes.list ?? [];
  const known = list.some(({ writeId }) => writeId === write.writeId);
  const changed = known
    ? list.map((each) => (each.writeId === write.writeId ? write : each))
    : [write, ...list].slice(0, kept);
  return { ...writes, list: changed };
}

function withRunning(writes: Writes, tableId: string, change: Partial<RunningWrite>): Writes {
  const write = writes.running[tableId];
  if (!write) return writes;
  return { ...writes, running: { ...writes.running, [tableId]: { ...write, ...change } } };
}

const begunUndo = (): Undo => ({
  ...{ phase: "undoing", rows: 0, cells: 0, conflicts: [], conflictCount: 0, failure: null },
});

function withUndo(writes: Writes, writeId: string, change: (undo: Undo) => Undo): Writes {
  const undo = change(writes.undos[writeId] ?? begunUndo());
  return { ...writes, undos: { ...writes.undos, [writeId]: undo } };
}

/** Nothing of a write goes on once its last part was taken back. */
function takeBack(writes: Writes, { writeId, partsLeft, ...step }: UndoStep): Writes {
  const advanced = withUndo(writes, writeId, (undo) => ({
    ...undo,
    phase: partsLeft === 0 ? "done" : "undoing",
    rows: undo.rows + step.rows,
    cells: undo.cells + step.cells,
    conflicts: [...undo.conflicts, ...step.conflicts],
    conflictCount: undo.conflictCount + step.conflictCount,
  }));
  if (partsLeft > 0) return advanced;
  const running = Object.entries(writes.running).filter(([, write]) => write.writeId !== writeId);
  const list = writes.list?.map((each) =>
    each.writeId === writeId ? { ...each, state: "undone" as const } : each,
  );
  return { ...advanced, running: Object.fromEntries(running), list: list ?? null };
}
