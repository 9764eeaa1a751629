import { failuresDe } from "./failure-messages.de.ts";
import { failuresEn } from "./failure-messages.en.ts";
import { screensDe } from "./messages.de.ts";
import { screensEn } from "./messages.en.ts";
import { sheetDe } from "./sheet-messages.de.ts";
import { sheetEn } from "./sheet-messages.en.ts";
import { tableDe } from "./table-messages.de.ts";
import { tableEn } from "./table-messages.en.ts";

export type Language = "en" | "de";
export type MessageKey =
  | keyof typeof screensEn
  | keyof typeof failuresEn
  | keyof typeof sheetEn
  | keyof typeof tableEn;
export type Params = Record<string, string | number>;
/** Fills a text's `{placeholders}`; `{count}` also chooses between `one` and `other`. */
export type Translate = (key: MessageKey, params?: Params) => string;

/** One text, or one for each plural form that the two languages tell apart. */
export type Text = string | { one: string; other: string };

export const catalogue: Record<Language, Record<MessageKey, Text>> = {
  en: { ...screensEn, ...failuresEn, ...sheetEn, ...tableEn },
  de: { ...screensDe, ...failuresDe, ...sheetDe, ...tableDe },
};

export function createTranslate(language: Language): Translate {
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

export function hasMessage(key: string): key is MessageKey {
  return Object.hasOwn(catalogue.en, key);
}

/** The person's own language decides; a spreadsheet's locale only says how its numbers look. */
export function chooseLanguage(wanted: Language | "auto", preferred: readonly string[]): Language {
  if (wanted !== "auto") return wanted;
  const known = preferred
    .map((tag) => tag.slice(0, 2).toLowerCase())
    .find((tag) => tag === "en" || tag === "de");
  return known === "de" ? "de" : "en";
}
