import { describe, expect, test } from "vitest";
import type { Cell, Column, ColumnType } from "../../../backend/contract/cells.ts";
import { attackPayloads } from "../../attack-payloads.ts";
import { MemoryGrid } from "../../playground/memory-grid.ts";
import type { WriteTable } from "../../rpc.ts";
import { openScript } from "../../script-in-vm.ts";
import type { WriteTarget } from "../../writes.ts";

const targets: WriteTarget[] = [
  { kind: "selection", header: true },
  { kind: "append" },
  { kind: "new-sheet" },
];

async function write(table: WriteTable, target: WriteTarget, grid = new MemoryGrid()) {
  const { call } = await openScript(grid);
  const plan = call("plan", { table, target });
  const receipt = call("apply", { writeId: "w", table, target: plan.target, planHash: plan.hash });
  const sheet = grid.sheets().find(({ name }) => name === receipt.sheet);
  const extent = grid.extent(sheet?.id ?? 0);
  return { sheet, cells: grid.read(sheet?.id ?? 0, { row: 0, column: 0, ...extent }) };
}

function tableOf(type: ColumnType, name: string, value: string): WriteTable {
  return { title: "Table", columns: [{ name, type }], rows: [[{ value }]] };
}

describe.each(targets)("$kind", (target) => {
  test.each(attackPayloads)("%j as a value is that text and no formula", async (value) => {
    const grid = new MemoryGrid();
    if (target.kind === "append")
      grid.write(0, { row: 0, column: 0, rows: 1, columns: 1 }, [[{ value: "A" }]]);
    for (const type of ["text", "number", "date", "url", "boolean"] as const) {
      const { cells } = await write(tableOf(type, "A", value), target, structuredCopy(grid));
      expect(cells[1]?.[0]).toMatchObject({ value, formula: "" });
    }
  });

  test.each(attackPayloads)("%j as a column's name is that text and no formula", async (name) => {
    const grid = new MemoryGrid();
    const mapped = target.kind === "append" ? { ...target, mapping: [name] } : target;
    if (target.kind === "append")
      grid.write(0, { row: 0, column: 0, rows: 1, columns: 1 }, [[{ value: "A" }]]);
    const { cells } = await write(tableOf("text", name, "x"), mapped, grid);
    expect(cells[0]?.at(-1)).toMatchObject({ value: name, formula: "" });
  });
});

/** Which rows of a table of ours stand in the sheet, and what is made of those that do. */
const keyed: WriteTarget[] = [
  { kind: "upsert", keys: ["Key"] },
  { kind: "fill-empty", keys: ["Key"] },
  { kind: "update", writeId: "first" },
];

test.each(keyed)(
  "$kind: every payload lands as that text, in rows that stood there and in new ones",
  async (target) => {
    const grid = new MemoryGrid();
    const { call } = await openScript(grid);
    const columns: Column[] = (["text", "number", "date", "url", "boolean"] as const).map((type) => ({
      name: type,
      type,
    }));
    const versionOf = (line: (payload: string) => Cell["value"]): WriteTable => ({
      title: "Table",
      columns: [{ name: "Key", type: "id" }, ...columns],
      rows: attackPayloads.map((payload, row) => [
        { value: `k${row}` },
        ...columns.map(() => ({ value: line(payload) })),
      ]),
    });
    const put = (table: WriteTable, at: WriteTarget, writeId: string) => {
      const plan = call("plan", { table, target: at });
      call("apply", { writeId, table, target: plan.target, planHash: plan.hash });
    };
    const before = versionOf(() => null);
    const half = { ...before, rows: before.rows.slice(0, 20) };
    put(half, { kind: "selection", header: true }, "first");
    grid.select(0, { row: 1, column: 0, rows: 1, columns: 1 });
    put(
      versionOf((payload) => payload),
      target,
      "second",
    );
    const count = target.kind === "fill-empty" ? half.rows.length : attackPayloads.length;
    const cells = grid.read(0, { row: 1, column: 1, rows: count, columns: columns.length });
    cells.forEach((line, row) => {
      for (const cell of line) expect(cell).toMatchObject({ value: attackPayloads[row], formula: "" });
    });
  },
);

test("update: every payload as the name of a column that came with a new version is that text", async () => {
  const grid = new MemoryGrid();
  const { call } = await openScript(grid);
  const table: WriteTable = { title: "", columns: [{ name: "Key", type: "id" }], rows: [[{ value: "k" }]] };
  const put = (each: WriteTable, target: WriteTarget, writeId: string) => {
    const plan = call("plan", { table: each, target });
    call("apply", { writeId, table: each, target: plan.target, planHash: plan.hash });
  };
  put(table, { kind: "selection", header: true }, "first");
  const names = attackPayloads.map((name): Column => ({ name, type: "text" }));
  const rows = [[{ value: "k" }, ...names.map(() => ({ value: "x" }))]];
  put(
    { ...table, columns: [...table.columns, ...names], rows },
    { kind: "update", writeId: "first" },
    "second",
  );
  const [header = []] = grid.read(0, { row: 0, column: 1, rows: 1, columns: names.length });
  expect(header.map(({ value, formula }) => [value, formula])).toEqual(
    attackPayloads.map((name) => [name, ""]),
  );
});

/** The same header in a fresh grid, so that each write starts alike. */
function structuredCopy(grid: MemoryGrid): MemoryGrid {
  const copy = new MemoryGrid();
  const extent = grid.extent(0);
  if (extent.rows > 0) {
    const rect = { row: 0, column: 0, ...extent };
    copy.write(0, rect, grid.read(0, rect));
  }
  return copy;
}

test.each([...attackPayloads, "<b>x</b>"])(
  "%j as a title names a sheet, without the signs that names cannot have, and is no formula",
  async (title) => {
    const { sheet, cells } = await write({ ...tableOf("text", "A", "x"), title }, { kind: "new-sheet" });
    const letters = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, "");
    expect(letters(sheet?.name ?? "")).toBe(letters(title));
    expect(cells.flat().every(({ formula }) => formula === "")).toBe(true);
  },
);

test("every payload in a quote stays the note that it is, and no formula", async () => {
  const grid = new MemoryGrid();
  const { call } = await openScript(grid);
  const rows = attackPayloads.map((raw): Cell[] => [{ value: "x", raw }]);
  const table: WriteTable = { title: "", columns: [{ name: "A", type: "text" }], rows };
  const options = { notes: "all" as const };
  const plan = call("plan", { table, target: { kind: "selection", header: true }, options });
  call("apply", { writeId: "w", table, target: plan.target, planHash: plan.hash, options });
  const rect = { row: 1, column: 0, rows: rows.length, columns: 1 };
  expect(grid.notes(0, rect).flat()).toEqual(
    attackPayloads.map((raw) => `Rowsmith: as in the source\n“${raw}”`),
  );
  expect(grid.read(0, rect).every(([cell]) => cell?.value === "x" && cell.formula === "")).toBe(true);
});

test("a real -5 in a number column is a number", async () => {
  const table: WriteTable = { title: "", columns: [{ name: "A", type: "number" }], rows: [[{ value: -5 }]] };
  const { cells } = await write(table, { kind: "selection", header: true });
  expect(cells[1]?.[0]).toMatchObject({ value: -5, formula: "" });
});

test("a formula that Rowsmith wrote as text is text still after a person's edit was taken back", async () => {
  const grid = new MemoryGrid();
  const text = { value: "=1+1", format: "@" };
  grid.write(0, { row: 1, column: 0, rows: 1, columns: 1 }, [[text]]);
  const faults = ["SpreadsheetApp.flush"];
  const before = (name: string) => {
    if (name === faults[0]) {
      faults.shift();
      throw new Error("boom");
    }
  };
  const { call } = await openScript(grid, { before });
  const table = tableOf("text", "A", "new");
  const plan = call("plan", { table, target: { kind: "selection", header: true } });
  expect(() => call("apply", { writeId: "w", table, target: plan.target, planHash: plan.hash })).toThrow();
  expect(grid.read(0, { row: 1, column: 0, rows: 1, columns: 1 })[0]?.[0]).toEqual({ ...text, formula: "" });
});

describe("refused, and the sheet stays empty", () => {
  const bad: [string, string, Partial<WriteTable>][] = [
    ["50,001 characters in a cell", "cell-too-long", { rows: [[{ value: "x".repeat(50_001) }]] }],
    [
      "50,001 characters in a name",
      "column-name-too-long",
      { columns: [{ name: "x".repeat(50_001), type: "text" }] },
    ],
    ["a row that is too wide", "row-width", { rows: [[{ value: "a" }], [{ value: "b" }, { value: "c" }]] }],
    ["a row that is too narrow", "row-width", { rows: [[]] }],
    ["a row that is none", "row-width", { rows: [null] as unknown as Cell[][] }],
    ["a cell that is none", "invalid-request", { rows: [["x"]] as unknown as Cell[][] }],
    ["an object as a value", "invalid-request", { rows: [[{ value: {} }]] as unknown as Cell[][] }],
    ["no rows", "no-rows", { rows: [] }],
    ["no columns", "invalid-request", { columns: [] }],
  ];

  test.each(bad)("%s", async (_what, code, part) => {
    const grid = new MemoryGrid();
    const { call } = await openScript(grid);
    const table = { ...tableOf("text", "A", "x"), ...part };
    const args = { table, target: { kind: "selection", header: true } as const };
    expect(() => call("plan", args)).toThrow(expect.objectContaining({ code }));
    expect(() => call("apply", { ...args, writeId: "w", planHash: "" })).toThrow(
      expect.objectContaining({ code }),
    );
    expect(grid.extent(0)).toEqual({ rows: 0, columns: 0 });
  });

  test("a number beyond what a sheet holds, without its text", async () => {
    const { script } = await openScript(new MemoryGrid());
    const json =
      '{"table":{"title":"","columns":[{"name":"A","type":"number"}],"rows":[[{"value":1E400}]]},"target":{"kind":"new-sheet"}}';
    expect(JSON.parse(script.rpc("plan", json))).toMatchObject({
      ok: false,
      problem: { code: "invalid-request" },
    });
  });

  test("a target that is not known, such as one that deletes", async () => {
    const { script } = await openScript(new MemoryGrid());
    const json = JSON.stringify({
      table: tableOf("text", "A", "x"),
      target: { kind: "delete", sheet: "Sheet1" },
    });
    expect(JSON.parse(script.rpc("plan", json))).toMatchObject({
      ok: false,
      problem: { code: "invalid-request" },
    });
  });
});
