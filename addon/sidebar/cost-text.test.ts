import { expect, test } from "vitest";
import { costText } from "./cost-text.ts";

test.each([
  [0.00413, "EUR", "en", "0.41 ct"],
  [0.00413, "EUR", "de", "0,41 ct"],
  [0.12, "USD", "en", "12 ¢"],
  [0, "USD", "en", "0 ¢"],
  [1.5, "USD", "en", "$1.50"],
  [0.5, "JPY", "en", "¥1"],
])("%d %s in %s is %s", (amount, currency, language, text) => {
  expect(costText({ amount, currency }, language)).toBe(text);
});
