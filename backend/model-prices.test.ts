import { expect, test } from "vitest";
import { loadConfig } from "./config.ts";

const pricesWith = (environment: Record<string, string>) => loadConfig(environment).openai.prices;
const several = "gpt-5-mini=1,0.1,2; local/llama:8b=0,0,0\ngpt-5=3,0.3,6";

test("a model costs what OpenAI asks, a dated snapshot as much; another server's costs are not known", () => {
  expect(pricesWith({})).toEqual({ input: 0.25, cached: 0.025, output: 2 });
  expect(pricesWith({ OPENAI_MODEL: "gpt-4.1-2025-04-14" })).toEqual({ input: 2, cached: 0.5, output: 8 });
  expect(pricesWith({ OPENAI_BASE_URL: "http://127.0.0.1:1/v1" })).toBeNull();
  expect(pricesWith({ OPENAI_MODEL: "constructor" })).toBeNull();
});

test("prices that are set go before, for one model or for several by name", () => {
  expect(pricesWith({ OPENAI_PRICES: "9,8,7" })).toEqual({ input: 9, cached: 8, output: 7 });
  expect(pricesWith({ OPENAI_PRICES: several })).toEqual({ input: 1, cached: 0.1, output: 2 });
  expect(pricesWith({ OPENAI_PRICES: several, OPENAI_MODEL: "local/llama:8b" })).toMatchObject({ output: 0 });
  expect(pricesWith({ OPENAI_PRICES: several, OPENAI_MODEL: "gpt-5-2025-08-07" })).toMatchObject({
    output: 6,
  });
  expect(pricesWith({ OPENAI_PRICES: several, OPENAI_MODEL: "gpt-5-nano" })).toMatchObject({ output: 0.4 });
});

test.each(["1,2", "gpt-5=1,2", "gpt-5=1,2,3 4,5,6", "gpt-5"])(
  "prices that are none are refused: %s",
  (set) => {
    expect(() => pricesWith({ OPENAI_PRICES: set })).toThrow("OPENAI_PRICES");
  },
);
