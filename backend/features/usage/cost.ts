import type { Config } from "../../config.ts";
import type { Cost, Usage } from "../../contract/chat.ts";

type Prices = NonNullable<Config["openai"]["prices"]>;

/** Money for tokens, cached ones at their own price; null where the model has no price. */
export function costOf(usage: Usage, prices: Prices | null): Cost | null {
  if (prices === null) return null;
  const fresh = usage.inputTokens - usage.cachedTokens;
  const perMillion =
    fresh * prices.input + usage.cachedTokens * prices.cached + usage.outputTokens * prices.output;
  return { amount: Math.round(perMillion) / 1_000_000, currency: "USD" };
}
