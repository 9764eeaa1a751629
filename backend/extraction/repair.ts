import type { Cell, Column } from "../contract/cells.ts";
import type { EngineRequest } from "./engine.ts";
import type { GroundedEvent } from "./grounding/ground-rows.ts";
import { ColumnRules, type Failure } from "./rules/column-rules.ts";
import { RuleOffers } from "./rules/offers.ts";
import { RowRules } from "./rules/row-rules.ts";
import { describeFailure, describeRepair } from "./rules/texts.ts";

/** A row that breaks a rule, with what it breaks in words. */
export interface FailedRow {
  index: number;
  cells: Cell[];
  failures: string[];
}

/** Asks once for rows that failed. Answers with what came for them, in any order; never throws. */
export type Fix = (
  title: string,
  columns: Column[],
  rows: FailedRow[],
) => AsyncIterable<Extract<GroundedEvent, { type: "row-replace" | "usage" }>>;

/** More rows than this are not sent back: a rule that so many break is wrong, or the table is. */
const MOST_REPAIRED = 100;

/**
 * Flags what breaks the rules of a request, and lets a table's failing rows, and only those, be made anew once
 * before the table ends. A row that then breaks none and quotes nothing made up takes the old one's place; others
 * stay, flagged. Offers rules that the columns look made for. Throws `unsupported-columns` for a bad pattern.
 */
export async function* repairRows(
  events: AsyncIterable<GroundedEvent>,
  { rules = [], locale }: Pick<EngineRequest, "rules" | "locale">,
  fix: Fix | null,
): AsyncGenerator<GroundedEvent> {
  let check: TableCheck | null = null;
  for await (const event of events) {
    if (event.type === "table-start") check = new TableCheck(event.title, event.columns, rules, locale);
    if (event.type === "row" && check) yield { ...event, cells: check.take(event.cells) };
    else if (event.type === "table-end" && check) {
      if (fix) yield* repair(check, fix, locale);
      const { offers } = check;
      yield offers.length === 0 ? event : { ...event, offeredRules: offers };
      check = null;
    } else yield event;
  }
}

async function* repair(check: TableCheck, fix: Fix, locale: string): AsyncGenerator<GroundedEvent> {
  const { title, columns, failed } = check;
  if (failed.length === 0 || failed.length > MOST_REPAIRED) return;
  for await (const event of fix(title, columns, failed)) {
    if (event.type === "usage") yield event;
    else {
      const before = failed.find(({ index }) => index === event.index);
      if (!before || !check.accepts(event.cells, before)) continue;
      yield { ...event, reason: describeRepair(before.failures, locale) };
    }
  }
}

class TableCheck {
  readonly title: string;
  readonly columns: Column[];
  readonly failed: FailedRow[] = [];
  readonly #columnRules: ColumnRules;
  readonly #rowRules: RowRules;
  readonly #offers: RuleOffers;
  readonly #locale: string;
  #rows = 0;

  constructor(title: string, columns: Column[], rules: NonNullable<EngineRequest["rules"]>, locale: string) {
    this.title = title;
    this.columns = columns;
    this.#columnRules = new ColumnRules(columns);
    this.#rowRules = new RowRules(rules, columns);
    this.#offers = new RuleOffers(columns, rules);
    this.#locale = locale;
  }

  get offers() {
    return this.#offers.offers;
  }

  /** The row with what breaks a rule flagged. */
  take(cells: Cell[]): Cell[] {
    const index = this.#rows;
    this.#rows += 1;
    this.#offers.see(cells);
    const failures = this.#failuresOf(cells, index);
    if (failures.length === 0) return cells;
    const said = failures.map((failure) =>
      describeFailure(failure, this.columns[failure.column]?.name ?? "", this.#locale),
    );
    if (this.failed.length <= MOST_REPAIRED) this.failed.push({ index, cells, failures: said });
    return flagFailures(cells, failures);
  }

  /** Whether a new row breaks no rule and has no more cells that stand nowhere than the old one. */
  accepts(cells: Cell[], before: FailedRow): boolean {
    if (cells.length !== this.columns.length) return false;
    const nowhere = (row: Cell[]) => row.filter(({ status }) => status === "not-found").length;
    return this.#failuresOf(cells, before.index).length === 0 && nowhere(cells) <= nowhere(before.cells);
  }

  #failuresOf(cells: Cell[], index: number): Failure[] {
    return [...this.#columnRules.failuresOf(cells, index), ...this.#rowRules.failuresOf(cells)];
  }
}

/** The cells with what breaks a rule flagged. A value outside its enum has a flag of its own. */
export function flagFailures(cells: Cell[], failures: Failure[]): Cell[] {
  const broken = new Set(failures.flatMap(({ column, rule }) => (rule.kind === "enum" ? [] : [column])));
  return cells.map((cell, at) => (broken.has(at) ? flag(cell) : cell));
}

function flag(cell: Cell): Cell {
  return { ...cell, flags: [...(cell.flags ?? []), "failed-rule"] };
}
