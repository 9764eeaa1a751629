import type { TemplateColumn, TemplateFormatting } from "../../../contract/templates.ts";
import type { FlatColumn } from "../../tables/export/flat-columns.ts";
import type { SheetsRequest } from "../api/sheets.ts";
import { bandingColours } from "./banding.ts";
import { type CellData, textCell } from "./cells.ts";
import type { Layout, SheetPlace } from "./place.ts";

export interface Look {
  formatting: TemplateFormatting;
  columns: TemplateColumn[];
}

export interface Preparation {
  place: SheetPlace;
  layout: Layout;
  columns: FlatColumn[];
  look: Look;
  /** What stands there goes. */
  clear: boolean;
  /** Of a spreadsheet that was just made: its one sheet gets this name. */
  rename: string | null;
}

/** What the first part does before its rows: the sheet, its width, its headers and how they look. */
export function prepareSheet(preparation: Preparation): SheetsRequest[] {
  const { place, layout, clear, rename } = preparation;
  const { sheetId, exists } = place;
  const isFresh = layout.isNew || clear;
  return [
    ...(exists ? widen(place, layout) : [addSheet(place, layout)]),
    ...(rename === null
      ? []
      : [{ updateSheetProperties: { properties: { sheetId, title: rename }, fields: "title" } }]),
    ...(clear ? [{ updateCells: { range: { sheetId }, fields: CLEARED } }] : []),
    ...(isFresh ? freshHeaders(preparation) : addedHeaders(preparation)),
  ];
}

const CLEARED = "userEnteredValue,userEnteredFormat,note,dataValidation,textFormatRuns";
const HEADER_FIELDS = "userEnteredValue,userEnteredFormat";

function addSheet({ sheetId, title, rowCount, columnCount }: SheetPlace, { width }: Layout): SheetsRequest {
  const gridProperties = { rowCount, columnCount: Math.max(columnCount, width), frozenRowCount: 1 };
  return { addSheet: { properties: { sheetId, title, gridProperties } } };
}

function widen({ sheetId, columnCount }: SheetPlace, { width }: Layout): SheetsRequest[] {
  if (width <= columnCount) return [];
  return [{ appendDimension: { sheetId, dimension: "COLUMNS", length: width - columnCount } }];
}

/** As the first row, frozen unless the template says otherwise. */
function freshHeaders({ place, columns, layout, look }: Preparation): SheetsRequest[] {
  const { sheetId, isBanded } = place;
  const cells = rowOf(
    layout,
    columns.map(({ name }) => headerCell(name, look)),
  );
  const frozenRowCount = look.formatting.header?.frozen === false ? 0 : 1;
  const { banding } = look.formatting;
  return [
    { appendCells: { sheetId, rows: [{ values: cells }], fields: HEADER_FIELDS } },
    {
      updateSheetProperties: {
        properties: { sheetId, gridProperties: { frozenRowCount } },
        fields: "gridProperties.frozenRowCount",
      },
    },
    ...widths(sheetId, columns, layout, look),
    ...(banding === undefined || isBanded ? [] : [band(sheetId, layout.width, banding)]),
  ];
}

/** To the right of those that stand there. */
function addedHeaders({ place: { sheetId }, layout, look }: Preparation): SheetsRequest[] {
  return layout.added.map(({ name, place }) => ({
    updateCells: {
      start: { sheetId, rowIndex: 0, columnIndex: place },
      rows: [{ values: [headerCell(name, look)] }],
      fields: HEADER_FIELDS,
    },
  }));
}

/** A header is data too: its text, never a formula. */
function headerCell(name: string, { formatting: { header = {} } }: Look): CellData {
  const { userEnteredValue, userEnteredFormat } = textCell(name);
  const { bold = true, italic, background, color } = header;
  return {
    ...(userEnteredValue === undefined ? {} : { userEnteredValue }),
    userEnteredFormat: {
      ...userEnteredFormat,
      ...(background === undefined ? {} : { backgroundColorStyle: { rgbColor: colourOf(background) } }),
      textFormat: {
        bold,
        ...(italic === undefined ? {} : { italic }),
        ...(color === undefined ? {} : { foregroundColorStyle: { rgbColor: colourOf(color) } }),
      },
    },
  };
}

function widths(sheetId: number, columns: FlatColumn[], layout: Layout, look: Look): SheetsRequest[] {
  return columns.flatMap(({ name }, index) => {
    const pixelSize = look.columns.find((column) => column.name === name)?.width;
    const at = layout.places[index];
    if (pixelSize === undefined || at === undefined) return [];
    const range = { sheetId, dimension: "COLUMNS", startIndex: at, endIndex: at + 1 };
    return [{ updateDimensionProperties: { range, properties: { pixelSize }, fields: "pixelSize" } }];
  });
}

function band(sheetId: number, width: number, banding: keyof typeof bandingColours): SheetsRequest {
  const [header, first, second] = bandingColours[banding];
  const style = (hex: string) => ({ rgbColor: colourOf(hex) });
  return {
    addBanding: {
      bandedRange: {
        range: { sheetId, startRowIndex: 0, startColumnIndex: 0, endColumnIndex: width },
        rowProperties: {
          headerColorStyle: style(header),
          firstBandColorStyle: style(first),
          secondBandColorStyle: style(second),
        },
      },
    },
  };
}

/** A row of the sheet with these cells at their columns' places. */
export function rowOf({ places }: Layout, cells: CellData[]): CellData[] {
  const row: CellData[] = Array.from({ length: Math.max(0, ...places) + 1 }, () => ({}));
  places.forEach((place, index) => {
    row[place] = cells[index] ?? {};
  });
  return row;
}

/** `#rrggbb` as parts of one. */
function colourOf(hex: string): { red: number; green: number; blue: number } {
  const part = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16) / 255;
  return { red: part(1), green: part(3), blue: part(5) };
}
