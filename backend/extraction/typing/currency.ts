import { foldSigns, foldWord } from "./fold.ts";
import type { Notation } from "./notation.ts";

/** ISO 4217 codes, as Intl knows them. */
const codes = new Set(Intl.supportedValuesOf("currency"));

/** Signs and names that mean one currency everywhere. Names are folded: no case, no accents. */
const marks = new Map<string, string>(
  Object.entries({
    EUR: "€ euro euros eur",
    USD: "us$ usd",
    GBP: "£ ￡ gbp",
    CHF: "chf sfr franken",
    JPY: "円 yen jpy jp¥",
    CNY: "元 人民币 rmb cny yuan cn¥",
    KRW: "₩ 원",
    INR: "₹ inr",
    RUB: "₽",
    ILS: "₪",
    VND: "₫",
    UAH: "₴",
    TRY: "₺",
    NGN: "₦",
    PHP: "₱",
    THB: "฿",
    CRC: "₡",
    PYG: "₲",
    GHS: "₵",
    KZT: "₸",
    GEL: "₾",
    AZN: "₼",
    PLN: "zl zloty zlotych zlote",
    CZK: "kc",
    BRL: "r$ reais",
    AUD: "a$ au$",
    CAD: "c$ ca$",
    NZD: "nz$",
    HKD: "hk$",
    SGD: "s$",
    TWD: "nt$",
    MXN: "mx$",
  }).flatMap(([code, words]) => words.split(" ").map((word): [string, string] => [word, code])),
);

const dollars: Record<string, string> = {
  AR: "ARS",
  AU: "AUD",
  CA: "CAD",
  CL: "CLP",
  CO: "COP",
  HK: "HKD",
  MX: "MXN",
  NZ: "NZD",
  SG: "SGD",
  TW: "TWD",
  UY: "UYU",
};
const crowns: Record<string, string> = { SE: "SEK", NO: "NOK", DK: "DKK", IS: "ISK" };
const rupees: Record<string, string> = { IN: "INR", PK: "PKR", LK: "LKR", NP: "NPR" };

/** Signs and names that several countries share: the locale decides, else the first of its kind, else none. */
function sharedMark(word: string, { region }: Notation): string | null {
  if (/^(\$|dollars?|dolar(es)?|dollar[oi])$/.test(word)) return dollars[region] ?? "USD";
  if (/^[¥￥]$/.test(word)) return region === "CN" ? "CNY" : "JPY";
  if (/^(kr|kron(or|er|a|e))$/.test(word)) return crowns[region] ?? null;
  if (/^(rs|rupees?)$/.test(word)) return rupees[region] ?? null;
  if (word === "fr" || word === "fr.") return region === "CH" || region === "LI" ? "CHF" : null;
  if (word === "ft") return region === "HU" ? "HUF" : null;
  if (word === "r") return region === "ZA" ? "ZAR" : null;
  return null;
}

/** The ISO 4217 code of a sign, a code or a name; null where it is none or could be several. */
export function currencyOf(word: string, notation: Notation): string | null {
  if (/^[A-Z]{3}$/.test(word)) return codes.has(word) ? word : null;
  const folded = foldWord(word);
  return symbolsOf(notation.tag).get(foldSigns(word)) ?? marks.get(folded) ?? sharedMark(folded, notation);
}

const symbols = new Map<string, Map<string, string>>();

/** The signs that a locale itself writes: "$US" in French, "JP¥" in British English. */
function symbolsOf(tag: string): Map<string, string> {
  const known = symbols.get(tag);
  if (known) return known;
  const found = new Map<string, string>();
  for (const currency of codes) {
    const parts = new Intl.NumberFormat(tag, { style: "currency", currency }).formatToParts(1);
    const symbol = foldSigns(parts.find(({ type }) => type === "currency")?.value ?? "");
    if (symbol !== "" && symbol !== currency && symbol !== "¤") found.set(symbol, currency);
  }
  if (symbols.size < 100) symbols.set(tag, found);
  return found;
}

/** Two marks of one amount name the same currency: "$5 CAD", "€ 5 EUR". Null where they contradict. */
export function agreeOn(first: string, second: string, notation: Notation): string | null {
  const [a, b] = [currencyOf(first, notation), currencyOf(second, notation)];
  if (a === b) return a;
  if (isShared(first, b)) return b;
  return isShared(second, a) ? a : null;
}

function isShared(mark: string, code: string | null): boolean {
  if (code === null) return false;
  if (mark === "$") return code === "USD" || Object.values(dollars).includes(code) || code.endsWith("D");
  if (/^[¥￥]$/.test(mark)) return code === "JPY" || code === "CNY";
  return foldWord(mark) === "kr" && Object.values(crowns).includes(code);
}

/** The currency that a header names: "Amount (EUR)", "Betrag in €". */
export function currencyIn(header: string, notation: Notation): string | null {
  const words = header.match(/\p{Sc}|[A-Z]{3}\b|(?<![\p{L}])[\p{L}]{2,8}(?![\p{L}])/gu) ?? [];
  const found = new Set(words.flatMap((word) => currencyOf(word, notation) ?? []));
  return found.size === 1 ? ([...found][0] ?? null) : null;
}

const minors = new Map<string, number>();

/** Digits after the decimal sign: 2 for EUR, 0 for JPY, 3 for KWD. */
export function minorDigits(code: string): number {
  const known = minors.get(code);
  if (known !== undefined) return known;
  const options = new Intl.NumberFormat("en", { style: "currency", currency: code }).resolvedOptions();
  const digits = options.maximumFractionDigits ?? 2;
  minors.set(code, digits);
  return digits;
}
