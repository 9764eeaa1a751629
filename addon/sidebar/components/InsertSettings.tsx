import { useShown } from "../app.ts";
import { autoLimits, type Preferences } from "../preferences.ts";
import { Check } from "./Field.tsx";
import { NotesChoice } from "./NotesChoice.tsx";

interface InsertSettingsProps {
  onChange: (some: Partial<Preferences>) => void;
}

/** What goes into the sheet by itself, how, and the way back. */
export function InsertSettings({ onChange }: InsertSettingsProps) {
  const { app, state, t } = useShown();
  const { autoInsert, autoLimit, asTheyCome, notes, links } = state.preferences;
  return (
    <section class="space-y-2 py-3">
      <label class="flex items-start gap-2">
        <input
          type="checkbox"
          class="mt-1"
          checked={autoInsert}
          aria-describedby="auto-insert-hint"
          onChange={(event) => onChange({ autoInsert: event.currentTarget.checked })}
        />
        <span class="font-semibold">{t("settings.autoInsert")}</span>
      </label>
      <p id="auto-insert-hint" class="text-sm text-muted">
        {t("settings.autoInsertHint")}
      </p>
      {autoInsert && (
        <>
          <label class="flex items-center gap-2">
            {t("settings.autoLimit")}
            <select
              class="field min-w-0 flex-1"
              value={String(autoLimit)}
              onChange={(event) => onChange({ autoLimit: Number(event.currentTarget.value) })}
            >
              {autoLimits.map((limit) => (
                <option key={limit} value={String(limit)}>
                  {t("settings.rows", { count: limit })}
                </option>
              ))}
            </select>
          </label>
          <label class="flex items-start gap-2">
            <input
              type="checkbox"
              class="mt-1"
              checked={asTheyCome}
              onChange={(event) => onChange({ asTheyCome: event.currentTarget.checked })}
            />
            {t("settings.asTheyCome")}
          </label>
        </>
      )}
      <NotesChoice value={notes} onChange={(chosen) => onChange({ notes: chosen })} />
      <Check label={t("insert.links")} checked={links} onChange={(on) => onChange({ links: on })} />
      <button
        type="button"
        class="button button-quiet"
        onClick={() =>
          app.store.dispatch({ type: "screen-opened", screen: { name: "writes", from: state.screen } })
        }
      >
        {t("writes.title")}
      </button>
    </section>
  );
}
