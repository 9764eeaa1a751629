import type { Sample } from "./sample.testing.ts";

/** What banks let their customers download, and what is to be read. */
export const exported: Sample[] = [
  {
    title: "a bank's export whose rows, but not its header, end with a comma",
    text: `Details,Posting Date,Description,Amount,Type,Balance,Check or Slip #
DEBIT,11/23/2026,"ORIG CO NAME:VERIZON   DESC DATE:112226",-85.00,ACH_DEBIT,1204.55,,
CHECK,11/18/2026,"CHECK 1042",-120.00,CHECK_PAID, ,1042,`,
    reply: "Found 2 rows with 7 columns. Read as delimited rows. No model was asked.",
    tables: [
      {
        title: "Table",
        columns: "Details | Posting Date | Description | Amount | Type | Balance | Check or Slip #",
        types: "text date text currency text number integer",
        rows: 2,
        first: "DEBIT | 2026-11-23 | ORIG CO NAME:VERIZON   DESC DATE:112226 | -85 | ACH_DEBIT | 1204.55 | ",
        last: "CHECK | 2026-11-18 | CHECK 1042 | -120 | CHECK_PAID |  | 1042",
      },
    ],
  },
  {
    title: "a German bank's export below pairs that say what it is of",
    locale: "de-DE",
    text: `IBAN;DE12 3456 7890 1234 5678 90
Kontoname;Girokonto

Kunde;Max Muster
Zeitraum;01.10.2026 - 24.11.2026
Saldo;1.234,56;EUR

Buchung;Auftraggeber/Empfänger;Verwendungszweck;Betrag;Währung
23.11.2026;VISA EDEKA;NR XXXX 1234;-45,10;EUR
22.11.2026;Stadtwerke;Abschlag;-1.089,00;EUR`,
    reply:
      "2 Zeilen mit 5 Spalten gefunden. Gelesen als: getrennte Werte. 5 Zeilen neben der Tabelle: “IBAN;DE12 3456 7890 1234 5678 90”, “Kontoname;Girokonto”, “Kunde;Max Muster”, …. Es wurde kein Modell gefragt.",
    tables: [
      {
        title: "Tabelle",
        columns: "Buchung | Auftraggeber/Empfänger | Verwendungszweck | Betrag | Währung",
        types: "date text text currency text",
        rows: 2,
        first: "2026-11-23 | VISA EDEKA | NR XXXX 1234 | -45.1 | EUR",
        last: "2026-11-22 | Stadtwerke | Abschlag | -1089 | EUR",
      },
    ],
  },
  {
    title: "nested JSON in one line, with a value beside the records",
    text: `{"meta":{"page":1},"orders":[{"id":"007","total":{"amount":"12.50"}},{"id":"008","total":{"amount":3}}]}`,
    reply:
      'Found 2 rows with 2 columns. Read as JSON. 1 line beside the table: “"page":1”. No model was asked.',
    tables: [
      {
        title: "orders",
        columns: "id | total.amount",
        types: "id currency",
        rows: 2,
        first: "007 | 12.5",
        last: "008 | 3",
      },
    ],
  },
];
