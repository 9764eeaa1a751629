import type { Span } from "../../contract/cells.ts";

/** What stands between two stretches that were apart. */
const APART = "\n\n";

/** Stretches of a source as a source of their own, whose places lead back. */
export class Excerpt {
  readonly text: string;
  readonly #pieces: { at: number; start: number; end: number }[] = [];

  /** Stretches that touch become one; they may come in any order. */
  constructor(source: string, stretches: Span[]) {
    let text = "";
    for (const { start, end } of joined(stretches)) {
      if (text !== "") text += APART;
      this.#pieces.push({ at: text.length, start, end });
      text += source.slice(start, end);
    }
    this.text = text;
  }

  /** The place in the source; a span over two stretches ends with its first. */
  toSource({ start, end }: Span): Span {
    const piece = this.#pieces.findLast(({ at }) => at <= start);
    if (!piece) return { start, end };
    const shift = piece.start - piece.at;
    return { start: start + shift, end: Math.min(end + shift, piece.end) };
  }
}

function joined(stretches: Span[]): Span[] {
  const spans: Span[] = [];
  for (const { start, end } of stretches.toSorted((a, b) => a.start - b.start)) {
    const before = spans.at(-1);
    if (before && start <= before.end) before.end = Math.max(before.end, end);
    else spans.push({ start, end });
  }
  return spans;
}
