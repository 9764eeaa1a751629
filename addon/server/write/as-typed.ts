import type { SheetCell } from "./encode.ts";
import { GENERAL, isDateFormat, TEXT } from "./number-format.ts";

/** Words that a sheet takes for a truth value, in the languages that have them. */
const truths =
  /^(true|false|wahr|falsch|vrai|faux|verdadero|falso|vero|waar|onwaar|prawda|fałsz|doğru|yanlış)$/i;

/**
 * What `setValues` is given so that the cell reads back as it was planned. In a plain-text cell (`@`) every string
 * is itself. Elsewhere it gets an apostrophe unless it is of letters alone, which nothing but a truth value starts.
 */
export function asTyped({ value, format, formula }: SheetCell): string | number | boolean {
  if (formula) return formula;
  if (typeof value !== "string" || value === "" || format === TEXT) return value;
  return /^\p{L}[\p{L} ]*$/u.test(value) && !truths.test(value.trim()) && value === value.trim()
    ? value
    : `'${value}`;
}

/**
 * The cell in the format of the column that it joins, where that shows its kind: a date by a date's, an amount by
 * one of the same currency, a text by any.
 */
export function inFormatOf(cell: SheetCell, standing: string): SheetCell {
  if (typeof cell.value === "string") return { ...cell, format: standing || GENERAL };
  if (standing === GENERAL || standing === TEXT || standing === "") return cell;
  return formatKind(standing) === formatKind(cell.format) ? { ...cell, format: standing } : cell;
}

function formatKind(format: string): string {
  if (isDateFormat(format)) return "date";
  if (format.includes("%")) return "percent";
  return /\[\$([^\]-]+)|[€$£¥]/.exec(format)?.[0].replace("[$", "") ?? "number";
}
