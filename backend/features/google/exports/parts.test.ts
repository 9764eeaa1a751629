import { expect, test } from "vitest";
import type { CellData } from "./cells.ts";
import { KeyIndex } from "./keys.ts";
import { partsOf } from "./parts.ts";
import { changeFor } from "./row-requests.ts";

const text = (stringValue: string): CellData => ({ userEnteredValue: { stringValue } });
const layout = { places: [0, 1], added: [], isNew: false, width: 2 };
const long = "x".repeat(700_000);

async function* rowsOf(...keys: string[]) {
  for (const key of keys) yield [text(key), text(long)];
}

test("where a row stands is asked once the part before it is written, also for the one that did not fit into that", async () => {
  const index = new KeyIndex([["Id", "A"], ["a"], ["b"], ["c"]], { places: [0], columns: [0] });
  const places: unknown[] = [];
  for await (const { changes } of partsOf(rowsOf("a", "b", "c", "d"), (row) =>
    changeFor(row, layout, 0, index),
  )) {
    places.push(changes.map((change) => (change.kind === "update" ? change.row : change.kind)));
    index.locate([["Id"], ["c"], ["new"], ["b"], ["a"]]);
  }
  expect(places).toEqual([
    [1, 2],
    [1, "append"],
  ]);
});
