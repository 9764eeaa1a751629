import type { Form, GapReason } from "./source-table.ts";

/** A table as the reply speaks of it. */
export interface TableReport {
  title: string;
  dataType: string | null;
  form: Form;
  rows: number;
  columns: number;
}

/** Every sentence of the offline engine, in one language. Quotes come with their marks already. */
export interface Texts {
  title: string;
  titles: Record<string, string>;
  /** The column that names each row's file. */
  sourceFile: string;
  gap: Record<GapReason, string>;
  found: (table: TableReport) => string;
  foundSeveral: (tables: TableReport[]) => string;
  missing: (names: string) => string;
  noneOf: (names: string, have: string) => string;
  gaps: (count: number, reasons: string) => string;
  shortRows: (count: number) => string;
  totals: (count: number, quotes: string) => string;
  beside: (count: number, quotes: string) => string;
  unread: (count: number, quotes: string) => string;
  leftOut: (tables: string) => string;
  notAsked: string;
  question: string;
  empty: string;
  changed: (added: string, removed: string, renamed: string) => string;
  unknown: (names: string) => string;
  noChange: string;
  noSource: string;
  more: string;
}

const formsEn: Record<Form, string> = {
  delimited: "delimited rows",
  html: "an HTML table",
  markdown: "a Markdown table",
  drawn: "a drawn table",
  "fixed-width": "fixed-width columns",
  json: "JSON",
  labelled: "labelled text",
  sentences: "sentences with labels",
  list: "a list",
};
const formsDe: Record<Form, string> = {
  delimited: "getrennte Werte",
  html: "HTML-Tabelle",
  markdown: "Markdown-Tabelle",
  drawn: "gezeichnete Tabelle",
  "fixed-width": "Spalten fester Breite",
  json: "JSON",
  labelled: "beschrifteter Text",
  sentences: "Sätze mit Beschriftungen",
  list: "Liste",
};

const plural = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;
const nounsEn: Record<string, [string, string]> = {
  invoice: ["invoice", "invoices"],
  document: ["document", "documents"],
  mail: ["mail", "mails"],
  contact: ["contact", "contacts"],
};
const nounsDe: Record<string, [string, string]> = {
  invoice: ["Rechnung", "Rechnungen"],
  document: ["Beleg", "Belege"],
  mail: ["E-Mail", "E-Mails"],
  contact: ["Kontakt", "Kontakte"],
};

const en: Texts = {
  title: "Table",
  titles: {
    invoice: "Invoices",
    document: "Documents",
    receipt: "Receipt",
    item: "Items",
    mail: "Mails",
    contact: "Contacts",
    list: "List",
  },
  sourceFile: "Source file",
  gap: {
    "too-many-cells": "more cells than columns",
    "not-a-row": "not a row",
    "unclosed-quote": "a quotation mark that is never closed",
    "broken-json": "broken JSON",
    "not-a-record": "not a record",
    "unclosed-markup": "markup that breaks off",
    "too-many-columns": "too many columns",
  },
  found: ({ rows, columns, form, dataType }) => {
    const [one, many] = nounsEn[dataType ?? ""] ?? ["row", "rows"];
    return `Found ${plural(rows, one, many)} with ${plural(columns, "column", "columns")}. Read as ${formsEn[form]}.`;
  },
  foundSeveral: (tables) =>
    `Found ${tables.length} tables: ${tables.map((it) => `${it.title} (${plural(it.rows, "row", "rows")}, ${plural(it.columns, "column", "columns")}, read as ${formsEn[it.form]})`).join("; ")}.`,
  missing: (names) => `Unknown columns: ${names}. The text does not say, so their cells are empty.`,
  noneOf: (names, have) => `None of the columns ${names} is in the text.${have ? ` It has: ${have}.` : ""}`,
  gaps: (count, reasons) => `${plural(count, "stretch", "stretches")} could not be read as rows: ${reasons}.`,
  shortRows: (count) => `${plural(count, "row has", "rows have")} fewer cells than the header.`,
  totals: (count, quotes) =>
    `${plural(count, "row sums", "rows sum")} the others up and ${count === 1 ? "is" : "are"} not in the table: ${quotes}.`,
  beside: (count, quotes) => `${plural(count, "line", "lines")} beside the table: ${quotes}.`,
  unread: (count, quotes) => `${plural(count, "line", "lines")} gave no row: ${quotes}.`,
  leftOut: (tables) => `Left out: ${tables}.`,
  notAsked: "No model was asked.",
  question: "No model is connected. I can still read tables, invoices and lists you paste.",
  empty:
    "I found no rows in this text. Without a model I read CSV and TSV, HTML and Markdown tables, drawn tables, JSON, “key: value” notes, lists, and the labelled fields of invoices and receipts.",
  changed: (added, removed, renamed) =>
    [added && `Added: ${added}.`, removed && `Removed: ${removed}.`, renamed && `Renamed: ${renamed}.`]
      .filter(Boolean)
      .join(" "),
  unknown: (names) => `There is no ${names} in the table or its source.`,
  noChange:
    "Nothing was changed. Without a model I can add a column that the source has, remove or rename one, or keep only some: “add the due date”, “remove the column Tax”, “rename Total to Amount”.",
  noSource: "The table's source is not there any more, so no column can be added.",
  more: "…",
};

const de: Texts = {
  title: "Tabelle",
  titles: {
    invoice: "Rechnungen",
    document: "Belege",
    receipt: "Kassenbon",
    item: "Artikel",
    mail: "E-Mails",
    contact: "Kontakte",
    list: "Liste",
  },
  sourceFile: "Quelldatei",
  gap: {
    "too-many-cells": "mehr Zellen als Spalten",
    "not-a-row": "keine Zeile",
    "unclosed-quote": "ein Anführungszeichen, das nie schließt",
    "broken-json": "fehlerhaftes JSON",
    "not-a-record": "kein Datensatz",
    "unclosed-markup": "abgebrochenes Markup",
    "too-many-columns": "zu viele Spalten",
  },
  found: ({ rows, columns, form, dataType }) => {
    const [one, many] = nounsDe[dataType ?? ""] ?? ["Zeile", "Zeilen"];
    return `${plural(rows, one, many)} mit ${plural(columns, "Spalte", "Spalten")} gefunden. Gelesen als: ${formsDe[form]}.`;
  },
  foundSeveral: (tables) =>
    `${tables.length} Tabellen gefunden: ${tables.map((it) => `${it.title} (${plural(it.rows, "Zeile", "Zeilen")}, ${plural(it.columns, "Spalte", "Spalten")}, gelesen als: ${formsDe[it.form]})`).join("; ")}.`,
  missing: (names) => `Unbekannte Spalten: ${names}. Der Text sagt dazu nichts, ihre Zellen bleiben leer.`,
  noneOf: (names, have) => `Keine der Spalten ${names} steht im Text.${have ? ` Er hat: ${have}.` : ""}`,
  gaps: (count, reasons) =>
    `${plural(count, "Stelle ließ", "Stellen ließen")} sich nicht als Zeilen lesen: ${reasons}.`,
  shortRows: (count) => `${plural(count, "Zeile hat", "Zeilen haben")} weniger Zellen als der Kopf.`,
  totals: (count, quotes) =>
    `${plural(count, "Summenzeile steht", "Summenzeilen stehen")} nicht in der Tabelle: ${quotes}.`,
  beside: (count, quotes) => `${plural(count, "Zeile", "Zeilen")} neben der Tabelle: ${quotes}.`,
  unread: (count, quotes) => `${plural(count, "Textzeile", "Textzeilen")} ohne Daten: ${quotes}.`,
  leftOut: (tables) => `Weggelassen: ${tables}.`,
  notAsked: "Es wurde kein Modell gefragt.",
  question:
    "Es ist kein Modell verbunden. Tabellen, Rechnungen und Listen, die Sie einfügen, kann ich trotzdem lesen.",
  empty:
    "In diesem Text habe ich keine Zeilen gefunden. Ohne Modell lese ich CSV und TSV, HTML- und Markdown-Tabellen, gezeichnete Tabellen, JSON, „Name: Wert“-Notizen, Listen und die beschrifteten Angaben von Rechnungen und Belegen.",
  changed: (added, removed, renamed) =>
    [
      added && `Hinzugefügt: ${added}.`,
      removed && `Entfernt: ${removed}.`,
      renamed && `Umbenannt: ${renamed}.`,
    ]
      .filter(Boolean)
      .join(" "),
  unknown: (names) => `${names} steht weder in der Tabelle noch in ihrer Quelle.`,
  noChange:
    "Es wurde nichts geändert. Ohne Modell kann ich eine Spalte hinzufügen, die in der Quelle steht, eine entfernen oder umbenennen oder nur einige behalten: „füge das Fälligkeitsdatum hinzu“, „entferne die Spalte Steuer“, „benenne Summe in Betrag um“.",
  noSource: "Die Quelle der Tabelle ist nicht mehr da, darum lässt sich keine Spalte hinzufügen.",
  more: "…",
};

/** The texts for a BCP 47 locale: German or English. */
export function textsFor(locale: string): Texts {
  return /^de\b/i.test(locale) ? de : en;
}
