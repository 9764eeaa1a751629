import { describe, expect, it } from "vitest";
import { read, slicesOf, wordsOf } from "../reading.testing.ts";

describe("columns of fixed width", () => {
  it("reads them with blank cells in between", () => {
    const text =
      "Name      City       Age\nAnna      Rome       12\nBob Meyer            13\nCarl      Oslo       14";
    const [table] = read(text);
    expect(table?.columns).toEqual(["Name", "City", "Age"]);
    expect(wordsOf(table)).toEqual([
      ["Anna", "Rome", "12"],
      ["Bob Meyer", null, "13"],
      ["Carl", "Oslo", "14"],
    ]);
    expect(slicesOf(text, table)).toEqual(wordsOf(table));
  });

  it("leaves a receipt to its labels", () => {
    const text =
      "Milch              0,99\nBrot               1,29\nSUMME              2,28\nMwSt 7%            0,15\nDatum: 03.03.2026";
    expect(read(text).some((table) => table.form === "fixed-width")).toBe(false);
  });

  it("takes a till's first item for no header, though its amount has a letter", () => {
    const [table] = read("BIO MILCH 1L      1,29 B\nPFAND 0,25        0,25 B\nBANANEN           2,13 B");
    expect(table?.rows.map(({ cells }) => cells[0]?.text)).toEqual(["BIO MILCH 1L", "PFAND 0,25", "BANANEN"]);
  });
});
