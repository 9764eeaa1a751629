import { useEffect, useRef, useState } from "preact/hooks";
import { useShown } from "../app.ts";
import { type HistoryTab, useHistory } from "../hooks/use-history.ts";
import type { MessageKey } from "../messages.ts";
import { ConversationItem } from "./ConversationItem.tsx";
import { IconButton } from "./IconButton.tsx";
import { Problem, ProblemAction } from "./Problem.tsx";
import { Tabs } from "./Tabs.tsx";

const tabs: { name: HistoryTab; label: MessageKey }[] = [
  { name: "here", label: "history.here" },
  { name: "all", label: "history.all" },
  { name: "deleted", label: "history.deleted" },
];

/** Earlier conversations, over the page; a modal dialogue, so that focus stays in it and Escape closes it. */
export function HistoryDrawer() {
  const { app, state, t } = useShown();
  const dialog = useRef<HTMLDialogElement>(null);
  const [tab, setTab] = useState<HistoryTab>("here");
  const history = useHistory(tab);
  useEffect(() => dialog.current?.showModal(), []);
  const days = state.boot.phase === "ready" ? state.boot.meta.eraseAfterDays : 0;

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside the drawer; Escape does it by keyboard
    <dialog
      ref={dialog}
      class="m-0 h-dvh max-h-none w-full max-w-72 flex-col border-r border-line bg-surface text-ink floating backdrop:bg-black/40 open:flex"
      aria-labelledby="history-title"
      onClose={() => app.store.dispatch({ type: "history-toggled", open: false })}
      onClick={(event) => {
        if (event.target === dialog.current) dialog.current?.close();
      }}
    >
      <header class="flex items-center gap-1 py-1 pr-1.5 pl-3">
        <h2 id="history-title" class="min-w-0 flex-1 truncate text-lg font-semibold">
          {t("history.title")}
        </h2>
        <IconButton icon="close" label={t("app.close")} onClick={() => dialog.current?.close()} />
      </header>
      <Tabs
        label={t("history.title")}
        tabs={tabs.map(({ name, label }) => ({ name, label: t(label) }))}
        current={tab}
        onChoose={setTab}
      />
      <div class="min-h-0 flex-1 overflow-y-auto p-1.5">
        {history.failure && (
          <Problem failure={history.failure}>
            <ProblemAction label={t("app.retry")} onClick={history.retry} />
          </Problem>
        )}
        {tab === "deleted" && (
          <p class="px-2 py-1 text-sm text-muted">{t("history.deletedNote", { days })}</p>
        )}
        <ul>
          {history.items.map((conversation) => (
            <ConversationItem
              key={conversation.id}
              conversation={conversation}
              current={conversation.id === state.thread.id}
              deleted={tab === "deleted"}
              onOpen={() => void history.open(conversation)}
              onRename={(title) => void history.rename(conversation.id, title)}
              onDelete={() => void history.remove(conversation.id)}
              onRestore={() => void history.restore(conversation.id)}
            />
          ))}
        </ul>
        {!history.loading && !history.failure && history.items.length === 0 && (
          <p class="p-2 text-muted">{t(tab === "deleted" ? "history.emptyDeleted" : "history.empty")}</p>
        )}
        {history.loading && (
          <p role="status" class="p-2 text-muted">
            {t("history.loading")}
          </p>
        )}
        {history.more && !history.loading && (
          <button type="button" class="button button-quiet mt-1 w-full" onClick={history.more}>
            {t("history.more")}
          </button>
        )}
      </div>
    </dialog>
  );
}
