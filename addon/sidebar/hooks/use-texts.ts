import { useEffect, useMemo, useState } from "preact/hooks";
import type { AppsScript } from "../apps-script.ts";
import { createTranslate, hasTexts, type Language, type Translate, takeTexts } from "../messages.ts";

/** The page in a language: what it says in it is fetched where the page came in the other one. */
export function useTexts(script: AppsScript, language: Language): Translate {
  const [come, setCome] = useState(0);
  useEffect(() => {
    if (hasTexts(language)) return;
    script.call("texts", { language }).then(
      ({ texts }) => {
        takeTexts(language, texts);
        setCome((times) => times + 1);
      },
      // The page goes on in the language that it has.
      () => undefined,
    );
  }, [script, language]);
  return useMemo(() => createTranslate(language), [language, come]);
}
