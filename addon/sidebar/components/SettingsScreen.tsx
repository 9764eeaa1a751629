import type { ComponentChildren } from "preact";
import { useShown } from "../app.ts";
import { type Preferences, savePreferences } from "../preferences.ts";
import { hostOf } from "../session.ts";
import { signOut } from "../starting.ts";
import { InsertSettings } from "./InsertSettings.tsx";
import { Privacy } from "./Privacy.tsx";
import { TopBar } from "./TopBar.tsx";

export function SettingsScreen() {
  const { app, state, t } = useShown();
  if (state.boot.phase !== "ready") return null;
  const { user, meta } = state.boot;
  const { preferences } = state;
  const change = (some: Partial<Preferences>) => {
    const changed = { ...preferences, ...some };
    savePreferences(app.shelf, changed);
    app.store.dispatch({ type: "preferences-changed", preferences: changed });
  };
  return (
    <>
      <TopBar
        title={t("settings.title")}
        onBack={() => app.store.dispatch({ type: "screen-opened", screen: { name: "chat" } })}
      />
      <main class="min-h-0 flex-1 divide-y divide-line overflow-y-auto px-3">
        <Section title={t("settings.account")}>
          <p class="break-words">{user.email}</p>
          <p class="break-words text-muted">{`${t("settings.server")}: ${hostOf(app.backend)}`}</p>
          <button type="button" class="button button-quiet mt-2" onClick={() => void signOut(app)}>
            {t("settings.signOut")}
          </button>
        </Section>
        <InsertSettings onChange={change} />
        <section class="space-y-2 py-3">
          <label class="block">
            <span class="mb-1 block font-semibold">{t("settings.language")}</span>
            <select
              class="field"
              value={preferences.language}
              onChange={(event) => change({ language: languageOf(event.currentTarget.value) })}
            >
              <option value="auto">{t("settings.languageAuto")}</option>
              <option value="en" lang="en">
                English
              </option>
              <option value="de" lang="de">
                Deutsch
              </option>
            </select>
          </label>
          <label class="block">
            <span class="mb-1 block font-semibold">{t("settings.theme")}</span>
            <select
              class="field"
              value={preferences.theme}
              onChange={(event) => change({ theme: event.currentTarget.value === "dark" ? "dark" : "light" })}
            >
              <option value="light">{t("settings.light")}</option>
              <option value="dark">{t("settings.dark")}</option>
            </select>
          </label>
        </section>
        <Section title={t("settings.engine")}>
          <p class="break-words text-muted">
            {meta.engine === "openai"
              ? t("settings.engineOpenai", {
                  model: meta.model ?? "",
                  host: meta.modelHost ?? hostOf(app.backend),
                })
              : t("settings.engineOffline")}
          </p>
        </Section>
        <Section title={t("settings.privacy")}>
          <Privacy class="break-words text-muted" />
        </Section>
        <Section title={t("settings.help")}>
          <p class="text-muted">{t("settings.helpText")}</p>
          {meta.adminContact && (
            <p class="mt-1 break-words text-muted">{t("settings.admin", { contact: meta.adminContact })}</p>
          )}
          <p class="mt-1 text-sm text-muted">
            {t("settings.version", { version: app.version, server: meta.version })}
          </p>
        </Section>
      </main>
    </>
  );
}

function Section({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="py-3">
      <h2 class="mb-1 font-semibold">{title}</h2>
      {children}
    </section>
  );
}

function languageOf(value: string): Preferences["language"] {
  return value === "en" || value === "de" ? value : "auto";
}
