import type { Cell, Gap, Span } from "../contract/cells.ts";
import type { RowRule } from "../contract/rules.ts";
import type { EngineRequest, ExtractionEvent } from "./engine.ts";
import { type GapReason, gapReason } from "./gap-reasons.ts";
import type { GroundedEvent } from "./grounding/ground-rows.ts";

/** Numbers the rows and states at a table's end what was expected, what came, and what is missing. */
export async function* keepLedger(
  events: AsyncIterable<GroundedEvent>,
  { source, locale, rules = [] }: Pick<EngineRequest, "source" | "locale" | "rules">,
): AsyncGenerator<ExtractionEvent> {
  const sourceEnd = source?.text.length ?? 0;
  let count: Count | null = null;
  for await (const event of events) {
    if (count && (event.type === "table-start" || event.type === "finish")) {
      yield count.breakOff();
      count = null;
    }
    if (event.type === "text") yield { type: "text-delta", text: event.text };
    else if (event.type === "table-start") {
      count = new Count(event.expectedRows, sourceEnd, locale);
      const { title, columns, expectedRows, dataType = "row" } = event;
      yield { type: "table-start", title, dataType, columns, expectedRows };
    } else if (event.type === "row") {
      const { cells, previous } = event;
      const index = count?.take(cells) ?? 0;
      yield { type: "row-add", index, cells, ...(previous === undefined ? {} : { previous }) };
    } else if (event.type === "gap") count?.miss(event);
    else if (event.type === "row-replace") {
      count?.replace(event.index, event.cells);
      yield event;
    } else if (event.type === "table-end") {
      const { expectedRows, gaps, unread, offeredRules } = event;
      const beside = { unread, rules: rules.length > 0 ? rules : undefined, offeredRules };
      if (count) yield { ...count.close(expectedRows, gaps), ...toldBeside(beside) };
      count = null;
    } else yield event;
  }
}

interface Beside {
  unread?: Span[];
  rules?: RowRule[];
  offeredRules?: RowRule[];
}

/** What a ledger tells beside its counts, without what it does not. */
export function toldBeside({
  unread,
  rules,
  offeredRules,
}: {
  [Key in keyof Beside]?: Beside[Key] | undefined;
}): Beside {
  return {
    ...(unread ? { unread } : {}),
    ...(rules ? { rules } : {}),
    ...(offeredRules ? { offeredRules } : {}),
  };
}

/** A cell that a person should look at before it is used. */
export function isFlagged(cell: Cell): boolean {
  return (cell.flags?.length ?? 0) > 0 || cell.status === "not-found";
}

type TableEnd = Extract<ExtractionEvent, { type: "table-end" }>;

class Count {
  #got = 0;
  /** Cells to look at, by row; rows without any are left out. */
  readonly #flagged = new Map<number, number>();
  #gaps: Gap[] = [];
  /** Where the last row ended in the source. */
  #reached = 0;
  readonly #expected: number | null;
  readonly #sourceEnd: number;

  readonly #locale: string;

  constructor(expected: number | null, sourceEnd: number, locale: string) {
    this.#locale = locale;
    this.#expected = expected;
    this.#sourceEnd = sourceEnd;
  }

  /** The row's index. */
  take(cells: Cell[]): number {
    this.replace(this.#got, cells);
    let reached = -1;
    for (const { spans = [] } of cells) for (const { end } of spans) reached = Math.max(reached, end);
    if (reached >= 0) this.#reached = reached;
    this.#got += 1;
    return this.#got - 1;
  }

  replace(index: number, cells: Cell[]): void {
    const flagged = cells.filter(isFlagged).length;
    if (flagged > 0) this.#flagged.set(index, flagged);
    else this.#flagged.delete(index);
  }

  miss({ start, end, reason, code, params }: Omit<Gap, "afterIndex">): void {
    const told = { reason, ...(code ? { code } : {}), ...(params ? { params } : {}) };
    this.#gaps.push({ afterIndex: this.#got - 1, start, end, ...told });
  }

  /** Rows that are short and that neither the engine nor a stage has named become a gap of their own. */
  close(expectedAtEnd: number | null, named: Gap[]): TableEnd {
    const expected = expectedAtEnd ?? this.#expected;
    const missing = (expected ?? 0) - this.#got - this.#gaps.length;
    if (missing > 0 && named.length === 0) {
      this.#missRest(gapReason("rows-short", this.#locale, { missing, expected: expected ?? 0 }));
    }
    const gaps = [...this.#gaps, ...named].sort((a, b) => a.afterIndex - b.afterIndex || a.start - b.start);
    return { type: "table-end", got: this.#got, expected, gaps, flagged: this.#flaggedCells };
  }

  /** A table that was never ended may lack rows, whatever was expected. */
  breakOff(): TableEnd {
    this.#missRest(gapReason("broken-off", this.#locale));
    const gaps = this.#gaps;
    return { type: "table-end", got: this.#got, expected: this.#expected, gaps, flagged: this.#flaggedCells };
  }

  get #flaggedCells(): number {
    return [...this.#flagged.values()].reduce((sum, cells) => sum + cells, 0);
  }

  #missRest(reason: GapReason): void {
    const start = Math.min(this.#reached, this.#sourceEnd);
    this.miss({ start, end: this.#sourceEnd, ...reason });
  }
}
