import { typeCell } from "../extraction/typing/type-cell.ts";
import type { RecognizerCase } from "./recognizer-cases.ts";

/** `right` may be flagged too; `open` is another value than stated, flagged; `wrong` is the one to fear. */
export type Outcome = "right" | "text" | "open" | "wrong";

export interface Scored {
  case: RecognizerCase;
  outcome: Outcome;
  flagged: boolean;
  read: string;
}

/** Types a case's span as a cell of its kind, and compares the value and the currency. */
export function scoreCase(each: RecognizerCase): Scored {
  const { text, type, locale, now, values, currency: stated } = each;
  const typed = typeCell(text, { name: "x", type }, { locale, timeZone: "UTC", now });
  const { value, currency, flags = [] } = typed;
  const isText = flags.includes("not-typed");
  const agrees = values.some((wanted) => same(value, wanted)) && !contradicts(currency, stated);
  const outcome = isText
    ? values.length === 0
      ? "right"
      : "text"
    : agrees
      ? "right"
      : flags.length > 0
        ? "open"
        : "wrong";
  return {
    case: each,
    outcome,
    flagged: flags.length > 0 && !isText,
    read: `${value}${currency ? ` ${currency}` : ""}`,
  };
}

function same(value: unknown, wanted: number | string): boolean {
  if (typeof wanted === "string" || typeof value !== "number") return value === wanted;
  return Math.abs(value - wanted) <= 1e-9 * Math.abs(wanted);
}

function contradicts(currency: string | undefined, stated: string | null): boolean {
  return currency !== undefined && stated !== null && currency !== stated;
}

/** The share of the cases that were read right. */
export function rightShare(scored: Scored[]): number {
  return scored.filter(({ outcome }) => outcome === "right").length / scored.length;
}
