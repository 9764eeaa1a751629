import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Api } from "./api.ts";
import type { AppsScript } from "./apps-script.ts";
import type { Opener } from "./boot.ts";
import type { Language, Translate } from "./messages.ts";
import type { Shelf } from "./preferences.ts";
import type { Action, State } from "./state.ts";
import type { Store } from "./store.ts";

/** What the page's effects work with; made once, at the edge. */
export interface App {
  api: Api;
  script: AppsScript;
  store: Store<State, Action>;
  shelf: Shelf | null;
  opener: Opener;
  backend: string;
  version: string;
  /** The text catalogue in the language of the moment. */
  translate: () => Translate;
}

/** What every component may use. */
export interface Shown {
  app: App;
  state: State;
  t: Translate;
  language: Language;
}

export const ShownContext = createContext<Shown | null>(null);

export function useShown(): Shown {
  const shown = useContext(ShownContext);
  if (!shown) throw new Error("No ShownContext above this component");
  return shown;
}
