/**
 * `E-mail` and `email`, `Größe` and `grosse`: case, accents, spacing and punctuation do not count.
 * The page suggests a place by it, and Apps Script finds the columns by it.
 */
export function normalisedHeader(header: string): string {
  const letters = header
    .normalize("NFKD")
    .replace(/ß/g, "ss")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase();
  return letters.replace(/[^\p{L}\p{N}]+/gu, "") || letters.trim();
}
