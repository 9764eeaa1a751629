/** USD per million tokens. */
export interface Prices {
  input: number;
  cached: number;
  output: number;
}

export type PriceTable = Record<string, Prices>;

/**
 * What OpenAI itself asks, standard tier, text: https://platform.openai.com/docs/pricing as of August 2025.
 * `OPENAI_PRICES` goes before it.
 */
const openAiPrices: PriceTable = {
  "gpt-5": { input: 1.25, cached: 0.125, output: 10 },
  "gpt-5-mini": { input: 0.25, cached: 0.025, output: 2 },
  "gpt-5-nano": { input: 0.05, cached: 0.005, output: 0.4 },
  "gpt-4.1": { input: 2, cached: 0.5, output: 8 },
  "gpt-4.1-mini": { input: 0.4, cached: 0.1, output: 1.6 },
  "gpt-4.1-nano": { input: 0.1, cached: 0.025, output: 0.4 },
  "gpt-4o": { input: 2.5, cached: 1.25, output: 10 },
  "gpt-4o-mini": { input: 0.15, cached: 0.075, output: 0.6 },
  "o4-mini": { input: 1.1, cached: 0.275, output: 4.4 },
};

/**
 * A model's prices: those that were set, for it or for whichever model, else OpenAI's own where it answers. A dated
 * snapshot costs what its model costs. Null: not known, which is not free.
 */
export function pricesOf(
  model: string,
  { set, isOpenAi }: { set: PriceTable | undefined; isOpenAi: boolean },
): Prices | null {
  const names = [model, model.replace(/-\d{4}-\d{2}-\d{2}$/, "")];
  const tables = [set ?? {}, isOpenAi ? openAiPrices : {}].map((table) => new Map(Object.entries(table)));
  const [own, openAi] = tables.map((table) => names.map((name) => table.get(name)).find((prices) => prices));
  return own ?? set?.["*"] ?? openAi ?? null;
}
