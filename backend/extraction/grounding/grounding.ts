import type { Cell, CellFlag, CellStatus, Column, Span } from "../../contract/cells.ts";
import type { EngineRequest, RawCell } from "../engine.ts";
import type { TypedCell } from "../typing/type-rows.ts";
import { pagesOf } from "./pages.ts";
import type { RowAligner } from "./row-aligner.ts";
import { type Place, SourceIndex } from "./source-index.ts";
import { ValueIndex } from "./value-index.ts";

type Quoted = Exclude<TypedCell, null>;

/** Grounds the rows of one request in its source. */
export class Grounding {
  readonly #request: EngineRequest;
  readonly #text: string;
  #words: SourceIndex | null = null;
  #values: ValueIndex | null = null;
  readonly #page: ((at: number) => number) | null;

  constructor(request: EngineRequest) {
    this.#request = request;
    this.#text = request.source?.text ?? request.prompt;
    this.#page = pagesOf(request.source);
  }

  /** Each cell with its status and span, as it crosses the wire. */
  ground(cells: TypedCell[], columns: Column[], aligner: RowAligner): Cell[] {
    const given = cells.map((cell) => this.#givenSpan(cell));
    const places = cells.map((cell, at) =>
      cell === null || given[at] || columns[at]?.origin === "derived"
        ? nowhere
        : this.#placesOf(cell, columns[at]),
    );
    const end = Math.max(-1, ...given.map((span) => span?.end ?? -1));
    const chosen = aligner.align(places);
    if (end >= 0) aligner.pass(end);
    return cells.map((cell, at) => {
      if (cell === null || cell.typed.value === null) return { value: null };
      if (columns[at]?.origin === "derived") return toCell(cell, "inferred", given[at] ?? null);
      return this.#placed(cell, given[at] ?? chosen[at] ?? null);
    });
  }

  /** From the first to the last of a row's quotes, or where it would have stood. */
  stretchOf(cells: RawCell[], aligner: RowAligner): Span {
    const quotes = cells.filter((cell) => cell !== null);
    const given = quotes.flatMap(({ span }) => span ?? []);
    const found =
      given.length > 0
        ? given
        : this.#locate(
            quotes.map(({ text }) => text),
            aligner,
          );
    if (found.length === 0) return { start: aligner.cursor, end: aligner.cursor };
    return {
      start: Math.min(...found.map(({ start }) => start)),
      end: Math.max(...found.map(({ end }) => end)),
    };
  }

  #locate(texts: string[], aligner: RowAligner): Span[] {
    return aligner
      .align(texts.map((text) => this.#index().find(text, "words")))
      .filter((place) => place !== null);
  }

  #placesOf({ quote, typed }: Quoted, column: Column | undefined): Place[] {
    const { value } = typed;
    const found = this.#index().find(quote.text, typeof value === "number" ? "number" : "words");
    if (found.length > 0) return found;
    this.#values ??= new ValueIndex(this.#index(), this.#request);
    if (typeof value === "number" && column?.type !== "duration") return this.#values.findNumber(value);
    if (column?.type === "date" && typeof value === "string") return this.#values.findDate(value);
    return typeof value === "number" ? nowhere : this.#withoutEdges(quote.text);
  }

  /** A quote with a closing point or quotation marks that the source does not have. */
  #withoutEdges(text: string): Place[] {
    const inner = text.trim().replace(/^["'“”„«]+|["'“”».,;:]+$/gu, "");
    return inner === text || inner === "" ? nowhere : this.#index().find(inner, "words");
  }

  #placed(cell: Quoted, place: (Span & { ambiguous?: boolean }) | null): Cell {
    if (place === null) return toCell(cell, this.#request.source === null ? "model" : "not-found", null);
    const found = this.#text.slice(place.start, place.end);
    const exact = found === cell.quote.text || found === cell.quote.text.trim();
    const page = this.#page?.(place.start);
    const span = { start: place.start, end: place.end, ...(page === undefined ? {} : { page }) };
    const grounded = toCell(cell, exact ? "exact" : "normalised", span);
    return place.ambiguous === true ? flag(grounded, cell.typed.value) : grounded;
  }

  #givenSpan(cell: TypedCell): Span | null {
    const span = cell?.quote.span;
    return span && span.start >= 0 && span.start < span.end && span.end <= this.#text.length ? span : null;
  }

  #index(): SourceIndex {
    this.#words ??= new SourceIndex(this.#text);
    return this.#words;
  }
}

const nowhere: Place[] = [];

/** A cell as it crosses the wire: without its defaults. */
export function toCell({ quote, typed }: Quoted, status: CellStatus, span: Span | null): Cell {
  return {
    ...typed,
    ...(typed.value === quote.text ? {} : { raw: quote.text }),
    ...(status === "exact" ? {} : { status }),
    ...(span === null ? {} : { spans: [span] }),
  };
}

function flag(cell: Cell, value: Cell["value"]): Cell {
  const added: CellFlag = typeof value === "number" ? "ambiguous-number" : "ambiguous-date";
  return { ...cell, flags: [...new Set([...(cell.flags ?? []), added])] };
}
