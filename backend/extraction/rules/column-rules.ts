import { RE2JS } from "re2js";
import type { Cell, Column } from "../../contract/cells.ts";
import { EngineError } from "../engine.ts";

/** What a row breaks: the column whose cell is flagged, and the rule, to say it by. */
export interface Failure {
  column: number;
  rule:
    | { kind: "required" | "unique" | "enum" }
    | { kind: "min" | "max"; bound: number | string }
    | { kind: "pattern"; pattern: string }
    | { kind: "sum" | "product"; of: string[]; result: string };
}

/** A longer text does not match a pattern, whatever it says. */
const LONGEST_MATCHED = 200;

/** A table's column rules. Throws `unsupported-columns` for a pattern that is none. */
export class ColumnRules {
  readonly #columns: Column[];
  readonly #patterns: (RE2JS | null)[];
  /** For each unique column, the row that holds a value first. */
  readonly #held: Map<string, number>[];

  constructor(columns: Column[]) {
    this.#columns = columns;
    this.#patterns = columns.map(({ name, pattern }) =>
      pattern === undefined ? null : compilePattern(pattern, name),
    );
    this.#held = columns.map(() => new Map());
  }

  /** What the row breaks; `index` is the row's own. Linear in its cells' lengths. */
  failuresOf(cells: Cell[], index: number): Failure[] {
    return this.#columns.flatMap((column, at) => {
      const cell = cells[at];
      return cell ? this.#failuresIn(cell, column, at, index) : [];
    });
  }

  #failuresIn(cell: Cell, column: Column, at: number, index: number): Failure[] {
    if (cell.value === null) return column.required ? [{ column: at, rule: { kind: "required" } }] : [];
    const failures: Failure[] = [];
    if (column.unique && this.#isTaken(cell, at, index)) {
      failures.push({ column: at, rule: { kind: "unique" } });
    }
    if (cell.flags?.includes("out-of-enum")) failures.push({ column: at, rule: { kind: "enum" } });
    const { min, max, pattern } = column;
    if (min !== undefined && isBelow(cell.value, min)) {
      failures.push({ column: at, rule: { kind: "min", bound: min } });
    }
    if (max !== undefined && isBelow(max, cell.value)) {
      failures.push({ column: at, rule: { kind: "max", bound: max } });
    }
    if (pattern !== undefined && !matches(this.#patterns[at] ?? null, cell)) {
      failures.push({ column: at, rule: { kind: "pattern", pattern } });
    }
    return failures;
  }

  #isTaken({ value, currency = "" }: Cell, at: number, index: number): boolean {
    const held = this.#held[at];
    const key = `${typeof value} ${value} ${currency}`;
    const first = held?.get(key);
    if (first === undefined) held?.set(key, index);
    return first !== undefined && first !== index;
  }
}

/** Linear-time (re2). Throws `unsupported-columns`, naming the column. */
export function compilePattern(pattern: string, column: string): RE2JS {
  try {
    return RE2JS.compile(pattern);
  } catch (cause) {
    const detail = `The pattern of "${column}" is not a regular expression that can be used (RE2).`;
    throw new EngineError("unsupported-columns", { retryable: false, detail, cause });
  }
}

function matches(pattern: RE2JS | null, { value, raw }: Cell): boolean {
  const texts = [typeof value === "string" ? value : (raw ?? String(value))];
  return texts.every((text) => text.length <= LONGEST_MATCHED && (pattern?.matcher(text).matches() ?? true));
}

/** Numbers by size, dates and times by their order as text; what cannot be compared breaks no bound. */
function isBelow(value: Cell["value"], bound: Cell["value"]): boolean {
  if (typeof value === "number" && typeof bound === "number") return value < bound;
  return typeof value === "string" && typeof bound === "string" && value < bound;
}
