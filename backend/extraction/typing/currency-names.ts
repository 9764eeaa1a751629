import { foldSigns, foldWord } from "./fold.ts";

/** ISO 4217 codes, as Intl knows them, and those of currencies that old texts still name. */
const current = Intl.supportedValuesOf("currency");
const historic = "ADP ATS BEF CYP DEM EEK ESP FIM FRF GRD IEP ITL LTL LUF LVL MTL NLG PTE SIT SKK".split(" ");

/** Languages that say "francs suisses", not "Swiss francs". */
const nounFirst = new Set("fr es it pt pl ro ca ar he id vi".split(" "));

const hundredths = new Map<string, string[]>(
  Object.entries({
    any: "cent cents ct cts centime centimes centavo centavos centimo centimos centesimo centesimi cêntimo cêntimos ¢",
    GBP: "pence penny pennies penies penique peniques peni penis",
    CHF: "rappen",
    DEM: "pfennig pfennige",
    SEK: "ore",
    PLN: "grosz grosze groszy",
    INR: "paise paisa",
    RUB: "kopeks kopecks копеек копейки коп",
    RON: "ban bani",
    TRY: "kurus",
    EUR: "λεπτα λεπτο",
  }).flatMap(([code, words]) =>
    words.split(" ").map((word): [string, string[]] => [foldWord(word), code === "any" ? [] : [code]]),
  ),
);
const localHundredths = new Map([
  ["GB p", ["GBP"]],
  ["PL gr", ["PLN"]],
  ["DK ore", ["DKK"]],
  ["NO ore", ["NOK"]],
  ["CH rp", ["CHF"]],
  ["MY sen", ["MYR"]],
]);

/** The currencies whose hundredth a folded word names; empty where any has one of that name. */
export function minorUnits(folded: string, region: string): readonly string[] | null {
  return localHundredths.get(`${region} ${folded}`) ?? hundredths.get(folded) ?? null;
}

let narrow: Map<string, string[]> | null = null;

/** The short sign of each currency ("$", "kr", "Rs") with all that share it. */
export function narrowGroups(): Map<string, string[]> {
  narrow ??= groupBy(current, (code) => [symbolOf("en", code, "narrowSymbol")]);
  return narrow;
}

const symbols = new Map<string, Map<string, string>>();

/** The signs that a locale itself writes, without a closing point: "$US" in French, "JP¥" in British English. */
export function localSymbols(tag: string): Map<string, string> {
  const known = symbols.get(tag);
  if (known) return known;
  const found = new Map<string, string>();
  for (const code of current) {
    const symbol = symbolOf(tag, code, "symbol");
    if (symbol !== "" && symbol !== code && symbol !== "¤") found.set(symbol.replace(/\.$/, ""), code);
  }
  if (symbols.size < 100) symbols.set(tag, found);
  return found;
}

function symbolOf(tag: string, currency: string, currencyDisplay: "symbol" | "narrowSymbol"): string {
  const format = new Intl.NumberFormat(tag, { style: "currency", currency, currencyDisplay });
  return foldSigns(format.formatToParts(1).find(({ type }) => type === "currency")?.value ?? "");
}

const names = new Map<string, Map<string, string[]>>();

/**
 * A locale's folded names of money with what they may mean: whole ("swiss francs"), by their noun ("francs"), and,
 * since adjectives are inflected, by how their words begin ("swiss franc").
 */
export function namesOf(tag: string): Map<string, string[]> {
  const known = names.get(tag);
  if (known) return known;
  const byNoun = nounFirst.has(tag.split("-")[0] ?? "") ? 0 : -1;
  const found = groupBy([...current, ...historic], (currency) => {
    return [0, 2].flatMap((digits) => {
      const options = { style: "currency", currency, currencyDisplay: "name" } as const;
      const format = new Intl.NumberFormat(tag, { ...options, minimumFractionDigits: digits });
      return [1, 2, 5].flatMap((amount) => {
        const parts = format.formatToParts(amount);
        return keysOf(foldWord(parts.find(({ type }) => type === "currency")?.value ?? ""), byNoun);
      });
    });
  });
  if (names.size < 50) names.set(tag, found);
  return found;
}

function keysOf(name: string, byNoun: number): string[] {
  if (/\d|^$/.test(name)) return [];
  const noun = name.split(/[ -]/).at(byNoun) ?? "";
  return noun.length < 3 || noun === name ? [name] : [name, noun, beginnings(name)];
}

/** "kanadischen dollar" and "kanadischer dollar" begin alike. */
export function beginnings(name: string): string {
  return name.replace(/(\p{L}{5})\p{L}+/gu, "$1");
}

function groupBy(codes: string[], keysOf: (code: string) => string[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const code of codes) {
    for (const key of new Set(keysOf(code))) {
      const group = groups.get(key);
      if (group) group.push(code);
      else groups.set(key, [code]);
    }
  }
  return groups;
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
