import { encode } from "gpt-tokenizer/encoding/o200k_base";
import { expect, test } from "vitest";
import { rowInstructions } from "./instructions.ts";
import { estimateTokens } from "./token-estimate.ts";

const rows = Array.from({ length: 50 }, (_, n) => [
  `INV-${n}`,
  "2026-03-04",
  `Firma Nr. ${n} "Süd"`,
  "1.250,00 €",
]);

test.each([
  ["English instructions", rowInstructions],
  [
    "a German letter",
    "Anbei die Rechnung Nr. 2026-0042 über 1.250,00 € zzgl. 19 % USt. Bitte zahlen Sie bis zum 3.4.2026.",
  ],
  ["rows of JSON", JSON.stringify({ rows })],
  ["Japanese", "東京都渋谷区の株式会社サンプルより、請求書番号A-1、合計金額12,500円のご請求です。"],
])("tokens are estimated within a fifth of what o200k counts: %s", (_name, text) => {
  const share = estimateTokens(text) / encode(text).length;
  expect(share).toBeGreaterThan(0.8);
  expect(share).toBeLessThan(1.2);
});
