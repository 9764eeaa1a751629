import { strToU8, Zip, ZipDeflate } from "fflate";
import type { Cell, Column } from "../../../contract/cells.ts";
import { columnLetters } from "./column-letters.ts";
import { type FlatColumn, flatten } from "./flat-columns.ts";
import { serialOf } from "./serial.ts";
import { fixedParts, stylesPart } from "./xlsx-parts.ts";

/** Of a sheet, its headers among them; Excel's own. */
export const MOST_ROWS = 1_048_576;
/** Of a cell; a longer text ends in an ellipsis. */
const MOST_CHARACTERS = 32_767;

const HEAD = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`;
const TAIL = "</sheetData></worksheet>";

/**
 * A workbook of one sheet, deflated as its rows come. Numbers, dates and truths are typed and have their column's
 * number format; every text is a text, whatever it starts with: a formula is never among them.
 */
export async function* writeXlsx(
  title: string,
  columns: Column[],
  pages: AsyncIterable<{ cells: Cell[] }[]>,
): AsyncGenerator<Uint8Array> {
  const flat = flatten(columns);
  const ready: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    ready.push(chunk);
  });
  for (const [name, text] of [...fixedParts(title), stylesPart(flat)])
    begin(zip, name).push(strToU8(text), true);

  const sheet = begin(zip, "xl/worksheets/sheet1.xml");
  const headers = flat.map(({ name }, at) => textCell(name, at, 0));
  sheet.push(strToU8(`${HEAD}<row r="1">${headers.join("")}</row>`));
  let row = 1;
  for await (const page of pages) {
    const lines = page.map(({ cells }) => line(flat, cells, row++));
    sheet.push(strToU8(lines.join("")));
    yield* ready.splice(0);
  }
  sheet.push(strToU8(TAIL), true);
  zip.end();
  yield* ready.splice(0);
}

function begin(zip: Zip, name: string): ZipDeflate {
  const part = new ZipDeflate(name, { level: 6 });
  zip.add(part);
  return part;
}

function line(flat: FlatColumn[], cells: Cell[], row: number): string {
  const written = flat.map((column, at) => writeCell(column, column.read(cells), at, row));
  return `<row r="${row + 1}">${written.join("")}</row>`;
}

function writeCell(column: FlatColumn, value: Cell["value"], at: number, row: number): string {
  if (value === null || value === "") return "";
  const place = `r="${columnLetters(at)}${row + 1}"`;
  if (typeof value === "boolean") return `<c ${place} t="b"><v>${value ? 1 : 0}</v></c>`;
  const number = serialOf(column.type, value);
  // The first two styles are General and text; then comes one for each column.
  return number === null
    ? textCell(String(value), at, row)
    : `<c ${place} s="${at + 2}"><v>${number}</v></c>`;
}

function textCell(text: string, at: number, row: number): string {
  const shown = text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS - 1)}…` : text;
  const place = `r="${columnLetters(at)}${row + 1}"`;
  return `<c ${place} s="1" t="inlineStr"><is><t xml:space="preserve">${escapeXml(shown)}</t></is></c>`;
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;" };

/** Characters that XML cannot hold are replaced; what reads as Excel's own escape stays the text it is. */
function escapeXml(text: string): string {
  return text
    .replace(/[^\P{Cc}\t\n\r\u0080-\u009f]|[\uFFFE\uFFFF]|\p{Cs}/gu, "\uFFFD")
    .replace(/_(?=x[0-9a-f]{4}_)/gi, "_x005F_")
    .replace(/[&<>\r]/g, (character) => entities[character] ?? character);
}
