/** Prints how many cells a second are typed, by column type; the best of several rounds over the same cells. */
import type { ColumnType } from "../contract/cells.ts";
import { typeCell } from "../extraction/typing/type-cell.ts";

const CELLS = 2_000;
const ROUNDS = 15;
const context = { timeZone: "Europe/Berlin", now: new Date("2026-11-23T12:00:00Z") };
const locales = ["en-US", "de-DE", "fr-FR", "ja-JP"];

const cellOf: Record<ColumnType, (n: number, locale: string) => string> = {
  text: (n) => `Row ${n}, as it was`,
  id: (n) => `INV-${String(n).padStart(6, "0")}`,
  integer: (n, locale) => new Intl.NumberFormat(locale).format(n * 37),
  number: (n, locale) => new Intl.NumberFormat(locale).format(n * 37.75),
  percent: (n, locale) =>
    new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 }).format(n / 999),
  currency: (n, locale) =>
    new Intl.NumberFormat(locale, { style: "currency", currency: n % 2 ? "EUR" : "USD" }).format(n * 1.37),
  date: (n, locale) =>
    dayOf(n).toLocaleDateString(locale, { dateStyle: n % 2 ? "medium" : "short", timeZone: "UTC" }),
  datetime: (n, locale) =>
    dayOf(n).toLocaleString(locale, { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" }),
  time: (n) => `${String(n % 24).padStart(2, "0")}:${String(n % 60).padStart(2, "0")}`,
  duration: (n) => (n % 2 ? `${n % 24}h ${n % 60}m` : `${n % 24}:${String(n % 60).padStart(2, "0")}:07`),
  boolean: (n) => ["yes", "no", "TRUE", "Nein"][n % 4] ?? "",
  enum: (n) => ["open", "Paid", "OVERDUE"][n % 3] ?? "",
  email: (n) => `name.${n}@example.com`,
  url: (n) => `https://example.com/items/${n}?page=2`,
  phone: (n) => `+49 30 ${1_000_000 + n}`,
};

function dayOf(n: number): Date {
  return new Date(Date.UTC(2020 + (n % 7), n % 12, 1 + (n % 28), n % 24, n % 60));
}

console.info("Cells typed a second, in thousands");
for (const [type, write] of Object.entries(cellOf) as [ColumnType, (typeof cellOf)[ColumnType]][]) {
  const column = { name: "Value", type, ...(type === "enum" ? { enum: ["open", "paid", "overdue"] } : {}) };
  const cells = Array.from({ length: CELLS }, (_, n) => {
    const locale = locales[n % locales.length] ?? "en-US";
    return { raw: write(n, locale), context: { ...context, locale } };
  });
  let fastest = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    for (const { raw, context } of cells) typeCell(raw, column, context);
    fastest = Math.min(fastest, performance.now() - start);
  }
  console.info(`  ${type.padEnd(9)} ${Math.round(CELLS / fastest)}`);
}
