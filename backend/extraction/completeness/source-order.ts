import type { EngineEvent } from "../engine.ts";

type Row = Extract<EngineEvent, { type: "row" }>;

/**
 * Gives the rows of one chunk on in the source's order: behind a record that was skipped they wait until it
 * comes or the chunk ends. An answer that is in an order of its own keeps it.
 */
export class SourceOrder {
  readonly #isDue: (record: number) => boolean;
  readonly #behind: number;
  #next: number;
  #last = -1;
  #ownOrder = false;
  #held: { record: number; row: Row }[] = [];

  /** `isDue`: rows may wait for this record. */
  constructor(first: number, behind: number, isDue: (record: number) => boolean) {
    this.#next = first;
    this.#behind = behind;
    this.#isDue = isDue;
    this.#skip();
  }

  /** The rows that can be told now. `record` is null for a row that is none; `isFirst`: of the first answer. */
  take(record: number | null, row: Row, isFirst: boolean): Row[] {
    if (this.#ownOrder) return [row];
    if (record === null && this.#held.length === 0) return [row];
    if (record !== null && isFirst && record < this.#last) {
      this.#ownOrder = true;
      return [...this.rest(), row];
    }
    if (record !== null) this.#last = Math.max(this.#last, record);
    this.#insert(record ?? this.#last, row);
    return this.#ready();
  }

  /** What still waits. */
  rest(): Row[] {
    const rows = this.#held.map(({ row }) => row);
    this.#held = [];
    return rows;
  }

  #insert(record: number, row: Row): void {
    let at = this.#held.length;
    while (at > 0 && (this.#held[at - 1]?.record ?? -1) > record) at -= 1;
    this.#held.splice(at, 0, { record, row });
  }

  #ready(): Row[] {
    let count = 0;
    for (const { record } of this.#held) {
      if (record > this.#next) break;
      if (record === this.#next) {
        this.#next += 1;
        this.#skip();
      }
      count += 1;
    }
    return this.#held.splice(0, count).map(({ row }) => row);
  }

  #skip(): void {
    while (this.#next < this.#behind && !this.#isDue(this.#next)) this.#next += 1;
  }
}
