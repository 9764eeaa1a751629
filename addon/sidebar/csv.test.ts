import { expect, test } from "vitest";
import { csvName, toCsv } from "./csv.ts";

const one = (value: string | number | boolean | null) =>
  toCsv([{ name: "A", type: "text" }], [[{ value }]]).split("\r\n")[1];

test.each([
  ["=1+1", "'=1+1"],
  ["+1", "'+1"],
  ["-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0"],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["  =1", "'  =1"],
  ["\u200b=1", "'\u200b=1"],
  ["\u00a0=1", "'\u00a0=1"],
  ["＝1", "'＝1"],
])("%j cannot become a formula", (value, written) => {
  expect(one(value)).toBe(written);
});

test.each([
  [-5, "-5"],
  [1234.5, "1234.5"],
  [true, "true"],
  [null, ""],
  ["007", "007"],
  ['a "b", c', '"a ""b"", c"'],
])("%j is written as %s", (value, written) => {
  expect(one(value)).toBe(written);
});

test("begins with a mark for UTF-8, and a header is data like the rest", () => {
  const csv = toCsv(
    [
      { name: "=A", type: "text" },
      { name: "B\nC", type: "text" },
    ],
    [[{ value: "x" }]],
  );
  expect(csv).toBe('\ufeff\'=A,"B\nC"\r\nx,\r\n');
});

test("a title becomes a file name that every system takes", () => {
  expect(csvName('a/b:c*"d"')).toBe("a b c d.csv");
  expect(csvName("  ")).toBe("table.csv");
});
