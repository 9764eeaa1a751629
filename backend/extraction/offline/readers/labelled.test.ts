import { describe, expect, it } from "vitest";
import { read, slicesOf, unreadOf, wordsOf } from "../reading.testing.ts";

describe("labelled text", () => {
  it("begins a record where a label comes again, and keeps the mail's head aside", () => {
    const text =
      "From: Dana <d@x.example>\nTo: Kim\nSubject: Two\n\nHello Kim,\n\nName: Anna\nPhone: 1\n\nName: Bob\nPhone: 2\nTown: Oslo\n\nBest, Dana";
    const [people, head] = read(text);
    expect(people?.columns).toEqual(["Name", "Phone", "Town"]);
    expect(wordsOf(people)).toEqual([
      ["Anna", "1", null],
      ["Bob", "2", "Oslo"],
    ]);
    expect(slicesOf(text, people)).toEqual(wordsOf(people));
    expect(head).toMatchObject({ aside: true, dataType: "mail", columns: ["From", "To", "Subject"] });
    expect(unreadOf(text)).toEqual(["Hello Kim,", "Best, Dana"]);
  });

  it.each([
    [
      "please pay invoice 0071 from Acme Ltd over USD 480.00 by 2 April 2026.",
      [["0071", "Acme Ltd", "USD 480.00"]],
    ],
    [
      "We got invoice INV-204 of 3 March for EUR 1,240.00 from Nordlicht GmbH. A second, invoice INV-205, was EUR 99.50.",
      [
        ["INV-204", "EUR 1,240.00", "Nordlicht GmbH"],
        ["INV-205", "EUR 99.50", null],
      ],
    ],
    [
      "Rechnung 4711 der Firma Nordwind Logistik GmbH über 120,00 € ist am 1.4.2026 fällig.",
      [["4711", "Nordwind Logistik GmbH", "120,00 €", "1.4.2026"]],
    ],
    ["Invoice 12 was for 3 days in May, and the room for 200 people is booked from Anna.", []],
  ])("reads bills in running text by what stands around their amounts: %s", (text, rows) => {
    expect(read(text).flatMap((table) => wordsOf(table))).toEqual(rows);
  });

  it("puts English and German labels of one thing into one column", () => {
    const text =
      "Invoice no.: 0001\nInvoice date: 3 March 2026\nTotal: EUR 1.00\n\nRechnungsnummer: 0002\nRechnungsdatum: 04.03.2026\nGesamtbetrag: 2,00 €";
    const [table] = read(text);
    expect(table?.dataType).toBe("invoice");
    expect(table?.columns).toEqual(["Invoice no.", "Invoice date", "Total"]);
    expect(wordsOf(table)[1]).toEqual(["0002", "04.03.2026", "2,00 €"]);
  });

  it("reads a tax rate out of its label", () => {
    const [table] = read("Netto: 100,00 €\nMwSt. (19 %): 19,00 €\nGesamtbetrag: 119,00 €");
    expect(table?.columns).toEqual(["Netto", "MwSt. %", "MwSt.", "Gesamtbetrag"]);
    expect(wordsOf(table)).toEqual([["100,00 €", "19 %", "19,00 €", "119,00 €"]]);
  });

  it("reads invoices out of sentences, English and German", () => {
    const text =
      "Invoice 0071 from Beta & Sons Inc, dated 4 March 2026, due 2 May 2026, net USD 1,400.00, tax USD 80.00, total USD 1,480.00.\n" +
      "Rechnung Nr. 0815 vom 03.03.2026, fällig am 02.04.2026, netto 100,00 €, MwSt 19,00 €, Gesamtbetrag 119,00 €";
    const [table] = read(text);
    expect(wordsOf(table)).toEqual([
      ["0071", "Beta & Sons Inc", "4 March 2026", "2 May 2026", "USD 1,400.00", "USD 80.00", "USD 1,480.00"],
      ["0815", null, "03.03.2026", "02.04.2026", "100,00 €", "19,00 €", "119,00 €"],
    ]);
    expect(slicesOf(text, table)).toEqual(wordsOf(table));
  });

  it("reads marks, bullets, bars and values that are carried on", () => {
    const text = "- **Name:** Anna\n- **Address:** Main St 1\n    12345 Town\n- Phone: 1";
    expect(wordsOf(read(text)[0])).toEqual([["Anna", "Main St 1\n12345 Town", "1"]]);
    expect(wordsOf(read("Name: Anna | Age: 12 | Town: Rome")[0])).toEqual([["Anna", "12", "Rome"]]);
  });

  it("reads a lone run of name and number as two columns", () => {
    const [table] = read("Anna: 12\nBob: 13\nCarl: 14");
    expect(wordsOf(table)).toEqual([
      ["Anna", "12"],
      ["Bob", "13"],
      ["Carl", "14"],
    ]);
  });

  it("makes no record of one remark or of times and addresses", () => {
    expect(read("Please note: the office is closed.")).toEqual([]);
    expect(read("We meet at 12:30.\nSee https://x.example/a for more.")).toEqual([]);
  });
});
