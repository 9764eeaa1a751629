import { useMemo } from "preact/hooks";
import { useShown } from "../app.ts";
import { hasTexts, type Language, type Params, type Text, takeTexts, translateWith } from "../messages.ts";
import { jobProblems } from "./job-problems.ts";
import { jobsDe } from "./jobs-messages.de.ts";
import { jobsEn } from "./jobs-messages.en.ts";

export type JobKey = keyof typeof jobsEn;
export type JobTranslate = (key: JobKey, params?: Params) => string;

export const jobTexts: Record<Language, Record<JobKey, Text>> = { en: jobsEn, de: jobsDe };

/** What only these screens say. The server's refusals join the page's own sentences, where those have come. */
export function useJobText(): JobTranslate {
  const { language } = useShown();
  return useMemo(() => {
    if (hasTexts(language)) takeTexts(language, jobProblems[language]);
    return translateWith(language, jobTexts[language]);
  }, [language]);
}

/** Some time as people say it: to the second below two minutes, to the minute below two hours. */
export function timeText(j: JobTranslate, ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1_000));
  if (seconds < 120) return j("time.seconds", { count: seconds });
  const minutes = Math.round(seconds / 60);
  return minutes < 120
    ? j("time.minutes", { count: minutes })
    : j("time.hours", { count: Math.round(minutes / 60) });
}

export function momentText(iso: string, language: Language): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" }).format(new Date(iso));
}
