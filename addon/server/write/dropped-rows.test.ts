import { beforeEach, describe, expect, test } from "vitest";
import type { Cell } from "../../../backend/contract/cells.ts";
import type { PlanWarning, WriteTable } from "../../rpc.ts";
import { WritingInVm } from "../../writing-in-vm.ts";

const ids = ["a", "b", "c", "d", "e", "f"];
const rect = (row: number, rows: number, columns = 2) => ({ row, column: 0, rows, columns });
let writing: WritingInVm;

/** A table of names and amounts, of those rows. */
function tableOf(rowIds: string[]): WriteTable {
  return {
    title: "Things",
    columns: [
      { name: "Name", type: "text" },
      { name: "Amount", type: "currency" },
    ],
    rows: rowIds.map((id): Cell[] => [{ value: id }, { value: ids.indexOf(id), currency: "EUR" }]),
    rowIds,
  };
}

/** The update to those rows alone, its dropped ones taken out. */
function updateTo(rowIds: string[]) {
  const table = tableOf(rowIds);
  const options = { blankDropped: true };
  const target = { kind: "update" as const, writeId: "first" };
  const plan = writing.app.call("plan", { table, target, options });
  const args = { writeId: "second", table, target: plan.target, planHash: plan.hash, options };
  return { plan, apply: () => writing.app.call("apply", args) };
}

const undo = () => writing.app.call("undo", { writeId: "second" });
const names = () => writing.values(rect(0, writing.grid.extent(0).rows, 1)).flat();

beforeEach(async () => {
  writing = await WritingInVm.open();
  writing.put(0, 0, [
    ["Name", "Amount"],
    ["mine", 1],
  ]);
  writing.write({ kind: "append" }, tableOf(ids), "first");
});

test("dropped rows go whole where nothing stands beside them, and an undo puts them back as they were", () => {
  writing.grid.setNotes(0, rect(3, 1, 1), [["a person's"]]);
  const was = [writing.grid.contents(0), writing.grid.sheets()];
  const { plan, apply } = updateTo(["a", "d", "f"]);
  expect(plan).toMatchObject({ changedRows: 3, changedCells: 6, blankCells: 0, conflictCount: 0 });
  expect(apply()).toMatchObject({ complete: true });
  expect(names()).toEqual(["Name", "mine", "a", "d", "f"]);
  expect(writing.app.call("checkWrite", { writeId: "second" })?.standing).toBe("there");
  expect(undo().conflicts).toEqual([]);
  expect([writing.grid.contents(0), writing.grid.sheets()]).toEqual(was);
});

test("rows at the table's end leave no hole: they are blanked", () => {
  updateTo(["a", "b"]).apply();
  expect(names()).toEqual(["Name", "mine", "a", "b"]);
  undo();
  expect(names()).toEqual(["Name", "mine", ...ids]);
});

test("after they went, rows that were added and moved above them do not lead an undo astray", () => {
  updateTo(["a", "c", "d", "f"]).apply();
  writing.grid.insertRows(0, 0, 2);
  writing.put(0, 0, [["a title", null]]);
  expect(undo().conflicts).toEqual([]);
  expect(names()).toEqual(["a title", null, "Name", "mine", ...ids]);
});

describe("a row stays, blank, where", () => {
  let warned: PlanWarning[] = [];
  const stays = () => {
    const { plan, apply } = updateTo(ids.filter((id) => id !== "c"));
    warned = plan.warnings;
    apply();
    return names();
  };
  const blank = ["Name", "mine", "a", "b", null, "d", "e", "f"];

  test("something stands beside it, as far off as may be", () => {
    writing.put(4, 9, [["mine"]]);
    expect(stays()).toEqual(blank);
    expect(warned).toEqual([{ code: "rows-left-blank", params: { count: 1 } }]);
  });

  test.each(["=B5*2", "=SUM(B5:B9)", "=Sheet1!$B$5"])("the formula %s of another row names it", (formula) => {
    writing.put(0, 5, [[{ value: 1, formula }]]);
    expect(stays()).toEqual(blank);
  });

  test("a formula of another sheet names it", () => {
    const { id } = writing.grid.insertSheet("Other", 1);
    writing.grid.write(id, rect(0, 1, 1), [[{ value: 1, formula: "=Sheet1!B5" }]]);
    expect(stays()).toEqual(blank);
  });

  test("it cannot be deleted, and what was written stands", () => {
    writing.beforeCall("Sheet.deleteRows", () => {
      throw new Error("Service Spreadsheets failed while accessing document with id x.");
    });
    expect(stays()).toEqual(blank);
    expect(undo().conflicts).toEqual([]);
    expect(names()).toEqual(["Name", "mine", ...ids]);
  });
});

test("the table's own formulas go with the row, and come back", () => {
  writing.put(0, 2, [["Double"], ...ids.map((_, at) => [{ value: at, formula: `=B${at + 2}*2` }]), [null]]);
  const was = writing.grid.contents(0);
  updateTo(ids.filter((id) => id !== "c")).apply();
  expect(names()).toEqual(["Name", "mine", "a", "b", "d", "e", "f"]);
  undo();
  expect(writing.grid.contents(0)).toEqual(was);
});

test.each([1, 2, 3, 4])(
  "a run that dies at the deletion after %i calls of it is undone all the same",
  (nth) => {
    const was = writing.grid.contents(0);
    let calls = 0;
    const { apply } = updateTo(["b", "d", "f"]);
    writing.beforeCalls((call) => {
      if (call === "Sheet.deleteRows") calls += 1;
      // What comes behind a deletion does not come: the run was ended.
      if (calls >= nth && call !== "Sheet.deleteRows") throw new Error("Exceeded maximum execution time");
    });
    try {
      apply();
    } catch {}
    writing.beforeCalls(() => {});
    expect(undo().conflicts).toEqual([]);
    expect(writing.grid.contents(0)).toEqual(was);
  },
);
