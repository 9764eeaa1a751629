import { expect, test } from "vitest";
import type { Cell } from "../../backend/contract/cells.ts";
import type { RowRule } from "../../backend/contract/rules.ts";
import { bindRules, brokenBy, parseRule, ruleText } from "./row-rules.ts";

const columns = ["Qty", "Price", "Amount"].map((name) => ({ name, type: "number" as const }));
const product: RowRule = { kind: "product", factors: ["qty", "Price"], product: "Amount" };
const [bound] = bindRules([product], columns);
const cells = (...values: Cell["value"][]): Cell[] => values.map((value) => ({ value }));

test.each<[string, Cell[], number | null]>([
  ["keeps it", cells(3, 9.99, 29.97), null],
  ["is rounded to cents", cells(3, 3.333, 10), null],
  ["breaks it", cells(3, 9.99, 30), 29.97],
  ["lacks a number", cells(3, null, 30), null],
  ["holds a text", cells(3, "9.99", 30), null],
  ["mixes currencies", [{ value: 3 }, { value: 2, currency: "EUR" }, { value: 7, currency: "USD" }], null],
])("a row that %s", (_, row, made) => {
  const broken = bound ? brokenBy(bound, row) : undefined;
  expect(broken && Number(broken.made.toFixed(2))).toBe(made);
});

test("a rule of a column that is not there is not used", () => {
  expect(bindRules([product], columns.slice(1))).toEqual([]);
});

test.each([
  ["Net + Tax = Total", { kind: "sum", parts: ["Net", "Tax"], total: "Total" }],
  ["Qty × Price = Amount", { kind: "product", factors: ["Qty", "Price"], product: "Amount" }],
  ["Sum = Total", { kind: "sum", parts: ["Sum"], total: "Total" }],
] as [string, RowRule][])("%s is read as it is written", (line, rule) => {
  expect(parseRule(line)).toEqual(rule);
  expect(ruleText(rule)).toBe(line);
});

test.each(["", "Net + Tax", "= Total", "Net + = Total", "A = B = C"])("%o is no rule", (line) => {
  expect(parseRule(line)).toBeNull();
});
