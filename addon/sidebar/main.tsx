import { render } from "preact";
import { Page } from "./components/Page.tsx";
import { createApp } from "./create-app.ts";
import { loadDraft, loadPreferences, type Shelf } from "./preferences.ts";
import { shared } from "./shared-with-parts.ts";
import { start } from "./starting.ts";

declare const __SHARED__: string;

globalThis.rowsmith = { stamp: __SHARED__, shared, parts: {} };
const shelf = findShelf();
const app = createApp({ preferences: loadPreferences(shelf), draft: loadDraft(shelf), shelf });
const root = document.getElementById("root");
if (root) render(<Page app={app} />, root);
void start(app);

/** Reading `localStorage` throws where the frame may not have any. */
function findShelf(): Shelf | null {
  try {
    return globalThis.localStorage;
  } catch {
    return null;
  }
}
