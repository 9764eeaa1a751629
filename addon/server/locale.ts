/** Languages that Java, and so Sheets, still calls by their old codes. */
const renamedLanguages: Record<string, string> = { iw: "he", in: "id", ji: "yi" };

/** `de_DE` as Sheets says it becomes `de-DE`. */
export function toBcp47(locale: string): string {
  const [language = "en", ...rest] = (locale.split("@")[0] ?? "").split("_");
  return [renamedLanguages[language] ?? language, ...rest].filter((part) => part !== "").join("-") || "en";
}
