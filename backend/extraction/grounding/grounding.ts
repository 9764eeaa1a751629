import type { Cell, CellFlag, CellStatus, Column, Span } from "../../contract/cells.ts";
import type { EngineRequest, RawCell } from "../engine.ts";
import type { TypedCell } from "../typing/type-rows.ts";
import { pagesOf } from "./pages.ts";
import { Places } from "./places.ts";
import type { RowAligner } from "./row-aligner.ts";
import type { Place } from "./token-text.ts";

type Quoted = Exclude<TypedCell, null>;

/** Grounds the rows of one request in its source. */
export class Grounding {
  readonly #request: EngineRequest;
  readonly #text: string;
  readonly #page: ((at: number) => number) | null;
  #places: Places | null = null;

  constructor(request: EngineRequest) {
    this.#request = request;
    this.#text = request.source?.text ?? request.prompt;
    this.#page = pagesOf(request.source);
  }

  /** Each cell with its status and span, as it crosses the wire. */
  ground(cells: TypedCell[], columns: Column[], aligner: RowAligner): Cell[] {
    const given = cells.map((cell) => this.#givenSpan(cell));
    if (given.every((span, at) => span !== null || cells[at] === null))
      return this.#asGiven(cells, columns, given, aligner);
    const places = cells.map((cell, at) =>
      cell === null || given[at] || columns[at]?.origin === "derived"
        ? nowhere
        : this.#inSource().of(cell, columns[at], aligner.cursor),
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

  /** The engine knows where it read each of them. */
  #asGiven(cells: TypedCell[], columns: Column[], given: (Span | null)[], aligner: RowAligner): Cell[] {
    let reached = -1;
    const grounded = cells.map((cell, at) => {
      const span = given[at] ?? null;
      if (span !== null && span.end > reached) reached = span.end;
      if (cell === null || cell.typed.value === null) return { value: null };
      return columns[at]?.origin === "derived" ? toCell(cell, "inferred", span) : this.#placed(cell, span);
    });
    if (reached >= 0) aligner.pass(reached);
    return grounded;
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
      .align(texts.map((text) => this.#inSource().ofText(text, aligner.cursor)))
      .filter((place) => place !== null);
  }

  #placed(cell: Quoted, place: (Span & { ambiguous?: boolean }) | null): Cell {
    if (place === null) return toCell(cell, this.#request.source === null ? "model" : "not-found", null);
    const exact = this.#exactly(cell.quote.text.trim(), place);
    const { start, end } = exact ?? place;
    const page = this.#page?.(start);
    const span = page === undefined ? { start, end } : { start, end, page };
    const grounded = toCell(cell, exact ? "exact" : "normalised", span);
    return place.ambiguous === true ? flag(grounded, cell.typed.value) : grounded;
  }

  /** Where the quote stands word by word around a place: with its sign, its unit, its unseen marks. */
  #exactly(quote: string, { start, end }: Span): Span | null {
    if (end - start === quote.length && this.#text.startsWith(quote, start)) return { start, end };
    const from = Math.max(0, end - quote.length);
    const at = this.#text.slice(from, start + quote.length).indexOf(quote);
    return at < 0 ? null : { start: from + at, end: from + at + quote.length };
  }

  #givenSpan(cell: TypedCell): Span | null {
    const span = cell?.quote.span;
    return span && span.start >= 0 && span.start < span.end && span.end <= this.#text.length ? span : null;
  }

  #inSource(): Places {
    this.#places ??= new Places(this.#text, this.#request);
    return this.#places;
  }
}

const nowhere: Place[] = [];

/** A cell as it crosses the wire: without its defaults. */
export function toCell({ quote, typed }: Quoted, status: CellStatus, span: Span | null): Cell {
  const cell: Cell = { ...typed };
  if (typed.value !== quote.text) cell.raw = quote.text;
  if (status !== "exact") cell.status = status;
  if (span !== null) cell.spans = [span];
  return cell;
}

function flag(cell: Cell, value: Cell["value"]): Cell {
  const added: CellFlag = typeof value === "number" ? "ambiguous-number" : "ambiguous-date";
  return { ...cell, flags: [...new Set([...(cell.flags ?? []), added])] };
}
