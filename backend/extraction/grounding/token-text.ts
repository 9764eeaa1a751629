import type { Span } from "../../contract/cells.ts";
import { foldSigns } from "../typing/fold.ts";
import { type Tokens, tokenise } from "./tokens.ts";
import type { VisibleText } from "./visible-text.ts";

/** A place of a quote: its offsets in the source, and its line. */
export interface Place extends Span {
  line: number;
  /** The place could be read as another number or date, too. */
  ambiguous?: boolean;
}

/** What is visible of a source, in tokens. */
export class TokenText {
  readonly text: string;
  readonly tokens: Tokens;
  readonly #visible: VisibleText;

  constructor(visible: VisibleText) {
    this.text = visible.text;
    this.tokens = tokenise(visible.text);
    this.#visible = visible;
  }

  /** From the start of one token to the end of another, as it is written there. */
  slice(first: number, last: number): string {
    return this.text.slice(this.tokens.starts[first] ?? 0, this.tokens.ends[last] ?? 0);
  }

  /** The same with ASCII digits, signs and spaces, as the typing of numbers reads it. */
  digits(first: number, last: number): string {
    return foldSigns(this.slice(first, last));
  }

  /** Whether a run is but a part of what one sign stands for: the 2 of "½" and of "㎡". */
  isPartOfSign(first: number, last: number): boolean {
    const { starts } = this.tokens;
    return starts[first - 1] === starts[first] || starts[last + 1] === starts[last];
  }

  placeOf(first: number, last: number): Place {
    const { starts, ends, lines } = this.tokens;
    const span = this.#visible.toSource({ start: starts[first] ?? 0, end: ends[last] ?? 0 });
    return { start: span.start, end: span.end, line: lines[first] ?? 0 };
  }

  /** Whether a token and the next, or the one before, stand without a gap. */
  touches(at: number, step: 1 | -1): boolean {
    const { starts, ends } = this.tokens;
    const left = step === 1 ? at : at - 1;
    return ends[left] !== undefined && ends[left] === starts[left + 1];
  }
}
