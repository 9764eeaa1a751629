import { describe, expect, it } from "vitest";
import { parseAsk } from "./ask.ts";

const known = ["Invoice number", "Seller", "Invoice date", "Due date", "Net amount", "Tax", "Total"];

describe("the columns that a prompt names", () => {
  it.each([
    ["date, seller and total", ["Date", "Seller", "Total"]],
    ["with columns: Number, Total", ["Number", "Total"]],
    ["columns: Number, Shelf life, Total", ["Number", "Shelf life", "Total"]],
    ["nur Nummer und Betrag", ["Nummer", "Betrag"]],
    [
      "Spalten Rechnungsnummer, Lieferant und Fälligkeitsdatum",
      ["Rechnungsnummer", "Lieferant", "Fälligkeitsdatum"],
    ],
    [
      "please give me the invoice number, the due date and the total amount from this mail",
      ["Invoice number", "Due date", "Total amount"],
    ],
    ['put "Total" and "What, exactly?" into the sheet', ["Total", "What, exactly?"]],
    ["Bitte „Netto“ und „Brutto“", ["Netto", "Brutto"]],
    ["number, date, warranty and total", ["Number", "Date", "Warranty", "Total"]],
    ["just the seller", ["Seller"]],
  ])("%s", (prompt, wanted) => {
    expect(parseAsk(prompt, known)).toEqual({ wanted });
  });

  it.each([
    "put the invoices in this mail into the sheet",
    "Please read this and make rows",
    "Extract all invoices and receipts",
    "What is the total?",
    "Füge die Rechnungen aus dieser Mail ein",
    "Insert this into the columns of the sheet",
    "",
  ])("names none: %s", (prompt) => {
    expect(parseAsk(prompt, known)).toBeNull();
  });

  it("reads what is to be left out", () => {
    expect(parseAsk("everything without tax and net amount", known)).toEqual({
      without: ["Tax", "Net amount"],
    });
    expect(parseAsk("alles ohne Steuer", known)).toEqual({ without: ["Steuer"] });
  });
});
