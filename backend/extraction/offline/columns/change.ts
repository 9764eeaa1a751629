import { asColumn, isColumnName, splitItems, trimItem } from "./items.ts";
import { isNameOf, matchColumns } from "./match.ts";

/** A change of a table's columns, as told in a prompt. `add` are names; the others places of columns that are there. */
export interface ColumnChange {
  add: string[];
  remove: number[];
  rename: { place: number; name: string }[];
  /** The columns that stay, in order; null where all do. */
  only: string[] | null;
  /** Names that are neither in the table nor in the source. */
  unknown: string[];
}

const rename =
  /\b(?:rename|call|benenne|nenne)\s+(?:the\s+|die\s+)?(?:column\s+|spalte\s+)?(.{1,80}?)\s+(?:to|into|as|in|zu|nach|->|→)\s+([^\n.!?]{1,80})/giu;
const verbs: [kind: "add" | "remove" | "only", pattern: RegExp][] = [
  [
    "remove",
    /\b(?:remove|drop|delete|leave out|omit|take out|without|hide|entferne?|lösche?|streiche?|ohne|lass|nimm(?=[^\n.!?]*\b(?:weg|raus|heraus)\b))\b/iu,
  ],
  ["only", /\b(?:only|just|keep|nur|behalte|lediglich)\b/iu],
  [
    "add",
    /\b(?:add|include|append|also|plus|additionally|füge?|ergänze?|nimm|auch|zusätzlich|noch)\b|\b(?:i\s+(?:want|need)|show|zeige?|give me)\b/iu,
  ],
];

/** Reads a change of columns in English or German, or null where the prompt says none. */
export function parseChange(
  prompt: string,
  columns: readonly string[],
  source: readonly string[],
): ColumnChange | null {
  const change: ColumnChange = { add: [], remove: [], rename: [], only: null, unknown: [] };
  const known = [...columns, ...source];
  const rest = prompt.slice(0, 2_000).replace(rename, (_, from: string, to: string) => {
    const place = placeOf(trimItem(from.replace(/["“”„'`«»]/g, "")), columns);
    const [target] = splitItems(to.replace(/\s+um$/iu, ""));
    if (place === -1 || !target) change.unknown.push(trimItem(from));
    else change.rename.push({ place, name: asColumn(target) });
    return "";
  });
  for (const { kind, list } of clauses(rest)) {
    const items = splitItems(list);
    const names = items.filter(
      (item) => item.quoted || isColumnName(item.name, known) || named(item.name, known),
    );
    if (kind === "add") {
      for (const item of names) {
        if (!isNameOf(item.name, columns)) change.add.push(asColumn(item));
      }
      change.unknown.push(
        ...items.filter((item) => !names.includes(item) && isShort(item.name)).map((item) => item.name),
      );
    } else if (kind === "only") change.only = [...(change.only ?? []), ...names.map(asColumn)];
    else {
      for (const item of items) {
        const place = placeOf(item.name, columns);
        if (place === -1) change.unknown.push(item.name);
        else change.remove.push(place);
      }
    }
  }
  if (change.only?.length === 0) change.only = null;
  const says = change.add.length + change.remove.length + change.rename.length > 0 || change.only !== null;
  return says || change.unknown.length > 0 ? change : null;
}

/** The stretches that each verb governs: up to the next verb. */
function clauses(text: string): { kind: "add" | "remove" | "only"; list: string }[] {
  const found: { kind: "add" | "remove" | "only"; at: number; end: number }[] = [];
  for (const [kind, pattern] of verbs) {
    for (const match of text.matchAll(new RegExp(pattern, "giu"))) {
      found.push({ kind, at: match.index, end: match.index + match[0].length });
    }
  }
  found.sort((a, b) => a.at - b.at);
  // "also remove": a verb right after another one says it better.
  const verbsOnly = found.filter(
    (verb, index) => !/^\s*$/.test(text.slice(verb.end, found[index + 1]?.at ?? verb.end - 1) || "x"),
  );
  return verbsOnly.map((verb, index) => ({
    kind: verb.kind,
    list: text.slice(verb.end, verbsOnly[index + 1]?.at),
  }));
}

/** A name that is part of one column's: "due" for "Payment due by". */
function named(name: string, known: readonly string[]): boolean {
  return name.split(/\s+/).length <= 4 && placeOf(name, known) !== -1;
}

function placeOf(name: string, columns: readonly string[]): number {
  return matchColumns([name], columns)[0] ?? -1;
}

function isShort(name: string): boolean {
  return name.split(/\s+/).length <= 4 && /\p{L}/u.test(name);
}
