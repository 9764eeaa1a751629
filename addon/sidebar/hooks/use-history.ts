import { useEffect } from "preact/hooks";
import type { Conversation } from "../../../backend/contract/chat.ts";
import { useShown } from "../app.ts";
import { toFailure } from "../failure.ts";
import { openThread } from "../threads.ts";
import { usePages } from "./use-pages.ts";

export type HistoryTab = "here" | "all" | "deleted";

/** The conversations of one tab, page by page, and what can be done with each. */
export function useHistory(tab: HistoryTab) {
  const { app, state } = useShown();
  const spreadsheetId = state.boot.phase === "ready" ? state.boot.hello.spreadsheetId : "";
  const { change, fail, ...pages } = usePages<Conversation>(
    (cursor) =>
      app.api.conversations({
        ...(tab === "here" ? { spreadsheetId } : {}),
        ...(tab === "deleted" ? { deleted: true } : {}),
        ...(cursor === undefined ? {} : { cursor }),
      }),
    [tab],
  );
  useEffect(() => change(() => []), [tab]);

  const attempt = async (action: () => Promise<void>) => {
    fail(null);
    try {
      await action();
    } catch (error) {
      fail(toFailure(error));
    }
  };
  const drop = (id: string) => change((before) => before.filter((item) => item.id !== id));

  return {
    ...pages,
    open: (conversation: Conversation) => attempt(() => openThread(app, conversation)),
    rename: (id: string, title: string) =>
      attempt(async () => {
        const renamed = await app.api.renameConversation(id, title);
        change((before) => before.map((item) => (item.id === id ? renamed : item)));
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
