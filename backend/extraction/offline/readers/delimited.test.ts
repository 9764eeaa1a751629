import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { detect } from "../detect.ts";
import { read, slicesOf, unreadOf, wordsOf } from "../reading.testing.ts";

/** A small generator with a seed, so that a failing case can be run again. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const atoms = [
  "a",
  "Zoë",
  "東京",
  "🙂",
  "0",
  "12.5",
  ",",
  ";",
  '"',
  "\n",
  "\r\n",
  " ",
  "\t",
  "|",
  "'",
  "x y",
];

it.each([4, 40])("a column of sentences in quotes is a column, under the header No: %i words", (words) => {
  const note = "Lorem ipsum, dolor sit. ".repeat(words / 4).trim();
  const text = ["No,Amount,Note", ...[1, 2, 3].map((n) => `R-${n},${n}.50,"${note}"`)].join("\n");
  const [table] = detect(text, { kind: "text", title: "" }).tables;
  expect(table).toMatchObject({ columns: ["No", "Amount", "Note"], header: "sure" });
  expect(table?.rows.map(({ cells }) => cells[2]?.text)).toEqual([note, note, note]);
});

describe("delimiter-separated values", () => {
  it("reads quotes, doubled quotes and line breaks in a cell, with the place of each", () => {
    const text = 'id,name,note\n007,"Smith, ""J""","two\nlines"\n008,Bob,\n';
    const [table] = read(text);
    expect(table?.columns).toEqual(["id", "name", "note"]);
    expect(wordsOf(table)).toEqual([
      ["007", 'Smith, "J"', "two\nlines"],
      ["008", "Bob", null],
    ]);
    expect(slicesOf(text, table)[0]).toEqual(["007", 'Smith, ""J""', "two\nlines"]);
  });

  it("holds thousands of rows apart, whatever their width and their quotes", () => {
    const row = (n: number) => [`R-${n}`, n % 7 === 0 ? `a ""${n}""` : `Row ${n}, as it was`, `${n}.50`];
    const rows = Array.from({ length: 2_500 }, (_, n) => row(n).slice(0, n % 11 === 3 ? 2 : 3));
    const quoted = rows.map(([id, words, ...rest]) => [id, `"${words}"`, ...rest].join(","));
    const text = ["id,note,total", ...quoted].join("\n");
    const [table] = read(text);
    const parsed = Papa.parse<string[]>(text).data.slice(1);
    expect(wordsOf(table)).toEqual(parsed.map(([id, note, total = null]) => [id, note, total]));
    expect(table?.shortRows).toBe(rows.filter((cells) => cells.length < 3).length);
    expect(slicesOf(text, table).map(([id]) => id)).toEqual(rows.map(([id]) => id));
  });

  it.each([
    ["number,total,due", (n: number) => `A-${n},${n}.50,2026-03-04`],
    ["id,qty,due", (n: number) => `A-${n},${n},2026-03-04`],
    ["Artikel,Menge,Einheit,Preis", (n: number) => `Nagel ${n},${n},kg,1.20`],
  ])("reads ids before small numbers, which look like an amount with a comma: %s", (header, row) => {
    const [table] = read([header, ...Array.from({ length: 9 }, (_, n) => row(n))].join("\n"));
    expect(table?.columns).toEqual(header.split(","));
    expect(table?.rows).toHaveLength(9);
  });

  it.each([
    ["tabs", "\t"],
    ["semicolons", ";"],
    ["pipes", "|"],
  ])("reads %s, decimal commas beside them", (_, delimiter) => {
    const lines = [
      ["Name", "Betrag"],
      ["Müller", "1.234,50"],
      ["Öz", "0,99"],
    ];
    const [table] = read(lines.map((cells) => cells.join(delimiter)).join("\r\n"));
    expect(table?.columns).toEqual(["Name", "Betrag"]);
    expect(wordsOf(table)).toEqual(lines.slice(1));
  });

  it("takes no comma under a header for a decimal one", () => {
    const [table] = read("Name,Count\nItem 1,1\nItem 2,2\nItem 3,3");
    expect(table?.columns).toEqual(["Name", "Count"]);
    expect(wordsOf(table)).toEqual([
      ["Item 1", "1"],
      ["Item 2", "2"],
      ["Item 3", "3"],
    ]);
    expect(read("Milk 0,99\nBread 2,49\nEggs 3,19")).toEqual([]);
  });

  it("gives the cells that papaparse gives, for any cells", () => {
    const random = randomFrom(42);
    const pick = () => atoms[Math.floor(random() * atoms.length)] ?? "";
    for (let round = 0; round < 300; round++) {
      const width = 2 + Math.floor(random() * 4);
      const body = Array.from({ length: 3 }, () =>
        Array.from({ length: width }, () => Array.from({ length: Math.floor(random() * 4) }, pick).join("")),
      );
      const head = Array.from({ length: width }, (_, at) => `Field ${at}x`);
      const csv = Papa.unparse([head, ...body, head.map(() => "1")], { quotes: true });
      const [table] = read(csv);
      const expected = Papa.parse<string[]>(csv).data.slice(1);
      expect(wordsOf(table), csv).toEqual(
        expected.map((row) => row.map((cell) => (cell === "" ? null : cell))),
      );
      for (const [at, row] of slicesOf(csv, table).entries()) {
        expect(row.map((cell) => cell?.replaceAll('""', '"') ?? null)).toEqual(wordsOf(table)[at]);
      }
    }
  });

  it("leaves a preamble and a footnote unread and tells them", () => {
    const text = "Report of March\n\nid,name,total\n1,Anna,5\n2,Bob,6\n\nPrinted by the till";
    expect(wordsOf(read(text)[0])).toHaveLength(2);
    expect(unreadOf(text)).toEqual(["Report of March", "Printed by the till"]);
  });

  it("names a row of too many cells as a gap and reads the rest", () => {
    const text = "id,name,total\n1,Anna,5\n2,Bob,6,7\n3,Eve,8\n";
    const [table] = read(text);
    expect(wordsOf(table).map((row) => row[0])).toEqual(["1", "3"]);
    const [gap] = table?.gaps ?? [];
    expect(gap?.reason).toBe("too-many-cells");
    expect(gap?.afterIndex).toBe(0);
    expect(text.slice(gap?.span.start, gap?.span.end)).toBe("2,Bob,6,7");
  });

  it("keeps the rows after a quotation mark that never closes", () => {
    const text = 'id,name,total\n1,"Anna,5\n2,Bob,6\n3,Eve,8\n';
    const [table] = read(text);
    expect(wordsOf(table).map((row) => row[0])).toContain("3");
    expect(wordsOf(table).length + (table?.gaps.length ?? 0)).toBe(3);
  });

  it("counts rows that are short", () => {
    const [table] = read("id,name,total\n1,Anna,5\n2,Bob\n");
    expect(table?.shortRows).toBe(1);
    expect(wordsOf(table)[1]).toEqual(["2", "Bob", null]);
  });

  it("names columns without a header, and repeated ones apart", () => {
    expect(read("1,Anna,5\n2,Bob,6\n3,Eve,7")[0]?.columns).toEqual(["Column 1", "Column 2", "Column 3"]);
    expect(read("Name,Total,name\nA,1,x\nB,2,y")[0]?.columns).toEqual(["Name", "Total", "name 2"]);
  });

  it("drops a header that is repeated, not a row that is", () => {
    expect(wordsOf(read("id,total\n1,5\nid,total\n1,5\n")[0])).toEqual([
      ["1", "5"],
      ["1", "5"],
    ]);
  });

  it("reads two tables of one text apart", () => {
    const tables = read("id,name\n1,Anna\n2,Bob\n\ncity;people;area\nRome;5;7\nOslo;6;8\n");
    expect(tables.map((table) => table.columns)).toEqual([
      ["id", "name"],
      ["city", "people", "area"],
    ]);
  });

  it("does not take sentences for rows", () => {
    expect(read("Dear Ms Smith,\nthank you for the offer, we like it.\nPlease call, if you can.")).toEqual(
      [],
    );
  });

  it("keeps places right behind a byte order mark", () => {
    const text = "\ufeffid,name\n01,Anna\n02,Bob";
    expect(slicesOf(text, read(text)[0])[0]).toEqual(["01", "Anna"]);
    expect(read(text)[0]?.columns[0]).toBe("id");
  });
});
