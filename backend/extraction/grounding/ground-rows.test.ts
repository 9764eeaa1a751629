import { describe, expect, test } from "vitest";
import type { Column } from "../../contract/cells.ts";
import { blank, columns, from, rowsOf, table } from "../../testing/extraction.ts";
import type { EngineEvent } from "../engine.ts";

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

  test.each([
    ["50", "USD50 and EUR50.00", "USD50"],
    ["5", "On 5 March 2026 came INV-5, X5A, 1.5.2 and 5 boxes", "5 boxes"],
    ["12", "10-12 pieces", "12 pieces"],
    ["-5", "a — 5 and 3-5, but -5", "-5"],
    ["-5", "taken back (5.00)", "5.00"],
  ])("%s in %j stands at %j alone", async (quote, source, at) => {
    const [row] = await rowsOf(from(source), table(columns("number", "number"), [[quote, null]]));
    expect(row?.[0]?.spans?.[0]?.start).toBe(source.lastIndexOf(at) + (at === "USD50" ? 3 : 0));
  });

  test.each([
    ["5", "2026-03-05 and -5, v5, INV-5, 5.5, ½"],
    ["-5", "a — 5, 3-5, INV-5"],
    ["1234", "v1234 and 1,234.5"],
    ["0.5", "5 and 50"],
  ])("%s stands nowhere in %j", async (quote, source) => {
    const [row] = await rowsOf(from(source), table(columns("number"), [[quote]]));
    expect(row?.[0]?.status).toBe("not-found");
  });

  test.each(["a.*(b", "\ud83d", "—…!?", "\u200f", "x".repeat(50_000), "[", "\\", "$&"])(
    "%j is looked for as it is",
    async (quote) => {
      const found = await rowsOf(from(`so ${quote} it is`), table(columns("text"), [[quote]]));
      expect(found[0]?.[0]?.status ?? "exact").toBe(quote === "\u200f" ? "not-found" : "exact");
      const [missing] = await rowsOf(from("nothing of it"), table(columns("text"), [[quote]]));
      expect(missing?.[0]?.status).toBe("not-found");
    },
  );

  test("a link's address, a soft hyphen and vowel marks are read through", async () => {
    const source = '<p><a href="https://x.test/a">Öl&shy;kanne</a> مُحَمَّد</p>';
    const of = columns("url", "text", "text");
    const quotes = ["https://x.test/a", "Ölkanne", "محمد"];
    const [row] = await rowsOf(from(source), table(of, [quotes]));
    const found = row?.map(({ spans }) => spans?.[0] && source.slice(spans[0].start, spans[0].end));
    expect(found).toEqual(["https://x.test/a", "Öl&shy;kanne", "مُحَمَّد"]);
  });

  test("a source and quotes that repeat themselves are read in a bounded time, and found nearby", async () => {
    const quotes = Array.from({ length: 10 }, (_, at) => ["a ".repeat(20_000 + at)]);
    const rows = await rowsOf(from("a ".repeat(300_000)), table(columns("text"), quotes));
    expect(rows.map(([cell]) => cell?.status ?? "exact")).toEqual(quotes.map(() => "exact"));
  });

  test("a word that a line cut is whole", async () => {
    const [row] = await rowsOf(from("Der Donau-\ndampfer fährt"), table(columns("text"), [["Donaudampfer"]]));
    expect(row?.[0]).toMatchObject({ status: "normalised", spans: [{ start: 4, end: 18 }] });
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
