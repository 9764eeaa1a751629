import { expect, test } from "vitest";
import { findHeaderRow, matchColumns } from "./match-columns.ts";

const places = (columns: string[], headers: string[], mapping?: (string | null)[]) =>
  matchColumns(columns, headers, mapping).map(({ place }) => place);

test.each([
  ["E-mail", "email"],
  ["Straße", "STRASSE"],
  ["Café", "cafe"],
  ["due_date", "Due Date"],
  [" Amount ", "amount"],
  ["№", "№"],
])("%j matches the header %j", (column, header) => {
  expect(places([column], [header])).toEqual([0]);
});

test("the same spelling wins over one that is only alike, and a header is used once", () => {
  expect(places(["email", "Email"], ["E-Mail", "email"])).toEqual([1, 0]);
});

test("columns without a header of theirs are left out", () => {
  expect(matchColumns(["Name", "Due"], ["Name", ""])).toEqual([
    { column: "Name", header: "Name", place: 0 },
    { column: "Due", header: null, place: null },
  ]);
});

test("a mapping decides: another header, a new column, or none", () => {
  expect(matchColumns(["a", "b", "c"], ["X", "Y"], ["Y", "New", null])).toEqual([
    { column: "a", header: "Y", place: 1 },
    { column: "b", header: "New", place: 2 },
    { column: "c", header: null, place: null },
  ]);
});

test("two columns under one header are refused", () => {
  expect(() => matchColumns(["a", "b"], ["X"], ["X", "X"])).toThrow(
    expect.objectContaining({ code: "mapped-twice", params: { header: "X" } }),
  );
});

test("a mapping of another length than the columns is refused", () => {
  expect(() => matchColumns(["a", "b"], ["X"], ["X"])).toThrow("another length");
});

test("names like __proto__ are plain names", () => {
  expect(places(["__proto__", "constructor"], ["constructor", "__proto__"])).toEqual([1, 0]);
});

test("a title above the headers is not taken for them", () => {
  const rows = [
    ["Invoices 2026", "", ""],
    ["No.", "Date", "Amount"],
    ["1", "2026-01-01", "5"],
  ];
  expect(findHeaderRow(rows, ["date", "amount"])).toBe(1);
  expect(findHeaderRow(rows, [])).toBe(1);
  expect(findHeaderRow([["only one", ""]], ["x"])).toBe(0);
});
