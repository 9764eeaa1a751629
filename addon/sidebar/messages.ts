import type { Language, Text, Texts } from "../rpc.ts";
import { catalogue } from "./catalogue.ts";
import type { failuresEn } from "./failure-messages.en.ts";
import type { insertEn } from "./insert-messages.en.ts";
import type { screensEn } from "./messages.en.ts";
import type { sheetEn } from "./sheet-messages.en.ts";
import type { tableEn } from "./table-messages.en.ts";

export type { Language, Text };
export type MessageKey =
  | keyof typeof screensEn
  | keyof typeof failuresEn
  | keyof typeof insertEn
  | keyof typeof sheetEn
  | keyof typeof tableEn;
export type Params = Record<string, string | number>;
/** Fills a text's `{placeholders}`; `{count}` also chooses between `one` and `other`. */
export type Translate = (key: MessageKey, params?: Params) => string;

/** Until a language has come, the other one speaks. */
export function createTranslate(wanted: Language): Translate {
  const language = hasTexts(wanted) ? wanted : wanted === "en" ? "de" : "en";
  return translateWith(language, catalogue[language]);
}

export function translateWith<Key extends string>(
  language: Language,
  texts: Record<Key, Text>,
): (key: Key, params?: Params) => string {
  const plural = new Intl.PluralRules(language);
  const number = new Intl.NumberFormat(language);
  return (key, params = {}) => {
    const text = texts[key];
    const form =
      typeof text === "string" ? text : text[plural.select(Number(params.count)) === "one" ? "one" : "other"];
    return form.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
      const value = params[name];
      return typeof value === "number" ? number.format(value) : (value ?? placeholder);
    });
  };
}

export function hasTexts(language: Language): boolean {
  return Object.keys(catalogue[language]).length > 0;
}

export function takeTexts(language: Language, texts: Texts): void {
  Object.assign(catalogue[language], texts);
}

export function hasMessage(key: string): key is MessageKey {
  return Object.hasOwn(catalogue.en, key) || Object.hasOwn(catalogue.de, key);
}

/** The person's own language decides; a spreadsheet's locale only says how its numbers look. */
export function chooseLanguage(wanted: Language | "auto", preferred: readonly string[]): Language {
  if (wanted !== "auto") return wanted;
  const known = preferred
    .map((tag) => tag.slice(0, 2).toLowerCase())
    .find((tag) => tag === "en" || tag === "de");
  return known === "de" ? "de" : "en";
}
