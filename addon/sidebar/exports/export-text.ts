import { useMemo } from "preact/hooks";
import { useShown } from "../app.ts";
import { hasTexts, type Language, type Params, type Text, takeTexts, translateWith } from "../messages.ts";
import { exportsDe } from "./export-messages.de.ts";
import { exportsEn } from "./export-messages.en.ts";
import { exportProblems } from "./export-problems.ts";

export type ExportKey = keyof typeof exportsEn;
export type ExportTranslate = (key: ExportKey, params?: Params) => string;

export const exportTexts: Record<Language, Record<ExportKey, Text>> = { en: exportsEn, de: exportsDe };

/** What only these screens say. The server's refusals join the page's own sentences, where those have come. */
export function useExportText(): ExportTranslate {
  const { language } = useShown();
  return useMemo(() => {
    if (hasTexts(language)) takeTexts(language, exportProblems[language]);
    return translateWith(language, exportTexts[language]);
  }, [language]);
}
