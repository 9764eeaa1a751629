import { hashText } from "./hash.ts";
import { isDateFormat } from "./number-format.ts";

/** What a cell holds; a blank one has an empty string. */
export interface Content {
  value: string | number | boolean;
  /** With its `=`; empty where there is none. */
  formula: string;
  format: string;
}

/** 64 signs that need no escape in JSON. */
const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/**
 * One text for a cell's content, the same whether it is planned or read: a formula by itself, so that NOW() stays
 * what it is, a date to the second, since it is read through a Date.
 */
export function contentText({ value, formula, format }: Content): string {
  if (formula !== "") return `f${formula}`;
  if (value === "") return "";
  if (typeof value === "boolean") return `b${value}`;
  if (typeof value === "string") return `s${value.replace(/\r\n?/g, "\n")}`;
  return isDateFormat(format) ? `d${Math.round(value * 86_400)}` : `n${value}`;
}

/** 30 bits of a row's or a cell's content as five signs. */
export function shortHash(contents: string[]): string {
  let bits = parseInt(hashText(JSON.stringify(contents)).slice(-8), 16);
  let text = "";
  for (let sign = 0; sign < 5; sign++) {
    text += SIGNS[bits & 63] ?? "";
    bits >>>= 6;
  }
  return text;
}

/** The short hashes that were put one after another. */
export function splitHashes(text: string): string[] {
  return text.match(/.{5}/g) ?? [];
}
