import { useEffect, useState } from "preact/hooks";
import type { Template } from "../../../backend/contract/templates.ts";
import { useShown } from "../app.ts";
import { Failure, type FailureInfo, toFailure } from "../failure.ts";
import { usePages } from "../hooks/use-pages.ts";
import { draftOfHeaders, draftOfTemplate, type TemplateDraft } from "../template-draft.ts";
import { openWindow } from "../window-view.ts";
import { Icon } from "./Icon.tsx";
import { IconButton } from "./IconButton.tsx";
import { Problem, ProblemAction } from "./Problem.tsx";
import { TopBar } from "./TopBar.tsx";

/** Saved sets of columns: a tap takes one for the next message. */
export function TemplatesScreen() {
  const shown = useShown();
  const { app, t } = shown;
  const { dispatch } = app.store;
  const { items, loading, failure, more, retry } = usePages((cursor) => app.api.templates(cursor), []);
  const [fault, setFault] = useState<FailureInfo | null>(null);
  const edit = async (read: () => Promise<TemplateDraft>) => {
    setFault(null);
    try {
      await openWindow(shown, { kind: "template", draft: await read() }, t("template.list"));
    } catch (error) {
      setFault(toFailure(error));
    }
  };
  const fromHeaders = async () => {
    const found = await app.script.call("readTableHeaders", {});
    const draft = found && draftOfHeaders(found.sheet, found.headers);
    if (!draft || draft.columns.length === 0) throw new Failure({ code: "no-headers" });
    return draft;
  };
  // What was saved in the window is seen when the person comes back from it.
  useEffect(() => {
    globalThis.addEventListener("focus", retry);
    return () => globalThis.removeEventListener("focus", retry);
  }, []);
  const take = (template: Template) => {
    dispatch({ type: "template-taken", template });
    dispatch({ type: "screen-opened", screen: { name: "chat" } });
  };
  return (
    <>
      <TopBar
        title={t("template.list")}
        onBack={() => dispatch({ type: "screen-opened", screen: { name: "chat" } })}
      />
      <main class="min-h-0 flex-1 space-y-3 overflow-y-auto p-3">
        <p class="text-sm text-muted">{t("template.hint")}</p>
        {failure && (
          <Problem failure={failure}>
            <ProblemAction label={t("app.retry")} onClick={retry} />
          </Problem>
        )}
        {fault && <Problem failure={fault} onClose={() => setFault(null)} />}
        <ul class="divide-y divide-line rounded-lg border border-line empty:hidden">
          {items.map((template) => (
            <li key={template.id} class="flex items-center pr-1">
              <button
                type="button"
                class="min-w-0 flex-1 px-2.5 py-2 text-left hover:bg-hover focus-visible:-outline-offset-2"
                onClick={() => take(template)}
              >
                <span class="block break-words font-medium">{template.name}</span>
                <span class="block truncate text-sm text-muted">
                  {template.columns.map(({ name }) => name).join(", ")}
                </span>
              </button>
              <IconButton
                icon="pencil"
                label={t("template.edit", { name: template.name })}
                onClick={() => void edit(async () => draftOfTemplate(template))}
              />
            </li>
          ))}
        </ul>
        {!loading && !failure && items.length === 0 && <p class="text-muted">{t("template.none")}</p>}
        {loading && items.length === 0 && (
          <p role="status" class="text-muted">
            {t("version.loading")}
          </p>
        )}
        {more && !loading && (
          <button type="button" class="button button-quiet w-full" onClick={more}>
            {t("version.more")}
          </button>
        )}
      </main>
      <footer class="border-t border-line p-2.5">
        <button type="button" class="button button-quiet w-full" onClick={() => void edit(fromHeaders)}>
          <Icon name="headers" size={16} />
          {t("template.fromHeaders")}
        </button>
      </footer>
    </>
  );
}
