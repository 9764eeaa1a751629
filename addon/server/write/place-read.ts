import type { Block } from "../a1.ts";
import type { Calls } from "./calls.ts";
import type { Content } from "./cell-content.ts";
import { isDayFormat } from "./number-format.ts";
import type { Zone } from "./zone.ts";

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

/** Cells as they stand, dates as serial numbers. Only those that the sheet has: it may have to grow. */
export interface PlaceRead {
  block: Block;
  values: (string | number | boolean)[][];
  formulas: string[][];
  formats: string[][];
  /** Only where the write puts notes. */
  notes?: string[][];
  /** Cells that hold what is no plain value, a picture say: they cannot be written again as they are. */
  opaque?: Set<string>;
}

/** What stands in a cell. */
export interface Standing extends Content {
  note: string;
}

const blank: Standing = { value: "", formula: "", format: "", note: "" };

/** Reads a block that the sheet has. */
export function readPlace(sheet: Sheet, block: Block, zone: Zone, { run }: Calls): PlaceRead {
  if (block.rows < 1 || block.columns < 1) return { block, values: [], formulas: [], formats: [] };
  const range = sheet.getRange(block.row, block.column, block.rows, block.columns);
  const values: unknown[][] = run(() => range.getValues());
  const opaque = new Set<string>();
  values.forEach((line, down) => {
    line.forEach((value, right) => {
      if (typeof value === "object" && value !== null && !isDate(value)) opaque.add(`${down}:${right}`);
    });
  });
  const formats = run(() => range.getNumberFormats());
  return {
    block,
    values: values.map((row, down) =>
      row.map((value, right) => plainValue(value, zone, isDayFormat(formats[down]?.[right] ?? ""))),
    ),
    formulas: run(() => range.getFormulas()),
    formats,
    ...(opaque.size > 0 ? { opaque } : {}),
  };
}

/** What stands in a cell; one that was not read, or that the sheet does not have yet, is blank. */
export function standingAt(places: PlaceRead[], row: number, column: number): Standing {
  for (const { block, values, formulas, formats, notes } of places) {
    const [down, right] = [row - block.row, column - block.column];
    const value = down < block.rows ? values[down]?.[right] : undefined;
    if (value === undefined) continue;
    return {
      value,
      formula: formulas[down]?.[right] ?? "",
      format: formats[down]?.[right] ?? "",
      note: notes?.[down]?.[right] ?? "",
    };
  }
  return blank;
}

/** What stands once rows were inserted: they are blank, and what stood below them has moved down. */
export function afterInsertion(
  places: PlaceRead[],
  { after, count }: { after: number; count: number },
): PlaceRead[] {
  return places.flatMap((place) => {
    const { row, rows } = place.block;
    const above = Math.max(0, Math.min(rows, after - row + 1));
    return [
      { ...place, block: { ...place.block, rows: above } },
      { ...linesFrom(place, above), block: { ...place.block, row: row + above + count, rows: rows - above } },
    ].filter(({ block }) => block.rows > 0);
  });
}

function linesFrom(place: PlaceRead, first: number): PlaceRead {
  const { values, formulas, formats, notes, opaque } = place;
  const cells = [...(opaque ?? [])].map((cell) => cell.split(":").map(Number));
  return {
    ...place,
    values: values.slice(first),
    formulas: formulas.slice(first),
    formats: formats.slice(first),
    ...(notes ? { notes: notes.slice(first) } : {}),
    ...(opaque ? { opaque: new Set(cells.map(([down = 0, right]) => `${down - first}:${right}`)) } : {}),
  };
}

export function isBlank({ value, formula }: Content): boolean {
  return value === "" && formula === "";
}

/** A value that `getValues` gave, with dates as the serial numbers that the cells hold. */
export function plainValue(value: unknown, zone: Zone, isDay: boolean): string | number | boolean {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  return isDate(value) ? zone.serialOfDate(value, isDay) : String(value ?? "");
}

export function isDate(value: unknown): value is Date {
  return Object.prototype.toString.call(value) === "[object Date]";
}

/** The part of a block that a sheet of that size has. */
export function clipped(block: Block, size: { rows: number; columns: number }): Block {
  return {
    ...block,
    rows: Math.min(block.rows, size.rows - block.row + 1),
    columns: Math.min(block.columns, size.columns - block.column + 1),
  };
}
