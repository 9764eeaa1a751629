import { expect, test } from "vitest";
import type { Cell } from "../../backend/contract/cells.ts";
import type { Table, TableRow } from "../../backend/contract/tables.ts";
import {
  countToCheck,
  isUncountable,
  missingRows,
  placesToCheck,
  tableFromWire,
  takeRows,
  takeVersion,
} from "./table-view.ts";

const now = "2026-03-03T10:00:00.000Z";
const wire = (more: Partial<Table> = {}): Table => ({
  ...{ id: "t", conversationId: "c", messageId: "m", title: "T", dataType: "row", schemaVersion: 1 },
  ...{ format: "table", columns: [{ name: "A", type: "text" }], version: 1, rowCount: 3 },
  ...{ ledger: { expected: 3, got: 3, gaps: [] }, createdAt: now, updatedAt: now, deletedAt: null },
  ...more,
});
const row = (id: string): TableRow => ({ id, cells: [{ value: id }] });
const values = (rows: Cell[][]) => rows.map(([cell]) => cell?.value);

test("a table that is opened again has the rules that it is held against, those offered, and what was unread", () => {
  const rules = [{ kind: "sum" as const, parts: ["Net"], total: "Total" }];
  const beside = { rules, offeredRules: rules, unread: [{ start: 0, end: 5 }] };
  expect(tableFromWire({ ...wire(), ledger: { expected: 1, got: 1, gaps: [], ...beside } })).toMatchObject(
    beside,
  );
  expect(tableFromWire(wire())).toMatchObject({ rules: [], offeredRules: [], unread: [] });
});

test("rows come page by page, each with its id", () => {
  const first = takeRows(tableFromWire(wire()), { items: [row("a"), row("b")], nextCursor: "next" });
  expect(first).toMatchObject({ rowIds: ["a", "b"], rowsCursor: "next" });
  const all = takeRows(first, { items: [row("c")], nextCursor: null });
  expect(all).toMatchObject({ rowIds: ["a", "b", "c"], rowsCursor: null });
  expect(values(all.rows)).toEqual(["a", "b", "c"]);
});

test("after a change the rows stay in sight until the new ones have come, and no longer", () => {
  const before = takeRows(tableFromWire(wire()), { items: ["a", "b", "c"].map(row), nextCursor: null });
  const changed = takeVersion(before, wire({ version: 2, rowCount: 2 }));
  expect(values(changed.rows)).toEqual(["a", "b", "c"]);
  expect(changed.rowIds).toEqual([]);
  const first = takeRows(changed, { items: [row("b")], nextCursor: "next" });
  expect(values(first.rows)).toEqual(["b", "b", "c"]);
  expect(values(takeRows(first, { items: [row("d")], nextCursor: null }).rows)).toEqual(["b", "d"]);
});

test("rows that stood under other columns are not shown under the new ones", () => {
  const before = takeRows(tableFromWire(wire()), { items: [row("a")], nextCursor: null });
  const columns = [{ name: "B", type: "text" as const }];
  expect(takeVersion(before, wire({ version: 2, columns })).rows).toEqual([]);
});

const rows: Cell[][] = [
  [{ value: "x" }, { value: 1, flags: ["ambiguous-number"] }],
  [
    { value: "y", status: "not-found" },
    { value: 2, status: "not-found", edited: true },
  ],
  [
    { value: "z", flags: ["not-typed"], edited: true },
    { value: 3, flags: ["out-of-enum"], confirmed: true },
  ],
];

test("cells to check are found in reading order; what a person wrote or confirmed is settled", () => {
  const table = { ...tableFromWire(wire()), rows };
  expect(placesToCheck(table)).toEqual([
    { row: 0, column: 1 },
    { row: 1, column: 0 },
    { row: 2, column: 0 },
  ]);
  expect(countToCheck(table)).toBe(3);
  expect(countToCheck({ ...table, rowCount: 4 })).toBeNull();
});

test("a row that breaks a taken rule is to be checked at its result, until a person says that it is right", () => {
  const columns = ["Net", "Tax", "Total"].map((name) => ({ name, type: "number" as const }));
  const sums: Cell[][] = [
    [{ value: 100 }, { value: 19 }, { value: 119 }],
    [{ value: 100 }, { value: 19 }, { value: 118 }],
    [{ value: 50 }, { value: 9.5 }, { value: 60, confirmed: true }],
  ];
  const table = { ...tableFromWire(wire({ columns })), rows: sums };
  const rules = [{ kind: "sum" as const, parts: ["Net", "Tax"], total: "Total" }];
  expect(placesToCheck(table)).toEqual([]);
  expect(placesToCheck({ ...table, rules })).toEqual([{ row: 1, column: 2 }]);
  expect(countToCheck(takeVersion({ ...table, rules }, wire({ columns, version: 2 })))).toBe(1);
});

test("rows are not countable where the server counts none, unless they came without a source", () => {
  const table = { ...tableFromWire(wire({ ledger: { expected: null, got: 3, gaps: [] } })), rows };
  expect(isUncountable(table)).toBe(true);
  expect(isUncountable({ ...table, streaming: true })).toBe(false);
  expect(isUncountable({ ...table, expected: 3 })).toBe(false);
  expect(isUncountable({ ...table, rows: [[{ value: "Paris", status: "model" }]] })).toBe(false);
});

test("a row that a person left out is not missing, one that did not come is", () => {
  expect(missingRows(tableFromWire(wire({ rowCount: 2 })))).toBe(0);
  expect(missingRows(tableFromWire(wire({ ledger: { expected: 5, got: 3, gaps: [] } })))).toBe(2);
  expect(missingRows(tableFromWire(wire({ ledger: { expected: null, got: 3, gaps: [] } })))).toBe(0);
});
