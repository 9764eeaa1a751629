import type { Sample } from "./sample.testing.ts";

/** Tills' slips, and what looks like one. */
export const receipts: Sample[] = [
  {
    title: "a till receipt",
    locale: "de-DE",
    text: `REWE Markt GmbH
Hauptstr. 5, 10115 Berlin
Datum: 14.03.2026  18:22
Vollmilch 3,5%       1,19
Bananen              2,05
Roggenbrot           3,49
SUMME EUR            6,73
BAR                 10,00
RÜCKGELD             3,27`,
    reply:
      "2 Tabellen gefunden: Kassenbon (1 Zeile, 4 Spalten, gelesen als: beschrifteter Text); Artikel (3 Zeilen, 2 Spalten, gelesen als: Spalten fester Breite). 3 Textzeilen ohne Daten: “Hauptstr. 5, 10115 Berlin”, “BAR 10,00”, “RÜCKGELD 3,27”. Es wurde kein Modell gefragt.",
    tables: [
      {
        title: "Kassenbon",
        columns: "Verkäufer | Datum | Uhrzeit | SUMME",
        types: "text date time currency",
        rows: 1,
        first: "REWE Markt GmbH | 2026-03-14 | 18:22:00 | 6.73",
        last: "REWE Markt GmbH | 2026-03-14 | 18:22:00 | 6.73",
      },
      {
        title: "Artikel",
        columns: "Artikel | Betrag",
        types: "text currency",
        rows: 3,
        first: "Vollmilch 3,5% | 1.19",
        last: "Roggenbrot | 3.49",
      },
    ],
  },
  {
    title: "a German till's slip with tax marks, its number and a table of taxes",
    locale: "de-DE",
    text: `ALDI SÜD
Hauptstr. 1
Bananen            1,29 B
Milch 3,5%         0,99 B
------------------------
inkl. MwSt 7,0 %   0,15
SUMME        EUR   2,28
Geg. BAR     EUR   5,00
Rückgeld     EUR   2,72

Steuer  %   Netto  Steuer  Brutto
B= 7,0%      2,13    0,15    2,28
Datum: 12.03.2026
Uhrzeit: 14:05
Beleg-Nr. 4711`,
    reply:
      "2 Tabellen gefunden: Kassenbon (1 Zeile, 7 Spalten, gelesen als: beschrifteter Text); Artikel (2 Zeilen, 3 Spalten, gelesen als: Spalten fester Breite). 5 Textzeilen ohne Daten: “Hauptstr. 1”, “Geg. BAR EUR 5,00”, “Rückgeld EUR 2,72”, …. Es wurde kein Modell gefragt.",
    tables: [
      {
        title: "Kassenbon",
        columns: "Verkäufer | Datum | Uhrzeit | Beleg-Nr | inkl. MwSt % | inkl. MwSt | SUMME",
        types: "text date time id percent number currency",
        rows: 1,
        first: "ALDI SÜD | 2026-03-12 | 14:05:00 | 4711 | 0.07 | 0.15 | 2.28",
        last: "ALDI SÜD | 2026-03-12 | 14:05:00 | 4711 | 0.07 | 0.15 | 2.28",
      },
      {
        title: "Artikel",
        columns: "Artikel | Betrag | Steuer",
        types: "text currency text",
        rows: 2,
        first: "Bananen | 1.29 | B",
        last: "Milch 3,5% | 0.99 | B",
      },
    ],
  },
  {
    title: "an English till's slip with a subtotal, a discount and words beside the day",
    text: `Joe's Diner
12 Main Street

Burger        8.50
Fries         3.00
Discount     -1.00
Subtotal     10.50
Tax           0.84
Total       $11.34
03/14/2026 12:31 PM  Table 4
Thank you!`,
    reply:
      "Found 2 tables: Receipt (1 row, 6 columns, read as labelled text); Items (3 rows, 2 columns, read as fixed-width columns). 3 lines gave no row: “12 Main Street”, “03/14/2026 12:31 PM Table 4”, “Thank you\\!”. No model was asked.",
    tables: [
      {
        title: "Receipt",
        columns: "Seller | Date | Time | Subtotal | Tax | Total",
        types: "text date time currency number currency",
        rows: 1,
        first: "Joe's Diner | 2026-03-14 | 12:31:00 | 10.5 | 0.84 | 11.34",
        last: "Joe's Diner | 2026-03-14 | 12:31:00 | 10.5 | 0.84 | 11.34",
      },
      {
        title: "Items",
        columns: "Item | Amount",
        types: "text currency",
        rows: 3,
        first: "Burger | 8.5",
        last: "Discount | -1",
      },
    ],
  },
  {
    title: "a list of prices under its day: a table, not a till's slip",
    text: `Groceries
2026-03-14

Apples   1.20
Pears    2.30
Total    3.50`,
    reply:
      "Found 2 rows with 2 columns. Read as fixed-width columns. 1 row sums the others up and is not in the table: “Total 3.50”. 2 lines gave no row: “Groceries”, “2026-03-14”. No model was asked.",
    tables: [
      {
        title: "Table",
        columns: "Column 1 | Column 2",
        types: "text number",
        rows: 2,
        first: "Apples | 1.2",
        last: "Pears | 2.3",
      },
    ],
  },
  {
    title: "a column whose name holds the rate of its amounts: they are no percentages",
    text: `Item,Net,VAT 20%,Gross
Chair,100.00,20.00,120.00
Desk,200.00,40.00,240.00`,
    reply: "Found 2 rows with 4 columns. Read as delimited rows. No model was asked.",
    tables: [
      {
        title: "Table",
        columns: "Item | Net | VAT 20% | Gross",
        types: "text currency number currency",
        rows: 2,
        first: "Chair | 100 | 20 | 120",
        last: "Desk | 200 | 40 | 240",
      },
    ],
  },
];
