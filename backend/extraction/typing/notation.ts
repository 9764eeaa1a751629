export type DateOrder = "dmy" | "mdy" | "ymd";

/** How a locale writes numbers and dates, and where it is spoken. */
export interface Notation {
  /** The BCP 47 tag, for Intl. "und" is written as "en". */
  tag: string;
  language: string;
  /** ISO 3166; the language's main one where the tag names none. */
  region: string;
  decimal: "." | ",";
  dateOrder: DateOrder;
}

const known = new Map<string, Notation>();

/** Looks a locale up with Intl; "und" has ISO dates and point decimals. Unknown tags read as "en". */
export function notationOf(locale: string): Notation {
  const found = known.get(locale);
  if (found) return found;
  const notation = locale === "und" ? invariant : learn(locale);
  if (known.size < 1_000) known.set(locale, notation);
  return notation;
}

const invariant: Notation = { tag: "en", language: "en", region: "US", decimal: ".", dateOrder: "ymd" };

function learn(locale: string): Notation {
  const tag = supported(locale) ?? "en";
  const { language, region = "US" } = new Intl.Locale(tag).maximize();
  return { tag, language, region, decimal: decimalOf(tag), dateOrder: dateOrderOf(tag) };
}

/** A model may name a notation that is no locale at all. */
function supported(locale: string): string | undefined {
  try {
    return Intl.NumberFormat.supportedLocalesOf(locale)[0];
  } catch {
    return undefined;
  }
}

function decimalOf(tag: string): "." | "," {
  const parts = new Intl.NumberFormat(tag, { numberingSystem: "latn" }).formatToParts(1.5);
  return parts.some((part) => part.type === "decimal" && part.value === ",") ? "," : ".";
}

function dateOrderOf(tag: string): DateOrder {
  const format = new Intl.DateTimeFormat(tag, {
    calendar: "gregory",
    numberingSystem: "latn",
    day: "2-digit",
    month: "2-digit",
    year: "numeric",
    timeZone: "UTC",
  });
  const order = format.formatToParts(0).map((part) => part.type[0]);
  const letters = order.filter((letter) => letter === "d" || letter === "m" || letter === "y").join("");
  return letters === "mdy" || letters === "ymd" ? letters : "dmy";
}
