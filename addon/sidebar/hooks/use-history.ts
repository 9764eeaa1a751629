import { useEffect, useRef, useState } from "preact/hooks";
import type { Conversation } from "../../../backend/contract/chat.ts";
import { useShown } from "../app.ts";
import { type FailureInfo, toFailure } from "../failure.ts";
import { openThread } from "../threads.ts";

export type HistoryTab = "here" | "all" | "deleted";

/** The conversations of one tab, page by page, and what can be done with each. */
export function useHistory(tab: HistoryTab) {
  const { app, state } = useShown();
  const [items, setItems] = useState<Conversation[]>([]);
  const [cursor, setCursor] = useState<string | null>(null);
  const [loading, setLoading] = useState(true);
  const [failure, setFailure] = useState<FailureInfo | null>(null);
  const latest = useRef(0);
  const spreadsheetId = state.boot.phase === "ready" ? state.boot.hello.spreadsheetId : "";

  const load = async (from: string | null) => {
    latest.current += 1;
    const ticket = latest.current;
    setLoading(true);
    setFailure(null);
    try {
      const page = await app.api.conversations({
        ...(tab === "here" ? { spreadsheetId } : {}),
        ...(tab === "deleted" ? { deleted: true } : {}),
        ...(from === null ? {} : { cursor: from }),
      });
      if (ticket !== latest.current) return;
      setItems((before) => (from === null ? page.items : [...before, ...page.items]));
      setCursor(page.nextCursor);
    } catch (error) {
      if (ticket === latest.current) setFailure(toFailure(error));
    }
    if (ticket === latest.current) setLoading(false);
  };
  useEffect(() => {
    setItems([]);
    setCursor(null);
    void load(null);
  }, [tab]);

  const attempt = async (action: () => Promise<void>) => {
    setFailure(null);
    try {
      await action();
    } catch (error) {
      setFailure(toFailure(error));
    }
  };
  const drop = (id: string) => setItems((before) => before.filter((item) => item.id !== id));

  return {
    items,
    loading,
    failure,
    more: cursor === null ? null : () => void load(cursor),
    retry: () => void load(null),
    open: (conversation: Conversation) => attempt(() => openThread(app, conversation)),
    rename: (id: string, title: string) =>
      attempt(async () => {
        const renamed = await app.api.renameConversation(id, title);
        setItems((before) => before.map((item) => (item.id === id ? renamed : item)));
        app.store.dispatch({ type: "thread-renamed", id, title: renamed.title });
      }),
    remove: (id: string) =>
      attempt(async () => {
        await app.api.deleteConversation(id);
        drop(id);
        if (app.store.state.thread.id === id) app.store.dispatch({ type: "thread-emptied" });
      }),
    restore: (id: string) =>
      attempt(async () => {
        await app.api.restoreConversation(id);
        drop(id);
      }),
  };
}
