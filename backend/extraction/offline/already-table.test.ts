import { expect, test } from "vitest";
import { isAlreadyTable, isPlainAsk } from "./already-table.ts";

const text = (it: string) => isAlreadyTable({ kind: "text", title: "", text: it });

test.each([
  "",
  "put this into the sheet",
  "Please insert the table.",
  "Füge diese Tabelle in das Blatt ein",
  "into the sheet",
])("asks for the rows as they are: %s", (prompt) => expect(isPlainAsk(prompt)).toBe(true));

test.each([
  "put this into the sheet and add the VAT",
  "summarise this",
  "What is the total?",
  "insert only the unpaid ones",
])("asks for more: %s", (prompt) => expect(isPlainAsk(prompt)).toBe(false));

test("a whole table with a header is one already; prose beside it, gaps and forms are not", () => {
  expect(text("id,total\n1,2\n3,4")).toBe(true);
  expect(text('[{"id": 1}, {"id": 2}]')).toBe(true);
  expect(text("| a | b |\n|---|---|\n| 1 | 2 |")).toBe(true);
  expect(text("See you on Monday.\n\nid,total\n1,2\n3,4")).toBe(false);
  expect(text("id,total\n1,2\n3,4,5\n6,7")).toBe(false);
  expect(text("Name: Anna\nPhone: 1")).toBe(false);
  expect(text("Rome is old.")).toBe(false);
});

test("a long table of lines is one by its ends; one that ends in prose or in other columns is none", () => {
  const rows = Array.from({ length: 9_000 }, (_, n) => `A-${n},${n}.50,2026-03-04`).join("\n");
  const long = `number,total,due\n${rows}`;
  expect(long.length).toBeGreaterThan(128 * 1024);
  expect(text(long)).toBe(true);
  expect(text(`${long}\n\nPlease pay all of these by Friday.\nAnna`)).toBe(false);
  expect(text(`${long}\n1,2,3,4,5`)).toBe(false);
  expect(text(`Dear all, here they are:\n\n${long}`)).toBe(false);
  expect(text("Rome is old. ".repeat(12_000))).toBe(false);
});
