import type { Sample } from "./sample.testing.ts";

/** Mails, lists, forms and notes, and what is to be read. */
export const notes: Sample[] = [
  {
    title: "an order confirmation mail with a table in the middle",
    text: `Hi Maria,

thank you for your order #58213. We will ship it on Monday.

| Item | SKU | Qty | Price |
|---|---|---:|---:|
| Desk lamp | DL-009 | 1 | $39.00 |
| Bulb E27 | BU-027 | 4 | $3.50 |
| **Total** | | | **$53.00** |

Shipping is free.

Kind regards,
The Lumen team`,
    reply:
      "Found 2 rows with 4 columns. Read as a Markdown table. 1 row sums the others up and is not in the table: “Total $53.00”. 5 lines gave no row: “Hi Maria,”, “thank you for your order \\#58213. We will ship it on Monday.”, “Shipping is free.”, …. No model was asked.",
    tables: [
      {
        title: "Table",
        columns: "Item | SKU | Qty | Price",
        types: "text id integer currency",
        rows: 2,
        first: "Desk lamp | DL-009 | 1 | 39",
        last: "Bulb E27 | BU-027 | 4 | 3.5",
      },
    ],
  },
  {
    title: "a numbered list with prices",
    text: `Shopping for Saturday:
1. Milk - 1.19
2. Bread - 3.49
3. Butter - 2.29
Total: 6.97`,
    reply:
      "Found 3 rows with 3 columns. Read as a list. 1 line gave no row: “Total: 6.97”. No model was asked.",
    tables: [
      {
        title: "Shopping for Saturday",
        columns: "No. | Column 1 | Column 2",
        types: "id text number",
        rows: 3,
        first: "1 | Milk | 1.19",
        last: "3 | Butter | 2.29",
      },
    ],
  },
  {
    title: "a German list, whose columns have no names",
    locale: "de-DE",
    text: `Einkauf:
1. Milch - 1,19
2. Brot - 3,49`,
    reply: "2 Zeilen mit 3 Spalten gefunden. Gelesen als: Liste. Es wurde kein Modell gefragt.",
    tables: [
      {
        title: "Einkauf",
        columns: "Nr. | Spalte 1 | Spalte 2",
        types: "id text number",
        rows: 2,
        first: "1 | Milch | 1.19",
        last: "2 | Brot | 3.49",
      },
    ],
  },
  {
    title: "a bulleted list inside a mail",
    text: `Hello team,

please bring:
- two tents
- the blue rope
- a first-aid kit,
  the big one

See you on Friday
Tom`,
    reply:
      "Found 3 rows with 1 column. Read as a list. 3 lines gave no row: “Hello team,”, “See you on Friday”, “Tom”. No model was asked.",
    tables: [
      {
        title: "please bring",
        columns: "Item",
        types: "text",
        rows: 3,
        first: "two tents",
        last: "a first-aid kit, the big one",
      },
    ],
  },
  {
    title: "a signature",
    text: `Best regards,

Dr. Julia Weber
Head of Purchasing
Nordlicht Energie GmbH
Phone: +49 30 1234567
Email: julia.weber@nordlicht.example
Web: www.nordlicht.example`,
    reply:
      "Found 1 row with 3 columns. Read as labelled text. 4 lines gave no row: “Best regards,”, “Dr. Julia Weber”, “Head of Purchasing”, …. No model was asked.",
    tables: [
      {
        title: "Table",
        columns: "Phone | Email | Web",
        types: "phone email url",
        rows: 1,
        first: "+49301234567 | julia.weber@nordlicht.example | www.nordlicht.example",
        last: "+49301234567 | julia.weber@nordlicht.example | www.nordlicht.example",
      },
    ],
  },
  {
    title: "two labelled contacts",
    locale: "de-DE",
    text: `Name: Anna Schmidt
Telefon: 030 1234567
E-Mail: anna@x.example

Name: Bernd Maier
Telefon: 089 7654321
E-Mail: bernd@x.example`,
    reply: "2 Zeilen mit 3 Spalten gefunden. Gelesen als: beschrifteter Text. Es wurde kein Modell gefragt.",
    tables: [
      {
        title: "Tabelle",
        columns: "Name | Telefon | E-Mail",
        types: "text phone email",
        rows: 2,
        first: "Anna Schmidt | +49301234567 | anna@x.example",
        last: "Bernd Maier | +49897654321 | bernd@x.example",
      },
    ],
  },
  {
    title: "an invoice in sentences",
    locale: "de-DE",
    text: `Sehr geehrte Frau Kaya,

Ihre Rechnung Nr. R-0815 vom 02.03.2026 über 119,00 EUR ist am 16.03.2026 fällig.

Mit freundlichen Grüßen
Buchhaltung`,
    reply:
      "1 Rechnung mit 4 Spalten gefunden. Gelesen als: Sätze mit Beschriftungen. 3 Textzeilen ohne Daten: “Sehr geehrte Frau Kaya,”, “Mit freundlichen Grüßen”, “Buchhaltung”. Es wurde kein Modell gefragt.",
    tables: [
      {
        title: "Rechnungen",
        columns: "Rechnung Nr | Datum | Betrag | Fällig",
        types: "id date currency date",
        rows: 1,
        first: "R-0815 | 2026-03-02 | 119 | 2026-03-16",
        last: "R-0815 | 2026-03-02 | 119 | 2026-03-16",
        gaps: ["Sehr geehrte Frau Kaya,", "Mit freundlichen Grüßen\nBuchhaltung"],
      },
    ],
  },
  {
    title: "NDJSON records",
    text: `{"id": 1, "name": "Anna", "tags": ["a", "b"]}
{"id": 2, "name": "Bob", "tags": []}`,
    reply: "Found 2 rows with 3 columns. Read as JSON. No model was asked.",
    tables: [
      {
        title: "Table",
        columns: "id | name | tags",
        types: "id text text",
        rows: 2,
        first: "1 | Anna | a, b",
        last: "2 | Bob | ",
      },
    ],
  },
  {
    title: "a mail with quoted rows",
    text: `On Monday Bob wrote:
> Name;Age
> Anna;31
> Bob;45
> Carl;29`,
    reply: "Found 3 rows with 2 columns. Read as delimited rows. No model was asked.",
    tables: [
      {
        title: "On Monday Bob wrote",
        columns: "Name | Age",
        types: "text integer",
        rows: 3,
        first: "Anna | 31",
        last: "Carl | 29",
      },
    ],
  },
  {
    title: "key and value lines of one form",
    locale: "de-DE",
    text: `Antragsteller: Anna Schmidt
Geburtsdatum: 01.02.1990
Straße: Lindenweg 3
PLZ: 04109
Ort: Leipzig`,
    reply: "1 Zeile mit 5 Spalten gefunden. Gelesen als: beschrifteter Text. Es wurde kein Modell gefragt.",
    tables: [
      {
        title: "Tabelle",
        columns: "Antragsteller | Geburtsdatum | Straße | PLZ | Ort",
        types: "text date text id text",
        rows: 1,
        first: "Anna Schmidt | 1990-02-01 | Lindenweg 3 | 04109 | Leipzig",
        last: "Anna Schmidt | 1990-02-01 | Lindenweg 3 | 04109 | Leipzig",
      },
    ],
  },
  {
    title: "a table with aligned dots",
    text: `Soup of the day ........ 6.50
Caesar salad ........... 9.90
Grilled salmon ........ 18.00`,
    reply: "Found 3 rows with 2 columns. Read as a list. No model was asked.",
    tables: [
      {
        title: "List",
        columns: "Column 1 | Column 2",
        types: "text number",
        rows: 3,
        first: "Soup of the day | 6.5",
        last: "Grilled salmon | 18",
      },
    ],
  },
  {
    title: "a German price list with wrapped cells in pipes",
    locale: "de-DE",
    text: `Artikel | Farbe | Preis
Stuhl "Oslo" | schwarz | 129,00 €
Tisch "Bergen" | Eiche natur | 449,00 €
Regal "Turku" | weiß | 89,50 €
Summe | | 667,50 €`,
    reply:
      "3 Zeilen mit 3 Spalten gefunden. Gelesen als: getrennte Werte. 1 Summenzeile steht nicht in der Tabelle: “Summe 667,50 €”. Es wurde kein Modell gefragt.",
    tables: [
      {
        title: "Tabelle",
        columns: "Artikel | Farbe | Preis",
        types: "text text currency",
        rows: 3,
        first: 'Stuhl "Oslo" | schwarz | 129',
        last: 'Regal "Turku" | weiß | 89.5',
      },
    ],
  },
  {
    title: "a numbered agenda",
    text: `Agenda
1) Welcome
2) Budget 2027
3) Any other business`,
    reply: "Found 3 rows with 2 columns. Read as a list. No model was asked.",
    tables: [
      {
        title: "Agenda",
        columns: "No. | Item",
        types: "id text",
        rows: 3,
        first: "1 | Welcome",
        last: "3 | Any other business",
      },
    ],
  },
  {
    title: "a table of prose with commas",
    text: `Dear all, we met on Tuesday, in Rome, and talked.
It was nice, short, and useful, as ever.
Best, Tom`,
    reply:
      "I found no rows in this text. Without a model I read CSV and TSV, HTML and Markdown tables, drawn tables, JSON, “key: value” notes, lists, and the labelled fields of invoices and receipts. No model was asked.",
    tables: [],
  },
];
