import { useEffect, useMemo } from "preact/hooks";
import { type App, ShownContext } from "../app.ts";
import { FaultScreen } from "../components/FaultScreen.tsx";
import { useTexts } from "../hooks/use-texts.ts";
import { chooseLanguage } from "../messages.ts";
import { useStore } from "../store.ts";
import type { WindowView } from "../window-view.ts";
import { TemplateForm } from "./TemplateForm.tsx";
import { WideTable } from "./WideTable.tsx";

/** The large window over the sheet: what has no room beside it. */
export function WindowPage({ app, view }: { app: App; view: WindowView }) {
  const state = useStore(app.store);
  const { boot, preferences } = state;
  const language = chooseLanguage(preferences.language, navigator.languages);
  const t = useTexts(app.script, language);
  const shown = useMemo(() => ({ app, state, t, language }), [app, state, t, language]);
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dataset.theme = preferences.theme;
  }, [language, preferences.theme]);
  return (
    <ShownContext.Provider value={shown}>
      {boot.phase === "starting" && (
        <p role="status" class="p-6 text-center text-muted">
          {t("app.starting")}
        </p>
      )}
      {boot.phase === "failed" && <FaultScreen failure={boot.failure} />}
      {boot.phase === "ready" && view.kind === "table" && <WideTable {...view} />}
      {boot.phase === "ready" && view.kind === "template" && <TemplateForm opened={view.draft} />}
    </ShownContext.Provider>
  );
}
