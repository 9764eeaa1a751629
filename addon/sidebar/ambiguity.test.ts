import { expect, test } from "vitest";
import type { Cell, ColumnType } from "../../backend/contract/cells.ts";
import { decide, findAmbiguities } from "./ambiguity.ts";
import { startTable } from "./table-view.ts";

function tableOf(type: ColumnType, cells: Cell[]) {
  const columns = [{ name: "Due", type }];
  const start = { type: "table-start" as const, tableId: "t", title: "T", columns, version: 1 };
  return { ...startTable(start, "m", undefined), rows: cells.map((cell) => [cell]) };
}
const date = (value: string, raw: string, more: Partial<Cell> = {}): Cell => ({
  ...{ value, raw, flags: ["ambiguous-date"] },
  ...more,
});
const number = (value: number, raw: string): Cell => ({ value, raw, flags: ["ambiguous-number"] });
const values = (cells: Cell[]) => cells.map(({ value }) => value);

test.each([
  ["day first", date("2026-04-03", "03/04/2026")],
  ["month first", date("2026-03-04", "03/04/2026")],
])("a date that was read %s is offered both ways, day first before month first", (_, cell) => {
  const [found] = findAmbiguities(tableOf("date", [cell]));
  expect(values(found?.readings ?? [])).toEqual(["2026-04-03", "2026-03-04"]);
});

test.each([
  ["1.250", 1.25, [1250, 1.25]],
  ["1.250", 1250, [1250, 1.25]],
  ["1,250", 1250, [1.25, 1250]],
  ["EUR -2.000", -2, [-2000, -2]],
])("%s read as %d is offered with a decimal comma and with a decimal point", (raw, value, both) => {
  const [found] = findAmbiguities(tableOf("number", [number(value, raw)]));
  expect(values(found?.readings ?? [])).toEqual(both);
});

test("a column is asked about once, with the number of its open cells", () => {
  const cells = [
    date("2026-04-03", "03/04/2026"),
    date("2026-06-05", "05/06/2026"),
    date("2026-06-05", "05/06/2026", { confirmed: true }),
    { value: "2026-06-25" },
  ];
  expect(findAmbiguities(tableOf("date", cells))).toMatchObject([{ column: 0, kind: "date", count: 2 }]);
});

test.each([
  ["date", 0, { type: "date", dateOrder: "day-first" }],
  ["date", 1, { type: "date", dateOrder: "month-first" }],
  ["number", 0, { type: "currency", decimal: "," }],
  ["number", 1, { type: "currency", decimal: "." }],
] as const)(
  "the decision on a %s, answer %d, reads the column anew as the type that it has",
  (kind, choice, read) => {
    const column = { name: "A", type: kind === "date" ? ("date" as const) : ("currency" as const) };
    const cell = { value: null };
    const ambiguity = { column: 2, name: "A", kind, count: 1, readings: [cell, cell] as [Cell, Cell] };
    expect(decide(ambiguity, column, choice)).toEqual({ op: "retype-column", column: 2, ...read });
  },
);
