import type { Column, Span } from "../../contract/cells.ts";
import type { RawCell } from "../engine.ts";
import { indexWords } from "../grounding/places.ts";
import { RowAligner } from "../grounding/row-aligner.ts";
import type { SourceIndex } from "../grounding/source-index.ts";
import { visibleText } from "../grounding/visible-text.ts";
import { notationOf } from "../typing/notation.ts";
import type { Chunk } from "./chunks.ts";
import type { SourceRecord } from "./records.ts";

/**
 * Where a row of the answer stands. `record`: a counted one, by its index; `isNew` when no row took it before.
 * `outside`: in the source, in no counted record. `nowhere`: none of its quotes stands in the source.
 * `unplaced`: it quotes nothing.
 */
export type Found =
  | { at: "record"; record: number; isNew: boolean; isWhole: boolean; cells: RawCell[] }
  | { at: "outside" | "nowhere" | "unplaced" };

/** A source with its records, looked up by the text of their cells. Built once a turn. */
export class RecordIndex {
  readonly text: string;
  readonly records: SourceRecord[];
  readonly #byText = new Map<string, number[]>();
  readonly #byRow = new Map<string, number[]>();
  #words: SourceIndex | null = null;

  constructor(text: string, records: SourceRecord[]) {
    this.text = text;
    this.records = records;
    for (const [index, { cells }] of records.entries()) {
      for (const key of new Set(cells.map((cell) => keyOf(cell.text)))) {
        const found = this.#byText.get(key);
        if (found) found.push(index);
        else this.#byText.set(key, [index]);
      }
    }
  }

  get words(): SourceIndex {
    this.#words ??= indexWords(visibleText(this.text), notationOf("und"));
    return this.#words;
  }

  /** How many rows the whole source has to give. */
  get wantedInAll(): number {
    return this.records.filter(({ optional }) => !optional).length;
  }

  /** The records that hold all of these cells, in order. */
  holding(texts: string[]): number[] {
    const keys = [...new Set(texts.map(keyOf))];
    const row = JSON.stringify(keys);
    const known = this.#byRow.get(row);
    if (known) return known;
    const [rarest = []] = keys.map((key) => this.#byText.get(key) ?? []).sort((a, b) => a.length - b.length);
    const found = rarest.filter((index) => {
      const held = (this.records[index]?.cells ?? []).map((cell) => keyOf(cell.text));
      return keys.every((key) => held.includes(key));
    });
    this.#byRow.set(row, found);
    return found;
  }

  /** The record that an offset stands in. */
  recordAt(offset: number): number | null {
    let [low, high] = [0, this.records.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.records[middle]?.end ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    const record = this.records[low];
    return record && record.start <= offset ? low : null;
  }
}

/** Finds the rows of one chunk's answers in the source, and keeps which records they took. */
export class Locator {
  readonly #index: RecordIndex;
  readonly #chunk: Chunk;
  readonly #aligner = new RowAligner();
  readonly #taken = new Set<number>();
  /** The record behind the last one found: equal ones are taken in their order. */
  #next: number;

  constructor(index: RecordIndex, chunk: Chunk) {
    this.#index = index;
    this.#chunk = chunk;
    this.#next = chunk.first;
    this.#aligner.pass(chunk.start);
  }

  /** Where the last row that was found ended in the source. */
  get reached(): number {
    return this.#aligner.cursor;
  }

  has(record: number): boolean {
    return this.#taken.has(record);
  }

  /** Whether most of what the row quotes stands in a counted record; nothing is taken. */
  isInRecord(cells: RawCell[]): boolean {
    const aligner = new RowAligner();
    aligner.pass(this.#aligner.cursor);
    const quotes = cells.flatMap((cell) => (cell === null || cell.text.trim() === "" ? [] : [cell.text]));
    return typeof this.#vote(quotes, aligner) === "number";
  }

  find(cells: RawCell[], columns: Column[]): Found {
    const quotes = cells.flatMap((cell, at) =>
      cell === null || cell.text.trim() === "" || columns[at]?.origin === "derived" ? [] : [cell.text],
    );
    if (quotes.length === 0) return { at: "unplaced" };
    const holding = this.#index.records.length > 0 ? this.#index.holding(quotes) : [];
    return holding.length > 0 ? this.#take(this.#choose(holding), cells, true) : this.#search(quotes, cells);
  }

  /** The first one from the last row on that is free, else any free one, else one that is taken. */
  #choose(holding: number[]): number {
    const { first, behind } = this.#chunk;
    const own = holding.filter((record) => record >= first && record < behind);
    const free = own.filter((record) => !this.#taken.has(record));
    return free.find((record) => record >= this.#next) ?? free[0] ?? own[0] ?? holding.at(-1) ?? first;
  }

  #search(quotes: string[], cells: RawCell[]): Found {
    const before = this.#aligner.cursor;
    const record = this.#vote(quotes, this.#aligner);
    if (record === undefined) return { at: "nowhere" };
    if (record === null) return { at: "outside" };
    if (this.#taken.has(record)) this.#aligner.pass(before);
    return this.#take(record, cells, false);
  }

  /** The record that most quotes stand in, null for none of them, undefined where no quote stands anywhere. */
  #vote(quotes: string[], aligner: RowAligner): number | null | undefined {
    const { words } = this.#index;
    const places = aligner
      .align(quotes.map((quote) => words.find(quote, "text", aligner.cursor)))
      .filter((place) => place !== null);
    const votes = new Map<number | null, number>();
    for (const { start } of places) {
      const record = this.#index.recordAt(start);
      votes.set(record, (votes.get(record) ?? 0) + 1);
    }
    return [...votes].reduce<[number | null | undefined, number]>(
      (best, vote) => (vote[1] > best[1] ? vote : best),
      [undefined, 0],
    )[0];
  }

  #take(record: number, cells: RawCell[], isWhole: boolean): Found {
    const { first, behind } = this.#chunk;
    const isOwn = record >= first && record < behind;
    const isNew = isOwn && !this.#taken.has(record);
    if (isNew) {
      this.#taken.add(record);
      this.#next = record + 1;
      this.#aligner.pass(this.#index.records[record]?.end ?? this.#aligner.cursor);
    }
    return { at: "record", record, isNew, isWhole, cells: this.#place(record, cells) };
  }

  /** The cells with their places, where the record holds exactly what they say; equal ones in their order. */
  #place(record: number, cells: RawCell[]): RawCell[] {
    const left = [...(this.#index.records[record]?.cells ?? [])];
    return cells.map((cell) => {
      if (cell === null || cell.span) return cell;
      const at = left.findIndex(({ text }) => keyOf(text) === keyOf(cell.text));
      const [found]: { span: Span }[] = at < 0 ? [] : left.splice(at, 1);
      return found ? { ...cell, span: found.span } : cell;
    });
  }
}

function keyOf(text: string): string {
  return text.trim().replace(/\s+/g, " ");
}
