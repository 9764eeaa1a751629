import { describe, expect, it } from "vitest";
import { detect } from "./detect.ts";
import { read, wordsOf } from "./reading.testing.ts";

const size = 1_000_000;
const fill = (piece: string) => piece.repeat(Math.ceil(size / piece.length));

describe("detect", () => {
  it("reads a range as it is: one column, blank rows, quotes", () => {
    const { tables } = detect('Name\nAnna\n"two\nlines"\n', { kind: "range", title: "A1:A3" });
    expect(tables[0]?.rows.map((row) => row.cells[0]?.text)).toEqual(["Anna", "two\nlines"]);
  });

  it("reads several kinds in one text, in their order", () => {
    const text = 'Intro\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nid,total\n7,8\n9,10\n\n[{"x": 1}, {"x": 2}]\n';
    expect(read(text).map((table) => table.form)).toEqual(["markdown", "delimited", "json"]);
  });

  it("puts a list beside a table aside", () => {
    const tables = read("id,total\n7,8\n9,10\n\n- pay soon\n- say hello");
    expect(tables.map((table) => table.aside)).toEqual([false, true]);
  });

  it("finds nothing in nothing", () => {
    for (const text of ["", " ", "\n\n", "\ufeff", "---", "hello"]) expect(read(text)).toEqual([]);
  });

  it("keeps every character's place in CJK, emoji and combining marks", () => {
    const text = "名前,金額\n山田🙂,１２００\nZoe\u0301,7";
    expect(wordsOf(read(text)[0])).toEqual([
      ["山田🙂", "１２００"],
      ["Zoe\u0301", "7"],
    ]);
  });

  // Each of these took minutes with a reader that looks at the rest of the text for every line.
  it.each([
    ["one long line", fill("a")],
    ["quotes that never close", fill('"a\n')],
    ["quoted cells that never close", fill('x,"a\n')],
    ["a line of quotes", fill('"a,')],
    ["deep arrays", fill("[")],
    ["deep objects", fill('{"a":')],
    ["objects that break off", fill('{"a":1\n')],
    ["braces", fill("{\n")],
    ["tags that never close", fill("<table><tr><td>")],
    ["wide spans", fill("<tr><td colspan=1000 rowspan=1000>x")],
    ["ampersands", `<p>${fill("&")}</p>`],
    ["rules", fill("+-+\n")],
    ["labels without values", fill("total\n")],
    ["one label again and again", fill("a: b\n")],
    ["prose", fill("This is a line of text, with commas; and more.\n")],
    ["white space", fill(" ")],
  ])(
    "ends on a megabyte of %s",
    (_, text) => {
      expect(detect(text, { kind: "text", title: "" }).tables.length).toBeLessThan(3);
    },
    30_000,
  );

  it("takes more tables than a call takes arguments", () => {
    const { tables } = detect("|A|B|\n|-|-|\n|1|2|\n\n".repeat(130_000), { kind: "text", title: "" });
    expect(tables).toHaveLength(130_000);
  }, 30_000);
});
