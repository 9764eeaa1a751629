import { expect, test } from "vitest";
import type { GridInput, GridValue } from "../playground/grid.ts";
import { MemoryGrid, type MemoryGridOptions } from "../playground/memory-grid.ts";
import { openScript } from "../script-in-vm.ts";
import { toBcp47 } from "./locale.ts";

function gridWith(
  lines: (GridValue | GridInput)[][],
  at = { row: 0, column: 0 },
  options?: MemoryGridOptions,
) {
  const grid = new MemoryGrid(options);
  const cells = lines.map((line) =>
    line.map((cell) => (typeof cell === "object" && cell !== null ? cell : { value: cell })),
  );
  grid.write(0, { ...at, rows: cells.length, columns: cells[0]?.length ?? 0 }, cells);
  return grid;
}

const people = [
  ["Name", "Born"],
  ["Ada", { value: -30701, format: "yyyy-mm-dd" }],
  ["Grace", { value: 2535, format: "yyyy-mm-dd" }],
];

test.each([
  ["de_DE", "de-DE"],
  ["iw_IL", "he-IL"],
  ["en_GB", "en-GB"],
  ["sr_RS@latin", "sr-RS"],
  ["", "en"],
])("the locale %j is %s", (locale, tag) => {
  expect(toBcp47(locale)).toBe(tag);
});

test("a selection is read as it is shown, its first row known as headers", async () => {
  const grid = gridWith(people);
  grid.select(0, { row: 0, column: 0, rows: 3, columns: 2 });
  const { call } = await openScript(grid);
  expect(call("readSelection", { maxCells: 100 })).toEqual({
    a1: "A1:B3",
    sheet: "Sheet1",
    rows: 3,
    columns: 2,
    values: [
      ["Name", "Born"],
      ["Ada", "1815-12-10"],
      ["Grace", "1906-12-09"],
    ],
    hasHeader: true,
  });
});

test("rows in the middle of a text table are not taken for headers", async () => {
  const grid = gridWith([["City"], ["Rome"], ["Oslo"]]);
  grid.select(0, { row: 1, column: 0, rows: 2, columns: 1 });
  const { call } = await openScript(grid);
  expect(call("readSelection", { maxCells: 100 }).hasHeader).toBe(false);
});

test("whole columns are cut to their data", async () => {
  const grid = gridWith(people);
  grid.select(0, { row: 0, column: 0, rows: 1_000, columns: 2 });
  const { call } = await openScript(grid);
  expect(call("readSelection", { maxCells: 100 })).toMatchObject({ a1: "A1:B3", rows: 3 });
});

test("whole columns of an empty sheet hold nothing", async () => {
  const grid = new MemoryGrid();
  grid.select(0, { row: 0, column: 0, rows: 1_000, columns: 2 });
  const { call } = await openScript(grid);
  expect(() => call("readSelection", { maxCells: 100 })).toThrow(
    expect.objectContaining({ code: "no-selection" }),
  );
});

test("several ranges are refused by name", async () => {
  const grid = gridWith(people);
  grid.select(0, { row: 0, column: 0, rows: 2, columns: 1 }, { row: 0, column: 3, rows: 2, columns: 1 });
  const { call } = await openScript(grid);
  expect(() => call("readSelection", { maxCells: 100 })).toThrow(
    expect.objectContaining({ code: "several-ranges", message: expect.stringContaining("A1:A2, D1:D2") }),
  );
});

test("more than 20,000 cells are refused with their number, whatever the page asks for", async () => {
  const grid = new MemoryGrid();
  grid.select(0, { row: 0, column: 0, rows: 801, columns: 25 });
  const { call } = await openScript(grid);
  expect(() => call("readSelection", { maxCells: 1_000_000 })).toThrow(
    expect.objectContaining({ code: "range-too-large", message: expect.stringContaining("20025") }),
  );
});

test("a table's headers are found from any of its cells and from the blank one below it", async () => {
  const grid = gridWith(people, { row: 2, column: 1 });
  const { call } = await openScript(grid);
  for (const cell of [
    { row: 3, column: 2 },
    { row: 5, column: 1 },
  ]) {
    grid.select(0, { ...cell, rows: 1, columns: 1 });
    expect(call("readTableHeaders", {})).toEqual({ sheet: "Sheet1", a1: "B3:C5", headers: ["Name", "Born"] });
  }
});

test("an empty sheet has no table", async () => {
  const { call } = await openScript(new MemoryGrid());
  expect(call("readTableHeaders", {})).toBeNull();
});

test("show selects the cells, and says so when their sheet is gone", async () => {
  const grid = gridWith(people);
  const { call } = await openScript(grid);
  expect(call("show", { sheet: "Sheet1", a1: "B2:B3" })).toEqual({ shown: true });
  expect(grid.selection().blocks).toEqual([{ row: 1, column: 1, rows: 2, columns: 1 }]);
  expect(call("show", { sheet: "Gone", a1: "A1" })).toEqual({ shown: false });
});
