import type { PlanConflict, PlanQuestion } from "../../writes.ts";
import { numbersFrom } from "./draft.ts";
import type { SheetCell } from "./encode.ts";
import { standingAt } from "./place-read.ts";
import type { Snapshot } from "./snapshot.ts";

/** Where one of our rows stands in the sheet, if it does. */
export type Found =
  | { kind: "row"; row: number }
  | { kind: "new" }
  | { kind: "conflict"; code: PlanConflict["code"]; row: number | null };

interface KeyChoice {
  /** Our key columns. */
  keys: number[];
  loose: boolean;
}

/**
 * Finds each of our rows by its key: `7` and "7" are one, "007" and 7 only where the person said so, which
 * `question` asks. A row that equals an earlier one in every cell is that one again.
 */
export function findByKey(
  snapshot: Snapshot,
  rows: SheetCell[][],
  { keys, loose }: KeyChoice,
): { found: Found[]; question: PlanQuestion | null } {
  const { table, places, matches } = snapshot;
  const block = table?.block ?? { row: 1, column: 1, rows: 1, columns: 1 };
  // A total that new rows go above is not in `table`, and may be a row of ours all the same.
  const last = places[0] ? places[0].block.row + places[0].block.rows - 1 : block.row;
  const columns = keys.map((key) => block.column + (matches[key]?.place ?? 0));
  const exact = new Map<string, number[]>();
  const alike = new Map<string, number[]>();
  const add = (map: Map<string, number[]>, key: string, row: number) =>
    map.set(key, [...(map.get(key) ?? []), row]);
  for (const row of numbersFrom(block.row + 1, last - block.row)) {
    const parts = columns.map((column) => keyText(standingAt(places, row, column).value));
    if (parts.every((part) => part === "")) continue;
    add(exact, parts.join("\u0000"), row);
    add(alike, parts.map(looseKey).join("\u0000"), row);
  }
  let question: PlanQuestion | null = null;
  const seen = new Map<string, number>();
  const found = rows.map((row, index): Found => {
    const parts = keys.map((key) => keyText(row[key]?.value ?? ""));
    if (parts.every((part) => part === "")) return { kind: "conflict", code: "key-blank", row: null };
    const key = parts.join("\u0000");
    const others = alike.get(parts.map(looseKey).join("\u0000"));
    const standing = exact.get(key) ?? (loose ? others : undefined);
    if (!exact.has(key) && others && !question) {
      const theirs = columns.map((column) => keyText(standingAt(places, others[0] ?? 0, column).value));
      const params = { ours: parts.join(", "), theirs: theirs.join(", ") };
      question = { code: "loose-keys", option: "looseKeys", answer: loose, params };
    }
    const same = loose ? parts.map(looseKey).join("\u0000") : key;
    const earlier = seen.get(same);
    if (earlier === undefined) seen.set(same, index);
    else if (differs(rows[earlier] ?? [], row)) {
      return { kind: "conflict", code: "key-twice-in-table", row: standing?.[0] ?? null };
    } else if (!standing) return { kind: "conflict", code: "key-twice-in-table", row: null };
    const [first, ...more] = standing ?? [];
    if (first === undefined) return { kind: "new" };
    return more.length > 0
      ? { kind: "conflict", code: "key-twice-in-sheet", row: first }
      : { kind: "row", row: first };
  });
  return { found, question };
}

function keyText(value: string | number | boolean): string {
  return typeof value === "number" ? String(Number(value.toPrecision(15))) : String(value).trim();
}

/** Zeros in front do not count, as when a sheet took "007" for a number. */
function looseKey(key: string): string {
  return /^0+\d+$/.test(key) ? key.replace(/^0+(?=\d)/, "") : key;
}

function differs(left: SheetCell[], right: SheetCell[]): boolean {
  return left.some((cell, place) => cell.value !== right[place]?.value);
}
