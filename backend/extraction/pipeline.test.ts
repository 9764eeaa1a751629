import { describe, expect, test } from "vitest";
import type { Cell, Column, ColumnType } from "../contract/cells.ts";
import { scriptedEngine } from "../testing/scripted-engine.ts";
import type { EngineEvent, EngineRequest, ExtractionEvent, RevisedTable } from "./engine.ts";
import { extract } from "./pipeline.ts";

const blank: EngineRequest = {
  ...{ prompt: "", history: [], source: null, columns: null, revises: null, mode: "auto" },
  ...{ locale: "en-US", timeZone: "UTC", now: new Date("2026-11-23T12:00:00Z") },
};

function from(text: string, more: Partial<EngineRequest> = {}): EngineRequest {
  return { ...blank, source: { kind: "text", title: "t", text }, ...more };
}

function columns(...types: ColumnType[]): Column[] {
  return types.map((type, at) => ({ name: `c${at}`, type }));
}

type TableOptions = Partial<Extract<EngineEvent, { type: "table-start" }>> & { expectedAtEnd?: number };

function* table(of: Column[], rows: (string | null)[][], options: TableOptions = {}): Generator<EngineEvent> {
  const { expectedAtEnd = null, ...start } = options;
  yield { type: "table-start", title: "t", columns: of, expectedRows: null, ...start };
  for (const row of rows) yield { type: "row", cells: row.map((text) => (text === null ? null : { text })) };
  yield { type: "table-end", expectedRows: expectedAtEnd, gaps: [] };
}

async function run(request: EngineRequest, events: Iterable<EngineEvent>): Promise<ExtractionEvent[]> {
  return collect(
    extract(
      scriptedEngine(() => events),
      request,
      new AbortController().signal,
    ),
  );
}

async function rowsOf(request: EngineRequest, events: Iterable<EngineEvent>): Promise<Cell[][]> {
  return (await run(request, events)).flatMap((event) => (event.type === "row-add" ? [event.cells] : []));
}

async function endOf(request: EngineRequest, events: Iterable<EngineEvent>) {
  return (await run(request, events)).find((event) => event.type === "table-end");
}

describe("grounding", () => {
  const text = "Anna paid 1,234.50 on 3 March 2026.\nBob paid 99.00 on 04/14/2026.\n";

  test("quotes get their place; defaults stay off the wire", async () => {
    const [row] = await rowsOf(from(text), table(columns("text", "number"), [["Anna", "1,234.50"]]));
    expect(row).toEqual([
      { value: "Anna", spans: [{ start: 0, end: 4 }] },
      { value: 1234.5, raw: "1,234.50", spans: [{ start: 10, end: 18 }] },
    ]);
  });

  test("another spelling of the same value is normalised; another value is not found", async () => {
    const of = columns("number", "date", "text", "number");
    const [row] = await rowsOf(from(text), table(of, [["1234.5", "2026-03-03", "ANNA", "1,234.60"]]));
    expect(row?.map(({ status }) => status)).toEqual(["normalised", "normalised", "normalised", "not-found"]);
    expect(row?.map(({ spans }) => spans?.[0] && text.slice(spans[0].start, spans[0].end))).toEqual([
      "1,234.50",
      "3 March 2026",
      "Anna",
      undefined,
    ]);
  });

  test.each([
    ["99", "number"],
    ["234.50", "number"],
    ["1,234", "integer"],
    ["9", "integer"],
    ["Ann", "text"],
  ] as const)("%s is a part of another word here, so it is not found", async (quote, type) => {
    const [row] = await rowsOf(from("Anna paid 1,234.50, Bob 99.50"), table(columns(type), [[quote]]));
    expect(row?.[0]?.status).toBe("not-found");
  });

  test("a minus is not lost", async () => {
    const [row] = await rowsOf(
      from("Balance: -5.00"),
      table(columns("number", "number"), [["5.00", "-5.00"]]),
    );
    expect(row?.map(({ status }) => status)).toEqual(["not-found", undefined]);
  });

  test("equal rows and equal cells get successive places", async () => {
    const lines = "Bolt 5 5\nBolt 5 5\nNut 5 7\nBolt 5 5\n";
    const rows = [...lines.trim().split("\n")].map((line) => line.split(" "));
    const got = await rowsOf(from(lines), table(columns("text", "integer", "integer"), rows));
    const starts = got.map((row) => row.map(({ spans }) => spans?.[0]?.start));
    expect(starts).toEqual([
      [0, 5, 7],
      [9, 14, 16],
      [18, 22, 24],
      [26, 31, 33],
    ]);
  });

  test("rows in another order than the source keep to their lines", async () => {
    const lines = "a1 5 open\nb2 6 open\nc3 7 open\n";
    const rows = [
      ["c3", "7", "open"],
      ["a1", "5", "open"],
      ["b2", "6", "open"],
    ];
    const got = await rowsOf(from(lines), table(columns("text", "integer", "text"), rows));
    expect(got.map((row) => row.at(-1)?.spans?.[0]?.start)).toEqual([25, 5, 15]);
  });

  test("emoji, CJK, composed letters and full-width digits: places are UTF-16 offsets of the source", async () => {
    const source = "🎉 山田太郎 様 合計 １２３ Cafe\u0301";
    const of = columns("text", "text", "integer", "text");
    const [row] = await rowsOf(from(source), table(of, [["🎉", "山田太郎", "123", "Café"]]));
    const quotes = row?.map(({ spans }) => spans?.[0] && source.slice(spans[0].start, spans[0].end));
    expect(quotes).toEqual(["🎉", "山田太郎", "１２３", "Cafe\u0301"]);
    expect(row?.map(({ status }) => status)).toEqual([undefined, undefined, "normalised", "normalised"]);
  });

  test("wrapped text and markup are read through", async () => {
    const html = "<table><tr><td>Smith &amp; <b>Sons</b></td><td>Main\n  Street</td></tr></table>";
    const [row] = await rowsOf(from(html), table(columns("text", "text"), [["Smith & Sons", "Main Street"]]));
    expect(row?.map(({ status }) => status)).toEqual(["normalised", "normalised"]);
  });

  test("5 % of the values invented: all of them are found out, and no other", async () => {
    const records = Array.from({ length: 400 }, (_, i) => [
      `Müller ${i}`,
      `${i * 7 + 1000}.${10 + (i % 89)}`,
      "開",
    ]);
    const source = records.map((record) => record.join(" | ")).join("\n");
    const told = records.map(([name, amount, mark], i) =>
      i % 20 === 0
        ? [name, `${Number(amount) + 0.01}`.replace(/(\.\d\d)\d+/, "$1"), mark]
        : [name, amount, mark],
    );
    const rows = await rowsOf(from(source), table(columns("text", "number", "text"), told as string[][]));
    const foundOut = rows.flatMap((row, i) =>
      row.flatMap(({ status }, c) => (status === "not-found" ? [`${i}/${c}`] : [])),
    );
    expect(foundOut).toEqual(Array.from({ length: 20 }, (_, n) => `${n * 20}/1`));
  });

  test("an engine's own span is kept, exact where it holds the quote", async () => {
    const events: EngineEvent[] = [
      { type: "table-start", title: "t", columns: columns("text", "text", "text"), expectedRows: null },
      {
        type: "row",
        cells: [
          { text: "Anna", span: { start: 0, end: 4 } },
          { text: "an 'n'", span: { start: 1, end: 3 } },
          { text: "Anna", span: { start: 0, end: 9_999 } },
        ],
      },
    ];
    const [row] = await rowsOf(from("Anna"), events);
    expect(row?.map(({ status }) => status)).toEqual([undefined, "normalised", undefined]);
    expect(row?.[2]?.spans).toEqual([{ start: 0, end: 4 }]);
  });

  test("derived cells are inferred, the model's knowledge is the model's, blanks are nothing", async () => {
    const derived: Column = { name: "d", type: "text", origin: "derived" };
    const [row] = await rowsOf(from("Anna"), table([derived, ...columns("text")], [["nice", null]]));
    expect(row).toEqual([{ value: "nice", status: "inferred" }, { value: null }]);
    const known = await rowsOf(
      blank,
      table(columns("text"), [["Berlin"]], { ungrounded: true, notation: "und" }),
    );
    expect(known).toEqual([[{ value: "Berlin", status: "model" }]]);
  });
});

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
      { afterIndex: 0, start: 4, end: 13, reason: "A row had 3 cells where the table has 2 columns" },
    ]);
  });

  test("a shortfall that nobody named is a gap to the source's end", async () => {
    const end = await endOf(from("a\nb\nc\n"), table(columns("text"), [["a"]], { expectedAtEnd: 3 }));
    const reason = "2 of 3 expected rows did not come";
    expect(end).toMatchObject({ got: 1, expected: 3, gaps: [{ afterIndex: 0, start: 1, end: 6, reason }] });
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

test("an aborted turn ends without an error", async () => {
  const stop = new AbortController();
  const seen: ExtractionEvent[] = [];
  const engine = scriptedEngine(() =>
    table(
      columns("text"),
      Array.from({ length: 50 }, () => ["a"]),
    ),
  );
  for await (const event of extract(engine, from("a"), stop.signal)) {
    seen.push(event);
    if (seen.length === 5) stop.abort();
  }
  expect(seen).toHaveLength(5);
});

async function collect(events: AsyncIterable<ExtractionEvent>): Promise<ExtractionEvent[]> {
  const told: ExtractionEvent[] = [];
  for await (const event of events) told.push(event);
  return told;
}
