import { useShown } from "../app.ts";
import { hostOf } from "../session.ts";

/** Where what one writes goes, and who can read it. */
export function Privacy({ class: className = "" }: { class?: string }) {
  const { app, state, t } = useShown();
  if (state.boot.phase !== "ready") return null;
  const { modelHost, eraseAfterDays: days } = state.boot.meta;
  const host = hostOf(app.backend);
  return (
    <p class={className}>
      {modelHost === null
        ? t("settings.privacyText", { host, days })
        : t("settings.privacyModelText", { host, modelHost, days })}
    </p>
  );
}
