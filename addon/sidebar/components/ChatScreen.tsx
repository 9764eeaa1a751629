import { useEffect, useRef, useState } from "preact/hooks";
import { useShown } from "../app.ts";
import { toFailure } from "../failure.ts";
import { loadOlder } from "../threads.ts";
import { Composer } from "./Composer.tsx";
import { EmptyChat } from "./EmptyChat.tsx";
import { IconButton } from "./IconButton.tsx";
import { Messages } from "./Messages.tsx";
import { UnfinishedElsewhere } from "./Unfinished.tsx";

export function ChatScreen() {
  const { app, state, t } = useShown();
  const { dispatch } = app.store;
  const { thread } = state;
  const starting = state.boot.phase === "starting";
  const scroller = useRef<HTMLElement>(null);
  const pinned = useRef(true);
  const lastTop = useRef(0);
  const [loadingOlder, setLoadingOlder] = useState(false);
  const empty = thread.messages.length === 0;

  // Follows the answer down as long as the person has not scrolled away from its end.
  useEffect(() => {
    const element = scroller.current;
    if (element && pinned.current) element.scrollTop = element.scrollHeight;
  }, [thread, state.notice, state.screen.name]);
  const asked = thread.messages.findLast(({ role }) => role === "user")?.id;
  useEffect(() => {
    pinned.current = true;
  }, [asked]);

  const showOlder = async () => {
    setLoadingOlder(true);
    pinned.current = false;
    await loadOlder(app).catch((error: unknown) =>
      dispatch({ type: "notice-shown", failure: toFailure(error) }),
    );
    setLoadingOlder(false);
  };

  return (
    <>
      <header class="flex items-center border-b border-line px-1.5 py-1">
        <IconButton
          icon="menu"
          label={t("app.menu")}
          expanded={state.historyOpen}
          disabled={starting}
          onClick={() => dispatch({ type: "history-toggled", open: true })}
        />
        <h1 class="min-w-0 flex-1 truncate px-1 font-semibold" title={thread.title}>
          {thread.title || t("chat.title")}
        </h1>
        <IconButton
          icon="plus"
          label={t("app.newChat")}
          disabled={empty}
          onClick={() => {
            dispatch({ type: "thread-closed" });
            document.getElementById("composer")?.focus();
          }}
        />
        <IconButton
          icon="settings"
          label={t("app.settings")}
          disabled={starting}
          onClick={() => dispatch({ type: "screen-opened", screen: { name: "settings" } })}
        />
      </header>
      <main
        ref={scroller}
        class="min-h-0 flex-1 overflow-y-auto p-3"
        onScroll={(event) => {
          const { scrollTop, scrollHeight, clientHeight } = event.currentTarget;
          const atEnd = scrollHeight - scrollTop - clientHeight < 40;
          // Growing content scrolls nothing by itself: only a person's way up lets go of the end.
          if (atEnd || scrollTop < lastTop.current) pinned.current = atEnd;
          lastTop.current = scrollTop;
        }}
      >
        {thread.olderCursor !== null && (
          <button
            type="button"
            class="button button-quiet mb-3 w-full"
            disabled={loadingOlder}
            onClick={() => void showOlder()}
          >
            {t("chat.older")}
          </button>
        )}
        {empty ? <EmptyChat /> : <Messages thread={thread} />}
      </main>
      <UnfinishedElsewhere />
      <Composer />
    </>
  );
}
