const en = {
  playground: "playground",
  spreadsheet: "Spreadsheet",
  untitled: "Untitled spreadsheet",
  sheet: "Sheet1",
  new: "New spreadsheet",
  replace: "Replace this spreadsheet with an empty one? Its cells are lost.",
  open: "Open {title}",
  hide: "Hide {title}",
  close: "Close",
  gotIt: "Got it",
  noModel: "No model connected",
  connect:
    "No model is connected: tables, invoices and lists that you paste are read without one. To connect one, put `OPENAI_API_KEY` into the file `.env` (and `OPENAI_BASE_URL` for any compatible server), then start again.",
  broken: "The playground did not start: {reason}. Reload the page, or look at the server's log.",
};

const de: typeof en = {
  playground: "Spielwiese",
  spreadsheet: "Tabelle",
  untitled: "Unbenannte Tabelle",
  sheet: "Tabellenblatt1",
  new: "Neue Tabelle",
  replace: "Diese Tabelle durch eine leere ersetzen? Ihre Zellen gehen verloren.",
  open: "{title} öffnen",
  hide: "{title} ausblenden",
  close: "Schließen",
  gotIt: "Verstanden",
  noModel: "Kein Modell verbunden",
  connect:
    "Es ist kein Modell verbunden: Eingefügte Tabellen, Rechnungen und Listen werden ohne eines gelesen. Um eines zu verbinden, trage `OPENAI_API_KEY` in die Datei `.env` ein (und `OPENAI_BASE_URL` für jeden kompatiblen Server) und starte neu.",
  broken:
    "Die Spielwiese ist nicht gestartet: {reason}. Lade die Seite neu oder sieh ins Protokoll des Servers.",
};

export type Texts = typeof en;

export function textsFor(language: string): Texts {
  return language === "de" ? de : en;
}

export function fill(text: string, values: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
