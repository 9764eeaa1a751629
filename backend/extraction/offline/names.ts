/**
 * A name as it is compared: without case, accents, punctuation, percentages in brackets or the German
 * digraphs' two spellings ("Fälligkeit" and "Faelligkeit" are one).
 */
export function plainName(name: string): string {
  return name
    .slice(0, 200)
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}+/gu, "")
    .replaceAll("ß", "ss")
    .replace(/\(?\d+(?:[.,]\d+)?\s*%\)?/g, " ")
    .replaceAll("№", " no ")
    .replaceAll("#", " no ")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .replace(/([ao])e(?=\p{L})/gu, "$1")
    .trim();
}

/** The name without a plural ending, for comparison only. */
export function singular(plain: string): string {
  return plain.length > 3 ? plain.replace(/(?:en|es|s|n|e)$/, "") : plain;
}
