import { useEffect, useState } from "preact/hooks";
import { useShown } from "../app.ts";
import { changeTable, redoRow, restoreVersion, type TableChange } from "../editing.ts";
import { type FailureInfo, toFailure } from "../failure.ts";

export interface TableEditor {
  /** A change is on its way: no other begins before. */
  busy: boolean;
  failure: FailureInfo | null;
  /** The version that the last change of this visit made, while it is the table's own. */
  made: number | null;
  change(change: TableChange): Promise<boolean>;
  restore(version: number): Promise<boolean>;
  redo(rowId: string, columns?: number[]): Promise<boolean>;
  dismiss(): void;
}

/** What a person does to a table; each answers with whether it was done. */
export function useTableChange(tableId: string): TableEditor {
  const { app, state } = useShown();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<FailureInfo | null>(null);
  const [made, setMade] = useState<number | null>(null);
  const version = state.thread.tables[tableId]?.version ?? null;
  useEffect(() => setFailure(null), [tableId]);

  const run = async (action: () => Promise<void>): Promise<boolean> => {
    if (busy) return false;
    const versionOf = () => app.store.state.thread.tables[tableId]?.version ?? null;
    const before = versionOf();
    setBusy(true);
    setFailure(null);
    try {
      await action();
      if (versionOf() !== before) setMade(versionOf());
      return true;
    } catch (error) {
      setFailure(toFailure(error));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return {
    busy,
    failure,
    made: made === version ? made : null,
    change: (change) => run(() => changeTable(app, tableId, change)),
    restore: (to) => run(() => restoreVersion(app, tableId, to)),
    redo: (rowId, columns) => run(() => redoRow(app, tableId, rowId, columns)),
    dismiss: () => setFailure(null),
  };
}
