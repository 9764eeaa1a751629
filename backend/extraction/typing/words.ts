import { foldWord } from "./fold.ts";

const yes = wordSet(
  "yes true on y t oui vrai o ja wahr j si verdadero vero sim verdadeiro waar sant tak prawda はい 真 是 نعم صحيح हाँ हां सत्य ✓ ✔ ✔️ ☑ ☑️ ✅ 1",
);
const no = wordSet(
  "no false off n f non faux nein falsch falso nao nee onwaar nej falskt nie falsz いいえ 偽 否 假 لا خطأ नहीं असत्य ✗ ✘ ✖ ❌ ☐ 0",
);

/** Yes and no in the words of the known languages, as ticks, as 1 and 0. Null for anything else. */
export function readBoolean(text: string): boolean | null {
  const folded = foldWord(text);
  if (yes.has(folded)) return true;
  return no.has(folded) ? false : null;
}

/** The option that the text is, but for case, accents and spacing; null where none or several are. */
export function readOption(text: string, options: string[]): string | null {
  const exact = options.find((option) => option === text.trim());
  if (exact !== undefined) return exact;
  const folded = foldWord(text);
  const [option, other] = options.filter((each) => foldWord(each) === folded);
  return other === undefined ? (option ?? null) : null;
}

function wordSet(words: string): Set<string> {
  return new Set(words.split(" ").map(foldWord));
}
