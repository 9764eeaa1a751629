import type { Sample } from "./sample.testing.ts";

/** Exports with lines amiss: preambles, footnotes, ragged rows, quotes that never close, second headers, and what is to be read. */
export const broken: Sample[] = [
  {
    title: "a CSV export with preamble and footnote",
    text: `Sales report
Generated: 2026-03-20 09:14
Region: EMEA

Date,Product,Units,Revenue
2026-03-01,Alpha,12,240.00
2026-03-02,Beta,3,89.70
2026-03-03,Alpha,7,140.00
* Revenue excludes returns.`,
    reply:
      "Found 3 rows with 4 columns. Read as delimited rows. 2 lines beside the table: “Generated: 2026-03-20 09:14”, “Region: EMEA”. 2 lines gave no row: “Sales report”, “\\* Revenue excludes returns.”. No model was asked.",
    tables: [
      {
        title: "Table",
        columns: "Date | Product | Units | Revenue",
        types: "date text integer currency",
        rows: 3,
        first: "2026-03-01 | Alpha | 12 | 240",
        last: "2026-03-03 | Alpha | 7 | 140",
      },
    ],
  },
  {
    title: "two tables without a blank line between",
    text: `id,name,city
1,Anna,Rome
2,Bob,Oslo
order,date,total
77,2026-03-01,20.00
78,2026-03-02,31.50`,
    reply:
      "Found 2 tables: Table (2 rows, 3 columns, read as delimited rows); Table (2 rows, 3 columns, read as delimited rows). No model was asked.",
    tables: [
      {
        title: "Table",
        columns: "id | name | city",
        types: "id text text",
        rows: 2,
        first: "1 | Anna | Rome",
        last: "2 | Bob | Oslo",
      },
      {
        title: "Table",
        columns: "order | date | total",
        types: "integer date currency",
        rows: 2,
        first: "77 | 2026-03-01 | 20",
        last: "78 | 2026-03-02 | 31.5",
      },
    ],
  },
  {
    title: "a table with a row of units below its header",
    text: `Sensor;Temperature;Pressure;Humidity
;°C;hPa;%
S1;21.4;1013;45
S2;22.0;1011;47
S3;20.9;1014;44`,
    reply: "Found 3 rows with 4 columns. Read as delimited rows. No model was asked.",
    tables: [
      {
        title: "Table",
        columns: "Sensor | Temperature (°C) | Pressure (hPa) | Humidity (%)",
        types: "text number integer percent",
        rows: 3,
        first: "S1 | 21.4 | 1013 | 0.45",
        last: "S3 | 20.9 | 1014 | 0.44",
      },
    ],
  },
  {
    title: "CSV without a header",
    text: `2026-03-01,Anna,12.50
2026-03-02,Bob,8.00
2026-03-04,Carl,19.99`,
    reply: "Found 3 rows with 3 columns. Read as delimited rows. No model was asked.",
    tables: [
      {
        title: "Table",
        columns: "Column 1 | Column 2 | Column 3",
        types: "date text number",
        rows: 3,
        first: "2026-03-01 | Anna | 12.5",
        last: "2026-03-04 | Carl | 19.99",
      },
    ],
  },
  {
    title: "a header with empty names",
    text: `,Q1,Q2,
North,10,12,x
South,7,9,y`,
    reply: "Found 2 rows with 4 columns. Read as delimited rows. No model was asked.",
    tables: [
      {
        title: "Table",
        columns: "Column 1 | Q1 | Q2 | Column 4",
        types: "text integer integer text",
        rows: 2,
        first: "North | 10 | 12 | x",
        last: "South | 7 | 9 | y",
      },
    ],
  },
  {
    title: "ragged CSV",
    text: `id,name,email
1,Anna,a@x.org
2,Bob
3,Carl,c@x.org,extra
4,Dora,d@x.org,`,
    reply:
      "Found 3 rows with 3 columns. Read as delimited rows. 1 stretch could not be read as rows: “3,Carl,c@x.org,extra” (more cells than columns). 1 row has fewer cells than the header. No model was asked.",
    tables: [
      {
        title: "Table",
        columns: "id | name | email",
        types: "id text email",
        rows: 3,
        first: "1 | Anna | a@x.org",
        last: "4 | Dora | d@x.org",
        gaps: ["3,Carl,c@x.org,extra"],
      },
    ],
  },
  {
    title: "quotes gone wrong",
    text: `id,name,note
1,"Anna,ok
2,Bob "the builder",fine
3,"Carl ""C"" Doe",good
4,Dora,"two
lines"`,
    reply: "Found 4 rows with 3 columns. Read as delimited rows. No model was asked.",
    tables: [
      {
        title: "Table",
        columns: "id | name | note",
        types: "id text text",
        rows: 4,
        first: '1 | "Anna | ok',
        last: "4 | Dora | two\nlines",
      },
    ],
  },
  {
    title: "decimals with commas and a semicolon footnote",
    locale: "de-DE",
    text: `Datum;Strecke;km;Kosten
02.03.2026;Berlin-Potsdam;35,5;10,65
03.03.2026;Berlin-Leipzig;190,0;57,00
Alle Angaben ohne Gewähr.`,
    reply:
      "2 Zeilen mit 4 Spalten gefunden. Gelesen als: getrennte Werte. 1 Textzeile ohne Daten: “Alle Angaben ohne Gewähr.”. Es wurde kein Modell gefragt.",
    tables: [
      {
        title: "Tabelle",
        columns: "Datum | Strecke | km | Kosten",
        types: "date text number currency",
        rows: 2,
        first: "2026-03-02 | Berlin-Potsdam | 35.5 | 10.65",
        last: "2026-03-03 | Berlin-Leipzig | 190 | 57",
      },
    ],
  },
  {
    title: "a header that is repeated on each page",
    text: `Date,Ref,Amount
2026-01-01,A1,10.00
2026-01-02,A2,20.00
Page 1 of 2
Date,Ref,Amount
2026-01-03,A3,30.00
2026-01-04,A4,40.00
Page 2 of 2`,
    reply:
      "Found 4 rows with 3 columns. Read as delimited rows. 1 stretch could not be read as rows: “Page 1 of 2” (not a row). 1 line gave no row: “Page 2 of 2”. No model was asked.",
    tables: [
      {
        title: "Table",
        columns: "Date | Ref | Amount",
        types: "date id currency",
        rows: 4,
        first: "2026-01-01 | A1 | 10",
        last: "2026-01-04 | A4 | 40",
        gaps: ["Page 1 of 2"],
      },
    ],
  },
];
