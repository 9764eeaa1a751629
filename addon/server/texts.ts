import type { Language, Rpc, Texts } from "../rpc.ts";

/** The sidebar's catalogue, put in by the build. */
declare const __TEXTS__: Record<Language, Texts>;

/** What the page says in a language. */
export function texts({ language }: Rpc["texts"]["args"]): Rpc["texts"]["result"] {
  return { texts: __TEXTS__[language === "de" ? "de" : "en"] };
}

/** The language that Google speaks with the person, and what the page says in it. */
export function ownTexts(): { language: Language; texts: Texts } {
  const language = /^de(?![a-z])/i.test(Session.getActiveUserLocale()) ? "de" : "en";
  return { language, ...texts({ language }) };
}
