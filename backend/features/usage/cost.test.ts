import { expect, test } from "vitest";
import { costOf } from "./cost.ts";

const prices = { input: 2, cached: 0.5, output: 8 };

test("tokens cost what the price list says, cached ones less", () => {
  const usage = { inputTokens: 1_000_000, cachedTokens: 400_000, outputTokens: 250_000 };
  expect(costOf(usage, prices)).toEqual({ amount: 1.2 + 0.2 + 2, currency: "USD" });
});

test("a fraction of a cent is kept", () => {
  expect(costOf({ inputTokens: 10, cachedTokens: 0, outputTokens: 3 }, prices)?.amount).toBe(0.000044);
});

test("without a price the cost is not known, which is not zero", () => {
  expect(costOf({ inputTokens: 10, cachedTokens: 0, outputTokens: 3 }, null)).toBeNull();
});
