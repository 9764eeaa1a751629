import type { sheets_v4 } from "@googleapis/sheets";
import { columnLetters } from "../../tables/export/column-letters.ts";
import type { Caller, GoogleDeps } from "../api/call.ts";
import { readValues, type SheetsCell } from "../api/sheets.ts";
import type { KeyIndex } from "./keys.ts";
import type { OpenSheet } from "./open-sheet.ts";

/** The ranges that an answer shows to say where rows stand; none where no row stood there before. */
export function keyRanges({ index, place, layout }: OpenSheet): string[] {
  if (index === null || !place.exists || layout.isNew) return [];
  return index.places.map(
    (column) => `${quoted(place.title)}!${columnLetters(column)}:${columnLetters(column)}`,
  );
}

/** Takes from an answer where the rows stand after it. False where it does not say. */
export function locateBy(
  index: KeyIndex,
  sheetId: number,
  { updatedSpreadsheet }: sheets_v4.Schema$BatchUpdateSpreadsheetResponse,
): boolean {
  const sheet = updatedSpreadsheet?.sheets?.find(({ properties }) => properties?.sheetId === sheetId);
  const columns = index.places.map((place) =>
    sheet?.data?.find(({ startColumn }) => (startColumn ?? 0) === place),
  );
  if (sheet === undefined || columns.includes(undefined)) return false;
  const count = Math.max(...columns.map((column) => column?.rowData?.length ?? 0));
  index.locate(
    Array.from({ length: count }, (_, row) =>
      columns.map((column) => plain(column?.rowData?.[row]?.values?.[0]?.effectiveValue)),
    ),
  );
  return true;
}

/** Reads where the rows stand by now. */
export async function lookAgain(
  deps: GoogleDeps,
  caller: Caller,
  { spreadsheetId, place }: OpenSheet,
  index: KeyIndex,
): Promise<void> {
  const values = valuesOf(await readValues(deps, caller, spreadsheetId, quoted(place.title)));
  index.locate(values.map((row) => index.places.map((column) => row[column] ?? "")));
}

/** Google's answers hold numbers, texts and truths; a blank is an empty text. */
export function valuesOf({ values }: sheets_v4.Schema$ValueRange): SheetsCell[][] {
  return (values ?? []) as SheetsCell[][];
}

export function quoted(title: string): string {
  return `'${title.replaceAll("'", "''")}'`;
}

function plain(value: sheets_v4.Schema$ExtendedValue | undefined): SheetsCell {
  return value?.numberValue ?? value?.stringValue ?? value?.boolValue ?? "";
}
