import { describe, expect, it } from "vitest";
import { read, wordsOf } from "./reading.testing.ts";

const totalsOf = (text: string) =>
  read(text).flatMap(({ totals }) => totals.map(({ cells }) => cells.flatMap((cell) => cell?.text ?? [])));

describe("rows that sum others up", () => {
  it.each([
    ["a label and a sum", "Item,Price\nPen,2.50\nInk,4.00\nTotal,6.50", [["Total", "6.50"]]],
    ["a label that leaves cells empty", "Item;Qty;Price\nPen;1;2\nInk;2;4\nSumme;;99", [["Summe", "99"]]],
    [
      "what only a sum is called",
      "Artikel;Preis\nStift;2\nTinte;4\nGesamtbetrag;99",
      [["Gesamtbetrag", "99"]],
    ],
    [
      "sums in German notation",
      "Konto;Betrag\nA;1.200,50\nB;-200,50\nSaldo;1.000,00",
      [["Saldo", "1.000,00"]],
    ],
    ["sums in Japanese", "品名\t数量\nりんご\t３\nみかん\t１２\n合計\t１５", [["合計", "１５"]]],
    ["sums in French", "Poste;Montant\nA;10,50\nB;20,00\nTotal général;30,50", [["Total général", "30,50"]]],
    ["sums without a label", "Item,Qty,Price\nPen,1,2\nInk,2,4\nMap,3,5\n,6,11", [["6", "11"]]],
    [
      "a subtotal, a tax and a total",
      "Item,Unit,Net\nPen,kg,10\nInk,l,20\nSubtotal,,30\nVAT 10%,,3\nTotal,,33",
      [
        ["Subtotal", "30"],
        ["VAT 10%", "3"],
        ["Total", "33"],
      ],
    ],
  ])("are no rows: %s", (_, text, expected) => {
    expect(totalsOf(text)).toEqual(expected);
  });

  it.each([
    ["an item called Total with words beside it", "Name,Brand,Price\nTotal,Mills,5\nPen,Bic,1\nInk,Lamy,9"],
    ["an item called Total that is no sum", "Cereal,Price\nCrunch,3.99\nOat,2.50\nTotal,5.49"],
    ["a tax that no sum stands above", "Fee,Price\nPorto,3\nVAT,9\nPen,4"],
    ["numbers below an empty cell that are no sums", "Item,Qty,Price\nPen,1,2\nInk,2,4\n,6,11"],
    ["one row alone", "Item,Price\nTotal,6.50"],
  ])("are not these: %s", (_, text) => {
    expect(totalsOf(text)).toEqual([]);
  });

  it("leaves the rows, the gaps and the count of short rows as if they had never been there", () => {
    const [table] = read("Item,Qty,Price\nPen,1,2\nInk,2,4\nSubtotal,,6\na,b,c,d\nMap,3\nTotal,,6");
    expect(wordsOf(table).map(([item]) => item)).toEqual(["Pen", "Ink", "Map"]);
    expect(table?.gaps.map(({ afterIndex }) => afterIndex)).toEqual([1]);
    expect(table?.shortRows).toBe(1);
  });
});
