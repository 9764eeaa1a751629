import type { Sample } from "./sample.testing.ts";

/** Invoices, receipts, statements and tables with sums, and what is to be read. */
export const bills: Sample[] = [
  {
    title: "an invoice with wrapped descriptions and totals below a rule",
    text: `Acme Tools Ltd
Invoice No.: INV-2026-0042
Invoice date: 12 March 2026
Due date: 11 April 2026

Pos  Description              Qty   Unit price      Amount
1    Torque wrench, 1/2 inch    2        89.50      179.00
     with certificate
2    Hex key set                5        12.00       60.00
3    Delivery                   1         9.90        9.90
----------------------------------------------------------
     Subtotal                                       248.90
     VAT 20 %                                        49.78
     Total                                          298.68

Thank you for your business.`,
    reply:
      "Found 3 rows with 5 columns. Read as fixed-width columns. 3 rows sum the others up and are not in the table: “Subtotal 248.90”, “VAT 20 % 49.78”, “Total 298.68”. 3 lines beside the table: “Invoice No.: INV-2026-0042”, “Invoice date: 12 March 2026”, “Due date: 11 April 2026”. 2 lines gave no row: “Acme Tools Ltd”, “Thank you for your business.”. No model was asked.",
    tables: [
      {
        title: "Table",
        columns: "Pos | Description | Qty | Unit price | Amount",
        types: "integer text integer currency currency",
        rows: 3,
        first: "1 | Torque wrench, 1/2 inch with certificate | 2 | 89.5 | 179",
        last: "3 | Delivery | 1 | 9.9 | 9.9",
      },
    ],
  },
  {
    title: "a German invoice with semicolons and a total",
    locale: "de-DE",
    text: `Rechnung 2026-118
Pos;Bezeichnung;Menge;Einzelpreis;Gesamt
1;Druckerpapier A4;10;4,99;49,90
2;Toner schwarz;2;64,50;129,00
3;Heftklammern;5;1,20;6,00
;Zwischensumme;;;184,90
;zzgl. 19 % MwSt;;;35,13
;Gesamtbetrag;;;220,03`,
    reply:
      "3 Zeilen mit 5 Spalten gefunden. Gelesen als: getrennte Werte. 3 Summenzeilen stehen nicht in der Tabelle: “Zwischensumme 184,90”, “zzgl. 19 % MwSt 35,13”, “Gesamtbetrag 220,03”. Es wurde kein Modell gefragt.",
    tables: [
      {
        title: "Rechnung 2026-118",
        columns: "Pos | Bezeichnung | Menge | Einzelpreis | Gesamt",
        types: "integer text integer currency number",
        rows: 3,
        first: "1 | Druckerpapier A4 | 10 | 4.99 | 49.9",
        last: "3 | Heftklammern | 5 | 1.2 | 6",
      },
    ],
  },
  {
    title: "a German bank statement",
    locale: "de-DE",
    text: `Kontoauszug Nr. 3/2026
Buchung;Valuta;Verwendungszweck;Betrag
01.03.2026;01.03.2026;Miete März;-850,00
03.03.2026;03.03.2026;Gehalt Nordlicht GmbH;2.900,00
05.03.2026;06.03.2026;Stadtwerke Abschlag;-94,00
Saldo;;;1.956,00`,
    reply:
      "3 Zeilen mit 4 Spalten gefunden. Gelesen als: getrennte Werte. 1 Summenzeile steht nicht in der Tabelle: “Saldo 1.956,00”. 1 Textzeile ohne Daten: “Kontoauszug Nr. 3/2026”. Es wurde kein Modell gefragt.",
    tables: [
      {
        title: "Tabelle",
        columns: "Buchung | Valuta | Verwendungszweck | Betrag",
        types: "date date text currency",
        rows: 3,
        first: "2026-03-01 | 2026-03-01 | Miete März | -850",
        last: "2026-03-05 | 2026-03-06 | Stadtwerke Abschlag | -94",
      },
    ],
  },
  {
    title: "an English bank statement of fixed width",
    text: `Date        Description                 Debit      Credit     Balance
2026-03-01  Opening balance                                    1,200.00
2026-03-02  Card payment Tesco          42.10                 1,157.90
2026-03-04  Salary                                 2,500.00   3,657.90
2026-03-09  Rent                       900.00                 2,757.90`,
    reply: "Found 4 rows with 5 columns. Read as fixed-width columns. No model was asked.",
    tables: [
      {
        title: "Table",
        columns: "Date | Description | Debit | Credit | Balance",
        types: "date text number number number",
        rows: 4,
        first: "2026-03-01 | Opening balance |  |  | 1200",
        last: "2026-03-09 | Rent | 900 |  | 2757.9",
      },
    ],
  },
  {
    title: "a totals row whose label is in the middle",
    text: `Month,Region,Orders,Revenue
Jan,North,10,100.00
Feb,North,12,130.00
,Total,22,230.00`,
    reply:
      "Found 2 rows with 4 columns. Read as delimited rows. 1 row sums the others up and is not in the table: “Total 22 230.00”. No model was asked.",
    tables: [
      {
        title: "Table",
        columns: "Month | Region | Orders | Revenue",
        types: "text text integer currency",
        rows: 2,
        first: "Jan | North | 10 | 100",
        last: "Feb | North | 12 | 130",
      },
    ],
  },
  {
    title: "sums without a label",
    text: `Item,Qty,Price
Pens,10,5.00
Paper,2,8.00
Ink,1,12.00
,13,25.00`,
    reply:
      "Found 3 rows with 3 columns. Read as delimited rows. 1 row sums the others up and is not in the table: “13 25.00”. No model was asked.",
    tables: [
      {
        title: "Table",
        columns: "Item | Qty | Price",
        types: "text integer currency",
        rows: 3,
        first: "Pens | 10 | 5",
        last: "Ink | 1 | 12",
      },
    ],
  },
  {
    title: "an item that is named Total",
    text: `Product,Brand,Price
Cereal,Total,4.99
Total,General Mills,5.49
Yoghurt,Fage,1.99`,
    reply: "Found 3 rows with 3 columns. Read as delimited rows. No model was asked.",
    tables: [
      {
        title: "Table",
        columns: "Product | Brand | Price",
        types: "text text currency",
        rows: 3,
        first: "Cereal | Total | 4.99",
        last: "Yoghurt | Fage | 1.99",
      },
    ],
  },
  {
    title: "a last item that is named Total",
    text: `Cereal,Grams,Price
Crunch,375,3.99
Total,450,5.49`,
    reply: "Found 2 rows with 3 columns. Read as delimited rows. No model was asked.",
    tables: [
      {
        title: "Table",
        columns: "Cereal | Grams | Price",
        types: "text integer currency",
        rows: 2,
        first: "Crunch | 375 | 3.99",
        last: "Total | 450 | 5.49",
      },
    ],
  },
  {
    title: "subtotals between groups",
    text: `Category,Item,Amount
Office,Paper,20.00
Office,Pens,5.00
Subtotal,,25.00
Travel,Train,80.00
Travel,Taxi,22.00
Subtotal,,102.00
Grand total,,127.00`,
    reply:
      "Found 4 rows with 3 columns. Read as delimited rows. 3 rows sum the others up and are not in the table: “Subtotal 25.00”, “Subtotal 102.00”, “Grand total 127.00”. No model was asked.",
    tables: [
      {
        title: "Table",
        columns: "Category | Item | Amount",
        types: "text text currency",
        rows: 4,
        first: "Office | Paper | 20",
        last: "Travel | Taxi | 22",
      },
    ],
  },
  {
    title: "a wrapped description in a fixed-width order",
    text: `Qty  Article                     Price
1    Office chair, black,       199.00
     with armrests
2    Desk 160 x 80              349.00
4    Cable tray                  19.50`,
    reply: "Found 3 rows with 3 columns. Read as fixed-width columns. No model was asked.",
    tables: [
      {
        title: "Table",
        columns: "Qty | Article | Price",
        types: "integer text currency",
        rows: 3,
        first: "1 | Office chair, black, with armrests | 199",
        last: "4 | Cable tray | 19.5",
      },
    ],
  },
  {
    title: "sums of a German time sheet",
    locale: "de-DE",
    text: `Tag         Beginn  Ende   Stunden
Montag      08:00   16:30  8,0
Dienstag    08:15   17:00  8,25
Mittwoch    09:00   15:00  5,5
Gesamt                     21,75`,
    reply:
      "3 Zeilen mit 4 Spalten gefunden. Gelesen als: Spalten fester Breite. 1 Summenzeile steht nicht in der Tabelle: “Gesamt 21,75”. Es wurde kein Modell gefragt.",
    tables: [
      {
        title: "Tabelle",
        columns: "Tag | Beginn | Ende | Stunden",
        types: "text time time number",
        rows: 3,
        first: "Montag | 08:00:00 | 16:30:00 | 8",
        last: "Mittwoch | 09:00:00 | 15:00:00 | 5.5",
      },
    ],
  },
  {
    title: "an average and a total below a table",
    text: `Player,Goals,Assists
Ann,4,2
Ben,2,6
Cid,6,1
Average,4,3
Total,12,9`,
    reply:
      "Found 3 rows with 3 columns. Read as delimited rows. 2 rows sum the others up and are not in the table: “Average 4 3”, “Total 12 9”. No model was asked.",
    tables: [
      {
        title: "Table",
        columns: "Player | Goals | Assists",
        types: "text integer integer",
        rows: 3,
        first: "Ann | 4 | 2",
        last: "Cid | 6 | 1",
      },
    ],
  },
];
