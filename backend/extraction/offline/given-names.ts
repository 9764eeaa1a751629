import type { SourceTable } from "./source-table.ts";

/** What stands above the records of labelled text, as a column. */
export const HEADING = "Heading";

/** The names that readers give columns without one of their own. */
const german = new Map([
  ["Column", "Spalte"],
  ["Item", "Eintrag"],
  ["No.", "Nr."],
  ["Value", "Wert"],
  [HEADING, "Überschrift"],
  ["Name", "Name"],
  ["Email", "E-Mail"],
  ["Phone", "Telefon"],
]);

/** The table with its given names in the person's language: German, or as they are. What the source names stays. */
export function nameGiven(table: SourceTable, locale: string): SourceTable {
  if (!/^de\b/i.test(locale)) return table;
  const columns = table.columns.map((name, at) => (isGiven(table, at) ? inGerman(name) : name));
  return { ...table, columns };
}

export function isHeading(name: string): boolean {
  return name === HEADING || name === german.get(HEADING);
}

function isGiven({ header, headerRow, columns, dataType }: SourceTable, at: number): boolean {
  if (dataType === "contact") return true;
  if (header === "named") return at === 0 && columns[0] === HEADING;
  return headerRow ? headerRow.cells[at] === null : header === "none";
}

function inGerman(name: string): string {
  const [, word = "", number = ""] = /^(.*?)( \d+)?$/.exec(name) ?? [];
  const known = german.get(word);
  return known === undefined ? name : `${known}${number}`;
}
