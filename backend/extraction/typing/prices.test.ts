import { expect, test } from "vitest";
import { priceCases } from "./price-cases.ts";
import { typeCell } from "./type-cell.ts";

const context = { timeZone: "UTC", now: new Date("2026-11-24T12:00:00Z") };
const column = { name: "x", type: "currency" as const };

const results = priceCases.map((price) => {
  const { value, currency = null, flags } = typeCell(price.raw, column, { ...context, locale: price.locale });
  const isRight = value === (price.value ?? price.raw);
  const isWrong = flags === undefined && (!isRight || currency !== price.currency);
  return { shown: `${price.locale} ${price.raw}: ${value} ${currency}`, isRight, isWrong };
});

test("of prices as shops and bills write them over 99 % are read by their value", () => {
  const missed = results.filter(({ isRight }) => !isRight).map(({ shown }) => shown);
  expect(results.length).toBeGreaterThanOrEqual(300);
  expect(missed.length / results.length, missed.join("; ")).toBeLessThan(0.01);
});

test("no price has a wrong value or currency without a flag", () => {
  expect(results.filter(({ isWrong }) => isWrong).map(({ shown }) => shown)).toEqual([]);
});
