import type { ColumnType, Span } from "../../../contract/cells.ts";

const months =
  "jan(?:uary|uar)?|jän(?:ner)?|feb(?:ruary|ruar)?|mar(?:ch)?|märz|mrz|apr(?:il)?|may|mai|june?|juni?|july?|juli?|aug(?:ust)?|sept?(?:ember)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?";
const date = [
  String.raw`\d{4}[-/.]\d{1,2}[-/.]\d{1,2}`,
  String.raw`\d{1,2}[./-]\d{1,2}[./-]\d{2,4}`,
  String.raw`\d{1,2}(?:st|nd|rd|th|\.)?\s(?:of\s)?(?:${months})\b\.?,?\s\d{2,4}`,
  String.raw`(?:${months})\b\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4}`,
  String.raw`\d{4}年\d{1,2}月\d{1,2}日`,
].join("|");
const currency = String.raw`(?:\p{Sc}|[A-Z]{2}\$|\b(?:EUR|USD|GBP|CHF|JPY|CNY|SEK|NOK|DKK|PLN|CZK|CAD|AUD|NZD|INR|BRL)\b|\bEuros?\b)`;
const digits = String.raw`\d{1,3}(?:[ .,'’\u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?`;
const amount = String.raw`(?:${currency}\s?)?[-−]?(?:${currency}\s?)?(?:${digits})(?![\w%])(?:\s?${currency})?`;

/** What has a shape: a type's values, and numbers that are written in groups. */
type Shaped = ColumnType | "iban" | "vatId";

const shapes: Partial<Record<Shaped, string>> = {
  iban: String.raw`[A-Z]{2}\d{2}(?:\s?[A-Z\d]{4}){2,7}(?:\s?[A-Z\d]{1,3})?(?![\p{L}\p{N}])`,
  vatId: String.raw`[A-Z]{0,3}\s?\d[A-Z\d]*(?:[ /-][A-Z]?\d{2,}[A-Z\d]*)*`,
  date,
  currency: amount,
  number: `[-−]?(?:${digits})`,
  percent: String.raw`\d{1,3}(?:[.,]\d+)?\s?%`,
  id: String.raw`[\p{L}]{0,8}[-/.]?\d[\p{L}\p{N}/_-]*(?:\.[\p{L}\p{N}]+)*`,
  email: String.raw`[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}`,
  url: String.raw`https?://[^\s<>"')\]]{1,500}|www\.[^\s<>"')\]]{1,300}`,
  phone: String.raw`(?:\+|00)\d{1,3}[\d ()/-]{5,18}\d`,
};
const anchored = new Map<string, RegExp>(
  Object.entries(shapes).map(([type, shape]) => [type, new RegExp(`(?:${shape})`, "iuy")]),
);
const anywhere = new Map(
  Object.entries(shapes).map(([type, shape]) => [
    type,
    new RegExp(`(?<![\\p{L}\\p{N}@.])(?:${shape})(?![\\p{L}\\p{N}])`, "iug"),
  ]),
);

/** The value of a type that begins exactly at an offset and ends before `end`, or null. */
export function valueAt(text: string, at: number, end: number, type: Shaped): Span | null {
  const pattern = anchored.get(type);
  if (!pattern) return null;
  pattern.lastIndex = at;
  const found = pattern.exec(text);
  return found && at + found[0].length <= end ? { start: at, end: at + found[0].length } : null;
}

/** Every value of a type in a stretch, in reading order. Stretches are cut at 10,000 characters. */
export function valuesIn(text: string, place: Span, type: ColumnType): Span[] {
  const pattern = anywhere.get(type);
  if (!pattern) return [];
  const stretch = text.slice(place.start, Math.min(place.end, place.start + 10_000));
  return Array.from(stretch.matchAll(pattern), (found) => ({
    start: place.start + found.index,
    end: place.start + found.index + found[0].length,
  }));
}

/** Whether a type's values can be told from other words by their shape alone. */
export function hasShape(type: ColumnType): boolean {
  return anywhere.has(type);
}
