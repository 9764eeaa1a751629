import { useEffect, useMemo, useRef } from "preact/hooks";
import { type App, ShownContext } from "../app.ts";
import { useAnnouncement } from "../hooks/use-announcement.ts";
import { useTexts } from "../hooks/use-texts.ts";
import { chooseLanguage } from "../messages.ts";
import { saveDraft } from "../preferences.ts";
import { useStore } from "../store.ts";
import { ChatScreen } from "./ChatScreen.tsx";
import { FaultScreen } from "./FaultScreen.tsx";
import { HistoryDrawer } from "./HistoryDrawer.tsx";
import { InsertScreen } from "./insert/InsertScreen.tsx";
import { Part } from "./Part.tsx";
import { SettingsScreen } from "./SettingsScreen.tsx";
import { TemplatesScreen } from "./TemplatesScreen.tsx";
import { TableScreen } from "./table/TableScreen.tsx";
import { WritesScreen } from "./WritesScreen.tsx";

export function Page({ app }: { app: App }) {
  const state = useStore(app.store);
  const { boot, screen, preferences, composer } = state;
  const language = chooseLanguage(preferences.language, navigator.languages);
  const t = useTexts(app.script, language);
  const shown = useMemo(() => ({ app, state, t, language }), [app, state, t, language]);
  const announcement = useAnnouncement(state, t);
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dataset.theme = preferences.theme;
  }, [language, preferences.theme]);
  useEffect(() => {
    if (boot.phase !== "failed") saveDraft(app.shelf, composer);
  }, [app, boot.phase, composer]);
  useReturningFocus(screen.name);

  const insertTable = screen.name === "insert" ? state.thread.tables[screen.tableId] : undefined;
  return (
    <ShownContext.Provider value={shown}>
      <p role="status" class="sr-only">
        {boot.phase === "starting" ? t("app.starting") : announcement}
      </p>
      {boot.phase === "failed" && <FaultScreen failure={boot.failure} />}
      {boot.phase !== "failed" && (
        <>
          {/* Stays when another screen covers it: its scroll position and focus are there on return. */}
          <div
            class="flex h-dvh flex-col"
            hidden={screen.name !== "chat"}
            aria-busy={boot.phase === "starting"}
          >
            <ChatScreen />
          </div>
          {screen.name !== "chat" && (
            <div class="flex h-dvh flex-col">
              {screen.name === "table" && <TableScreen tableId={screen.tableId} />}
              {screen.name === "insert" && insertTable && (
                <InsertScreen table={insertTable} from={screen.from} />
              )}
              {screen.name === "templates" && <TemplatesScreen />}
              {(screen.name === "jobs" || screen.name === "exports") && <Part name={screen.name} />}
              {screen.name === "settings" && <SettingsScreen />}
              {screen.name === "writes" && <WritesScreen from={screen.from} />}
            </div>
          )}
          {state.historyOpen && <HistoryDrawer />}
        </>
      )}
    </ShownContext.Provider>
  );
}

/** Back in the chat, the focus is where it was when another screen was opened. */
function useReturningFocus(screen: string): void {
  const left = useRef<Element | null>(null);
  const before = useRef(screen);
  if (before.current === "chat" && screen !== "chat") left.current = document.activeElement;
  before.current = screen;
  useEffect(() => {
    if (screen !== "chat" || left.current === null) return;
    const target = left.current.isConnected ? left.current : document.getElementById("composer");
    left.current = null;
    if (target instanceof HTMLElement) target.focus();
  }, [screen]);
}
