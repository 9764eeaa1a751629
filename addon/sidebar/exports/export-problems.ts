import type { Language, Text, Texts } from "../../rpc.ts";

/** What the server and Google refuse of exports, each with the way to mend it. */
const problems = {
  en: {
    "problem.google-not-configured":
      "This server is not set up for Google Sheets. Its administrator sets GOOGLE_OAUTH_CLIENT_ID.",
    "problem.google-not-connected": "Connect Google Sheets first.",
    "problem.google-consent-ended": "Google no longer lets this server in. Connect again, then try again.",
    "problem.google-key-lost": "The kept access to Google cannot be read any more. Connect again.",
    "problem.google-scope-missing":
      "The permission for spreadsheets is missing. Connect again and leave it ticked.",
    "problem.google-refused": "Google did not take the request.",
    "problem.google-rate-limited": "Google is asked too often right now. Try again in a minute.",
    "problem.google-unavailable": "Google cannot be reached. Try again: it goes on after what is written.",
    "problem.google-timeout": "Google did not answer in time. Try again: it goes on after what is written.",
    "problem.spreadsheet-not-found":
      "The spreadsheet is gone, or is not one that Rowsmith made. Restore it in Google Drive, or choose another.",
    "problem.sheet-not-found": "The spreadsheet has no such sheet any more. Choose another one.",
    "problem.spreadsheet-read-only":
      "You may only read this spreadsheet. Ask its owner to let you edit, or choose another.",
    "problem.spreadsheet-protected":
      "The sheet is protected. Remove the protection in Google Sheets, or choose another sheet.",
    "problem.spreadsheet-full":
      "A spreadsheet holds 10 million cells, and this one is full. Choose a new spreadsheet, or delete rows or sheets there.",
    "problem.cell-too-long":
      "A text is longer than the 50,000 characters that a cell holds. Shorten it in the table.",
    "problem.export-columns-missing":
      "None of the columns stands in the sheet's first row. Choose another sheet, or Replace.",
    "problem.export-key-missing": "The sheet has no such key column. Choose another key.",
    "problem.export-key-ambiguous": "Several rows have the same key. Choose more columns as the key.",
    "problem.export-rows-moved":
      "Somebody moved rows while they were being brought up to date. Check the rows below, or use File › Version history.",
    "problem.export-running": "The export is under way already.",
    "problem.too-many-schedules": "You have too many scheduled exports. End one first.",
  },
  de: {
    "problem.google-not-configured":
      "Dieser Server ist nicht für Google Sheets eingerichtet. Seine Verwaltung setzt GOOGLE_OAUTH_CLIENT_ID.",
    "problem.google-not-connected": "Verbinden Sie zuerst Google Sheets.",
    "problem.google-consent-ended":
      "Google lässt diesen Server nicht mehr ein. Verbinden Sie erneut und versuchen Sie es noch einmal.",
    "problem.google-key-lost":
      "Der aufbewahrte Zugang zu Google ist nicht mehr lesbar. Verbinden Sie erneut.",
    "problem.google-scope-missing":
      "Die Erlaubnis für Tabellen fehlt. Verbinden Sie erneut und lassen Sie das Häkchen stehen.",
    "problem.google-refused": "Google hat die Anfrage nicht angenommen.",
    "problem.google-rate-limited":
      "Google wird gerade zu oft gefragt. Versuchen Sie es in einer Minute wieder.",
    "problem.google-unavailable":
      "Google ist nicht erreichbar. Versuchen Sie es wieder: Es geht nach dem weiter, was schon geschrieben ist.",
    "problem.google-timeout":
      "Google hat nicht rechtzeitig geantwortet. Versuchen Sie es wieder: Es geht nach dem weiter, was schon geschrieben ist.",
    "problem.spreadsheet-not-found":
      "Die Datei ist weg oder nicht von Rowsmith angelegt. Stellen Sie sie in Google Drive wieder her oder wählen Sie eine andere.",
    "problem.sheet-not-found": "Dieses Tabellenblatt gibt es nicht mehr. Wählen Sie ein anderes.",
    "problem.spreadsheet-read-only":
      "Sie dürfen diese Datei nur lesen. Bitten Sie um Schreibrecht oder wählen Sie eine andere.",
    "problem.spreadsheet-protected":
      "Das Tabellenblatt ist geschützt. Heben Sie den Schutz in Google Sheets auf oder wählen Sie ein anderes.",
    "problem.spreadsheet-full":
      "Eine Datei fasst 10 Millionen Zellen, und diese ist voll. Wählen Sie eine neue oder löschen Sie dort Zeilen oder Blätter.",
    "problem.cell-too-long":
      "Ein Text ist länger als die 50.000 Zeichen, die eine Zelle fasst. Kürzen Sie ihn in der Tabelle.",
    "problem.export-columns-missing":
      "Keine der Spalten steht in der ersten Zeile des Blatts. Wählen Sie ein anderes Blatt oder „Ersetzen“.",
    "problem.export-key-missing":
      "Diese Schlüsselspalte hat das Blatt nicht. Wählen Sie einen anderen Schlüssel.",
    "problem.export-key-ambiguous":
      "Mehrere Zeilen haben denselben Schlüssel. Wählen Sie weitere Spalten als Schlüssel.",
    "problem.export-rows-moved":
      "Jemand hat Zeilen verschoben, während sie aktualisiert wurden. Prüfen Sie die genannten Zeilen oder nutzen Sie Datei › Versionsverlauf.",
    "problem.export-running": "Der Export ist schon im Gang.",
    "problem.too-many-schedules": "Sie haben zu viele geplante Exporte. Beenden Sie erst einen.",
  },
} as const satisfies Record<Language, Record<string, Text>>;

export type ExportProblems = keyof (typeof problems)["en"];

export const exportProblems: Record<Language, Record<ExportProblems, Text>> & Record<Language, Texts> =
  problems;
