import { expect, test } from "vitest";
import type { Column } from "../../../contract/cells.ts";
import { mostOf, takePack } from "./packs.ts";

const mood: Column[] = [{ name: "Mood", type: "enum", enum: ["good", "bad"] }];
const summary: Column[] = [{ name: "Summary", type: "text" }];
const items = (...bytes: number[]) => bytes.map((inputBytes) => ({ inputBytes, alone: false, attempts: 0 }));
const packsOf = (given: ReturnType<typeof items>, columns: Column[]) => {
  const packs: number[] = [];
  for (let pack = takePack(given, columns); pack.length > 0; pack = takePack(given, columns))
    packs.push(pack.length);
  return packs;
};

test("many short inputs go into one request where the columns are short, few where one may be long", () => {
  expect(packsOf(items(...Array(45).fill(50)), mood)).toEqual([20, 20, 5]);
  expect(packsOf(items(...Array(12).fill(50)), summary)).toEqual([5, 5, 2]);
});

test("together they are no longer than a request reads; a long one goes by itself, in its place", () => {
  expect(packsOf(items(...Array(9).fill(2_000)), mood)).toEqual([4, 4, 1]);
  expect(packsOf(items(50, 50, 50_000, 50), mood)).toEqual([2, 1, 1]);
});

test("one that failed with others goes by itself, and may take all that an answer may", () => {
  const given = items(50, 50, 50);
  const failed = given.map((item, at) => ({ ...item, alone: at === 1 }));
  expect(packsOf([...failed], mood)).toEqual([1, 1, 1]);
  const task = { columns: mood, instruction: "i", instructions: "", rules: [] };
  expect(mostOf(task, given, 100_000).outputTokens).toBeLessThan(10_000);
  expect(mostOf(task, failed.slice(1, 2), 100_000).outputTokens).toBe(100_000);
});
