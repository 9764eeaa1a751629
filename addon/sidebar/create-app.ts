import { createApi } from "./api.ts";
import type { App } from "./app.ts";
import { createAppsScript } from "./apps-script.ts";
import { identityToken, type Opener } from "./boot.ts";
import type { Composer } from "./composer.ts";
import { chooseLanguage, createTranslate } from "./messages.ts";
import type { Preferences, Shelf } from "./preferences.ts";
import { reduce } from "./reduce.ts";
import { createSession } from "./session.ts";
import { initialState } from "./state.ts";
import { createStore } from "./store.ts";

declare const __BACKEND__: string;
declare const __VERSION__: string;

interface Beginning {
  preferences: Preferences;
  draft: Composer;
  shelf: Shelf | null;
}

/** What a page of the add-on works with: its store, the backend and Apps Script. */
export function createApp({ preferences, draft, shelf }: Beginning): App {
  const script = createAppsScript(() => globalThis.google?.script.run);
  const session = createSession({
    backend: __BACKEND__,
    fetch: (input, init) => globalThis.fetch(input, init),
    identityToken: () => identityToken(script),
  });
  const store = createStore(reduce, initialState(preferences, draft));
  return {
    api: createApi(session),
    script,
    store,
    shelf,
    opener: readOpener<Opener>({ email: "", spreadsheetId: "" }),
    backend: __BACKEND__,
    version: __VERSION__,
    translate: () => createTranslate(chooseLanguage(store.state.preferences.language, navigator.languages)),
  };
}

/** What Apps Script wrote into the page; `unknown` where it wrote nothing. */
export function readOpener<Written extends object>(unknown: Written): Written {
  try {
    return { ...unknown, ...JSON.parse(document.getElementById("rowsmith-opener")?.textContent ?? "{}") };
  } catch {
    return unknown;
  }
}
