import { useState } from "preact/hooks";
import { Field } from "../components/Field.tsx";
import { Problem } from "../components/Problem.tsx";
import type { TemplateDraft } from "../template-draft.ts";
import { closeWindow } from "./close-window.ts";
import type { DraftFault } from "./draft-body.ts";
import { TemplateColumns } from "./TemplateColumns.tsx";
import { TemplateLook } from "./TemplateLook.tsx";
import { useTemplateDraft } from "./use-template-draft.ts";
import { useWindowText, type WindowTranslate } from "./window-text.ts";

/** A template in plain form: its name, what the model is told, its columns, rules and looks. */
export function TemplateForm({ opened }: { opened: TemplateDraft }) {
  const t = useWindowText();
  const template = useTemplateDraft(opened);
  const { draft, busy, failure, fault, set } = template;
  const [leaving, setLeaving] = useState(false);
  return (
    <form
      class="flex h-dvh flex-col"
      onSubmit={(event) => {
        event.preventDefault();
        if (!fault) void template.save();
      }}
    >
      <main class="min-h-0 flex-1 overflow-y-auto p-4">
        <h1 class="sr-only">{t("template.title")}</h1>
        {failure && (
          <div class="mb-3">
            <Problem failure={failure} />
          </div>
        )}
        <div class="grid gap-x-6 gap-y-3 sm:grid-cols-2">
          <div class="space-y-3">
            <Field label={t("template.name")}>
              <input
                class="field"
                maxLength={200}
                value={draft.name}
                onInput={(event) => set({ name: event.currentTarget.value })}
              />
            </Field>
            <TemplateColumns columns={draft.columns} onChange={(columns) => set({ columns })} />
          </div>
          <div class="space-y-3">
            <Field label={t("template.instructions")}>
              <textarea
                class="field field-sizing-content max-h-48"
                rows={3}
                maxLength={10_000}
                value={draft.instructions}
                onInput={(event) => set({ instructions: event.currentTarget.value })}
              />
            </Field>
            <Field label={t("template.rules")}>
              <textarea
                class="field field-sizing-content max-h-48"
                rows={3}
                placeholder={t("template.rulesExample")}
                value={draft.rules}
                onInput={(event) => set({ rules: event.currentTarget.value })}
              />
            </Field>
            <TemplateLook formatting={draft.formatting} onChange={(formatting) => set({ formatting })} />
          </div>
        </div>
      </main>
      <footer class="flex flex-wrap items-center gap-2 border-t border-line px-4 py-2.5">
        {draft.id !== null && (
          <button
            type="button"
            class="button button-quiet"
            disabled={busy}
            onClick={() => (leaving ? void template.remove() : setLeaving(true))}
          >
            {t(leaving ? "template.deleteSure" : "template.delete")}
          </button>
        )}
        <p role="alert" class="min-w-0 flex-1 break-words text-right text-sm text-bad">
          {fault && told(t, fault)}
        </p>
        <button type="button" class="button button-quiet" onClick={closeWindow}>
          {t("window.close")}
        </button>
        <button
          type="submit"
          class="button button-main"
          disabled={busy || fault !== null || !template.changed}
        >
          {t("template.save")}
        </button>
      </footer>
    </form>
  );
}

function told(t: WindowTranslate, fault: DraftFault): string {
  switch (fault.kind) {
    case "rule":
      return t("template.badRule", { line: fault.line });
    case "column-unnamed":
    case "column-twice":
      return t(`template.${fault.kind}`, { number: fault.column + 1 });
    default:
      return t(`template.${fault.kind}`);
  }
}
