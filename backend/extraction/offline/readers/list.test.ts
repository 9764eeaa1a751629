import { describe, expect, it } from "vitest";
import { read, slicesOf, wordsOf } from "../reading.testing.ts";

describe("lists", () => {
  it("reads bullets, with lines that are set in", () => {
    const text = "Shopping:\n- [ ] milk\n- rye bread\n  from the market\n• 鱼 🐟";
    const [table] = read(text);
    expect(table?.title).toBe("Shopping");
    expect(wordsOf(table)).toEqual([["milk"], ["rye bread from the market"], ["鱼 🐟"]]);
    expect(slicesOf(text, table)[2]).toEqual(["鱼 🐟"]);
  });

  it("keeps the numbers of a numbered list and cuts name from value", () => {
    const [table] = read("1. Berlin – 3,600,000\n2. Paris – 2,100,000");
    expect(table?.columns).toEqual(["No.", "Column 1", "Column 2"]);
    expect(wordsOf(table)).toEqual([
      ["1", "Berlin", "3,600,000"],
      ["2", "Paris", "2,100,000"],
    ]);
  });

  it("keeps two kinds of list apart", () => {
    expect(read("- a\n- b\n\n1. c\n2. d").map((table) => table.rows.length)).toEqual([2, 2]);
  });
});
