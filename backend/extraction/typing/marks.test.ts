import { describe, expect, test } from "vitest";
import type { ColumnType } from "../../contract/cells.ts";
import { type TypedValue, typeCell } from "./type-cell.ts";

function typed(locale: string, type: ColumnType, raw: string): TypedValue {
  const context = { locale, timeZone: "UTC", now: new Date("2026-11-24T12:00:00Z") };
  return typeCell(raw, { name: "x", type }, context);
}

const open: Pick<TypedValue, "flags"> = { flags: ["ambiguous-number"] };

describe("what stands beside an amount", () => {
  test.each<[string, string, TypedValue]>([
    ["en", "$50.00 CR", { value: 50, currency: "USD", ...open }],
    ["en", "50.00 DR", { value: -50, ...open }],
    ["en-IN", "₹ 2 Cr", { value: 20_000_000, currency: "INR", ...open }],
  ])("a credit adds, a debit takes away, a crore is neither: %s %s", (locale, raw, expected) => {
    expect(typed(locale, "currency", raw)).toEqual(expected);
  });

  test.each<[string, string, TypedValue]>([
    ["ja", "▲8,765円", { value: -8765, currency: "JPY" }],
    ["ja", "△8,765", { value: -8765, ...open }],
    ["en", "▲8,765", { value: "▲8,765", flags: ["not-typed"] }],
  ])("a triangle is a Japanese minus: %s %s", (locale, raw, expected) => {
    expect(typed(locale, "currency", raw)).toEqual(expected);
  });

  test.each<[string, string, TypedValue]>([
    ["en-GB", "50p", { value: 0.5, currency: "GBP" }],
    ["da", "25 øre", { value: 0.25, currency: "DKK" }],
    ["pl", "50 gr", { value: 0.5, currency: "PLN" }],
    ["en", "99 cents", { value: 0.99, ...open }],
  ])(
    "minor units are hundredths, of an open currency where several have them: %s %s",
    (locale, raw, expected) => {
      expect(typed(locale, "currency", raw)).toEqual(expected);
    },
  );

  test.each<[string, string, TypedValue]>([
    ["en", "only $5", { value: 5, currency: "USD" }],
    ["en", "from $5", { value: 5, currency: "USD", ...open }],
    ["en", "$5 per month", { value: 5, currency: "USD", ...open }],
    ["de", "250 € VB", { value: 250, currency: "EUR", ...open }],
  ])("a qualifier that changes the price flags it: %s %s", (locale, raw, expected) => {
    expect(typed(locale, "currency", raw)).toEqual(expected);
  });

  test.each<[string, string, TypedValue]>([
    ["en", "100 kr", { value: 100, ...open }],
    ["sv", "100 kr", { value: 100, currency: "SEK" }],
    ["fr", "5 000 FCFA", { value: 5000, ...open }],
    ["zh-TW", "1,200元", { value: 1200, currency: "TWD" }],
    ["en", "C$10", { value: 10, currency: "CAD" }],
    ["es-NI", "C$10", { value: 10, currency: "NIO" }],
  ])(
    "a sign that several currencies share is the locale's own, else open: %s %s",
    (locale, raw, expected) => {
      expect(typed(locale, "currency", raw)).toEqual(expected);
    },
  );
});

test.each<[string, string, number]>([
  ["en", "3 dozen", 36],
  ["en", "2.5 dozen", 30],
  ["de", "2 Dutzend", 24],
])("dozens count by twelve: %s %s", (locale, raw, value) => {
  expect(typed(locale, "number", raw)).toEqual({ value });
});
