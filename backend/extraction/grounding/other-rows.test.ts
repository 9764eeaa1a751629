import { describe, expect, test } from "vitest";
import type { Cell } from "../../contract/cells.ts";
import { columns, endOf, from, rowsOf, run, table } from "../../testing/extraction.ts";
import { formNames } from "../../testing/grounding-forms.ts";
import { scoreOf } from "../../testing/grounding-score.ts";
import { scriptNames } from "../../testing/grounding-scripts.ts";

const of = columns("id", "text", "number", "text");
const flags = (rows: Cell[][]) =>
  rows.flatMap((row, at) => row.flatMap((cell, column) => (cell.flags ? [`${at}/${column}`] : [])));
const lines = [
  ["R-1", "Anna", "10.50", "Köln"],
  ["R-2", "Bert", "20.50", "Bonn"],
  ["R-3", "Cleo", "30.50", "Kiel"],
  ["R-4", "Dora", "40.50", "Trier"],
];
const source = lines.map((line) => line.join(" | ")).join("\n");
const swapped = (row: number, column: number, with_: number) =>
  lines.map((line, at) =>
    at === row ? line.map((cell, place) => (place === column ? (lines[with_]?.[place] ?? "") : cell)) : line,
  );

describe("a value that stands in another row", () => {
  test.each([
    [0, 2, 3],
    [3, 1, 0],
    [1, 0, 3],
    [2, 3, 0],
    [1, 3, 2],
    [2, 0, 1],
  ])("row %i, column %i, from row %i: is flagged at the end, and only it", async (row, column, with_) => {
    const rows = await rowsOf(from(source), table(of, swapped(row, column, with_)));
    expect(flags(rows)).toEqual([`${row}/${column}`]);
    expect(rows[row]?.[column]).toMatchObject({ flags: ["other-row"], value: expect.anything() });
  });

  test("is counted, and its row told again with the reason", async () => {
    const german = from(source, { locale: "de-DE" });
    const told = await run(german, table(of, swapped(0, 1, 3)));
    const reason = "„c1“ steht in einer anderen Zeile";
    expect(told.filter(({ type }) => type === "row-replace")).toMatchObject([{ index: 0, reason }]);
    expect(await endOf(from(source), table(of, swapped(0, 1, 3)))).toMatchObject({ flagged: 1 });
  });

  test("is none where rows share it: a heading over each group, a date over all", async () => {
    const text =
      "Date: 3 March 2026\n\nNorth\nR-1 Anna 10.50\nR-2 Bert 20.50\n\nSouth\nR-3 Cleo 30.50\nR-4 Dora 40.50\n";
    const rows = lines.map((line, at) => [...line.slice(0, 3), at < 2 ? "North" : "South", "3 March 2026"]);
    const got = await rowsOf(from(text), table([...of, ...columns("date")], rows));
    expect(flags(got)).toEqual([]);
  });

  test("is none where a whole column is a list of its own", async () => {
    const text = `${lines.map((line) => line.slice(0, 3).join(" ")).join("\n")}\n\nCities: ${lines.map((line) => line[3]).join(", ")}`;
    expect(flags(await rowsOf(from(text), table(of, lines)))).toEqual([]);
  });
});

test("in generated texts of every script and form nearly all of them are found out, and nearly nothing else", async () => {
  let [swaps, missed, falseAlarms] = [0, 0, 0];
  for (const script of scriptNames) {
    for (const form of formNames) {
      const score = await scoreOf(script, form, { seed: 20_261_124, rows: 40, wrong: 5, swapped: 100 });
      swaps += score.invented;
      missed += score.missed.length;
      falseAlarms += score.falseAlarms.length;
    }
  }
  expect(swaps).toBeGreaterThan(300);
  expect(missed / swaps).toBeLessThan(0.03);
  expect(falseAlarms / swaps).toBeLessThan(0.02);
});
