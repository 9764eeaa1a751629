import { asTyped } from "./as-typed.ts";
import type { Calls } from "./calls.ts";
import type { SheetCell } from "./encode.ts";
import { GENERAL, TEXT } from "./number-format.ts";
import { type PlaceRead, standingAt } from "./place-read.ts";
import { rectanglesOf } from "./rectangles.ts";
import { type BlockWrite, blocksOf, type RowWrite } from "./row-write.ts";

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;
type Range = GoogleAppsScript.Spreadsheet.Range;

/**
 * Puts the cells in: formats first, since text stays text only in a cell that is plain text already. Cells that a
 * write leaves alone stay, or are written again as they stand where that saves calls.
 */
export function putCells(sheet: Sheet, write: RowWrite, places: PlaceRead[], calls: Calls): void {
  for (const block of blocksOf(write)) {
    const fixed = fixedCells(sheet, block, places, calls);
    for (const part of rectanglesOf(block, fixed)) putRectangle(sheet, part, places, calls);
  }
}

function putRectangle(sheet: Sheet, { block, cells }: BlockWrite, places: PlaceRead[], { run }: Calls): void {
  const range = rangeOf(sheet, block);
  const standing = (down: number, right: number) =>
    standingAt(places, block.row + down, block.column + right);
  const filled = cells.map((line, down) =>
    line.map((cell, right): SheetCell => cell ?? standing(down, right)),
  );
  const formats = filled.map((line) => line.map(({ format }) => format || GENERAL));
  const keep = formats.every((line, down) =>
    line.every((format, right) => format === standing(down, right).format),
  );
  // In a plain-text cell a number would become text: it goes in before that format does.
  const late = filled.some((line) => line.some(isTextTyped));
  const early = late
    ? filled.map((line) => line.map((cell) => (isTextTyped(cell) ? GENERAL : cell.format)))
    : formats;
  // Blank cells need no format first, and what is to be blanked is known by its own until it is.
  const blank = filled.every((line) => line.every(({ value, formula }) => value === "" && !formula));
  if (blank) run(() => range.setValues(filled.map((line) => line.map(asTyped))));
  if (!keep || late) run(() => range.setNumberFormats(early));
  if (!blank) run(() => range.setValues(filled.map((line) => line.map(asTyped))));
  if (late) run(() => range.setNumberFormats(formats));
  putLinks(sheet, { block, cells }, run);
  if (!cells.some((line) => line.some((cell) => cell?.note !== undefined))) return;
  const notes = cells.map((line, down) =>
    line.map((cell, right) =>
      cell?.note === undefined ? (standing(down, right).note ?? "") : (cell.note ?? ""),
    ),
  );
  run(() => range.setNotes(notes));
}

/** Makes links of texts, one call for each column and run of texts: other cells would become text. */
function putLinks(sheet: Sheet, { block, cells }: BlockWrite, run: Calls["run"]): void {
  for (let right = 0; right < block.columns; right++) {
    for (let first = 0; first < cells.length; first++) {
      let end = first;
      while (typeof cells[end]?.[right]?.value === "string") end++;
      const texts = cells.slice(first, end).map((line) => line[right]);
      if (texts.some((cell) => cell?.link)) {
        const range = sheet.getRange(block.row + first, block.column + right, texts.length, 1);
        run(() => range.setRichTextValues(texts.map((cell) => [richText(cell)])));
      }
      first = end;
    }
  }
}

function richText(cell: SheetCell | null | undefined): GoogleAppsScript.Spreadsheet.RichTextValue {
  const text = SpreadsheetApp.newRichTextValue().setText(String(cell?.value ?? ""));
  return (cell?.link ? text.setLinkUrl(cell.link) : text).build();
}

/** A number, a truth value or a formula in a plain-text cell. */
function isTextTyped({ value, format, formula }: SheetCell): boolean {
  return format === TEXT && (formula !== undefined && formula !== "" ? true : typeof value !== "string");
}

/** Tells the cells that cannot be written again as they stand: formulas, pictures, texts with links or styles. */
function fixedCells(
  sheet: Sheet,
  { block }: BlockWrite,
  places: PlaceRead[],
  { run }: Calls,
): (down: number, right: number) => boolean {
  let read: (GoogleAppsScript.Spreadsheet.RichTextValue | null)[][] | null = null;
  return (down, right) => {
    read ??= run(() => rangeOf(sheet, block).getRichTextValues());
    const [row, column] = [block.row + down, block.column + right];
    if (standingAt(places, row, column).formula !== "") return true;
    const held = places.some((place) =>
      place.opaque?.has(`${row - place.block.row}:${column - place.block.column}`),
    );
    return held || isRich(read[down]?.[right]);
  };
}

/** A text with links, or parts that look different: only its letters can be written again. */
export function isRich(text: GoogleAppsScript.Spreadsheet.RichTextValue | null | undefined): boolean {
  return text != null && (text.getLinkUrl() !== null || text.getRuns().length > 1);
}

export function rangeOf(sheet: Sheet, { row, column, rows, columns }: BlockWrite["block"]): Range {
  return sheet.getRange(row, column, rows, columns);
}
