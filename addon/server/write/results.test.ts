import { beforeEach, expect, test } from "vitest";
import type { WriteTable } from "../../rpc.ts";
import type { WriteTarget } from "../../writes.ts";
import { WritingInVm } from "../../writing-in-vm.ts";

let sheet: WritingInVm;
beforeEach(async () => {
  sheet = await WritingInVm.open();
  sheet.put(0, 0, [
    ["No", "Comment", "Price"],
    [1, "Early, thanks", { value: 1200.5, format: "#,##0.00" }],
    [2, "Still waiting", { value: 9, format: "#,##0.00" }],
    [3, "Early, thanks", { value: 1200.5, format: "#,##0.00" }],
  ]);
  sheet.select(1, 0);
});

const by = ["Comment", "Price"];
const mapping = [...by, "Mood"];
const toRows = (replaces = false): WriteTarget => ({ kind: "results", by, replaces, mapping });

/** Moods by what the rows show. */
function moods(...rows: [comment: string, price: string, mood: string][]): WriteTable {
  return {
    title: "Moods",
    columns: [...by.map((name) => ({ name, type: "text" as const })), { name: "Mood", type: "text" }],
    rows: rows.map((cells) => cells.map((value) => ({ value }))),
  };
}

const found = moods(["Early, thanks", "1,200.50", "good"], ["Still waiting", "9.00", "bad"]);
const all = () => sheet.values({ row: 0, column: 0, rows: 6, columns: 4 });

test("each row that shows what was read gets its result in a column of its own, equal ones the same", () => {
  expect(sheet.write(toRows(), found)).toMatchObject({ nextRow: 2, sheet: "Sheet1" });
  expect(all().map((row) => row[3])).toEqual(["Mood", "good", "bad", "good", null, null]);
  expect(all()[1]?.slice(0, 3)).toEqual([1, "Early, thanks", 1200.5]);
});

test("rows that were sorted, inserted and deleted meanwhile are found where they are by then", () => {
  const plan = sheet.plan(toRows(), found);
  sheet.put(0, 0, [
    ["Price", "No", "Comment"],
    [{ value: 1200.5, format: "#,##0.00" }, 3, "Early, thanks"],
    [{ value: 5, format: "#,##0.00" }, 9, "New here"],
    [{ value: 1200.5, format: "#,##0.00" }, 1, "Early, thanks"],
  ]);
  expect(() => sheet.apply(plan, found)).toThrow(expect.objectContaining({ code: "conflict" }));
  const again = sheet.plan(toRows(), found);
  expect(again.conflicts).toMatchObject([{ code: "row-gone", after: "Still waiting" }]);
  sheet.apply(again, found, "write-2");
  expect(all().map((row) => row[3])).toEqual(["Mood", "good", null, "good", null, null]);
});

test("a table that moved down under new rows, and away from the first column, is found by its headers", () => {
  const { at } = sheet.app.call("readRows", { at: null, from: 0, rows: 1 });
  const lines = sheet.grid.read(0, { row: 0, column: 0, rows: 4, columns: 3 });
  const blank = lines.map((line) => line.map(() => ({ value: null })));
  sheet.grid.write(0, { row: 0, column: 0, rows: 4, columns: 3 }, blank);
  sheet.put(0, 0, [["Another table"], ["of one column"]]);
  sheet.grid.write(0, { row: 6, column: 2, rows: 4, columns: 3 }, lines);
  expect(sheet.app.call("readRows", { at, columns: by, from: 0, rows: 9 })).toMatchObject({
    a1: "C7:E10",
    values: [
      ["Early, thanks", "1,200.50"],
      ["Still waiting", "9.00"],
      ["Early, thanks", "1,200.50"],
    ],
  });
  sheet.write({ ...toRows(), at } as WriteTarget, found);
  const moodsNow = sheet.values({ row: 6, column: 5, rows: 4, columns: 1 });
  expect(moodsNow.flat()).toEqual(["Mood", "good", "bad", "good"]);
});

test("rows that a filter hides meanwhile get their results unasked", () => {
  sheet.grid.hiddenRows(0).set(1, "filter");
  const plan = sheet.plan(toRows(), found);
  expect(plan.questions).toEqual([]);
  sheet.apply(plan, found);
  expect(all().map((row) => row[3])).toEqual(["Mood", "good", "bad", "good", null, null]);
});

test("what stands in a result's cell stays unless the write replaces, and a changed row gets nothing", () => {
  sheet.put(0, 3, [["Mood"], ["mine"], [null], [null]]);
  sheet.put(2, 1, [["Came after all"]]);
  expect(sheet.plan(toRows(), found)).toMatchObject({ changedRows: 1, conflictCount: 1 });
  sheet.write(toRows(), found);
  expect(all().map((row) => row[3])).toEqual(["Mood", "mine", null, "good", null, null]);
  sheet.write(toRows(true), found, "write-2");
  expect(all().map((row) => row[3])).toEqual(["Mood", "good", null, "good", null, null]);
});

test("parts that come later need no plan, and an undo takes each back from where its rows are by then", () => {
  const [first, second] = found.rows.map((row) => ({ ...found, rows: [row] }));
  const { hash, target } = sheet.plan(toRows(), first);
  const write = { writeId: "w", target, options: {} };
  const apply = (table = found, planHash: string | null, from: number) =>
    sheet.app.call("apply", { ...write, table, planHash, part: { from, of: null } });
  expect(apply(first, hash, 0)).toMatchObject({ nextRow: 1, cells: 3 });
  expect(apply(second, null, 1)).toMatchObject({ nextRow: 2, cells: 4 });
  const [head = [], one = [], two = [], three = []] = sheet.grid.read(0, {
    ...{ row: 0, column: 0, rows: 4, columns: 4 },
  });
  sheet.grid.write(0, { row: 0, column: 0, rows: 4, columns: 4 }, [head, two, three, one]);
  sheet.app.call("undo", { writeId: "w" });
  expect(all().map((row) => row[3])).toEqual(["Mood", null, "good", "good", null, null]);
  sheet.app.call("undo", { writeId: "w" });
  expect(all().map((row) => row[3])).toEqual([null, null, null, null, null, null]);
});

test("a column that the rows are told by is never made anew", () => {
  sheet.put(0, 1, [["Remark"]]);
  expect(() => sheet.plan(toRows(), found)).toThrow(expect.objectContaining({ code: "key-without-column" }));
});

test("rows are read as they are shown, the wanted columns alone, a part at a time, with the selection's place", () => {
  const first = sheet.app.call("readRows", { at: null, from: 0, rows: 2 });
  expect(first).toEqual({
    ...{ sheet: "Sheet1", a1: "A1:C4", headers: ["No", "Comment", "Price"], total: 3, from: 0 },
    at: { sheetId: first.at.sheetId, row: 1, column: 1 },
    values: [
      ["1", "Early, thanks", "1,200.50"],
      ["2", "Still waiting", "9.00"],
    ],
    selected: { from: 0, rows: 1, header: "No" },
  });
  const columns = ["Price", "Comment"];
  const rest = sheet.app.call("readRows", { at: first.at, columns, from: 2, rows: 9 });
  expect(rest.values).toEqual([["1,200.50", "Early, thanks"]]);
  expect(() => sheet.app.call("readRows", { at: null, columns: ["Mood"], from: 0, rows: 1 })).toThrow(
    expect.objectContaining({ code: "key-without-column" }),
  );
});
