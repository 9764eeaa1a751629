import { expect, test } from "vitest";
import { rowWords, wordsOf } from "./words.ts";

test.each([
  ["without case and accents", "Müller ÉCLAIR", ["muller", "eclair"]],
  ["signs part words, and single characters are none", "INV-2026/001 a b", ["inv", "2026", "001"]],
  ["every two neighbours where no spaces are written", "東京都 ABC", ["東京", "京都", "abc"]],
  ["long ones are cut", "x".repeat(60), ["x".repeat(40)]],
  ["nothing in signs alone", "– … €", []],
])("words: %s", (_, text, words) => {
  expect([...wordsOf([text])]).toEqual(words);
});

test("a row is found by what its cells say and by what code made of it", () => {
  const words = rowWords([
    { value: 1250.5, raw: "1.250,50 €" },
    { value: null },
    { value: "2026-04-03", raw: "3 April" },
  ]);
  expect([...words]).toEqual(["1250", "250", "50", "2026", "04", "03", "april"]);
});
