import type { Cell, Column } from "../contract/cells.ts";
import type { RevisedTable } from "./engine.ts";
import { foldWord } from "./typing/fold.ts";

/** What a cell said: its quote, or its value where that is the quote. Null where it is empty. */
export function textOf({ raw, value }: Cell): string | null {
  return value === null ? null : (raw ?? String(value));
}

/**
 * For each new column the earlier one that it goes on from: the one of its name, else, where as many are left
 * on both sides, the one in its place of its type. Null where it is new.
 */
export function earlierColumns(columns: Column[], earlier: Column[]): (number | null)[] {
  const names = earlier.map(({ name }) => foldWord(name));
  const byName = columns.map(({ name }) => names.indexOf(foldWord(name)));
  const left = earlier.flatMap((_, at) => (byName.includes(at) ? [] : [at]));
  const unnamed = byName.filter((at) => at < 0).length;
  return byName.map((found, at) => {
    if (found >= 0) return found;
    const renamed = unnamed === left.length && left.includes(at) && earlier[at]?.type === columns[at]?.type;
    return renamed ? at : null;
  });
}

/** Finds for each row of a changed table the earlier row that it was, each once. */
export class EarlierRows {
  readonly #table: RevisedTable;
  /** Earlier column by new column. */
  readonly #from: (number | null)[];
  /** The same number of rows is to come: what nothing else tells is told by the order. */
  readonly #inOrder: boolean;
  readonly #byKey = new Map<string, number[]>();
  readonly #claimed = new Set<number>();

  constructor(table: RevisedTable, from: (number | null)[], expected: number | null) {
    this.#table = table;
    this.#from = from;
    this.#inOrder = expected === table.rows.length;
    const shared = from.filter((at) => at !== null);
    table.rows.forEach((row, index) => {
      for (const key of keysOf(shared.map((at) => row[at]))) {
        const rows = this.#byKey.get(key);
        if (rows) rows.push(index);
        else this.#byKey.set(key, [index]);
      }
    });
  }

  /** The earlier row's index, or undefined for a new row. `position` is the row's own. */
  claim(cells: Cell[], position: number, named: number | undefined): number | undefined {
    const index = named ?? this.#search(cells, position);
    if (index === undefined || this.#table.rows[index] === undefined || this.#claimed.has(index))
      return undefined;
    this.#claimed.add(index);
    return index;
  }

  get unclaimed(): number {
    return this.#table.rows.length - this.#claimed.size;
  }

  /** All shared cells alike first, then a place in the source or a cell that only one row has. */
  #search(cells: Cell[], position: number): number | undefined {
    const shared = cells.filter((_, at) => this.#from[at] !== null);
    for (const [nth, key] of keysOf(shared).entries()) {
      const free = (this.#byKey.get(key) ?? []).filter((index) => !this.#claimed.has(index));
      const isWhole = nth === 0;
      if (free[0] !== undefined && (isWhole || this.#byKey.get(key)?.length === 1)) return free[0];
    }
    return this.#inOrder && !this.#claimed.has(position) ? position : undefined;
  }
}

/** The row as a whole, the places of its cells, its cells one by one. */
function keysOf(cells: (Cell | undefined)[]): string[] {
  const texts = cells.map((cell) => (cell ? textOf(cell) : null));
  const places = cells.flatMap((cell, at) =>
    cell?.spans?.[0] ? [`place ${at} ${cell.spans[0].start}`] : [],
  );
  const values = texts.flatMap((text, at) => (text === null ? [] : [`cell ${at} ${text}`]));
  return [`row ${JSON.stringify(texts)}`, ...places, ...values];
}
