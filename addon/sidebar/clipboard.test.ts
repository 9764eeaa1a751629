// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { readPaste } from "./clipboard.ts";

const paste = (data: Record<string, string>) =>
  readPaste({ getData: (type: string) => data[type] ?? "" }, new DOMParser());

const sheetHtml = `<google-sheets-html-origin><style>td {color: red}</style><table xmlns="x" dir="ltr" border="1"
  data-sheets-root="1"><colgroup><col width="100"/></colgroup><tbody><tr style="height:21px"><td style="x"
  data-sheets-value="{}">Name</td><td colspan="2">Sum</td></tr><tr><td>007</td><td>1</td><td>2</td></tr></tbody></table>`;

test("a spreadsheet's cells keep their HTML, without its looks", () => {
  const pasted = paste({ "text/html": sheetHtml, "text/plain": "Name\tSum\n007\t1\t2" });
  expect(pasted).toMatchObject({ kind: "table", shape: { rows: 2, columns: 3 } });
  expect(pasted?.text).toContain('<td colspan="2">Sum</td>');
  expect(pasted?.text).toContain("<td>007</td>");
  expect(pasted?.text).not.toMatch(/style|colgroup|data-sheets|border/);
});

test("the largest table of a mail gives the size, and its prose stays", () => {
  const html = `<p>Hello</p><table><tr><td>${sheetHtml}</td></tr></table>`;
  const pasted = paste({ "text/html": html, "text/plain": "Hello" });
  expect(pasted).toMatchObject({ kind: "table", shape: { rows: 2, columns: 3 } });
  expect(pasted?.text).toContain("<p>Hello</p>");
});

test("a layout table of one cell is no table", () => {
  expect(paste({ "text/html": "<table><tr><td>Hi</td></tr></table>", "text/plain": "Hi" })).toBeNull();
});

test("tab-separated lines are a table however short", () => {
  expect(paste({ "text/plain": "a\tb\n1\t2" })).toEqual({
    kind: "table",
    text: "a\tb\n1\t2",
    shape: { rows: 2, columns: 2 },
  });
});

test.each([
  ["a,b\n1,2\n3,4", { rows: 3, columns: 2 }],
  ['a;b\n"x;y";2\n3;4', { rows: 3, columns: 2 }],
  ["| a | b |\n| --- | ---: |\n| 1 | 2 |", { rows: 2, columns: 2 }],
  ["a | b\n--- | ---\n1 | 2\n3 | 4", { rows: 3, columns: 2 }],
])("%j is a table", (text, shape) => {
  expect(paste({ "text/plain": text })).toMatchObject({ kind: "table", shape });
});

test.each(["Hello, Anna", "this | that\nor | other", "one, two\nthree\nfour, five, six", "x".repeat(500)])(
  "%j is typed text",
  (text) => {
    expect(paste({ "text/plain": text })).toBeNull();
  },
);

test("text over 500 characters becomes a chip, whole", () => {
  const text = "word ".repeat(101);
  expect(paste({ "text/plain": text })).toEqual({ kind: "text", text });
});
