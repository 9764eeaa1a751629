import type { Sample } from "./sample.testing.ts";

/** Tables as they are pasted, and what is to be read. */
export const tables: Sample[] = [
  {
    title: "a timetable",
    locale: "de-DE",
    text: `Zug      Abfahrt   Ankunft   Gleis
ICE 703  06:28     08:12     7
RE 3321  06:41     09:55     12
ICE 705  07:28     09:12     8`,
    reply:
      "3 Zeilen mit 4 Spalten gefunden. Gelesen als: Spalten fester Breite. Es wurde kein Modell gefragt.",
    tables: [
      {
        title: "Tabelle",
        columns: "Zug | Abfahrt | Ankunft | Gleis",
        types: "text time time integer",
        rows: 3,
        first: "ICE 703 | 06:28:00 | 08:12:00 | 7",
        last: "ICE 705 | 07:28:00 | 09:12:00 | 8",
      },
    ],
  },
  {
    title: "two tables with different headers",
    text: `Customers
id,name,city
1,Anna,Rome
2,Bob,Oslo

Orders
order,customer,total
77,1,20.00
78,2,31.50
79,1,8.25`,
    reply:
      "Found 2 tables: Customers (2 rows, 3 columns, read as delimited rows); Orders (3 rows, 3 columns, read as delimited rows). No model was asked.",
    tables: [
      {
        title: "Customers",
        columns: "id | name | city",
        types: "id text text",
        rows: 2,
        first: "1 | Anna | Rome",
        last: "2 | Bob | Oslo",
      },
      {
        title: "Orders",
        columns: "order | customer | total",
        types: "integer integer currency",
        rows: 3,
        first: "77 | 1 | 20",
        last: "79 | 1 | 8.25",
      },
    ],
  },
  {
    title: "a Markdown table with units in its headers",
    text: `| Part | Length (mm) | Weight [kg] | Price/€ |
|------|------------:|------------:|--------:|
| A-1 | 120 | 0.35 | 4,20 |
| A-2 | 240 | 0.70 | 7,90 |`,
    reply: "Found 2 rows with 4 columns. Read as a Markdown table. No model was asked.",
    tables: [
      {
        title: "Table",
        columns: "Part | Length (mm) | Weight [kg] | Price/€",
        types: "text integer number currency",
        rows: 2,
        first: "A-1 | 120 | 0.35 | 4.2",
        last: "A-2 | 240 | 0.7 | 7.9",
      },
    ],
  },
  {
    title: "a box-drawn table",
    text: `┌────────┬─────┬────────┐
│ Name   │ Qty │ Price  │
├────────┼─────┼────────┤
│ Bolt   │  10 │   0.20 │
│ Nut    │  20 │   0.10 │
├────────┼─────┼────────┤
│ Total  │  30 │   4.00 │
└────────┴─────┴────────┘`,
    reply:
      "Found 2 rows with 3 columns. Read as a drawn table. 1 row sums the others up and is not in the table: “Total 30 4.00”. No model was asked.",
    tables: [
      {
        title: "Table",
        columns: "Name | Qty | Price",
        types: "text integer currency",
        rows: 2,
        first: "Bolt | 10 | 0.2",
        last: "Nut | 20 | 0.1",
      },
    ],
  },
  {
    title: "psql's output",
    text: ` id | name  |  amount
----+-------+---------
  1 | Anna  |   10.50
  2 | Bob   |    7.25
(2 rows)`,
    reply:
      "Found 2 rows with 3 columns. Read as a drawn table. 1 line gave no row: “(2 rows)”. No model was asked.",
    tables: [
      {
        title: "Table",
        columns: "id | name | amount",
        types: "id text currency",
        rows: 2,
        first: "1 | Anna | 10.5",
        last: "2 | Bob | 7.25",
      },
    ],
  },
  {
    title: "TSV pasted from a sheet",
    text: `Name\tStart\tHours
Anna\t2026-03-01\t7.5
Bob\t2026-03-01\t8
Sum\t\t15.5`,
    reply:
      "Found 2 rows with 3 columns. Read as delimited rows. 1 row sums the others up and is not in the table: “Sum 15.5”. No model was asked.",
    tables: [
      {
        title: "Table",
        columns: "Name | Start | Hours",
        types: "text date number",
        rows: 2,
        first: "Anna | 2026-03-01 | 7.5",
        last: "Bob | 2026-03-01 | 8",
      },
    ],
  },
  {
    title: "an HTML table with a foot",
    text: `<p>Report</p><table><thead><tr><th>City</th><th>Visits</th></tr></thead><tbody><tr><td>Rome</td><td>120</td></tr><tr><td>Oslo</td><td>80</td></tr></tbody><tfoot><tr><td>Total</td><td>200</td></tr></tfoot></table><p>End of report</p>`,
    reply:
      "Found 2 rows with 2 columns. Read as an HTML table. 1 row sums the others up and is not in the table: “Total 200”. 2 lines gave no row: “Report”, “End of report”. No model was asked.",
    tables: [
      {
        title: "Table",
        columns: "City | Visits",
        types: "text integer",
        rows: 2,
        first: "Rome | 120",
        last: "Oslo | 80",
      },
    ],
  },
];
