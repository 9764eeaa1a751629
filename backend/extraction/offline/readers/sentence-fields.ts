import { beginsLabel, type Concept, conceptOf, concepts, conceptType, longestLabel } from "../labels.ts";
import { plainName } from "../names.ts";
import { quote } from "../source-table.ts";
import type { Field } from "./fields.ts";
import { valueAt } from "./value-shapes.ts";

const maxStretch = 5_000;
const words = /[\p{L}\p{N}][\p{L}\p{N}'’-]*\.?/gu;
/** What may stand between a label and its value. */
const between =
  /[\s:.=#№–—-]*(?:(?:no|nr|number|nummer|is|of|on|by|am|zum|bis|den|von|vom|the|about|beträgt|über|amount|in Höhe von)\b[\s:.#]*){0,3}/iuy;
const rate = /\(?(\d{1,2}(?:[.,]\d{1,2})?\s?%)\)?[\s:=,]*(?:of|von|is|=)?\s*/uy;
const name =
  /(?:\p{Lu}|\d)[^\s,;:()\n]*(?:[ \t]+(?:&|\+|(?:of|and|und|de|the)(?=[ \t]\p{Lu})|\p{Lu}[^\s,;:()\n]*))*/uy;
const givers = new Map([
  ["from", "Seller"],
  ["by", "Seller"],
  ["von", "Rechnungssteller"],
  ["firma", "Firma"],
]);
/** What stands between a bill and its amount, where nothing names that. */
const priced = new Map([
  ...["for", "over", "of", "was", "is", "with"].map((word) => [word, "Total"] as const),
  ...["über", "mit", "beträgt", "betrug"].map((word) => [word, "Betrag"] as const),
]);
/** Words before a value that are no name of it. */
const wordless = new Map([["vom", "Datum"]]);
const money = /\p{Sc}|\b(?:EUR|USD|GBP|CHF|euros?|dollars?)\b/iu;
/** Where a name at a sentence's end would go on with the next one's first word. */
const nameEnd = /(?:\p{L}{4}|\b(?:inc|ltd|co|llc|plc|ag|kg|se|ug))\.(?=\s)/iu;

interface Word {
  at: number;
  end: number;
}

/**
 * Labelled values in running text: "Invoice 0071 from Acme Ltd, due 2 April 2026, total USD 480.00". A known label
 * counts only where a value of its own kind follows.
 */
export function fieldsInSentence(text: string, start: number, end: number): Field[] {
  const stop = Math.min(end, start + maxStretch);
  const stretch = text.slice(start, stop);
  const found = Array.from(stretch.matchAll(words), (match) => ({
    at: start + match.index,
    end: start + match.index + match[0].length,
  }));
  const fields: Field[] = [];
  for (let at = 0; at < found.length; ) {
    const field = fieldAt(text, found, at, stop, fields);
    if (field.length === 0) {
      at++;
      continue;
    }
    fields.push(...field);
    const after = field.at(-1)?.end ?? 0;
    while ((found[at]?.at ?? Number.POSITIVE_INFINITY) < after) at++;
  }
  return fields;
}

function fieldAt(text: string, found: Word[], index: number, stop: number, before: Field[]): Field[] {
  const first = found[index];
  if (!first) return [];
  const longest = beginsLabel(text.slice(first.at, first.end)) ? longestLabel : 0;
  for (let count = longest; count > 0; count--) {
    const last = found[index + count - 1];
    if (!last || last.end - first.at > 40) continue;
    const label = text.slice(first.at, last.end);
    const concept = conceptOf(label);
    if (!concept || !concepts[concept].business) continue;
    const fields = withValue(text, first.at, label, concept, last.end, stop);
    if (fields.length > 0) return fields;
  }
  const word = text.slice(first.at, first.end).toLowerCase();
  const numbered = before.findLastIndex((field) => field.concept === "number");
  const lacks = (concept: Concept) =>
    numbered >= 0 && !before.slice(numbered).some((field) => field.concept === concept);
  const giver = givers.get(word);
  if (giver && lacks("seller")) return sellerAt(text, giver, first, stop);
  const sum = priced.get(word);
  if (sum && lacks("total")) return totalAt(text, sum, first, stop);
  return word === "am" && lacks("dueDate") ? dueAt(text, first.at, first.end, stop) : [];
}

/** "am 16.03.2026 fällig" */
function dueAt(text: string, start: number, from: number, stop: number): Field[] {
  const value = valueAt(text, from + 1, stop, "date");
  if (!value || !/^\s+(?:zur Zahlung\s+)?fällig/iu.test(text.slice(value.end, value.end + 25))) return [];
  return [make(text, "fällig", "dueDate", start, value.start, value.end)];
}

/** "invoice 0071 for USD 480.00" */
function totalAt(text: string, label: string, word: Word, stop: number): Field[] {
  let at = word.end;
  while (text[at] === " " || text[at] === "\n") at++;
  const value = valueAt(text, at, stop, "currency");
  if (!value || !money.test(text.slice(value.start, value.end))) return [];
  return [make(text, label, "total", word.at, value.start, value.end)];
}

function withValue(
  text: string,
  start: number,
  label: string,
  concept: Concept,
  from: number,
  stop: number,
): Field[] {
  const type = conceptType(concept);
  if (type === "text") return [];
  let at = from;
  between.lastIndex = at;
  at += between.exec(text)?.[0].length ?? 0;
  const fields: Field[] = [];
  if (type === "currency") {
    rate.lastIndex = at;
    const percent = rate.exec(text);
    if (percent?.[1] && at + percent[0].length <= stop) {
      const offset = at + percent[0].indexOf(percent[1]);
      fields.push(make(text, `${trimDot(label)} %`, "taxRate", start, offset, offset + percent[1].length));
      at += percent[0].length;
    }
  }
  const grouped = concept === "iban" || concept === "vatId" ? concept : type;
  const value = valueAt(text, at, stop, grouped);
  if (!value || (type === "id" && !/\d/.test(text.slice(value.start, value.end)))) return [];
  const named = wordless.get(label.toLowerCase()) ?? trimDot(label);
  return [...fields, make(text, named, concept, start, value.start, value.end)];
}

function sellerAt(text: string, label: string, word: Word, stop: number): Field[] {
  let at = word.end;
  while (text[at] === " " || text[at] === "\n") at++;
  name.lastIndex = at;
  const whole = name.exec(text)?.[0] ?? "";
  const ends = nameEnd.exec(whole);
  const found = (ends ? whole.slice(0, ends.index + ends[0].length) : whole).replace(/[.]$/, "");
  if (!found || at + found.length > stop || found.length > 80) return [];
  return [make(text, label, "seller", word.at, at, at + found.length)];
}

function make(
  text: string,
  label: string,
  concept: Concept,
  start: number,
  from: number,
  end: number,
): Field {
  return {
    label: capital(label),
    concept,
    plain: plainName(label),
    value: quote(text, from, end),
    start,
    end,
    loose: true,
  };
}

function trimDot(label: string): string {
  return label.replace(/[.]$/, "");
}

function capital(label: string): string {
  return label.charAt(0).toUpperCase() + label.slice(1);
}
