import { expect, test } from "vitest";
import { type Block, type Inline, parseInline, parseMarkdown } from "./markdown.ts";

const plain = (inner: Inline[]): string =>
  inner
    .map((part) => (typeof part === "string" ? part : "text" in part ? part.text : plain(part.inner)))
    .join("");

test.each<[string, Inline[]]>([
  ["a **b** c", ["a ", { type: "strong", inner: ["b"] }, " c"]],
  [
    "*a* _b_ ~~c~~",
    [{ type: "em", inner: ["a"] }, " ", { type: "em", inner: ["b"] }, " ", { type: "del", inner: ["c"] }],
  ],
  ["**a *b* c**", [{ type: "strong", inner: ["a ", { type: "em", inner: ["b"] }, " c"] }]],
  ["`a *b*` c", [{ type: "code", text: "a *b*" }, " c"]],
  ["`` a`b ``", [{ type: "code", text: "a`b" }]],
  ["5 * 3 * 2", ["5 * 3 * 2"]],
  ["snake_case_name", ["snake_case_name"]],
  ["a **b", ["a **b"]],
  ["[a](https://x.example/b?c=1)", [{ type: "link", href: "https://x.example/b?c=1", inner: ["a"] }]],
  [
    "see https://x.example/a.",
    ["see ", { type: "link", href: "https://x.example/a", inner: ["https://x.example/a"] }, "."],
  ],
])("%j", (text, expected) => {
  expect(parseInline(text)).toEqual(expected);
});

test("a backslash takes a sign's meaning away", () => {
  expect(plain(parseInline("\\*a\\* 1\\. \\[x\\]"))).toBe("*a* 1. [x]");
});

test("a list keeps its number, its nested list and its loose items", () => {
  const [list] = parseMarkdown("3. one\n4. two\n   - deep\n   - er\n\n5. three\nstill three");
  expect(list).toEqual({
    type: "list",
    start: 3,
    items: [
      [{ type: "paragraph", inner: ["one"] }],
      [
        { type: "paragraph", inner: ["two"] },
        {
          type: "list",
          start: null,
          items: [[{ type: "paragraph", inner: ["deep"] }], [{ type: "paragraph", inner: ["er"] }]],
        },
      ],
      [{ type: "paragraph", inner: ["three\nstill three"] }],
    ],
  });
});

test("what follows a list after a blank line is not part of it", () => {
  expect(parseMarkdown("- a\n- b\n\nafter").map(({ type }) => type)).toEqual(["list", "paragraph"]);
});

test.each<[string, Block["type"][]]>([
  ["# T\ntext\n***\n> q\n> r", ["heading", "paragraph", "rule", "quote"]],
  ["text\n- a\n- b", ["paragraph", "list"]],
  ["text\n```js\n- a\n\n# b\n```\nafter", ["paragraph", "code", "paragraph"]],
  ["```\nnever closed", ["code"]],
  ["text\n| a | b |\n|---|:-:|\n| 1 | 2 |\nafter", ["paragraph", "table", "paragraph"]],
  ["a | b", ["paragraph"]],
  ["- - -", ["rule"]],
  ["", []],
])("%j", (text, types) => {
  expect(parseMarkdown(text).map(({ type }) => type)).toEqual(types);
});

test("a table's cells may hold an escaped bar", () => {
  const [table] = parseMarkdown("| a |\n|---|\n| x \\| y |");
  expect(table).toMatchObject({ type: "table", rows: [[["x | y"]]] });
});

test.each(["**a", "*a ", "[", "`", "> ", "- ", "| a |\n|---|\n", "_a_*b", "![", "~~"])(
  "a long repetition of %j is read to its end",
  (part) => {
    expect(parseMarkdown(part.repeat(5_000)).length).toBeGreaterThan(0);
  },
);
