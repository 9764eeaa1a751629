import { beforeEach, expect, test } from "vitest";
import { cellPlace, effectOf } from "./sidebar/plan-view.ts";
import type { WriteTarget } from "./writes.ts";
import { WritingInVm } from "./writing-in-vm.ts";

let writing: WritingInVm;
beforeEach(async () => {
  writing = await WritingInVm.open();
});

const stands = (row: number, column: number) =>
  writing.put(row, column, [
    ["", "No", "Amount"],
    ["", "007", 1],
    ["", "100", 2],
  ]);

test.each<[WriteTarget, unknown]>([
  [{ kind: "append" }, ["insert.doAppend", { count: 2, sheet: "Sheet1" }]],
  [{ kind: "upsert", keys: ["No"] }, ["insert.doBoth", { changed: 1, added: 1, sheet: "Sheet1" }]],
  [{ kind: "fill-empty", keys: ["No"] }, null],
  [{ kind: "new-sheet" }, ["insert.doNewSheet", { count: 2 }]],
  [{ kind: "append", mapping: [null, null, null] }, null],
])("the button says what %j will do", (target, effect) => {
  stands(3, 3);
  writing.select(4, 4);
  expect(effectOf(writing.plan(target), target)).toEqual(effect);
});

test("a changed cell is named by its column and row, also where a table has no first header", () => {
  stands(3, 3);
  writing.select(4, 4);
  const plan = writing.plan({ kind: "upsert", keys: ["No"] });
  expect(plan.changes.map(({ a1 }) => cellPlace(plan, a1))).toEqual([{ column: "Amount", row: "5" }]);
});

test("at the selection a changed cell is named by the table's own column", () => {
  writing.put(1, 1, [["x"]]);
  const plan = writing.plan({ kind: "selection", header: true });
  expect(plan.changes.map(({ a1 }) => cellPlace(plan, a1))).toEqual([{ column: "Date", row: "2" }]);
});
