import type { Cell, CellFlag, Column, ColumnType } from "../../contract/cells.ts";
import { readClock, splitDateTime } from "./clock.ts";
import { readEmail, readPhone, readUrl } from "./contact.ts";
import { currencyIn } from "./currency.ts";
import { type DateReading, readDate } from "./date.ts";
import { readDuration } from "./duration.ts";
import { type DateOrder, type Notation, notationOf } from "./notation.ts";
import { readNumber } from "./number.ts";
import type { NumberReading } from "./number-reading.ts";
import { readRelative, yearOf } from "./relative-date.ts";
import { closeOption, readBoolean, readOption } from "./words.ts";

/** How a column writes numbers and dates, where its own cells prove it. */
export interface ColumnReading {
  decimal?: "." | ",";
  dateOrder?: DateOrder;
  /** Its cells contradict each other: what nearly all of them are written in, null where nothing is. */
  mixed?: { usual: "." | "," | DateOrder | null };
}

/** What a cell's reading depends on beside its own text. */
export interface TypingContext {
  /** BCP 47: the sheet's. */
  locale: string;
  /** IANA. */
  timeZone: string;
  /** When the person wrote, for relative dates and two-digit years. */
  now: Date;
  /** BCP 47: what the cells are written in; "und" is ISO dates and point decimals. The locale by default. */
  notation?: string;
  /** From `readColumn`: it decides what a cell alone leaves open. */
  reading?: ColumnReading;
}

export interface TypedValue {
  value: Cell["value"];
  /** ISO 4217. */
  currency?: string;
  flags?: CellFlag[];
}

type Read = (text: string, column: Column, context: TypingContext) => TypedValue | null;

/** No number, date or address is longer. */
const LONGEST_READABLE = 500;

/**
 * A quote as its column's type asks for it. Blank is null; what cannot be read stays the text it was,
 * flagged `not-typed`: never 0, null or a guess. Never throws.
 */
export function typeCell(raw: string, column: Column, context: TypingContext): TypedValue {
  if (raw.trim() === "") return { value: null };
  if (column.type === "text") return { value: raw };
  if (column.type === "id") return { value: raw.trim() };
  const readable = raw.length <= LONGEST_READABLE || column.type === "url";
  const typed = readable ? readers[column.type](raw.trim(), column, context) : null;
  return typed ?? { value: raw, flags: ["not-typed"] };
}

/** The signs and orders that a cell is read by. */
export function cellNotation({ locale, notation }: TypingContext): Notation {
  return notationOf(notation ?? locale);
}

const readers: Record<Exclude<ColumnType, "text" | "id">, Read> = {
  integer: readAsInteger,
  number: readAsNumber,
  percent: readAsPercent,
  currency: readAsCurrency,
  date: readAsDate,
  datetime: readAsDateTime,
  time: (text) => plain(readClock(text)),
  duration: readAsDuration,
  boolean: (text) => plain(readBoolean(text)),
  enum: readAsEnum,
  email: (text) => plain(readEmail(text)),
  url: (text) => plain(readUrl(text)),
  phone: (text, _column, { locale }) => plain(readPhone(text, notationOf(locale).region)),
};

function readAsInteger(text: string, _column: Column, context: TypingContext): TypedValue | null {
  const reading = numberIn(text, context, { preferGroups: true });
  return reading && Number.isInteger(reading.value) && !reading.percent ? countable(text, reading) : null;
}

function readAsNumber(text: string, _column: Column, context: TypingContext): TypedValue | null {
  const reading = numberIn(text, context, {});
  return reading && countable(text, reading);
}

/** "5 pounds" may be a weight; "50 cents" is neither 50 nor 0.5 of anything but money. */
function countable(text: string, reading: NumberReading): TypedValue | null {
  if (reading.minor) return null;
  const isShared = (reading.currencies?.length ?? 0) > 1 && !/\p{Sc}/u.test(text);
  return numeric({ ...reading, ambiguous: reading.ambiguous || isShared });
}

function readAsPercent(text: string, column: Column, context: TypingContext): TypedValue | null {
  const reading = numberIn(text, context, {});
  if (!reading || reading.percent) return reading && numeric(reading);
  if (reading.currencies !== null) return null;
  const namesSign = /%|percent|prozent|procent|pourcent|por ?c[ie]ento|per ?cento/i.test(column.name);
  const fraction = Math.abs(reading.value) <= 1 && reading.value !== 0 && !namesSign;
  const value = fraction ? reading.value : Number(`${reading.value}e-2`);
  return numeric({ ...reading, value, ambiguous: reading.ambiguous || fraction });
}

function readAsCurrency(text: string, column: Column, context: TypingContext): TypedValue | null {
  const reading = numberIn(text, context, { preferGroups: true, amount: true });
  if (!reading || reading.percent) return null;
  const header = currencyIn(column.name, cellNotation(context));
  const { currencies } = reading;
  const fits = header !== null && (!currencies?.length || currencies.includes(header));
  const currency = fits ? header : reading.currency;
  return numeric({
    ...reading,
    currency,
    ambiguous: reading.ambiguous || (currencies !== null && currency === null),
  });
}

function numberIn(
  text: string,
  context: TypingContext,
  options: { preferGroups?: boolean; amount?: boolean },
): NumberReading | null {
  const mixed = context.reading?.mixed !== undefined;
  const decimal = context.notation === "und" ? "." : context.reading?.decimal;
  const reading = readNumber(text, cellNotation(context), { ...options, decimal, mixed });
  return reading && isUnusual(reading.proves, context) ? { ...reading, ambiguous: true } : reading;
}

/** A column that mixes notations may hold a slip: what is written unlike its other cells is left open. */
function isUnusual(proves: "." | "," | DateOrder | null, { reading }: TypingContext): boolean {
  return reading?.mixed !== undefined && proves !== null && proves !== reading.mixed.usual;
}

function numeric({
  value,
  currency,
  ambiguous,
}: Pick<NumberReading, "value" | "currency" | "ambiguous">): TypedValue {
  return {
    value,
    ...(currency === null ? {} : { currency }),
    ...(ambiguous ? { flags: ["ambiguous-number"] } : {}),
  };
}

function readAsDate(text: string, _column: Column, context: TypingContext): TypedValue | null {
  const reading = dateIn(text, context);
  if (reading) return dated(reading.value, reading.ambiguous);
  const moment = momentIn(text, context);
  if (moment) return dated(moment.value.slice(0, 10), moment.ambiguous);
  const relative = readRelative(text, cellNotation(context), context);
  return relative && dated(relative.date, relative.ambiguous);
}

function readAsDateTime(text: string, _column: Column, context: TypingContext): TypedValue | null {
  const moment = momentIn(text, context);
  if (moment) return dated(moment.value, moment.ambiguous);
  const relative = readRelative(text, cellNotation(context), context);
  return relative?.time ? dated(`${relative.date}T${relative.time}`, relative.ambiguous) : null;
}

function dateIn(text: string, context: TypingContext): DateReading | null {
  const order = context.reading?.dateOrder;
  const reading = readDate(text, cellNotation(context), { year: yearOf(context), order });
  return reading && isUnusual(reading.proves, context) ? { ...reading, ambiguous: true } : reading;
}

/** A date and a time of day, in either order, with the offset that the text gives. */
function momentIn(text: string, context: TypingContext): { value: string; ambiguous: boolean } | null {
  const { language } = cellNotation(context);
  for (const { date, time, offset } of splitDateTime(text)) {
    // "12:00 AM 1/1/26": "am" is a German date's word only.
    if (/^am\s/i.test(date) && (language !== "de" || date.startsWith("AM"))) continue;
    const clock = readClock(time);
    const day = clock === null ? null : dateIn(date, context);
    if (clock !== null && day) return { value: `${day.value}T${clock}${offset}`, ambiguous: day.ambiguous };
  }
  return null;
}

function dated(value: string, ambiguous: boolean): TypedValue {
  return ambiguous ? { value, flags: ["ambiguous-date"] } : { value };
}

function readAsDuration(text: string, column: Column, context: TypingContext): TypedValue | null {
  const reading = readDuration(text, cellNotation(context), column.name);
  return reading && numeric({ value: reading.seconds, ambiguous: reading.ambiguous, currency: null });
}

function readAsEnum(text: string, { enum: options = [] }: Column): TypedValue {
  const option = options.length === 0 ? text : readOption(text, options);
  // What is close to one is taken for it, and a person is asked.
  return option === null
    ? { value: closeOption(text, options) ?? text, flags: ["out-of-enum"] }
    : { value: option };
}

function plain(value: string | boolean | null): TypedValue | null {
  return value === null ? null : { value };
}
