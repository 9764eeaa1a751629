import type { Texts } from "../rpc.ts";
import { createApi } from "./api.ts";
import type { App } from "./app.ts";
import { createAppsScript } from "./apps-script.ts";
import { identityToken, type Opener } from "./boot.ts";
import type { Composer } from "./composer.ts";
import { chooseLanguage, createTranslate, type Language, takeTexts } from "./messages.ts";
import type { Preferences, Shelf } from "./preferences.ts";
import { reduce } from "./reduce.ts";
import { createSession } from "./session.ts";
import { initialState } from "./state.ts";
import { createStore } from "./store.ts";

declare const __BACKEND__: string;
declare const __VERSION__: string;

/** A token that lies longer may have run out when it is used. */
const FRESH_MS = 60_000;

/** The language that the page was sent with. */
interface PageTexts {
  language: Language;
  texts: Texts;
}

interface Beginning {
  preferences: Preferences;
  draft: Composer;
  shelf: Shelf | null;
}

/** What a page of the add-on works with: its store, the backend and Apps Script. */
export function createApp({ preferences, draft, shelf }: Beginning): App {
  const { language, texts } = readJson<PageTexts>("rowsmith-texts", { language: "en", texts: {} });
  takeTexts(language, texts);
  const opener = readOpener<Opener>({ email: "", spreadsheetId: "" });
  const script = createAppsScript(() => globalThis.google?.script.run, opener.email);
  const session = createSession({
    backend: __BACKEND__,
    fetch: (input, init) => globalThis.fetch(input, init),
    identityToken: askedAhead(() => identityToken(script)),
  });
  const store = createStore(reduce, initialState(preferences, draft));
  return {
    api: createApi(session),
    script,
    store,
    shelf,
    opener,
    backend: __BACKEND__,
    version: __VERSION__,
    translate: () => createTranslate(chooseLanguage(store.state.preferences.language, navigator.languages)),
  };
}

/** A call of Apps Script takes about a second: the first sign-in's begins with the page, not after the server's answer. */
function askedAhead(ask: () => Promise<string>): () => Promise<string> {
  const asked = Date.now();
  let ahead: Promise<string> | null = ask();
  ahead.catch(() => {});
  return () => {
    const token = Date.now() - asked < FRESH_MS ? ahead : null;
    ahead = null;
    return token ?? ask();
  };
}

/** Whom and what Apps Script says that the page was opened for; `unknown` where it says nothing. */
export function readOpener<Written extends object>(unknown: Written): Written {
  return readJson("rowsmith-opener", unknown);
}

function readJson<Written extends object>(id: string, unknown: Written): Written {
  try {
    return { ...unknown, ...JSON.parse(document.getElementById(id)?.textContent ?? "{}") };
  } catch {
    return unknown;
  }
}
