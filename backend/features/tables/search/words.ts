import type { Cell, Column } from "../../../contract/cells.ts";

/** Raise it with every change of what this file takes for a word: stored words are then found anew. */
export const WORDS_VERSION = 1;

const LONGEST_WORD = 40;
const LONGEST_TEXT = 10_000;
const MOST_WORDS = 2_000;

const runs = /[\p{L}\p{M}\p{N}]+/gu;
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/**
 * The words of texts, for search: letters and digits without case and accents, two characters at least. Scripts
 * that write no spaces give every two neighbouring characters. Of a text the first 10,000 characters count.
 */
export function wordsOf(texts: Iterable<string>): Set<string> {
  const words = new Set<string>();
  for (const text of texts) {
    for (const [run] of fold(text.slice(0, LONGEST_TEXT)).matchAll(runs)) {
      for (const word of unspaced.test(run) ? pairsOf(run) : [run.slice(0, LONGEST_WORD)]) {
        if (word.length >= 2) words.add(word);
      }
      if (words.size >= MOST_WORDS) return words;
    }
  }
  return words;
}

/** What a row can be found by: what its cells say, and what code made of it. */
export function rowWords(cells: Cell[]): Set<string> {
  return wordsOf(
    cells.flatMap(({ value, raw }) => [
      ...(value === null || typeof value === "boolean" ? [] : [String(value)]),
      ...(raw === undefined || raw === value ? [] : [raw]),
    ]),
  );
}

export function headWords(title: string, columns: Column[]): Set<string> {
  return wordsOf([title, ...columns.map(({ name }) => name)]);
}

function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[\u0300-\u036F]/g, "")
    .toLowerCase();
}

function pairsOf(run: string): string[] {
  const characters = [...run];
  return characters.slice(1).map((character, at) => `${characters[at]}${character}`);
}
