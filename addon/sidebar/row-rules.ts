import type { Cell, Column } from "../../backend/contract/cells.ts";
import type { RowRule } from "../../backend/contract/rules.ts";

/** A rule on a table's columns, by their places from 0. */
export interface BoundRule {
  rule: RowRule;
  of: number[];
  result: number;
}

/** What the columns of a rule make beside what the row says, where the two differ. */
export interface Broken {
  rule: RowRule;
  made: number;
}

/** Rules of which each column is there, once. */
export function bindRules(rules: readonly RowRule[], columns: readonly Column[]): BoundRule[] {
  const names = columns.map(({ name }) => name.toLowerCase());
  const placeOf = (name: string) => names.indexOf(name.toLowerCase());
  return rules.flatMap((rule) => {
    const { of, result } = sidesOf(rule);
    const bound = { rule, of: of.map(placeOf), result: placeOf(result) };
    return [...bound.of, bound.result].includes(-1) ? [] : [bound];
  });
}

/** Null where the rule holds, a number is missing, or the currencies differ; rounding is forgiven. */
export function brokenBy({ rule, of, result }: BoundRule, cells: readonly Cell[]): Broken | null {
  const all = [...of, result].map((at) => cells[at]);
  const numbers = all.flatMap((cell) => (typeof cell?.value === "number" ? [cell.value] : []));
  const currencies = new Set(all.flatMap((cell) => cell?.currency ?? []));
  if (numbers.length < all.length || currencies.size > 1) return null;
  const told = numbers.pop() ?? 0;
  const made = numbers.reduce((a, b) => (rule.kind === "sum" ? a + b : a * b));
  const forgiven = rule.tolerance ?? 0.005 * (rule.kind === "sum" ? of.length : 1);
  const scale = Math.max(Math.abs(made), Math.abs(told), 1);
  return Math.abs(made - told) <= forgiven + scale * 1e-9 ? null : { rule, made };
}

/** "Net + Tax", which is one side of the rule. */
export function partsText(rule: RowRule): string {
  return sidesOf(rule).of.join(rule.kind === "sum" ? " + " : " × ");
}

/** "Net + Tax = Total" */
export function ruleText(rule: RowRule): string {
  return `${partsText(rule)} = ${sidesOf(rule).result}`;
}

/** A line that a person wrote in the same way; null where it is none. A name may hold no sign of its own. */
export function parseRule(line: string): RowRule | null {
  const [left = "", result = "", ...more] = line.split("=").map((side) => side.trim());
  const kind = left.includes("+") ? "sum" : "product";
  const of = left.split(kind === "sum" ? "+" : /[×*]/).map((name) => name.trim());
  if (result === "" || more.length > 0 || of.includes("")) return null;
  if (kind === "sum") return { kind, parts: of, total: result };
  return of.length > 1 ? { kind, factors: of, product: result } : { kind: "sum", parts: of, total: result };
}

function sidesOf(rule: RowRule): { of: string[]; result: string } {
  return rule.kind === "sum"
    ? { of: rule.parts, result: rule.total }
    : { of: rule.factors, result: rule.product };
}
