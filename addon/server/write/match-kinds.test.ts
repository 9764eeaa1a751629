import { beforeEach, expect, test } from "vitest";
import { WritingInVm } from "../../writing-in-vm.ts";

let writing: WritingInVm;
beforeEach(async () => {
  writing = await WritingInVm.open();
  writing.put(0, 0, [
    ["Nr", "Fällig", "Betrag"],
    ["1", { value: 46000, format: "dd.mm.yyyy" }, { value: 5, format: "#,##0.00 [$€]" }],
  ]);
});
const mapped = () => writing.plan({ kind: "append" }).mapping.map(({ header }) => header);

test("one date and one amount that are left go under the only headers of their kind", () => {
  expect(mapped()).toEqual([null, "Fällig", "Betrag"]);
  writing.write({ kind: "append" });
  expect(writing.values({ row: 2, column: 0, rows: 1, columns: 3 })).toEqual([[null, 46349, 1200.5]]);
});

test("two headers of a kind are not guessed between", () => {
  writing.put(0, 3, [["Bezahlt"], [{ value: 46001, format: "dd.mm.yyyy" }]]);
  expect(mapped()).toEqual([null, null, "Betrag"]);
});

test("a column that formulas fill is left to them", () => {
  writing.put(1, 1, [[{ value: 46000, formula: "=TODAY()", format: "dd.mm.yyyy" }]]);
  expect(mapped()).toEqual([null, null, "Betrag"]);
});

test("a header of the same name comes first", () => {
  writing.put(0, 3, [["Date"], [{ value: 46001, format: "dd.mm.yyyy" }]]);
  expect(mapped()).toEqual([null, "Date", "Betrag"]);
});
