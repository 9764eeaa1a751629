import type { Gap } from "../../contract/cells.ts";
import { gapReason } from "../gap-reasons.ts";
import type { Chunk } from "./chunks.ts";
import type { Locator, RecordIndex } from "./locator.ts";

/** Which of a chunk's records gave a row. */
export class RecordTally {
  readonly #index: RecordIndex;
  readonly #chunk: Chunk;
  readonly #locator: Locator;
  /** The kinds of record that rows came of. */
  readonly #kinds = new Set<string>();
  /** Missing ones that were told of. */
  readonly #named = new Set<number>();

  constructor(index: RecordIndex, chunk: Chunk, locator: Locator) {
    this.#index = index;
    this.#chunk = chunk;
    this.#locator = locator;
  }

  /** Whether the record is one line: nobody makes two rows of it. */
  isFlat(record: number): boolean {
    return this.#index.records[record]?.flat === true;
  }

  /** Whether the record has to give a row. */
  isWanted(record: number): boolean {
    return this.#index.records[record]?.optional === false;
  }

  /** How many rows the chunk has to give. */
  get wanted(): number {
    const { first, behind } = this.#chunk;
    return this.#index.records.slice(first, behind).filter(({ optional }) => !optional).length;
  }

  /** A row came of the record. */
  see(record: number): void {
    this.#kinds.add(this.#index.records[record]?.kind ?? "");
  }

  /** Records without a row, in order; of the kinds that rows came of, or of all. */
  missing(of: "seen-kinds" | "all-kinds"): number[] {
    const missing: number[] = [];
    for (let record = this.#chunk.first; record < this.#chunk.behind; record += 1) {
      const isOfKind = of === "all-kinds" || this.#kinds.has(this.#index.records[record]?.kind ?? "");
      const isMissing = !this.#locator.has(record) && !this.#named.has(record);
      if (isOfKind && isMissing && this.isWanted(record)) missing.push(record);
    }
    return missing;
  }

  /** The missing records as gaps, neighbours as one; they are not missing any more. */
  name(missing: number[], locale: string): Gap[] {
    const runs: { first: number; last: number }[] = [];
    for (const record of missing) {
      const before = runs.at(-1);
      if (before?.last === record - 1) before.last = record;
      else runs.push({ first: record, last: record });
      this.#named.add(record);
    }
    return runs.map(({ first, last }) => ({
      afterIndex: this.#rowsBefore(first) - 1,
      start: this.#index.records[first]?.start ?? 0,
      end: this.#index.records[last]?.end ?? 0,
      ...gapReason("missing-records", locale, { records: last - first + 1 }),
    }));
  }

  /** The records' text, put together as a source of their own. */
  textOf(records: number[]): string {
    const { text, records: all } = this.#index;
    const apart = records.some((record) => !this.isFlat(record)) ? "\n\n" : "\n";
    return records.map((record) => text.slice(all[record]?.start ?? 0, all[record]?.end ?? 0)).join(apart);
  }

  #rowsBefore(record: number): number {
    let rows = 0;
    for (let each = this.#chunk.first; each < record; each += 1) if (this.#locator.has(each)) rows += 1;
    return rows;
  }
}
