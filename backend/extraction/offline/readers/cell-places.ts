import type { Span } from "../../../contract/cells.ts";
import { isSpace, quoteWhole, type SourceCell, type SourceRow } from "../source-table.ts";

/**
 * Where the cells of many rows stand in one text: two numbers each, and cells are made of them when they are asked
 * for. A large table has too many to hold an object for each.
 */
export class CellPlaces {
  readonly text: string;
  /** Start and end of each cell; -1 starts one without words, a negative end is that of one with doubled quotes. */
  private places: Int32Array;
  private filled = 0;

  constructor(text: string, rooms: number) {
    this.text = text;
    this.places = new Int32Array(rooms * 2);
  }

  get count(): number {
    return this.filled / 2;
  }

  /** The words between two offsets, without the white space around them. */
  add(start: number, end: number): void {
    let from = start;
    let to = end;
    while (from < to && isSpace(this.text.charCodeAt(from))) from++;
    while (to > from && isSpace(this.text.charCodeAt(to - 1))) to--;
    this.put(from === to ? -1 : from, to);
  }

  /** All between two quotes, white space too. */
  addQuoted(start: number, end: number, hasDoubled: boolean): void {
    this.put(start === end ? -1 : start, hasDoubled ? ~end : end);
  }

  addBlank(): void {
    this.put(-1, 0);
  }

  /** Forgets what came after the first `count`. */
  cutBack(count: number): void {
    this.filled = count * 2;
  }

  isBlankAt(index: number): boolean {
    return this.places[index * 2] === -1;
  }

  cellAt(index: number): SourceCell {
    const start = this.places[index * 2] ?? -1;
    const end = this.places[index * 2 + 1] ?? 0;
    if (start === -1) return null;
    if (end >= 0) return quoteWhole(this.text, start, end);
    const words = this.text.slice(start, ~end).replaceAll('""', '"');
    return { text: words, span: { start, end: ~end } };
  }

  /** Whether a cell's words are these, without making it. */
  holds(index: number, words: string | undefined): boolean {
    const start = this.places[index * 2] ?? -1;
    const end = this.places[index * 2 + 1] ?? 0;
    if (start === -1 || end < 0) return this.cellAt(index)?.text === words;
    return words?.length === end - start && this.text.startsWith(words, start);
  }

  cells(first: number, count: number): SourceCell[] {
    const cells: SourceCell[] = [];
    for (let index = first; index < first + count; index++) cells.push(this.cellAt(index));
    return cells;
  }

  private put(start: number, end: number): void {
    if (this.filled === this.places.length) {
      const larger = new Int32Array(this.places.length * 2);
      larger.set(this.places);
      this.places = larger;
    }
    this.places[this.filled++] = start;
    this.places[this.filled++] = end;
  }
}

/** The cells of rows of one width, and where the rows stand: two numbers each. */
export class RowPlaces extends CellPlaces {
  readonly width: number;
  private readonly rows: Int32Array;
  private held = 0;

  constructor(text: string, width: number, rows: number) {
    super(text, width * rows);
    this.width = width;
    this.rows = new Int32Array(rows * 2);
  }

  get isFull(): boolean {
    return this.held * 2 === this.rows.length;
  }

  /** Makes a row of the last cells: the blanks that it lacks are added, the surplus is forgotten. */
  closeRow(start: number, end: number, short: boolean): PlacedRow {
    const row = this.held++;
    while (this.count < this.held * this.width) this.addBlank();
    this.cutBack(this.held * this.width);
    this.rows[row * 2] = start;
    this.rows[row * 2 + 1] = short ? ~end : end;
    return new PlacedRow(this, row);
  }

  isShort(row: number): boolean {
    return (this.rows[row * 2 + 1] ?? 0) < 0;
  }

  spanOf(row: number): Span {
    const end = this.rows[row * 2 + 1] ?? 0;
    return { start: this.rows[row * 2] ?? 0, end: end < 0 ? ~end : end };
  }
}

/** A row whose cells are made anew whenever they are asked for: a change to them is lost. */
export class PlacedRow implements SourceRow {
  readonly #places: RowPlaces;
  readonly #row: number;

  constructor(places: RowPlaces, row: number) {
    this.#places = places;
    this.#row = row;
  }

  get short(): boolean {
    return this.#places.isShort(this.#row);
  }

  get span(): Span {
    return this.#places.spanOf(this.#row);
  }

  get cells(): SourceCell[] {
    const { width } = this.#places;
    return this.#places.cells(this.#row * width, width);
  }

  cellAt(index: number): SourceCell {
    const { width } = this.#places;
    return index < width ? this.#places.cellAt(this.#row * width + index) : null;
  }

  holds(index: number, words: string | undefined): boolean {
    const { width } = this.#places;
    return index < width ? this.#places.holds(this.#row * width + index, words) : words === undefined;
  }
}
