import { foldWord } from "./fold.ts";

const yes = wordSet(
  "yes true on y t oui vrai o ja wahr j si verdadero vero sim verdadeiro waar sant tak prawda ano áno pravda da adevărat igen igaz evet doğru kyllä tosi ναι да так истина はい 真 是 نعم صحيح हाँ हां सत्य ✓ ✔ ✔️ ☑ ☑️ ✅ 1",
);
const no = wordSet(
  "no false off n f non faux nein falsch falso nao nee onwaar nej falskt nie falsz ne nepravda nu fals nem hamis hayır yanlış ei epätosi όχι нет ні ложь いいえ 偽 否 假 لا خطأ नहीं असत्य ✗ ✘ ✖ ❌ ☐ 0",
);

/** A misspelling of fewer letters may as well be another word. */
const SHORTEST_MISSPELT = 5;

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

/**
 * The one option that the text misspells: a letter more, less, other or changed with its neighbour. Null where none or
 * several are as close.
 */
export function closeOption(text: string, options: string[]): string | null {
  const folded = foldWord(text);
  if (folded.length < SHORTEST_MISSPELT) return null;
  const [option, other] = options.filter((each) => isOneSlip(folded, foldWord(each)));
  return other === undefined ? (option ?? null) : null;
}

function isOneSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let head = 0;
  while (head < Math.min(a.length, b.length) && a[head] === b[head]) head += 1;
  const rest = (text: string, from: number) => text.slice(head + from);
  if (a.length > b.length) return rest(a, 1) === rest(b, 0);
  if (a.length < b.length) return rest(a, 0) === rest(b, 1);
  const swapped = a[head] === b[head + 1] && a[head + 1] === b[head] && rest(a, 2) === rest(b, 2);
  return swapped || rest(a, 1) === rest(b, 1);
}

function wordSet(words: string): Set<string> {
  return new Set(words.split(" ").map(foldWord));
}
