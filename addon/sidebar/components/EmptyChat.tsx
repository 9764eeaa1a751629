import { useShown } from "../app.ts";
import { attachSample, attachSelection } from "../attaching.ts";
import { Icon } from "./Icon.tsx";
import { Privacy } from "./Privacy.tsx";

/** The first thing that a person sees: what to do, what may be pasted, and whether a model is there. */
export function EmptyChat() {
  const { app, state, t } = useShown();
  const focusComposer = () => document.getElementById("composer")?.focus();
  const offline = state.boot.phase === "ready" && state.boot.meta.engine === "offline";
  return (
    <div class="space-y-4">
      <div>
        <h2 class="text-lg font-semibold">{t("chat.emptyTitle")}</h2>
        <p class="mt-1 text-muted">{t("chat.emptyText")}</p>
      </div>
      <div class="flex flex-wrap gap-2">
        <button
          type="button"
          class="button button-quiet"
          onClick={() => {
            attachSample(app);
            focusComposer();
          }}
        >
          <Icon name="mail" size={16} />
          {t("chat.trySample")}
        </button>
        <button
          type="button"
          class="button button-quiet"
          onClick={() => {
            void attachSelection(app);
            focusComposer();
          }}
        >
          <Icon name="table" size={16} />
          {t("composer.useSelection")}
        </button>
      </div>
      {offline && (
        <div class="rounded-lg bg-warn-tint p-2.5 text-sm text-warn">
          <p class="font-medium">{t("chat.noModel")}</p>
          <p class="mt-1">
            {t("chat.noModelHow", { key: "OPENAI_API_KEY", file: ".env", url: "OPENAI_BASE_URL" })}
          </p>
        </div>
      )}
      {state.boot.phase === "starting" && (
        <p class="text-sm text-muted" aria-hidden="true">
          {t("app.starting")}
        </p>
      )}
      <Privacy class="text-xs text-muted" />
    </div>
  );
}
