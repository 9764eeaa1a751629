import type { EngineEvent, RevisedTable } from "../engine.ts";

type Row = Extract<EngineEvent, { type: "row" }>;

/** Which rows of an earlier table came again, over the answers that change it part by part. */
export class RevisedRows {
  readonly #table: RevisedTable;
  /** The earlier rows that the answer at hand was shown, by their index. */
  #shown: number[];
  readonly #came = new Set<number>();
  #last = -1;
  #isInOrder = true;
  /** Rows that named none of the earlier ones. */
  #unnamed = 0;

  constructor(table: RevisedTable) {
    this.#table = table;
    this.#shown = table.rows.map((_, index) => index);
  }

  /** The row with the index that it has in the whole table; null where that row came before. */
  take(row: Row): Row | null {
    if (row.previous === undefined) {
      this.#unnamed += 1;
      return row;
    }
    const previous = this.#shown[row.previous] ?? row.previous;
    if (this.#came.has(previous)) return null;
    this.#came.add(previous);
    this.#isInOrder &&= previous > this.#last;
    this.#last = previous;
    return { ...row, previous };
  }

  /**
   * The earlier rows that still have to come; null for none. Behind the last one, where the answer broke off and keeps
   * their order: what it left out before that is meant to go. Else all that did not come.
   */
  rest(isBroken: boolean): RevisedTable | null {
    const { rows } = this.#table;
    const isBehind = (index: number) => !(isBroken && this.#isInOrder) || index > this.#last;
    const first = this.#came.size === 0 ? this.#unnamed : 0;
    this.#shown = rows.flatMap((_, index) =>
      index >= first && !this.#came.has(index) && isBehind(index) ? [index] : [],
    );
    const left = this.#shown.flatMap((index) => [rows[index] ?? []]);
    return left.length === 0 ? null : { ...this.#table, rows: left };
  }
}
