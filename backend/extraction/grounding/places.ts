import type { Column } from "../../contract/cells.ts";
import { type Notation, notationOf } from "../typing/notation.ts";
import type { TypingContext } from "../typing/type-cell.ts";
import type { TypedCell } from "../typing/type-rows.ts";
import { DateIndex } from "./date-index.ts";
import { isMarkup } from "./markup.ts";
import { NumberIndex } from "./number-index.ts";
import { type QuoteKind, SourceIndex } from "./source-index.ts";
import { Surroundings } from "./surroundings.ts";
import { type Place, TokenText } from "./token-text.ts";
import { unhyphenated, type VisibleText, visibleText } from "./visible-text.ts";

/** All the places of a source where a cell may stand. What is not asked for is not read. */
export class Places {
  readonly #notation: Notation;
  readonly #words: SourceIndex;
  readonly #dates: DateIndex;
  readonly #numbers: () => NumberIndex;
  /** Where a text is looked for that is not seen as it is quoted. */
  readonly #otherTexts: (() => SourceIndex | null)[];

  constructor(source: string, context: TypingContext) {
    this.#notation = notationOf(context.locale);
    const visible = visibleText(source);
    const text = new TokenText(visible);
    this.#dates = new DateIndex(text, this.#notation, context);
    const surroundings = new Surroundings(text, this.#notation, this.#dates);
    this.#words = new SourceIndex(text, surroundings);
    this.#numbers = once(() => new NumberIndex(text, surroundings, this.#notation));
    const indexed = (read: () => VisibleText | null) =>
      once(() => {
        const other = read();
        return other && indexWords(other, this.#notation);
      });
    this.#otherTexts = [
      indexed(() => unhyphenated(visible)),
      indexed(() => (isMarkup(source) ? { text: source, toSource: (span) => span } : null)),
    ];
  }

  /** In order. `near` is where the row before ended. */
  of({ quote, typed }: Exclude<TypedCell, null>, column: Column | undefined, near: number): Place[] {
    const { value } = typed;
    if (typeof value === "number") {
      const found = this.#words.find(quote.text, "number", near);
      return column?.type === "duration" ? found : more(found, this.#numbers().find(value));
    }
    const found = this.ofText(quote.text, near, column?.type === "id" ? "id" : "text");
    return column?.type === "date" && typeof value === "string"
      ? more(found, this.#dates.find(value))
      : found;
  }

  /** As it is quoted; without the marks around it; cut by a line's end; in the markup, as a link's address. */
  ofText(text: string, near: number, kind: QuoteKind = "text"): Place[] {
    const found = this.#words.find(text, kind, near);
    if (found.length > 0) return found;
    const inner = text.trim().replace(/^["'“”„«]+|["'“”».,;:]+$/gu, "");
    const bare = inner === text || inner === "" ? nowhere : this.#words.find(inner, kind, near);
    if (bare.length > 0) return bare;
    for (const other of this.#otherTexts) {
      const places = other()?.find(text, kind, near) ?? nowhere;
      if (places.length > 0) return places;
    }
    return nowhere;
  }
}

/** The words of a text, looked up without reading its dates and numbers by value. */
export function indexWords(visible: VisibleText, notation: Notation): SourceIndex {
  const text = new TokenText(visible);
  return new SourceIndex(text, new Surroundings(text, notation, null));
}

const nowhere: Place[] = [];

/** By value there are other spellings too; by words also what code cannot read. */
function more(byWords: Place[], byValue: Place[]): Place[] {
  return byValue.length > byWords.length ? byValue : byWords;
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
