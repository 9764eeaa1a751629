import { expect, test } from "vitest";
import type { WriteTable } from "../../rpc.ts";
import { draftPlaced } from "./draft-placed.ts";
import { encodeText, type SheetCell } from "./encode.ts";
import type { Snapshot } from "./snapshot.ts";

/** One more row than goes into a part. */
const rows: SheetCell[][] = Array.from({ length: 100_001 }, (_, at) => [encodeText(String(at))]);
const table: WriteTable = { title: "", columns: [{ name: "No", type: "text" }], rows: [] };
const anchor = { row: 1, column: 1 };
const before: Snapshot = {
  ...{
    sheet: null,
    sheetNames: [],
    anchor,
    table: null,
    lastRow: null,
    matches: [],
    places: [],
    cells: null,
  },
};
const made = { ...before, sheet: { id: 7, name: "Meanwhile", rows: 200_000, columns: 26 } };
const options = { header: true, made: true };

/** The second part's hash where its place in the sheet that the first one made holds that. */
function laterHash(value: string): string | undefined {
  const block = { row: 100_002, column: 1, rows: 1, columns: 1 };
  const place = { block, values: [[value]], formulas: [[""]], formats: [["General"]] };
  const draft = draftPlaced({ ...made, places: [place] }, table, rows.slice(100_000), {
    ...options,
    from: 100_000,
  });
  return draft.parts[0]?.hash;
}

test("the second part of a new sheet is what was planned of it before there was one", () => {
  const planned = draftPlaced(before, table, rows, { ...options, from: 0 }).parts;
  expect(planned.map(({ from }) => from)).toEqual([0, 100_000]);
  expect(laterHash("")).toBe(planned[1]?.hash);
  expect(laterHash("typed there meanwhile")).not.toBe(planned[1]?.hash);
});
