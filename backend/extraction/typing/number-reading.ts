import type { Digits } from "./digits.ts";
import type { Marks } from "./marks.ts";

export interface NumberReading {
  value: number;
  ambiguous: boolean;
  /** The decimal sign that the text proves. */
  proves: "." | "," | null;
  /** ISO 4217, where the text names one. */
  currency: string | null;
  /** All that the text's mark of money may mean ("$", "kr"); empty where any may ("cents"); null without one. */
  currencies: readonly string[] | null;
  /** It counted cents, not whole units of money. */
  minor: boolean;
  /** It carried a percent or per mille sign; `value` is the fraction. */
  percent: boolean;
}

export interface NumberOptions {
  /** The column's decimal sign, where its other cells prove one. */
  decimal?: "." | "," | undefined;
  /** The column mixes notations. */
  mixed?: boolean;
  /** Amounts and counts: three digits after a lone sign are thousands. */
  preferGroups?: boolean;
  /** The column holds money, whether or not the text names it. */
  amount?: boolean;
}

/** A reading of a magnitude that is known, with what its marks say. */
export function readingOf(
  magnitude: number,
  { negative, open, money, percent }: Marks,
  { ambiguous, proves }: Pick<Digits, "ambiguous" | "proves">,
): NumberReading {
  return {
    value: negative && magnitude !== 0 ? -magnitude : magnitude,
    ambiguous: ambiguous || open,
    proves,
    currency: money?.code ?? null,
    currencies: money?.codes ?? null,
    minor: money?.power === -2,
    percent,
  };
}
