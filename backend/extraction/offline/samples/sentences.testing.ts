import type { Sample } from "./sample.testing.ts";

/** Bills, orders and contacts in running text, and what is to be read. */
export const sentences: Sample[] = [
  {
    title: "a German bill in a sentence, its account and tax numbers in groups",
    locale: "de-DE",
    text: `Hallo Anna, anbei die Rechnung 4711 vom 12.03.2026 von Müller GmbH über 1.234,56 €, zahlbar bis zum
26.03.2026 auf IBAN DE89 3704 0044 0532 0130 00, USt-IdNr. DE 123 456 789.`,
    reply:
      "1 Rechnung mit 7 Spalten gefunden. Gelesen als: Sätze mit Beschriftungen. Es wurde kein Modell gefragt.",
    tables: [
      {
        title: "Rechnungen",
        columns: "Rechnung | Datum | Rechnungssteller | Betrag | Zahlbar bis zum | IBAN | USt-IdNr",
        types: "id date text currency date id id",
        rows: 1,
        first:
          "4711 | 2026-03-12 | Müller GmbH | 1234.56 | 2026-03-26 | DE89 3704 0044 0532 0130 00 | DE 123 456 789",
        last: "4711 | 2026-03-12 | Müller GmbH | 1234.56 | 2026-03-26 | DE89 3704 0044 0532 0130 00 | DE 123 456 789",
      },
    ],
  },
  {
    title: "an order confirmation in sentences",
    text: `Thanks for your order! Your order 112-5550001 was placed on November 24, 2026. Order total: EUR 48.98.
Estimated delivery: Dec 2, 2026.`,
    reply: "Found 1 document with 4 columns. Read as sentences with labels. No model was asked.",
    tables: [
      {
        title: "Documents",
        columns: "Order | Placed on | Order total | Estimated delivery",
        types: "id date currency date",
        rows: 1,
        first: "112-5550001 | 2026-11-24 | 48.98 | 2026-12-02",
        last: "112-5550001 | 2026-11-24 | 48.98 | 2026-12-02",
      },
    ],
  },
];
