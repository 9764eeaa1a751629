import type { Cost } from "../../backend/contract/chat.ts";

/** Hundredths by the sign that people write after a number. */
const hundredths: Record<string, string> = { EUR: "ct", USD: "¢" };

/** Money as people say it: "0.4 ct" below one whole unit, to two digits that count, else as an amount. */
export function costText({ amount, currency }: Cost, language: string): string {
  const small = hundredths[currency];
  if (small === undefined || amount >= 1) {
    return new Intl.NumberFormat(language, { style: "currency", currency }).format(amount);
  }
  return `${new Intl.NumberFormat(language, { maximumSignificantDigits: 2 }).format(amount * 100)} ${small}`;
}
