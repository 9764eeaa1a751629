import type { Span } from "../../backend/contract/cells.ts";

/** A stretch of the source around a quote. */
export interface Excerpt {
  before: string;
  quote: string;
  after: string;
  /** Of the quote's first character, from 1. */
  line: number;
}

/** Null when the span is not within the source. `around`: characters kept on each side. */
export function excerpt(source: string, span: Span, around: number): Excerpt | null {
  const { start, end } = span;
  if (start < 0 || end <= start || end > source.length) return null;
  const from = Math.max(0, start - around);
  const to = Math.min(source.length, end + around);
  return {
    before: (from > 0 ? "…" : "") + source.slice(from, start),
    quote: source.slice(start, end),
    after: source.slice(end, to) + (to < source.length ? "…" : ""),
    line: source.slice(0, start).split("\n").length,
  };
}
