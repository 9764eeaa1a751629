import { describe, expect, test } from "vitest";
import type { Cell, Column } from "../../contract/cells.ts";
import type { RowRule } from "../../contract/rules.ts";
import { endOf, from, rowsOf, table } from "../../testing/extraction.ts";

const columns = (...of: (Partial<Column> & { name: string })[]): Column[] =>
  of.map((column) => ({ type: "text", ...column }));

/** The names of the columns that a row is flagged in. */
async function broken(of: Column[], rows: (string | null)[][], rules: RowRule[] = []): Promise<string[][]> {
  const source = rows.map((row) => row.join(" ")).join("\n");
  const told = await rowsOf(from(source, { rules }), table(of, rows));
  return told.map((row) => of.flatMap(({ name }, at) => (isFailed(row[at]) ? [name] : [])));
}

const isFailed = (cell: Cell | undefined) => cell?.flags?.includes("failed-rule") === true;

describe("column rules", () => {
  test("an empty cell breaks required, and stays empty", async () => {
    expect(
      await broken(columns({ name: "A", required: true }, { name: "B" }), [
        [null, "x"],
        ["a", null],
      ]),
    ).toEqual([["A"], []]);
  });

  test("the second of two equal values breaks unique; the same number written otherwise is equal", async () => {
    const of = columns({ name: "A", type: "number", unique: true });
    expect(await broken(of, [["1"], ["2"], ["1.0"]])).toEqual([[], [], ["A"]]);
  });

  test("numbers and dates are held to their bounds, which are inclusive", async () => {
    const of = columns(
      { name: "N", type: "number", min: 0, max: 10 },
      { name: "D", type: "date", min: "2026-01-01", max: "2026-12-31" },
    );
    const rows = [
      ["0", "2026-01-01"],
      ["10", "2026-12-31"],
      ["-1", "2027-01-01"],
      ["11", "2025-12-31"],
    ];
    expect(await broken(of, rows)).toEqual([[], [], ["N", "D"], ["N", "D"]]);
  });

  test("a pattern is matched as a whole, in linear time, by at most 200 characters", async () => {
    const of = columns({ name: "A", pattern: "(a+)+" });
    const rows = [["aaa"], ["aaab"], ["a".repeat(200)], ["a".repeat(201)], [`${"a".repeat(190)}!`]];
    expect(await broken(of, rows)).toEqual([[], ["A"], [], ["A"], ["A"]]);
  });

  test("what is not in an enum has the flag of its own", async () => {
    const [row] = await rowsOf(from("x"), table(columns({ name: "A", type: "enum", enum: ["y"] }), [["x"]]));
    expect(row?.[0]?.flags).toEqual(["out-of-enum"]);
  });
});

describe("row rules", () => {
  const money = columns(...["Net", "Tax", "Total"].map((name) => ({ name, type: "currency" as const })));
  const sum: RowRule = { kind: "sum", parts: ["net", "TAX"], total: "Total" };

  test.each([
    ["10.00", "1.90", "11.90", true],
    ["0.10", "0.20", "0.30", true],
    ["10.00", "1.90", "11.91", true],
    ["10.00", "1.90", "11.92", false],
    ["1000000.10", "0.20", "1000000.30", true],
    ["€10.00", "$1.90", "€99.00", true],
  ])("%s + %s against %s keeps half a cent for each part: %s", async (net, tax, total, keeps) => {
    expect(await broken(money, [[net, tax, total]], [sum])).toEqual([keeps ? [] : ["Total"]]);
  });

  test("a row that lacks a part is not judged", async () => {
    expect(await broken(money, [["1", null, "5"]], [sum])).toEqual([[]]);
  });

  test("a product is held to its own tolerance", async () => {
    const of = columns(...["Qty", "Price", "Amount"].map((name) => ({ name, type: "number" as const })));
    const product: RowRule = { kind: "product", factors: ["Qty", "Price"], product: "Amount" };
    const rows = [
      ["3", "1.333", "4.00"],
      ["3", "1.50", "4.60"],
    ];
    expect(await broken(of, rows, [product])).toEqual([[], ["Amount"]]);
    expect(await broken(of, rows, [{ ...product, tolerance: 0.2 }])).toEqual([[], []]);
  });
});

describe("offers", () => {
  const offered = async (names: string[], rows: string[][], rules: RowRule[] = []) => {
    const of = columns(...names.map((name) => ({ name, type: "number" as const })));
    const end = await endOf(from(rows.join("\n").replaceAll(",", " "), { rules }), table(of, rows));
    return end?.type === "table-end" ? end.offeredRules : null;
  };

  test.each([
    [["Net", "VAT", "Total"]],
    [["Nettobetrag", "MwSt.", "Bruttobetrag"]],
    [["Net (EUR)", "Tax (EUR)", "Gross (EUR)"]],
  ])("a sum for %j, which is not applied", async (names) => {
    const [net = "", tax = "", total = ""] = names;
    const rule = { kind: "sum", parts: [net, tax], total };
    const rows = [
      ["10", "2", "12"],
      ["5", "1", "6"],
      ["5", "1", "9"],
    ];
    expect(await offered(names, rows)).toEqual([rule]);
    const told = await rowsOf(
      from("5 1 9"),
      table(columns(...names.map((name) => ({ name, type: "number" as const }))), [["5", "1", "9"]]),
    );
    expect(told.flat().some(isFailed)).toBe(false);
  });

  test.each([
    [["Quantity", "Unit price", "Amount"]],
    [["Menge", "Einzelpreis", "Gesamtpreis"]],
    [["Stück", "Preis", "Betrag"]],
  ])("a product for %j", async (names) => {
    expect(await offered(names, [["2", "3", "6"]])).toEqual([
      { kind: "product", factors: names.slice(0, 2), product: names[2] },
    ]);
  });

  test("nothing that the rows do not keep, that is declared, or that the names do not tell", async () => {
    expect(
      await offered(
        ["Net", "Tax", "Total"],
        [
          ["10", "2", "13"],
          ["5", "1", "7"],
        ],
      ),
    ).toBeUndefined();
    const rules: RowRule[] = [{ kind: "sum", parts: ["tax", "net"], total: "total" }];
    expect(await offered(["Net", "Tax", "Total"], [["10", "2", "12"]], rules)).toBeUndefined();
    expect(await offered(["A", "B", "C"], [["10", "2", "12"]])).toBeUndefined();
  });
});
