import { beforeEach, describe, expect, test } from "vitest";
import type { WriteTarget } from "../../writes.ts";
import { invoices, WritingInVm } from "../../writing-in-vm.ts";

const atSelection: WriteTarget = { kind: "selection", header: true };
const rect = (row: number, column: number, rows = 1, columns = 1) => ({ row, column, rows, columns });
let writing: WritingInVm;

beforeEach(async () => {
  writing = await WritingInVm.open();
});

describe("texts with links or styles of their own", () => {
  test("that would be replaced are told before: an undo brings back their letters alone", () => {
    writing.put(0, 0, [["rich", "plain"], ["rich too"]]);
    writing.grid.makeRich(0, 0, 0);
    writing.grid.setLinks(0, rect(1, 0), [["https://a.example"]]);
    const planned = writing.plan(atSelection);
    expect(planned.warnings).toContainEqual({ code: "rich-texts", params: { count: 2 } });
    writing.apply(planned);
    expect(writing.app.call("undo", { writeId: "write-1" })).toMatchObject({ conflictCount: 0 });
    expect(writing.values(rect(0, 0, 2, 2))).toEqual([
      ["rich", "plain"],
      ["rich too", null],
    ]);
  });

  test("are no matter where none of them is replaced", () => {
    writing.put(0, 0, [
      ["No", "Amount", "Note"],
      ["007", 1, "rich"],
      ["009", 1, "rich"],
    ]);
    writing.grid.makeRich(0, 1, 2);
    writing.grid.makeRich(0, 2, 0);
    const codes = writing.plan({ kind: "upsert", keys: ["No"] }).warnings.map(({ code }) => code);
    expect(codes).not.toContain("rich-texts");
  });
});

test("developer metadata of rows and columns stays with them, through a write and its undo", () => {
  writing.put(0, 0, [["No", "Amount"], ["1", 1], [null], ["below"]]);
  const row = { rect: rect(3, 0, 1, 26), key: "id", value: "below" };
  const column = { rect: rect(0, 1, 1_000), key: "id", value: "amount" };
  writing.grid.metadata(0).push(row, column);
  writing.write({ kind: "append" }, invoices);
  expect(writing.values(rect(5, 0))).toEqual([["below"]]);
  expect(writing.grid.metadata(0)).toEqual([
    { ...row, rect: rect(5, 0, 1, 26) },
    { ...column, rect: rect(0, 1, 1_002) },
  ]);
  writing.app.call("undo", { writeId: "write-1" });
  expect(writing.grid.metadata(0)).toEqual([row, column]);
});
