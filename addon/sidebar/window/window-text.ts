import { useMemo } from "preact/hooks";
import { useShown } from "../app.ts";
import { type Language, type Params, type Text, translateWith } from "../messages.ts";
import { windowDe } from "./window-messages.de.ts";
import { windowEn } from "./window-messages.en.ts";

export type WindowKey = keyof typeof windowEn;
export type WindowTranslate = (key: WindowKey, params?: Params) => string;

export const windowTexts: Record<Language, Record<WindowKey, Text>> = { en: windowEn, de: windowDe };

/** What only the window says: the sidebar does not carry it. */
export function useWindowText(): WindowTranslate {
  const { language } = useShown();
  return useMemo(() => translateWith(language, windowTexts[language]), [language]);
}
