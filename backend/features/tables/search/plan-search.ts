import type { Sql } from "../../../platform/database.ts";
import { ProblemError } from "../../../platform/problem.ts";
import { countWords } from "./queries.ts";
import { wordsOf } from "./words.ts";

/** Words that begin alike, from which on looking them all up costs more than walking the newest tables. */
const MANY = 5_000;
/** Longer questions find hardly more. */
const MOST_WORDS = 8;

/** What to look for: the longest word first, where few words begin so. Throws `invalid-request` for none. */
export async function planSearch(
  sql: Sql,
  userId: string,
  question: string,
): Promise<{ rare: string | null; others: string[] }> {
  const prefixes = [...wordsOf([question])].slice(0, MOST_WORDS).sort((a, b) => b.length - a.length);
  const [longest, ...others] = prefixes;
  if (longest === undefined) {
    const message = "At least one word of two characters";
    throw new ProblemError("invalid-request", { errors: [{ path: "q", message }] });
  }
  const isRare = (await countWords(sql, userId, longest, MANY)) < MANY;
  return isRare ? { rare: longest, others } : { rare: null, others: prefixes };
}
