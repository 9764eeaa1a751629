import { useEffect, useState } from "preact/hooks";
import type { Table, TableRow } from "../../../backend/contract/tables.ts";
import { useShown } from "../app.ts";
import { type FailureInfo, toFailure } from "../failure.ts";

export interface WideRows {
  table: Table | null;
  /** As far as they are here. */
  rows: TableRow[];
  complete: boolean;
  failure: FailureInfo | null;
  retry: () => void;
}

/** A table at one version, with its rows page by page as they come. */
export function useWideTable(tableId: string, version: number): WideRows {
  const { app } = useShown();
  const [table, setTable] = useState<Table | null>(null);
  const [rows, setRows] = useState<TableRow[]>([]);
  const [complete, setComplete] = useState(false);
  const [failure, setFailure] = useState<FailureInfo | null>(null);
  const load = async () => {
    setFailure(null);
    setRows([]);
    try {
      setTable(await app.api.table(tableId));
      for (let cursor: string | undefined; ; ) {
        const page = await app.api.rows(tableId, version, cursor);
        setRows((before) => [...before, ...page.items]);
        if (page.nextCursor === null) break;
        cursor = page.nextCursor;
      }
      setComplete(true);
    } catch (error) {
      setFailure(toFailure(error));
    }
  };
  useEffect(() => void load(), [tableId, version]);
  return { table, rows, complete, failure, retry: () => void load() };
}
