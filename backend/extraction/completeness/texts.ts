/** What the completeness of an answer is told with, in the language of the sheet. */
export interface CompletenessTexts {
  /** Records of the source that no row came of. */
  missing(count: number): string;
  /** A stretch of which nothing is known. */
  brokenOff: string;
  /** The model's own count of what it was to find. */
  short(got: number, expected: number): string;
  /** A stretch of a source that nobody can count, and so many more of them. */
  unread: string;
  furtherUnread(count: number): string;
}

const en: CompletenessTexts = {
  missing: (count) => (count === 1 ? "1 record here gave no row" : `${count} records here gave no row`),
  brokenOff: "The answer broke off",
  short: (got, expected) => `The model counted ${expected} and gave ${got}`,
  unread: "No row was taken from here",
  furtherUnread: (count) => `No row was taken from ${count} further stretches`,
};

const de: CompletenessTexts = {
  missing: (count) =>
    count === 1 ? "1 Eintrag hier ergab keine Zeile" : `${count} Einträge hier ergaben keine Zeile`,
  brokenOff: "Die Antwort brach ab",
  short: (got, expected) => `Das Modell zählte ${expected} und gab ${got}`,
  unread: "Hieraus wurde keine Zeile genommen",
  furtherUnread: (count) => `Aus ${count} weiteren Stellen wurde keine Zeile genommen`,
};

export function completenessTexts(locale: string): CompletenessTexts {
  return locale.toLowerCase().startsWith("de") ? de : en;
}
