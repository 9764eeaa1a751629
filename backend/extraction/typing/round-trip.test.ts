import { describe, expect, test } from "vitest";
import type { ColumnType } from "../../contract/cells.ts";
import { typeCell } from "./type-cell.ts";

const now = new Date("2026-11-23T12:00:00Z");
const locales = [
  ...["en-US", "en-GB", "en-IN", "de-DE", "de-CH", "fr-FR", "es-ES", "it-IT", "pt-BR", "nl-NL", "sv-SE"],
  ...["pl-PL", "ja-JP", "zh-CN", "hi-IN", "ar-EG"],
];
const currencies = ["USD", "EUR", "GBP", "JPY", "INR", "CHF", "SEK", "PLN", "BRL"];
const ROUNDS = 150;

/** A small linear congruential generator: the same cells on every run. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * below);
  };
}

function typed(locale: string, type: ColumnType, raw: string) {
  return typeCell(raw, { name: "x", type }, { locale, timeZone: "UTC", now });
}

describe.each(locales)("what %s writes is read back", (locale) => {
  test("numbers", () => {
    const next = seeded(1);
    const format = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 });
    for (let round = 0; round < ROUNDS; round += 1) {
      const value = (next(2) ? 1 : -1) * (next(10 ** (1 + next(9))) / 10 ** next(7));
      const rounded = Number(value.toFixed(6)) || 0;
      expect([format.format(rounded), typed(locale, "number", format.format(rounded)).value]).toEqual([
        format.format(rounded),
        rounded,
      ]);
    }
  });

  test.each(["symbol", "code"] as const)("amounts with the currency's %s", (currencyDisplay) => {
    const next = seeded(2);
    for (const currency of currencies) {
      const format = new Intl.NumberFormat(locale, { style: "currency", currency, currencyDisplay });
      const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
      for (let round = 0; round < ROUNDS / 10; round += 1) {
        const value = Number(((next(2) ? 1 : -1) * (1 + next(10_000_000) / 100)).toFixed(digits));
        const raw = format.format(value);
        expect([raw, typed(locale, "currency", raw)]).toMatchObject([raw, { value, currency }]);
      }
    }
  });

  test("percents", () => {
    const next = seeded(3);
    const format = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 2 });
    for (let round = 0; round < ROUNDS; round += 1) {
      const value = next(20_000) / 10_000;
      expect(typed(locale, "percent", format.format(value)).value).toBe(value);
    }
  });

  test.each(["short", "medium", "long", "full"] as const)("%s dates", (dateStyle) => {
    const next = seeded(4);
    const format = new Intl.DateTimeFormat(locale, { dateStyle, timeZone: "UTC", calendar: "gregory" });
    for (let round = 0; round < ROUNDS; round += 1) {
      const date = new Date(Date.UTC(1990 + next(50), next(12), 1 + next(28)));
      const raw = format.format(date);
      const { value } = typed(locale, "date", raw);
      expect([raw, value]).toEqual([raw, date.toISOString().slice(0, 10)]);
    }
  });

  test("dates with times", () => {
    const next = seeded(5);
    const options = { dateStyle: "long", timeStyle: "medium", timeZone: "UTC", calendar: "gregory" } as const;
    const format = new Intl.DateTimeFormat(locale, options);
    for (let round = 0; round < ROUNDS; round += 1) {
      const date = new Date(Date.UTC(2000 + next(40), next(12), 1 + next(28), next(24), next(60), next(60)));
      const raw = format.format(date);
      expect([raw, typed(locale, "datetime", raw).value]).toEqual([raw, date.toISOString().slice(0, 19)]);
    }
  });
});
