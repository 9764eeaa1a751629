import { useEffect, useRef, useState } from "preact/hooks";
import type { TableVersion } from "../../../backend/contract/table-history.ts";
import { useShown } from "../app.ts";
import { type FailureInfo, toFailure } from "../failure.ts";

export interface Versions {
  /** The newest first. */
  items: TableVersion[];
  loading: boolean;
  failure: FailureInfo | null;
  more: (() => void) | null;
  retry: () => void;
}

/** A table's versions, page by page; read anew when there is another. */
export function useVersions(tableId: string, version: number): Versions {
  const { app } = useShown();
  const [items, setItems] = useState<TableVersion[]>([]);
  const [cursor, setCursor] = useState<string | null>(null);
  const [loading, setLoading] = useState(true);
  const [failure, setFailure] = useState<FailureInfo | null>(null);
  const latest = useRef(0);

  const load = async (from: string | null) => {
    latest.current += 1;
    const ticket = latest.current;
    setLoading(true);
    setFailure(null);
    try {
      const page = await app.api.versions(tableId, from ?? undefined);
      if (ticket !== latest.current) return;
      setItems((before) => (from === null ? page.items : [...before, ...page.items]));
      setCursor(page.nextCursor);
    } catch (error) {
      if (ticket === latest.current) setFailure(toFailure(error));
    }
    if (ticket === latest.current) setLoading(false);
  };
  useEffect(() => void load(null), [tableId, version]);
  return {
    items,
    loading,
    failure,
    more: cursor === null ? null : () => void load(cursor),
    retry: () => void load(null),
  };
}
