import { beforeEach, expect, test } from "vitest";
import { effectOf } from "./sidebar/plan-view.ts";
import type { WriteTarget } from "./writes.ts";
import { invoices, WritingInVm } from "./writing-in-vm.ts";

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

test.each<[WriteTarget, object[]]>([
  [{ kind: "upsert", keys: ["No"] }, [{ a1: "F5", column: "Amount" }]],
  [{ kind: "selection", header: false }, [{ a1: "F5", column: "Date" }]],
  [{ kind: "update", writeId: "write-1" }, [{ a1: "F10", column: "Amount" }]],
])("what %j changes is named by its column, also where a table has no first header", (target, changes) => {
  stands(3, 3);
  writing.select(4, 4);
  writing.put(8, 3, [["", "No", "Amount"]]);
  const rowIds = ["a", "b"];
  if (target.kind === "update") {
    writing.select(8, 4);
    writing.write({ kind: "append" }, { ...invoices, rowIds });
  }
  const [first = [], ...others] = invoices.rows;
  const version = { ...invoices, rows: [[...first.slice(0, 2), { value: 7 }], ...others], rowIds };
  expect(writing.plan(target, version).changes.slice(0, 1)).toMatchObject(changes);
});
