import { useEffect, useRef, useState } from "preact/hooks";
import type { Page } from "../../../backend/contract/paging.ts";
import { type FailureInfo, toFailure } from "../failure.ts";

export interface Pages<Item> {
  items: Item[];
  loading: boolean;
  failure: FailureInfo | null;
  more: (() => void) | null;
  retry: () => void;
  /** What a person did to the list is seen at once. */
  change(next: (items: Item[]) => Item[]): void;
  fail(failure: FailureInfo | null): void;
}

/** A list of the server, page by page; read anew when one of `of` is another. Overtaken answers are dropped. */
export function usePages<Item>(read: (cursor?: string) => Promise<Page<Item>>, of: unknown[]): Pages<Item> {
  const [items, setItems] = useState<Item[]>([]);
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
      const page = await read(from ?? undefined);
      if (ticket !== latest.current) return;
      setItems((before) => (from === null ? page.items : [...before, ...page.items]));
      setCursor(page.nextCursor);
    } catch (error) {
      if (ticket === latest.current) setFailure(toFailure(error));
    }
    if (ticket === latest.current) setLoading(false);
  };
  useEffect(() => void load(null), of);
  return {
    items,
    loading,
    failure,
    more: cursor === null ? null : () => void load(cursor),
    retry: () => void load(null),
    change: setItems,
    fail: setFailure,
  };
}
