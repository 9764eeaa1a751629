import { readDate } from "../typing/date.ts";
import { type Notation, notationOf } from "../typing/notation.ts";
import { readNumber } from "../typing/number.ts";
import { yearOf } from "../typing/relative-date.ts";
import type { TypingContext } from "../typing/type-cell.ts";
import type { Place, SourceIndex } from "./source-index.ts";

const numberRun =
  /(?:[-+\u2212]\s?)?(?:\p{Sc}\s?)?[\p{Nd}.](?:[\p{Nd}.,'’\u00A0\u202F \u066B\u066C]{0,40}\p{Nd})?(?:\s?(?:[%‰]|\p{L}{1,10}\.?))?/gu;
const dateRun =
  /\d{1,4}\s?([./-])\s?\d{1,2}\s?\1\s?\d{1,4}|\d{2,4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日|\d{1,2}(?:st|nd|rd|th|er|\.)?\s(?:de\s|of\s)?\p{L}{3,12}\.?,?\s(?:de\s|del\s)?\d{4}|\p{L}{3,12}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4}/giu;

/** The places of every number and date of a source by value, whatever their spelling. Made when first asked. */
export class ValueIndex {
  readonly #source: SourceIndex;
  readonly #notation: Notation;
  readonly #year: number;
  #numbers: Map<number, Place[]> | null = null;
  #dates: Map<string, Place[]> | null = null;

  constructor(source: SourceIndex, context: TypingContext) {
    this.#source = source;
    this.#notation = notationOf(context.locale);
    this.#year = yearOf(context);
  }

  findNumber(value: number): Place[] {
    this.#numbers ??= this.#readNumbers();
    return this.#numbers.get(value) ?? [];
  }

  /** `value` is YYYY-MM-DD. */
  findDate(value: string): Place[] {
    this.#dates ??= this.#readDates();
    return this.#dates.get(value) ?? [];
  }

  #readNumbers(): Map<number, Place[]> {
    const places = new Map<number, Place[]>();
    const separator = this.#source.commaSeparates ? /[\s,]/ : /\s/;
    for (const { 0: run, index } of this.#source.text.matchAll(numberRun)) {
      this.#addNumber(places, run, index);
      if (separator.test(run.trim())) {
        for (const piece of run.matchAll(this.#source.commaSeparates ? /[^\s,]+/g : /\S+/g)) {
          this.#addNumber(places, piece[0], index + piece.index);
        }
      }
    }
    return places;
  }

  /** Under both readings where there are two; a unit that is no magnitude is left off. */
  #addNumber(places: Map<number, Place[]>, run: string, index: number): void {
    const bare = run.replace(/\s?[\p{L}]+\.?$/u, "");
    const text = bare === run || readNumber(run, this.#notation) !== null ? run : bare;
    const place = this.#source.placeAt(index, index + text.trimEnd().length);
    const values = new Set(this.#readingsOf(text));
    for (const value of values) add(places, value, values.size > 1 ? { ...place, ambiguous: true } : place);
  }

  #readingsOf(text: string): number[] {
    if (/^\d{1,15}$/.test(text)) return [Number(text)];
    return ([".", ","] as const).flatMap((decimal) => {
      return readNumber(text, this.#notation, { decimal })?.value ?? [];
    });
  }

  #readDates(): Map<string, Place[]> {
    const places = new Map<string, Place[]>();
    for (const { 0: run, index } of this.#source.text.matchAll(dateRun)) {
      const readings = (["dmy", "mdy"] as const).flatMap((order) => {
        return readDate(run, this.#notation, { year: this.#year, order })?.value ?? [];
      });
      const place = this.#source.placeAt(index, index + run.length);
      const values = new Set(readings);
      for (const value of values) add(places, value, values.size > 1 ? { ...place, ambiguous: true } : place);
    }
    return places;
  }
}

function add<K>(places: Map<K, Place[]>, key: K, place: Place): void {
  const known = places.get(key);
  if (known) known.push(place);
  else places.set(key, [place]);
}
