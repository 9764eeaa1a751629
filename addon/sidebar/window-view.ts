import type { RowRule } from "../../backend/contract/rules.ts";
import type { Shown } from "./app.ts";
import type { Language } from "./messages.ts";
import type { Preferences } from "./preferences.ts";
import type { TemplateDraft } from "./template-draft.ts";

/** What the large window over the sheet can show. */
export type WindowView =
  | { kind: "table"; tableId: string; version: number; rules: RowRule[] }
  | { kind: "template"; draft: TemplateDraft };

/** What the window is told when it opens: it has a page, and perhaps a store of preferences, of its own. */
export interface WindowOrder {
  view: WindowView;
  language: Language;
  theme: Preferences["theme"];
}

/** Has Apps Script open the window. Rejects with a `Failure`. */
export async function openWindow(
  { app, state, language }: Shown,
  view: WindowView,
  title: string,
): Promise<void> {
  const order: WindowOrder = { view, language, theme: state.preferences.theme };
  await app.script.call("openWide", { title, order: JSON.stringify(order) });
}
