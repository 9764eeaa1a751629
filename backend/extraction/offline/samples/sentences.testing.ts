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
  {
    title: "people in a German mail, a name among nouns left blank",
    locale: "de-DE",
    text: `Bitte melde dich bei Dr. Anna Schmidt (anna@firma.example, Tel. 030 1234567) oder bei ihrem
Kollegen Bernd Maier, bernd@firma.example, +49 171 2345678. Fax: 030 99887766`,
    reply:
      "2 Kontakte mit 3 Spalten gefunden. Gelesen als: Sätze mit Beschriftungen. Es wurde kein Modell gefragt.",
    tables: [
      {
        title: "Kontakte",
        columns: "Name | E-Mail | Telefon",
        types: "text email phone",
        rows: 2,
        first: "Dr. Anna Schmidt | anna@firma.example | +49301234567",
        last: " | bernd@firma.example | +491712345678",
      },
    ],
  },
  {
    title: "people in an English mail",
    text: `Please contact Mary Jane Watson at mj@bugle.example or our CFO Peter van der Berg
<peter@berg.example>, +31 20 123 4567. For billing write to billing@acme.example by 02 03 2026.`,
    reply: "Found 3 contacts with 3 columns. Read as sentences with labels. No model was asked.",
    tables: [
      {
        title: "Contacts",
        columns: "Name | Email | Phone",
        types: "text email phone",
        rows: 3,
        first: "Mary Jane Watson | mj@bugle.example | ",
        last: " | billing@acme.example | ",
      },
    ],
  },
  {
    title: "a person a line, without a delimiter",
    locale: "de-DE",
    text: `Anna Schmidt <anna@x.example> 030 1234567
J. R. Maier <bernd@x.example> 0171 2345678`,
    reply:
      "2 Kontakte mit 3 Spalten gefunden. Gelesen als: Sätze mit Beschriftungen. Es wurde kein Modell gefragt.",
    tables: [
      {
        title: "Kontakte",
        columns: "Name | E-Mail | Telefon",
        types: "text email phone",
        rows: 2,
        first: "Anna Schmidt | anna@x.example | +49301234567",
        last: "J. R. Maier | bernd@x.example | +491712345678",
      },
    ],
  },
  {
    title: "a signature",
    locale: "de-DE",
    text: `Viele Grüße
Jana Döring
Telefon 030 1234567
j.doering@beispiel.example`,
    reply:
      "1 Kontakt mit 3 Spalten gefunden. Gelesen als: Sätze mit Beschriftungen. 1 Textzeile ohne Daten: “Viele Grüße”. Es wurde kein Modell gefragt.",
    tables: [
      {
        title: "Kontakte",
        columns: "Name | E-Mail | Telefon",
        types: "text email phone",
        rows: 1,
        first: "Jana Döring | j.doering@beispiel.example | +49301234567",
        last: "Jana Döring | j.doering@beispiel.example | +49301234567",
        gaps: ["Viele Grüße"],
      },
    ],
  },
];
