import type { Span } from "../../contract/cells.ts";
import { scanMarkup } from "../offline/readers/html-scan.ts";
import { isMarkup } from "./markup.ts";

/** What a reader sees of a source, and where in the source that stands. */
export interface VisibleText {
  text: string;
  /** UTF-16 offsets of the text to those of the source. */
  toSource(span: Span): Span;
}

/** Marks that change no word: soft hyphens, directions, joiners, variation selectors, Arabic vowels. */
const unseen = /(?:\p{Cf}|\u034F|\u0640|[\u064B-\u0652]|\u0670|[\uFE00-\uFE0F])+/gu;
/** A word that was cut at a line's end. */
const hyphenated = /(?<=\p{Ll})[-\u2010]\r?\n[ \t]*(?=\p{Ll})/gu;

/** The source without markup and unseen marks. */
export function visibleText(source: string): VisibleText {
  if (!isMarkup(source)) return without(source, unseen);
  const { text: markup } = scanMarkup(source);
  const seen = without(markup.slice(0, markup.length), unseen);
  return { text: seen.text, toSource: (span) => markup.toSource(seen.toSource(span)) };
}

/** With the words whole that lines had cut; null where there are none. */
export function unhyphenated(visible: VisibleText): VisibleText | null {
  const whole = without(visible.text, hyphenated);
  if (whole.text === visible.text) return null;
  return { text: whole.text, toSource: (span) => visible.toSource(whole.toSource(span)) };
}

/** A quote as it is looked up in a visible text. */
export function visibleWords(quote: string): string {
  return quote.replace(unseen, "");
}

function without(source: string, marks: RegExp): VisibleText {
  const places: number[] = [];
  const shifts: number[] = [];
  let shift = 0;
  const text = source.replace(marks, (mark, at: number) => {
    places.push(at - shift);
    shift += mark.length;
    shifts.push(shift);
    return "";
  });
  if (shift === 0) return { text: source, toSource: (span) => span };
  const shiftAt = (offset: number) => shifts[countUpTo(places, offset) - 1] ?? 0;
  return {
    text,
    toSource: ({ start, end }) => ({
      start: start + shiftAt(start),
      end: end > start ? end + shiftAt(end - 1) : start + shiftAt(start),
    }),
  };
}

/** How many of ascending offsets are at most the given one. */
function countUpTo(offsets: number[], offset: number): number {
  let [low, high] = [0, offsets.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((offsets[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
