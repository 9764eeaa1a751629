import { beginnings, localSymbols, minorUnits, namesOf, narrowGroups } from "./currency-names.ts";
import { foldSigns, foldWord } from "./fold.ts";
import type { Notation } from "./notation.ts";

/** What a sign, a code or a name of money may mean. */
export interface Money {
  /** ISO 4217; none where it may be any: "cents". */
  codes: readonly string[];
  /** The one that is meant, where that is plain. */
  code: string | null;
  /** The unit's power of ten: -2 for cents. */
  power: number;
}

/** ISO 4217 codes, as Intl knows them. */
const codes = new Set(Intl.supportedValuesOf("currency"));

/** Signs and short names that mean one currency everywhere. Folded: no case, no accents. */
const marks = new Map(
  Object.entries({
    EUR: "€ euro euros eur ユーロ 欧元 يورو यूरो",
    USD: "us$ $us u$s u$d usd u.s.$ u.s$ ドル 米ドル 美元",
    GBP: "gbp stg quid",
    CHF: "chf sfr s.fr franken",
    JPY: "円 圓 yen yens yenes jpy jp¥",
    CNY: "人民币 人民元 rmb cny yuan cn¥ 块",
    KRW: "원 krw",
    INR: "inr",
    RUB: "rub руб р",
    UAH: "uah грн",
    THB: "thb บาท",
    ILS: 'ils nis ש"ח שח',
    PLN: "zl pln zloty zlotych zlote",
    CZK: "kc czk",
    SEK: "sek skr",
    NOK: "nok nkr",
    DKK: "dkk dkr",
    BRL: "r$ brl reais",
    AUD: "a$ au$ $au aud",
    CAD: "c$ ca$ $ca $c cad can$ cdn$",
    NZD: "nz$ $nz nzd",
    HKD: "hk$ $hk hkd",
    SGD: "s$ sg$ $sg sgd",
    TWD: "nt$ twd 新台幣 新台币",
    ARS: "ar$ $ar ars",
    MXN: "mx$ mex$ $mx mxn",
    AED: "aed dhs",
    VND: "vnd đ",
    HUF: "huf",
    PEN: "s/",
  }).flatMap(([code, words]) =>
    words.split(" ").map((word): [string, readonly string[]] => [foldWord(word), [code]]),
  ),
);
/** Letters that mean money in this case alone: "5 rm" may be rooms, "5 tl" spoons. */
const asWritten = new Map([
  ["Rp", ["IDR"]],
  ["RM", ["MYR"]],
  ["TL", ["TRY"]],
  ["DM", ["DEM"]],
]);
/** Short names that several countries share. */
const shared = new Map([
  ["kr", ["SEK", "NOK", "DKK", "ISK"]],
  ...sharedBy("rs रु रू रुपये रुपए रुपया", ["INR", "PKR", "LKR", "NPR", "MUR"]),
  ["fr", ["CHF", "XOF", "XAF"]],
  ...sharedBy("fcfa cfa", ["XOF", "XAF"]),
  ["f cfa", ["XOF", "XAF"]],
  ["元", ["CNY", "TWD", "HKD"]],
  ...sharedBy("buck bucks", ["USD", "AUD", "CAD", "NZD"]),
]);

const home = new Map(
  (
    "US USD,GB GBP,CA CAD,AU AUD,NZ NZD,HK HKD,SG SGD,TW TWD,MX MXN,AR ARS,CL CLP,CO COP,UY UYU,BR BRL," +
    "CH CHF,LI CHF,SE SEK,NO NOK,DK DKK,IS ISK,IN INR,PK PKR,LK LKR,NP NPR,MU MUR,JP JPY,CN CNY,KR KRW," +
    "SN XOF,CI XOF,CM XAF,GA XAF,ZA ZAR,HU HUF,PL PLN,CZ CZK,RO RON,RU RUB,TR TRY,EG EGP,ID IDR,MY MYR,PH PHP,BW BWP,ZM ZMW,PE PEN"
  )
    .split(",")
    .map((pair): [string, string] => [pair.slice(0, 2), pair.slice(3)]),
);
/** Of those that share a sign or a name, the one that is meant abroad. */
const meantAbroad = ["USD", "GBP", "JPY", "CNY", "KRW"];

/** What a word, a sign or a name of several words means as money; null where it is none. */
export function moneyOf(phrase: string, notation: Notation): Money | null {
  const folded = foldWord(phrase);
  if (/^[A-Z]{3}$/.test(phrase)) {
    const meant = codes.has(phrase) ? [phrase] : marks.get(folded);
    return meant ? choose(meant, undefined, notation) : null;
  }
  const minor = minorUnits(folded, notation.region);
  if (minor) return { codes: minor, code: minor.length === 1 ? (minor[0] ?? null) : null, power: -2 };
  const several = shared.get(folded);
  if (several) return choose(several, undefined, notation);
  const symbol = foldSigns(phrase);
  const bare = symbol.replace(/\.$/, "");
  const own = localSymbols(notation.tag).get(bare);
  const mark = marks.get(folded);
  const group = (own === undefined ? mark : undefined) ?? signGroup(symbol, notation) ?? mark;
  if (group) return choose(group, own, notation);
  const named = asWritten.get(bare) ?? (own === undefined ? undefined : [own]);
  const names = named ?? nameOf(folded, notation.tag) ?? nameOf(folded, "en");
  return names ? choose(names, own, notation) : null;
}

function nameOf(folded: string, tag: string): readonly string[] | undefined {
  const names = namesOf(tag);
  return names.get(folded) ?? (folded.includes(" ") ? names.get(beginnings(folded)) : undefined);
}

/** Letters alone ("R", "L", "K") are signs only where they are at home. */
function signGroup(symbol: string, notation: Notation): readonly string[] | undefined {
  const group = narrowGroups().get(symbol);
  return group && (/\p{Sc}$/u.test(symbol) || group.includes(homeOf(notation))) ? group : undefined;
}

function homeOf({ region }: Notation): string {
  return home.get(region) ?? "";
}

function sharedBy(words: string, group: string[]): [string, string[]][] {
  return words.split(" ").map((word) => [foldWord(word), group]);
}

/** The locale's own before what is meant abroad; open where neither is known: "kr" in English. */
function choose(group: readonly string[], own: string | undefined, notation: Notation): Money {
  const [only, other] = group;
  const local = [own, homeOf(notation)].find((code) => code !== undefined && group.includes(code));
  const abroad = other === undefined ? only : meantAbroad.find((code) => group.includes(code));
  return { codes: group, code: local ?? abroad ?? null, power: 0 };
}

/** What two marks of one amount name together: "$5 CAD", "€ 5 EUR". Null where they contradict. */
export function agreeOn(a: Money, b: Money): Money | null {
  if (a.power !== b.power) return null;
  if (a.codes.length === 0) return b;
  const both = b.codes.length === 0 ? a.codes : a.codes.filter((code) => b.codes.includes(code));
  const [only, other] = both;
  if (only === undefined) return null;
  const meant = [a.code, b.code].find((code) => code !== null && both.includes(code));
  return { codes: both, code: other === undefined ? only : (meant ?? null), power: a.power };
}

const headers = new Map<string, string | null>();

/** The currency that a header names: "Amount (EUR)", "Betrag in €". */
export function currencyIn(header: string, notation: Notation): string | null {
  const key = `${notation.tag} ${header}`;
  const known = headers.get(key);
  if (known !== undefined) return known;
  const words = header.match(/\p{Sc}|[A-Z]{3}\b|(?<![\p{L}])[\p{L}]{2,8}(?![\p{L}])/gu) ?? [];
  const found = new Set(words.flatMap((word) => moneyOf(word, notation)?.code ?? []));
  const code = found.size === 1 ? ([...found][0] ?? null) : null;
  if (headers.size >= 2_000) headers.clear();
  headers.set(key, code);
  return code;
}
