import { expect, test } from "vitest";
import type { Cell } from "../../contract/cells.ts";
import { carryOver, type HeldRow, planRevision } from "./revision.ts";

const cells = (...values: string[]): Cell[] => values.map((value) => ({ value }));
const held: HeldRow[] = [
  { id: "a", position: 0, cells: cells("1") },
  { id: "b", position: 1, cells: cells("2") },
  { id: "c", position: 2, cells: cells("3") },
];
const newId = () => "new";

test("the same rows in the same order write nothing", () => {
  const next = held.map((row, previous) => ({ cells: row.cells, previous }));
  expect(planRevision(held, next, newId)).toEqual({ ended: [], begun: [] });
});

test("a changed row ends and begins again under its id", () => {
  const next = held.map((row, previous) => ({ cells: previous === 1 ? cells("two") : row.cells, previous }));
  expect(planRevision(held, next, newId)).toEqual({
    ended: ["b"],
    begun: [{ id: "b", position: 1, cells: cells("two") }],
  });
});

test("a dropped row ends; those after it stay where they are", () => {
  const next = [0, 2].map((previous) => ({ cells: held[previous]?.cells ?? [], previous }));
  expect(planRevision(held, next, newId)).toEqual({ ended: ["b"], begun: [] });
});

test("a row of its own comes after the last", () => {
  const next = [...held.map((row, previous) => ({ cells: row.cells, previous })), { cells: cells("4") }];
  expect(planRevision(held, next, newId)).toEqual({
    ended: [],
    begun: [{ id: "new", position: 3, cells: cells("4") }],
  });
});

test("rows in another order keep their ids, in places that rise", () => {
  const next = [2, 0, 1].map((previous) => ({ cells: held[previous]?.cells ?? [], previous }));
  const { begun } = planRevision(held, next, newId);
  expect(begun.map(({ id, position }) => [id, position])).toEqual([
    ["a", 3],
    ["b", 4],
  ]);
});

test("one row that two claim is the first one's", () => {
  const next = [0, 0, 1, 2].map((previous) => ({ cells: held[previous]?.cells ?? [], previous }));
  expect(planRevision(held, next, newId).begun.map(({ id }) => id)).toContain("new");
});

test("rows that a broken change did not reach come along, cells under the columns of their names", () => {
  const columns = [{ name: "No", type: "text" as const }];
  const nextColumns = [{ name: "Due", type: "text" as const }, ...columns];
  const next = [{ cells: cells("x", "1"), previous: 0 }];
  expect(carryOver(held, columns, next, nextColumns)).toEqual([
    { previous: 1, cells: [{ value: null }, { value: "2" }] },
    { previous: 2, cells: [{ value: null }, { value: "3" }] },
  ]);
});
