import { foldWord } from "./fold.ts";

type Magnitudes = Map<string, number>;

/** Powers of ten by the word, as each language writes them: "billion" is 9 in English and 12 in French. */
const byLanguage = new Map<string, Magnitudes>(
  Object.entries({
    en: new Map([
      ...powers(2, "hundred"),
      ...powers(3, "thousand thousands"),
      ...powers(5, "lakh lakhs"),
      ...powers(6, "million millions mil"),
      ...powers(7, "crore crores cr"),
      ...powers(9, "billion billions bln"),
      ...powers(12, "trillion trillions tn tln trn"),
    ]),
    de: new Map([
      ...powers(2, "hundert"),
      ...powers(3, "tsd tausend t"),
      ...powers(6, "million millionen"),
      ...powers(9, "milliarde milliarden mia md"),
      ...powers(12, "billion billionen bio"),
    ]),
    fr: new Map([
      ...powers(2, "cent cents"),
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
      ...powers(2, "honderd"),
      ...powers(3, "duizend"),
      ...powers(6, "miljoen"),
      ...powers(9, "miljard mld"),
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
    ar: new Map([
      ...powers(3, "ألف آلاف الف"),
      ...powers(6, "مليون ملايين"),
      ...powers(9, "مليار مليارات"),
      ...powers(12, "تريليون"),
    ]),
    ru: new Map([
      ...powers(3, "тыс тысяча тысячи тысяч"),
      ...powers(6, "миллион миллиона миллионов"),
      ...powers(9, "миллиард миллиарда миллиардов"),
    ]),
    id: new Map([
      ...powers(3, "ribu rb"),
      ...powers(6, "juta jt"),
      ...powers(9, "miliar"),
      ...powers(12, "triliun"),
    ]),
    vi: new Map([...powers(3, "nghìn ngàn"), ...powers(6, "triệu"), ...powers(9, "tỷ tỉ")]),
    hi: new Map([...powers(3, "हजार हज़ार"), ...powers(5, "लाख"), ...powers(7, "करोड़ करोड")]),
  }),
);

const everywhere: Magnitudes = new Map([
  ...powers(2, "百"),
  ...powers(3, "k 千 천"),
  ...powers(4, "万 萬 만"),
  ...powers(6, "mio mln mn m млн"),
  ...powers(8, "億 亿 억"),
  ...powers(9, "mrd mld bn b млрд"),
  ...powers(12, "兆"),
]);

const dozens = new Set(
  "dozen dozens dz dzs doz dutzend douzaine douzaines docena docenas dozzina dozzine duzia duzias dozijn dussin tuzin tuziny ダース".split(
    " ",
  ),
);

export interface Scale {
  power: number;
  /** 12 for dozens. */
  times: number;
  /** A letter that stands for something else as often: "10G". */
  open: boolean;
}

/**
 * What a word multiplies its number by, or null. A language's own reading goes before the others'. Letters that mean
 * metres, tonnes or miles elsewhere count only for money; French "cents" only where it is none.
 */
export function scaleOf(word: string, language: string, isAmount: boolean): Scale | null {
  const folded = foldWord(word);
  if (word === "M" || word === "MM") return { power: 6, times: 1, open: false };
  if (word === "G") return { power: 9, times: 1, open: true };
  if (folded === "b") return { power: 9, times: 1, open: language !== "en" || (word === "b" && !isAmount) };
  if (isAmount ? hundredOrCents.test(folded) : moneyOnly.test(folded)) return null;
  if (dozens.has(folded)) return { power: 0, times: 12, open: false };
  const power = byLanguage.get(language)?.get(folded) ?? everywhere.get(folded) ?? foreignPowerOf(folded);
  const open = (folded === "mil" && language === "en") || hundredOrCents.test(folded);
  return power === null ? null : { power, times: 1, open };
}

const hundredOrCents = /^cents?$/;
const moneyOnly = /^(m|mm|t|tn|cr|md|mi|bi)$/;

/** Whether a letter stands for a magnitude only beside money: "1.2m". */
export function needsMoney(word: string): boolean {
  return word !== "M" && word !== "MM" && moneyOnly.test(foldWord(word));
}

/** Whole words of other languages count where all of them mean the same; short ones mean too much ("mil", "bln"). */
function foreignPowerOf(folded: string): number | null {
  if (folded.length < 5) return null;
  const meanings = new Set([...byLanguage.values()].flatMap((words) => words.get(folded) ?? []));
  return meanings.size === 1 ? ([...meanings][0] ?? null) : null;
}

function powers(power: number, words: string): [string, number][] {
  return words.split(" ").map((word) => [foldWord(word), power]);
}
