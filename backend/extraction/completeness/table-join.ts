import type { Column, Gap } from "../../contract/cells.ts";
import type { EngineEvent } from "../engine.ts";
import { sameColumns } from "./chunk-run.ts";

type TableEnd = Extract<EngineEvent, { type: "table-end" }>;
type TableStart = Extract<EngineEvent, { type: "table-start" }>;

/** Makes one table of those that follow each other with the same columns. */
export class TableJoin {
  #columns: Column[] | null = null;
  #rows = 0;
  /** Rows of the tables before the one that is open. */
  #above = 0;
  #expected: number | null = 0;
  #gaps: Gap[] = [];

  *take(event: EngineEvent): Generator<EngineEvent> {
    if (event.type === "table-start") yield* this.#start(event);
    else if (event.type === "table-end") this.#add(event);
    else {
      if (event.type === "row") this.#rows += 1;
      yield event;
    }
  }

  /** What a chunk lacks that gave no table. */
  lack(end: TableEnd): void {
    this.#above = this.#rows;
    this.#add(end);
  }

  *end(): Generator<EngineEvent> {
    if (this.#columns === null) return;
    yield { type: "table-end", expectedRows: this.#expected, gaps: this.#gaps };
    this.#columns = null;
  }

  /** A table's gaps count their rows from where it began. */
  #add({ expectedRows, gaps }: TableEnd): void {
    this.#expected = this.#expected === null || expectedRows === null ? null : this.#expected + expectedRows;
    for (const gap of gaps) this.#gaps.push({ ...gap, afterIndex: gap.afterIndex + this.#above });
  }

  *#start(start: TableStart): Generator<EngineEvent> {
    if (this.#columns !== null && sameColumns(this.#columns, start.columns)) {
      this.#above = this.#rows;
      return;
    }
    yield* this.end();
    this.#columns = start.columns;
    this.#rows = 0;
    this.#above = 0;
    this.#expected = 0;
    this.#gaps = [];
    yield start;
  }
}
