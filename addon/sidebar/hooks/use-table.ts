import { useEffect, useState } from "preact/hooks";
import { useShown } from "../app.ts";
import { type FailureInfo, toFailure } from "../failure.ts";
import { loadRows } from "../rows.ts";
import type { TableView } from "../table-view.ts";

/** A table with all of its rows; what is missing is loaded. `retry` asks again after a failure. */
export function useTable(id: string): {
  table: TableView | null;
  failure: FailureInfo | null;
  retry: () => void;
} {
  const { app, state } = useShown();
  const [attempt, setAttempt] = useState(0);
  const [failure, setFailure] = useState<FailureInfo | null>(null);
  const table = state.thread.tables[id] ?? null;
  const version = table?.version;
  useEffect(() => {
    setFailure(null);
    loadRows(app, id, "all").catch((error: unknown) => setFailure(toFailure(error)));
  }, [app, id, version, attempt]);
  return { table, failure, retry: () => setAttempt(attempt + 1) };
}
