import { render } from "preact";
import { createApi } from "./api.ts";
import type { App } from "./app.ts";
import { createAppsScript } from "./apps-script.ts";
import { identityToken, type Opener } from "./boot.ts";
import { Page } from "./components/Page.tsx";
import { chooseLanguage, createTranslate } from "./messages.ts";
import { loadDraft, loadPreferences, type Shelf } from "./preferences.ts";
import { reduce } from "./reduce.ts";
import { createSession } from "./session.ts";
import { start } from "./starting.ts";
import { initialState } from "./state.ts";
import { createStore } from "./store.ts";

declare const __BACKEND__: string;
declare const __VERSION__: string;

const shelf = findShelf();
const script = createAppsScript(() => globalThis.google?.script.run);
const session = createSession({
  backend: __BACKEND__,
  fetch: (input, init) => globalThis.fetch(input, init),
  identityToken: () => identityToken(script),
});
const store = createStore(reduce, initialState(loadPreferences(shelf), loadDraft(shelf)));
const app: App = {
  api: createApi(session),
  script,
  store,
  shelf,
  opener: readOpener(),
  backend: __BACKEND__,
  version: __VERSION__,
  translate: () => createTranslate(chooseLanguage(store.state.preferences.language, navigator.languages)),
};

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

function readOpener(): Opener {
  const unknown = { email: "", spreadsheetId: "" };
  try {
    return { ...unknown, ...JSON.parse(document.getElementById("rowsmith-opener")?.textContent ?? "{}") };
  } catch {
    return unknown;
  }
}
