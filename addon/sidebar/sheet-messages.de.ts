import type { Text } from "./messages.ts";
import type { sheetEn } from "./sheet-messages.en.ts";

/** What went wrong at the sheet and what to do, and what a plan warns of: by the codes of Apps Script. */
export const sheetDe: Record<keyof typeof sheetEn, Text> = {
  "sheet.no-selection": "Nichts ist ausgewählt. Wählen Sie Zellen im Blatt und versuchen Sie es erneut.",
  "sheet.several-ranges":
    "{ranges} sind ausgewählt. Wählen Sie einen einzigen Bereich und versuchen Sie es erneut.",
  "sheet.range-too-large":
    "{a1} hat {cells} Zellen, gelesen werden {limit} auf einmal. Wählen Sie weniger Zeilen oder Spalten.",
  "sheet.no-table": "In {sheet} steht keine Tabelle. Wählen Sie eine Zelle in einer oder einen anderen Ort.",
  "sheet.no-matching-column":
    "Keine Spalte passt zu denen des Blatts. Wählen Sie, wohin jede gehört, oder einen anderen Ort.",
  "sheet.mapped-twice": "Zwei Spalten kämen unter „{header}“. Wählen Sie für eine davon einen anderen Platz.",
  "sheet.no-rows": "Die Tabelle hat keine Zeilen. Lassen Sie die Tabelle neu erstellen.",
  "sheet.row-width":
    "Zeile {row} hat {cells} Zellen und die Tabelle {columns} Spalten. Nichts wurde geschrieben. Lassen Sie die Tabelle neu erstellen.",
  "sheet.cell-too-long":
    "Zeile {row}, {column} hat {size} Zeichen, und eine Zelle fasst {limit}. Nichts wurde geschrieben. Kürzen Sie sie und fügen Sie erneut ein.",
  "sheet.column-name-too-long":
    "Ein Spaltenname hat {size} Zeichen, und eine Zelle fasst {limit}. Nichts wurde geschrieben. Kürzen Sie ihn und fügen Sie erneut ein.",
  "sheet.too-many-columns":
    "Das ginge bis Spalte {column}, und ein Blatt hat höchstens {limit}. Nichts wurde geschrieben. Verlangen Sie weniger Spalten.",
  "sheet.spreadsheet-full":
    "Die Tabelle hätte {cells} Zellen, und sie fasst höchstens {limit}. Nichts wurde geschrieben. Entfernen Sie Überflüssiges oder nehmen Sie eine andere.",
  "sheet.protected-range":
    "{cell} in {sheet} ist geschützt. Nichts wurde geschrieben. Wählen Sie einen anderen Ort oder fragen Sie den Eigentümer der Tabelle.",
  "sheet.merged-cells":
    "{ranges} ist verbunden. Nichts wurde geschrieben. Heben Sie die Verbindung auf oder wählen Sie einen anderen Ort.",
  "sheet.validation-rejects":
    "{cell} nimmt „{value}“ nicht an: Die Datenvalidierung lehnt es ab. Nichts wurde geschrieben. Wählen Sie einen anderen Ort oder ändern Sie die Regel.",
  "sheet.typed-column": "Eine Spalte mit festem Typ lehnt das ab. Wählen Sie einen anderen Ort.",
  "sheet.conflict":
    "{sheet} wurde an {a1} geändert, seit Sie es angesehen haben. Nichts wurde geschrieben. Sehen Sie es erneut an und wiederholen Sie es.",
  "sheet.place-gone": "Den Ort gibt es nicht mehr. Wählen Sie erneut, wohin geschrieben wird.",
  "sheet.write-id-reused": "Das wurde schon mit einer anderen Tabelle geschrieben. Sehen Sie es erneut an.",
  "sheet.write-unknown": "Das ist nicht mehr aufgehoben: nur die letzten zehn sind es.",
  "sheet.cannot-undo": "Was ersetzt wurde, ist nicht mehr aufgehoben. Nutzen Sie Datei › Versionsverlauf.",
  "sheet.key-without-column":
    "Die Tabelle hat keine Spalte für den Schlüssel „{column}“. Wählen Sie, wohin er gehört, oder einen anderen Schlüssel.",
  "sheet.not-as-planned":
    "{cell} behielt nicht, was geschrieben wurde. Alles ist zurückgenommen. Wählen Sie einen anderen Ort.",
  "sheet.not-taken-back":
    "In {sheet} blieb an {a1} etwas auf halbem Weg stehen. Sehen Sie dort nach. Zurück geht es mit Strg+Z oder Datei › Versionsverlauf.",
  "sheet.busy": "Gerade schreibt jemand anderes. Versuchen Sie es gleich erneut.",
  "sheet.several-accounts":
    "Google hat Ihre Konten verwechselt. Öffnen Sie diese Tabelle in einem Browserprofil nur mit {email} und versuchen Sie es erneut.",
  "sheet.authorization-needed":
    "Rowsmith braucht Ihre Erlaubnis. Laden Sie die Tabelle neu, öffnen Sie Rowsmith im Menü und erlauben Sie es.",
  "sheet.google-unavailable":
    "Google Tabellen hat nicht geantwortet. Versuchen Sie es erneut: Nichts wird doppelt geschrieben.",
  "sheet.invalid-request": "Seitenleiste und Skript passen nicht zusammen. Laden Sie die Tabelle neu.",
  "sheet.unknown-function": "Seitenleiste und Skript passen nicht zusammen. Laden Sie die Tabelle neu.",
  "sheet.internal":
    "Im Skript der Tabelle ging etwas schief. Versuchen Sie es erneut; bleibt es dabei, kopieren Sie die Details für den Administrator.",

  // Where Google refuses by itself; its own words follow.
  "google.protected-range":
    "Zellen hier sind geschützt. Wählen Sie einen anderen Ort oder fragen Sie den Eigentümer der Tabelle.",
  "google.spreadsheet-full":
    "In der Tabelle ist kein Platz. Entfernen Sie Überflüssiges oder nehmen Sie eine andere.",
  "google.cell-too-long":
    "Eine Zelle ist länger, als Google Tabellen erlaubt. Nichts wurde geschrieben. Kürzen Sie sie und fügen Sie erneut ein.",
  "google.validation-rejects":
    "Die Datenvalidierung einer Zelle lehnt das ab. Wählen Sie einen anderen Ort oder ändern Sie die Regel.",
  "google.merged-cells":
    "Verbundene Zellen sind im Weg. Heben Sie die Verbindung auf oder wählen Sie einen anderen Ort.",

  "plan.columns-left-out": "Ausgelassen, weil kein Spaltentitel passt: {columns}.",
  "plan.columns-renamed": "Bleibt unter dem Spaltentitel des Blatts: {columns}.",
  "plan.columns-dropped": "Bleibt im Blatt, fehlt der Tabelle: {columns}.",
  "plan.formula-columns": "Ausgelassen, weil Formeln sie füllen: {columns}.",
  "plan.sheet-hidden": "Das Tabellenblatt {sheet} ist ausgeblendet.",
  "plan.filter-on": "Ein Filter in {sheet} kann neue Zeilen verbergen.",
  "plan.custom-rule":
    "{cell} hat eine Regel mit Formel. Lehnt sie ab, was dorthin kommt, wird nichts geschrieben.",
  "plan.quotes-seen": "Alle, die diese Tabelle öffnen können, sehen Notizen.",
  "plan.rich-texts": "„Rückgängig“ bringt Zellen ohne ihre Links und Stile zurück: {count}.",
  "plan.undo-sheet": "Was ersetzt wird, bleibt für „Rückgängig“ im ausgeblendeten Blatt _rowsmith_undo.",
  "plan.no-undo": "Rowsmith kann das nicht rückgängig machen. Nutzen Sie Datei › Versionsverlauf.",
  "plan.rows-left-blank": {
    one: "{count} Zeile bleibt leer stehen: anderes braucht sie.",
    other: "{count} Zeilen bleiben leer stehen: anderes braucht sie.",
  },
  "plan.rows-inserted": {
    one: "Unter der Tabelle steht etwas: {count} Zeile wird ab Zeile {row} eingeschoben.",
    other: "Unter der Tabelle steht etwas: {count} Zeilen werden ab Zeile {row} eingeschoben.",
  },
};
