import type { App } from "./app.ts";
import { toFailure } from "./failure.ts";
import type { UndoStep } from "./reduce-writes.ts";
import { isUnknown, lookUp } from "./writing.ts";

/** Takes a write back, part by part from its last. */
export async function takeBack(app: App, writeId: string): Promise<void> {
  const { dispatch } = app.store;
  dispatch({ type: "write-undo-begun", writeId });
  try {
    for (let left = 1; left > 0; ) {
      const result: UndoStep = await app.script
        .call("undo", { writeId })
        .catch((error: unknown) => takenBack(app, writeId, error));
      dispatch({ type: "write-undo-advanced", result });
      left = result.partsLeft;
    }
  } catch (error) {
    dispatch({ type: "write-undo-failed", writeId, failure: toFailure(error) });
  }
}

/** An undo whose call has failed may have been done nevertheless. Throws the call's failure where it was not. */
async function takenBack(app: App, writeId: string, error: unknown): Promise<UndoStep> {
  const kept = isUnknown(toFailure(error)) ? await lookUp(app, writeId) : null;
  if (kept?.state !== "undone") throw error;
  return { writeId, rows: 0, cells: 0, conflicts: [], conflictCount: 0, partsLeft: 0 };
}

/** Asks Apps Script for the last ten writes. Rejects with a `Failure`. */
export async function listWrites(app: App): Promise<void> {
  const { writes } = await app.script.call("listWrites", {});
  app.store.dispatch({ type: "writes-listed", writes });
}
