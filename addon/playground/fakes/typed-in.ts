import { isTextFormat, parseValue } from "numfmt";
import type { GridInput } from "../grid.ts";
import { dateToSerial } from "./zone.ts";

const MAX_CHARACTERS = 50_000;

/** Blanks that people do not see; before an `=` they do not keep a formula from being one. */
const unseen = /^[\s\p{Cf}\p{Cc}]+/u;

export interface TypingContext {
  /** BCP 47. */
  locale: string;
  timeZone: string;
}

/**
 * What `setValues` makes of a value in a cell of that format: strings are read as if a person had typed them,
 * unless the cell is plain text (`@`). It is stricter than Google where Google is not known: signs and unseen
 * characters in front start a formula too, so that only text that is protected passes.
 */
export function typedIn(value: unknown, format: string, { locale, timeZone }: TypingContext): GridInput {
  if (value === "" || value === null || value === undefined) return { value: null };
  if (isDate(value)) {
    const serial = dateToSerial(value, timeZone);
    const dated =
      format === "General" ? { format: Number.isInteger(serial) ? "M/d/yyyy" : "M/d/yyyy H:mm:ss" } : {};
    return { value: serial, ...dated };
  }
  const text = String(value);
  if (text.length > MAX_CHARACTERS) {
    throw new Error("Your input contains more than the maximum of 50000 characters in a single cell.");
  }
  if (isTextFormat(format)) return { value: text };
  if (typeof value === "number") return Number.isFinite(value) ? { value } : { value: "#NUM!" };
  if (typeof value === "boolean") return { value };
  return readText(text, format, locale);
}

/** A date from another realm is one too. */
export function isDate(value: unknown): value is Date {
  return Object.prototype.toString.call(value) === "[object Date]";
}

function readText(text: string, format: string, locale: string): GridInput {
  if (text.startsWith("'")) return { value: text.slice(1) };
  const seen = text.replace(unseen, "");
  if (/^[=＝]./u.test(seen)) return { value: null, formula: `=${seen.slice(1)}` };
  const read = readDate(seen, locale) ?? parseValue(text, { locale });
  if (read && typeof read.v !== "object") {
    return { value: read.v, ...(read.z && format === "General" ? { format: read.z } : {}) };
  }
  if (/^[+\-@＋－＠]./u.test(seen)) return { value: null, formula: `=${seen}` };
  return { value: text };
}

/** Day and month as the locale orders them; numfmt reads `1/2` as January everywhere. */
function readDate(text: string, locale: string): { v: number; z: string } | null {
  const match = /^(\d{1,2})([./-])(\d{1,2})(?:\2(\d{4}))?\.?$/.exec(text);
  if (!match) return null;
  const [, first, separator = "/", second, year] = match;
  if (separator === "." && !year && !/^(de|da|nb|no|fi|ru|pl|cs|tr)/.test(locale)) return null;
  const monthFirst = /^en(-US)?$/.test(locale);
  const [month, day] = monthFirst ? [Number(first), Number(second)] : [Number(second), Number(first)];
  const date = new Date(Date.UTC(Number(year ?? new Date().getUTCFullYear()), month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  const order = monthFirst ? ["M", "d"] : ["d", "M"];
  return { v: dateToSerial(date, "UTC"), z: [...order, ...(year ? ["yyyy"] : [])].join(separator) };
}
