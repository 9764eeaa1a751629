import { foldWord } from "./fold.ts";

type Magnitudes = Map<string, number>;

/** Powers of ten by the word, as each language writes them: "billion" is 9 in English and 12 in French. */
const byLanguage = new Map<string, Magnitudes>(
  Object.entries({
    en: new Map([
      ...powers(3, "thousand"),
      ...powers(5, "lakh lakhs"),
      ...powers(6, "million millions"),
      ...powers(7, "crore crores cr"),
      ...powers(9, "billion billions"),
      ...powers(12, "trillion trillions tn"),
    ]),
    de: new Map([
      ...powers(3, "tsd tausend t"),
      ...powers(6, "million millionen"),
      ...powers(9, "milliarde milliarden"),
      ...powers(12, "billion billionen bio"),
    ]),
    fr: new Map([
      ...powers(3, "mille"),
      ...powers(6, "million millions"),
      ...powers(9, "milliard milliards md mds"),
      ...powers(12, "billion billions"),
    ]),
    es: new Map([
      ...powers(3, "mil miles"),
      ...powers(6, "millon millones"),
      ["mil millones", 9],
      ...powers(12, "billon billones"),
    ]),
    it: new Map([
      ...powers(3, "mila mille"),
      ...powers(6, "milione milioni"),
      ...powers(9, "miliardo miliardi"),
      ...powers(12, "bilione bilioni"),
    ]),
    pt: new Map([
      ...powers(3, "mil"),
      ...powers(6, "milhao milhoes mi"),
      ...powers(9, "bilhao bilhoes bi"),
      ["mil milhoes", 9],
      ...powers(12, "trilhao trilhoes"),
    ]),
    nl: new Map([
      ...powers(3, "duizend"),
      ...powers(6, "miljoen"),
      ...powers(9, "miljard"),
      ...powers(12, "biljoen"),
    ]),
    sv: new Map([
      ...powers(3, "tusen t"),
      ...powers(6, "miljon miljoner milj mn"),
      ...powers(9, "miljard miljarder md mdr"),
      ...powers(12, "biljon biljoner"),
    ]),
    pl: new Map([
      ...powers(3, "tys tysiac tysiace tysiecy"),
      ...powers(6, "milion miliony milionow"),
      ...powers(9, "miliard miliardy miliardow"),
      ...powers(12, "bilion biliony bilionow bln"),
    ]),
  }),
);

const everywhere: Magnitudes = new Map([
  ...powers(3, "k 千"),
  ...powers(4, "万 萬"),
  ...powers(6, "mio mln mn m"),
  ...powers(8, "億 亿"),
  ...powers(9, "mrd mld bn"),
  ...powers(12, "兆"),
]);

/** The power of ten that a word stands for, or null. A language's own reading goes before English. */
export function powerOf(word: string, language: string): number | null {
  if (word === "M") return 6;
  if (word === "B" || word === "G") return word === "B" && language === "en" ? 9 : null;
  const folded = foldWord(word);
  return byLanguage.get(language)?.get(folded) ?? everywhere.get(folded) ?? foreignPowerOf(folded);
}

/** Whole words of other languages count where all of them mean the same; short ones mean too much ("mil", "bln"). */
function foreignPowerOf(folded: string): number | null {
  if (folded.length < 5) return null;
  const meanings = new Set([...byLanguage.values()].flatMap((words) => words.get(folded) ?? []));
  return meanings.size === 1 ? ([...meanings][0] ?? null) : null;
}

function powers(power: number, words: string): [string, number][] {
  return words.split(" ").map((word) => [word, power]);
}
