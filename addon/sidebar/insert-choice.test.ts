import { expect, test } from "vitest";
import type { Column } from "../../backend/contract/cells.ts";
import { elsewhere, isSamePlace, mapColumn, mappingOf, targetOf, toggleKey } from "./insert-choice.ts";

const columns: Column[] = [
  { name: "Note", type: "text" },
  { name: "No", type: "id" },
  { name: "Mail", type: "email", unique: true },
];
const append = { kind: "append" as const };

test.each<[string[], string]>([
  [["note", "no", "mail"], "Mail"],
  [["Note", "No"], "No"],
  [["Note", "Other"], "Note"],
  [["Other"], "Mail"],
])("under %j the likely key is %s", (headers, key) => {
  expect(targetOf("upsert", columns, headers, null)).toEqual({ kind: "upsert", keys: [key] });
});

test("the mapping is the plan's, else what was chosen, else by names", () => {
  expect(mappingOf(columns, ["NO", "x"], null, append)).toEqual([null, "NO", null]);
  const chosen = ["x", null, null];
  expect(mappingOf(columns, ["NO", "x"], null, { ...append, mapping: chosen })).toEqual(chosen);
});

test("a header that is chosen for one column is freed by the other", () => {
  expect(mapColumn(append, ["a", "b", null], 2, "b").mapping).toEqual(["a", null, "b"]);
  expect(mapColumn(append, ["a", null, null], 0, null).mapping).toEqual([null, null, null]);
});

test("the last key stays", () => {
  const target = { kind: "upsert" as const, keys: ["No"] };
  expect(toggleKey(target, "No")).toEqual(target);
  expect(toggleKey(target, "Mail")).toEqual({ ...target, keys: ["No", "Mail"] });
});

test("looked at again, the place is where the selection is, and what was chosen stays", () => {
  const at = { sheetId: 1, row: 2, column: 3 };
  expect(elsewhere({ kind: "selection", header: false, at })).toEqual({ kind: "selection", header: false });
});

test("answers stay with a place that was found and with the write that is updated, not with a new choice", () => {
  const at = { sheetId: 0, row: 1, column: 1 };
  expect(isSamePlace({ kind: "append", at }, undefined)).toBe(true);
  expect(isSamePlace({ kind: "append" }, { looseKeys: true })).toBe(false);
  expect(isSamePlace({ kind: "update", writeId: "w" }, { blankDropped: true })).toBe(true);
  expect(isSamePlace({ kind: "update", writeId: "w" }, undefined)).toBe(false);
});
