import { conceptOf } from "../labels.ts";
import { plainName } from "../names.ts";
import { isNameOf } from "./match.ts";

/** One thing of a list in a prompt. */
export interface Item {
  name: string;
  quoted: boolean;
}

const quoted =
  /"([^"\n]{1,200})"|“([^”\n]{1,200})”|„([^“”"\n]{1,200})[“”"]|«([^»\n]{1,200})»|`([^`\n]{1,200})`|(?<![\p{L}\p{N}])'([^'\n]{1,200})'(?![\p{L}\p{N}])/gu;
const joint = /\s*(?:[,;\n]|(?<=\s)(?:and|und|sowie|plus|&|\+)(?=\s))\s*/iu;
const leading =
  /^(?:and|und|also|auch|noch|please|bitte|the|a|an|all|its|their|my|der|die|das|den|dem|des|ein|eine|einen|alle|columns?|fields?|spalten?|felder|feld|called|named|namens|-|:)\s+/iu;
const trailing =
  /\s+(?:too|as well|please|bitte|only|again|columns?|fields?|spalten?|hinzu|dazu|auf|ein|weg|raus|heraus|column please)$/iu;
/** What rows are, rather than what they have. */
const rowWords = new Set(
  "invoice invoices receipt receipts order orders item items product products bill rechnung rechnungen beleg quittung bestellung artikel position no pos rate mail place ort land store shop company firma kunde customer client contact kontakt service price preis link web amount".split(
    " ",
  ),
);

/** Cuts a list as people write it: commas, "and", quotes. */
export function splitItems(list: string): Item[] {
  const names: string[] = [];
  // A quoted name may hold commas: a private character stands in for it while the list is cut.
  const marked = list
    .slice(0, 2_000)
    .replace(quoted, (whole) => `\ue000${names.push(unquoted(whole).trim()) - 1}\ue000`);
  return marked
    .split(joint)
    .map((piece): Item => {
      const name = names[Number(/\ue000(\d+)\ue000/.exec(piece)?.[1] ?? -1)];
      return name === undefined ? { name: trimItem(piece), quoted: false } : { name, quoted: true };
    })
    .filter((item) => item.name !== "");
}

function unquoted(text: string): string {
  return text.slice(1, -1);
}

/** A name without articles, the words around it and the sentence's end. */
export function trimItem(text: string): string {
  let name = text.replace(/[\s.!?:,;–-]+$/u, "").trim();
  for (let before = ""; before !== name; ) {
    before = name;
    name = name.replace(leading, "").replace(trailing, "").trim();
  }
  return name;
}

/** Names in quotation marks, in order. */
export function quotedNames(text: string): string[] {
  return Array.from(text.slice(0, 5_000).matchAll(quoted), (match) => unquoted(match[0]).trim()).filter(
    Boolean,
  );
}

/** Whether words name a column: one that the source has, or one that documents usually have. */
export function isColumnName(name: string, known: readonly string[]): boolean {
  if (known.some((it) => plainName(it) === plainName(name))) return plainName(name) !== "";
  if (rowWords.has(plainName(name))) return false;
  return conceptOf(name) !== null || isNameOf(name, known);
}

/** A name as a column shows it. */
export function asColumn({ name, quoted }: Item): string {
  return quoted ? name : name.charAt(0).toLocaleUpperCase() + name.slice(1);
}
