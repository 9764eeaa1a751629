import type { Cell, Column } from "../../contract/cells.ts";
import type { RowRule } from "../../contract/rules.ts";
import { foldWord } from "../typing/fold.ts";
import type { Failure } from "./column-rules.ts";

/** Money is rounded to cents, each part on its own. */
const HALF_A_CENT = 0.005;
/** Of the amounts: what adding binary fractions costs. */
const FLOAT_ERROR = 1e-9;

interface Bound {
  kind: RowRule["kind"];
  /** By column. */
  of: number[];
  result: number;
  tolerance: number;
}

/** A request's row rules on a table's columns; a rule that names a column that is not there is not used. */
export class RowRules {
  readonly #columns: Column[];
  readonly #rules: Bound[];

  constructor(rules: readonly RowRule[], columns: Column[]) {
    const names = columns.map(({ name }) => foldWord(name));
    this.#columns = columns;
    this.#rules = rules.flatMap((rule) => {
      const parts = rule.kind === "sum" ? rule.parts : rule.factors;
      const of = parts.map((name) => names.indexOf(foldWord(name)));
      const result = names.indexOf(foldWord(rule.kind === "sum" ? rule.total : rule.product));
      const tolerance = rule.tolerance ?? (rule.kind === "sum" ? HALF_A_CENT * of.length : HALF_A_CENT);
      return [...of, result].includes(-1) ? [] : [{ kind: rule.kind, of, result, tolerance }];
    });
  }

  /** What the row breaks: the result's cell is the one that is flagged. */
  failuresOf(cells: Cell[]): Failure[] {
    return this.#rules.flatMap(({ kind, of, result, tolerance }) => {
      if (holds({ kind, of, result, tolerance }, cells) !== false) return [];
      const name = (at: number) => this.#columns[at]?.name ?? "";
      return [{ column: result, rule: { kind, of: of.map(name), result: name(result) } }];
    });
  }

  /** Whether each rule holds for the row; null where it cannot be judged. */
  judge(cells: Cell[]): (boolean | null)[] {
    return this.#rules.map((rule) => holds(rule, cells));
  }
}

/** Null where a cell is missing, is no number, or the currencies differ. */
function holds({ kind, of, result, tolerance }: Bound, cells: Cell[]): boolean | null {
  const all = [...of, result].map((at) => cells[at]);
  const currencies = new Set(all.flatMap((cell) => cell?.currency ?? []));
  const numbers = all.flatMap((cell) => (typeof cell?.value === "number" ? [cell.value] : []));
  if (numbers.length < all.length || currencies.size > 1) return null;
  const told = numbers.pop() ?? 0;
  const made = kind === "sum" ? numbers.reduce((a, b) => a + b, 0) : numbers.reduce((a, b) => a * b, 1);
  const scale = Math.max(Math.abs(made), Math.abs(told), 1);
  return Math.abs(made - told) <= tolerance + scale * FLOAT_ERROR;
}
