import { describe, expect, test } from "vitest";
import type { Column } from "../contract/cells.ts";
import { columns, endOf, from, rowsOf, run, table } from "../testing/extraction.ts";
import { scriptedEngine } from "../testing/scripted-engine.ts";
import type { EngineEvent, ExtractionEvent, RevisedTable } from "./engine.ts";
import { createOfflineEngine } from "./offline/engine.ts";
import { extract } from "./pipeline.ts";

describe("typing in a stream", () => {
  test("a cell that decides the decimal sign decides those after it", async () => {
    const quotes = [["2.340,50"], ["1.250"]];
    const rows = await rowsOf(from("2.340,50 1.250"), table(columns("number"), quotes));
    expect(rows.map(([cell]) => [cell?.value, cell?.flags])).toEqual([
      [2340.5, undefined],
      [1250, undefined],
    ]);
  });

  test("what the engine saw ahead decides from the first cell", async () => {
    const options = { readings: [{ decimal: "," as const }] };
    const [row] = await rowsOf(from("1.250"), table(columns("number"), [["1.250"]], options));
    expect(row?.[0]).toMatchObject({ value: 1250 });
    expect(row?.[0]?.flags).toBeUndefined();
  });

  test("columns named __proto__ and constructor are plain columns", async () => {
    const of: Column[] = [
      { name: "__proto__", type: "text" },
      { name: "constructor", type: "integer" },
    ];
    const [row] = await rowsOf(from("a 1"), table(of, [["a", "1"]]));
    expect(row?.map(({ value }) => value)).toEqual(["a", 1]);
  });
});

describe("the ledger", () => {
  test("a row of another width is a gap at its place, and the others stay", async () => {
    const text = "a 1\nb 2 extra\nc 3\n";
    const rows = [
      ["a", "1"],
      ["b", "2", "extra"],
      ["c", "3"],
    ];
    const end = await endOf(from(text), table(columns("text", "integer"), rows, { expectedRows: 3 }));
    expect(end).toMatchObject({ got: 2, expected: 3 });
    expect(end?.type === "table-end" && end.gaps).toEqual([
      {
        ...{ afterIndex: 0, start: 4, end: 13, code: "row-width", params: { cells: 3, columns: 2 } },
        reason: "A row had 3 cells where the table has 2 columns",
      },
    ]);
  });

  test("a shortfall that nobody named is a gap to the source's end", async () => {
    const end = await endOf(from("a\nb\nc\n"), table(columns("text"), [["a"]], { expectedAtEnd: 3 }));
    const reason = "2 of 3 expected rows did not come";
    const told = { reason, code: "rows-short", params: { missing: 2, expected: 3 } };
    expect(end).toMatchObject({ got: 1, expected: 3, gaps: [{ afterIndex: 0, start: 1, end: 6, ...told }] });
    const german = from("a\nb\nc\n", { locale: "de-DE" });
    const ende = await endOf(german, table(columns("text"), [["a"]], { expectedAtEnd: 3 }));
    expect(ende).toMatchObject({ gaps: [{ ...told, reason: "2 von 3 erwarteten Zeilen kamen nicht" }] });
  });

  test("a table that never ends is ended, as broken off", async () => {
    const events = [...table(columns("text"), [["a"]])].slice(0, -1);
    const told = await run(from("a\nb"), [...events, { type: "finish", reason: "length" }]);
    expect(told.at(-2)).toMatchObject({
      type: "table-end",
      got: 1,
      gaps: [{ reason: "The answer broke off" }],
    });
    expect(told.at(-1)).toEqual({ type: "finish", reason: "length" });
  });

  test("flagged and unfound cells are counted", async () => {
    const end = await endOf(from("1.250"), table(columns("number", "text"), [["1.250", "ghost"]]));
    expect(end).toMatchObject({ flagged: 2 });
  });
});

describe("a changed table", () => {
  const place = (start: number, end: number) => ({ spans: [{ start, end }] });
  const earlier: RevisedTable = {
    title: "t",
    columns: [
      { name: "Name", type: "text" },
      { name: "Amount", type: "number" },
    ],
    rows: [
      [
        { value: "Anna", ...place(0, 4) },
        { value: 5, raw: "5.00", ...place(5, 9) },
      ],
      [
        { value: "Bob", status: "normalised", ...place(20, 23) },
        { value: 6, raw: "6.00", ...place(24, 28) },
      ],
    ],
  };
  const request = from("Anna 5.00 2026-01-02 Bob 6.00 2026-01-03", { revises: earlier });
  const wider: Column[] = [...earlier.columns, { name: "Due", type: "date" }];

  test("keeps the cells that it does not touch, and fills the added column", async () => {
    const rows = [
      ["Bob", "6.00", "2026-01-03"],
      ["Anna", "5.00", "2026-01-02"],
    ];
    const told = await run(request, table(wider, rows));
    const got = told.flatMap((event) => (event.type === "row-add" ? [event] : []));
    expect(got.map(({ previous }) => previous)).toEqual([1, 0]);
    expect(got.map(({ cells }) => cells.slice(0, 2))).toEqual([earlier.rows[1], earlier.rows[0]]);
    expect(got[0]?.cells[2]).toMatchObject({ value: "2026-01-03" });
  });

  test("a dropped and a renamed column leave the others", async () => {
    const dropped = await rowsOf(request, table(wider.slice(1, 2), [["5.00"], ["6.00"]]));
    expect(dropped).toEqual([[earlier.rows[0]?.[1]], [earlier.rows[1]?.[1]]]);
    const renamed = [{ name: "Customer", type: "text" as const }, ...earlier.columns.slice(1)];
    const rows = await rowsOf(request, table(renamed, [["Anna", "5.00"]], { expectedRows: 2 }));
    expect(rows[0]).toEqual(earlier.rows[0]);
  });

  test("a blank changes nothing, unless the engine names the earlier row", async () => {
    const [kept] = await rowsOf(request, table(wider, [["Anna", null, null]]));
    expect(kept?.[1]).toEqual(earlier.rows[0]?.[1]);
    const events: EngineEvent[] = [
      { type: "table-start", title: "t", columns: earlier.columns, expectedRows: 1 },
      { type: "row", cells: [{ text: "Anna" }, null], previous: 0 },
    ];
    const [cleared] = await rowsOf(request, events);
    expect(cleared?.[1]).toEqual({ value: null });
  });

  test("earlier rows that did not come again are named where nobody counted", async () => {
    const end = await endOf(request, table(earlier.columns, [["Anna", "5.00"]]));
    expect(end).toMatchObject({ gaps: [{ reason: "1 row of the earlier version did not come again" }] });
  });
});

test("a source of 5 MiB is read to its last row, with its places", async () => {
  const filler = "Lorem ipsum, dolor sit amet. ".repeat(360).trim();
  const lines = Array.from({ length: 503 }, (_, n) => `R-${n},${n}.50,"${filler}"`);
  const text = `No,Amount,Note\n${lines.join("\n")}\n`;
  expect(text.length).toBeGreaterThan(5 * 1024 * 1024);
  let [rows, last] = [0, ""];
  for await (const event of extract(createOfflineEngine(), from(text), new AbortController().signal)) {
    if (event.type !== "row-add") continue;
    const span = event.cells[0]?.spans?.[0];
    rows += 1;
    last = text.slice(span?.start, span?.end);
  }
  expect([rows, last]).toEqual([503, "R-502"]);
});

test("an aborted turn ends without an error", async () => {
  const stop = new AbortController();
  const seen: ExtractionEvent[] = [];
  const engine = scriptedEngine(() =>
    table(
      columns("text"),
      Array.from({ length: 50 }, () => ["a"]),
    ),
  );
  for await (const event of extract(engine, from("a ".repeat(50)), stop.signal)) {
    seen.push(event);
    if (seen.length === 5) stop.abort();
  }
  expect(seen).toHaveLength(5);
});
