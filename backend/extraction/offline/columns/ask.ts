import { asColumn, type Item, isColumnName, quotedNames, splitItems, trimItem } from "./items.ts";

/** Columns that a prompt names: those wanted, in order, or those to leave out. */
export type Ask = { wanted: string[] } | { without: string[] };

const maxPrompt = 4_000;
const afterWord =
  /(?:\b(?:columns?|fields?|headers?)|\b(?:spalten?|felder|feld))\b(\s*(?::|=|are\b|sind\b|named\b|called\b|namens\b))?\s*([^\n.!?]*(?:\.(?=\S)[^\n.!?]*)*(?:\n\s*[-*•][^\n]*)*)/giu;
const afterOnly = /\b(?:only|just|nur|lediglich|ausschließlich)\s+([^\n.!?]+)/iu;
const afterWithout = /\b(?:without|except(?:\s+for)?|all\s+but|ohne|außer|bis\s+auf)\s+([^\n.!?]+)/iu;
const notNames = /^(?:of|in|from|to|for|which|that|as|with|into|on|von|aus|für|mit|als|wie|which|by)\b/iu;

/** The line of a prompt that says nothing but which columns are wanted, so that it is no data. */
export function isColumnsLine(line: string): boolean {
  return line.length < 1_000 && /(?:\b(?:columns?|fields?|spalten|felder)\b\s*:)/iu.test(line);
}

/**
 * Reads the columns that a prompt asks for. Words that are no columns never become one: without a plain cue
 * ("columns:", quotation marks) an unknown word counts only among others that are known.
 */
export function parseAsk(prompt: string, known: readonly string[]): Ask | null {
  const text = prompt.slice(0, maxPrompt);
  const isKnown = (item: Item) => item.quoted || isColumnName(item.name, known);
  for (const match of text.matchAll(afterWord)) {
    const items = splitItems(match[2] ?? "").filter((item) => item.quoted || !notNames.test(item.name));
    const plausible = items.filter((item) => item.quoted || item.name.split(/\s+/).length <= 4);
    if (plausible.length > 0 && (match[1] || plausible.some(isKnown))) return { wanted: unique(plausible) };
  }
  const left = afterWithout.exec(text)?.[1];
  if (left) {
    const names = splitItems(left).filter(isKnown);
    if (names.length > 0) return { without: unique(names) };
  }
  const inQuotes = quotedNames(text);
  if (inQuotes.length > 1 || (inQuotes.length === 1 && isColumnName(inQuotes[0] ?? "", known))) {
    return { wanted: [...new Set(inQuotes)] };
  }
  const only = afterOnly.exec(text)?.[1];
  const few = only ? knownAmong(splitItems(only), known) : [];
  if (few.length > 0) return { wanted: unique(few) };
  const run = knownRun(text, known);
  return run.filter(isKnown).length > 1 ? { wanted: unique(run) } : null;
}

/** What "only" governs: all of a short list, where at least one of it is a column. */
function knownAmong(items: Item[], known: readonly string[]): Item[] {
  const found = items.map((item, at) => (at === 0 ? knownEnd(item, known) : null) ?? knownHead(item, known));
  if (found.every((it) => it === null)) return [];
  return items.flatMap((item, at) => found[at]?.item ?? (item.name.split(/\s+/).length <= 2 ? item : []));
}

/** The longest list in running text whose first and last things are columns; what stands between may be unknown. */
function knownRun(text: string, known: readonly string[]): Item[] {
  let best: Item[] = [];
  for (const sentence of text.split(/[!?\n]|\.(?=\s|$)|:(?=\s)/)) {
    const items = splitItems(sentence);
    let run: Item[] = [];
    let pending: Item[] = [];
    for (const item of items) {
      const head = run.length === 0 ? knownEnd(item, known) : knownHead(item, known);
      if (head) {
        run.push(...pending, head.item);
        pending = [];
        if (head.closes) {
          if (run.length > best.length) best = run;
          run = [];
        }
      } else if (run.length > 0 && item.name.split(/\s+/).length <= 2) pending.push(item);
      else {
        if (run.length > best.length) best = run;
        run = [];
        pending = [];
      }
    }
    if (run.length > best.length) best = run;
  }
  return best;
}

/** "please give me the invoice number": the column that words end in. */
function knownEnd(item: Item, known: readonly string[]): { item: Item; closes: boolean } | null {
  const words = item.name.split(/\s+/).slice(-12);
  for (let from = 0; from < words.length; from++) {
    const name = trimItem(words.slice(from).join(" "));
    if (name !== "" && isColumnName(name, known)) return { item: { ...item, name }, closes: false };
  }
  return null;
}

/** "total from this mail": the column that words begin with; what follows ends the list. */
function knownHead(item: Item, known: readonly string[]): { item: Item; closes: boolean } | null {
  if (item.quoted) return { item, closes: false };
  const words = item.name.split(/\s+/).slice(0, 12);
  for (let to = words.length; to > 0; to--) {
    const name = trimItem(words.slice(0, to).join(" "));
    if (name !== "" && isColumnName(name, known))
      return { item: { ...item, name }, closes: to < words.length };
  }
  return null;
}

function unique(items: Item[]): string[] {
  const seen = new Set<string>();
  return items.map(asColumn).filter((name) => !seen.has(name.toLowerCase()) && seen.add(name.toLowerCase()));
}
