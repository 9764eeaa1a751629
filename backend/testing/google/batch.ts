import { randomBytes } from "node:crypto";
import type { sheets_v4 } from "@googleapis/sheets";
import type { Cell, Metadata, Request } from "./schema.ts";
import {
  addSheet,
  draftOf,
  presentSheet,
  Refusal,
  requireRoom,
  requireSheet,
  type StandInSheet,
  usedRows,
  type Workbook,
} from "./workbook.ts";

type Reply = sheets_v4.Schema$Response;
type Requests = { [Kind in keyof Request]-?: NonNullable<Request[Kind]> };
type Apply = { [Kind in keyof Requests]: (workbook: Workbook, request: Requests[Kind]) => Reply };

/** All of the requests, or none: throws a `Refusal` and leaves the workbook as it was. */
export function applyBatch(workbook: Workbook, requests: Request[], now: Date): Reply[] {
  const draft = draftOf(workbook);
  const replies = requests.map((request, index) => {
    try {
      return applyOne(draft, request);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      throw new Refusal(
        `Invalid requests[${index}].${Object.keys(request)[0]}: ${error.message}`,
        error.status,
      );
    }
  });
  Object.assign(workbook, draft, { modifiedAt: now });
  return replies;
}

/** The schema let one member through. */
function applyOne(workbook: Workbook, request: Request): Reply {
  for (const kind of Object.keys(apply) as (keyof Apply)[]) {
    const asked = request[kind];
    if (asked !== undefined)
      return (apply[kind] as (workbook: Workbook, asked: unknown) => Reply)(workbook, asked);
  }
  throw new Refusal("No request set.");
}

const apply: Apply = {
  addSheet(workbook, { properties }) {
    const sheet = addSheet(workbook, properties);
    return { addSheet: { properties: presentSheet(sheet, workbook.sheets.length - 1) } };
  },
  deleteSheet(workbook, { sheetId }) {
    requireSheet(workbook, sheetId);
    if (workbook.sheets.length === 1) throw new Refusal("You can't remove all the sheets in a document.");
    workbook.sheets = workbook.sheets.filter((sheet) => sheet.sheetId !== sheetId);
    return {};
  },
  updateSheetProperties(workbook, { properties, fields }) {
    const sheet = requireSheet(workbook, properties.sheetId ?? -1);
    const { rowCount, columnCount, frozenRowCount } = properties.gridProperties ?? {};
    for (const field of fields.split(",")) {
      if (field === "title") sheet.title = properties.title ?? sheet.title;
      else if (field === "gridProperties.rowCount") sheet.rowCount = rowCount ?? sheet.rowCount;
      else if (field === "gridProperties.columnCount") sheet.columnCount = columnCount ?? sheet.columnCount;
      else if (field === "gridProperties.frozenRowCount") sheet.frozenRowCount = frozenRowCount ?? 0;
      else throw new Refusal(`Invalid field: ${field}`);
    }
    if (sheet.frozenRowCount >= sheet.rowCount) {
      throw new Refusal("You can't freeze all visible rows on the sheet.");
    }
    requireRoom(workbook);
    return {};
  },
  updateSpreadsheetProperties(workbook, { properties, fields }) {
    for (const field of fields.split(",")) {
      if (field !== "title" && field !== "locale" && field !== "timeZone") {
        throw new Refusal(`Invalid field: ${field}`);
      }
      workbook[field] = properties[field] ?? workbook[field];
    }
    return {};
  },
  appendCells(workbook, { sheetId, rows, fields }) {
    const sheet = requireWritable(workbook, sheetId);
    const first = usedRows(sheet);
    sheet.rowCount = Math.max(sheet.rowCount, first + rows.length);
    requireRoom(workbook);
    rows.forEach(({ values }, index) => {
      putCells(sheet, first + index, 0, values, fields);
    });
    return {};
  },
  updateCells(workbook, { start, range, rows, fields }) {
    const place = range ?? { ...start, startRowIndex: start?.rowIndex, startColumnIndex: start?.columnIndex };
    const sheet = requireWritable(workbook, place.sheetId ?? -1);
    if (range !== undefined) clearRange(sheet, range, fields);
    const top = place.startRowIndex ?? 0;
    if (top + (rows?.length ?? 0) > sheet.rowCount) {
      throw new Refusal(`Attempting to write row: ${sheet.rowCount}, beyond the last row.`);
    }
    rows?.forEach(({ values }, index) => {
      putCells(sheet, top + index, place.startColumnIndex ?? 0, values, fields);
    });
    return {};
  },
  appendDimension(workbook, { sheetId, dimension, length }) {
    const sheet = requireSheet(workbook, sheetId);
    sheet[dimension === "ROWS" ? "rowCount" : "columnCount"] += length;
    requireRoom(workbook);
    return {};
  },
  updateDimensionProperties(workbook, { range, properties }) {
    const sheet = requireSheet(workbook, range.sheetId);
    for (let at = range.startIndex; at < range.endIndex; at++) sheet.widths[at] = properties.pixelSize;
    return {};
  },
  addBanding(workbook, { bandedRange }) {
    const sheet = requireSheet(workbook, bandedRange.range.sheetId ?? -1);
    if (sheet.bandings.length > 0) {
      throw new Refusal(
        "You cannot add alternating background colors to a range that already has alternating background colors.",
      );
    }
    sheet.bandings.push(bandedRange);
    return { addBanding: { bandedRange } };
  },
  createDeveloperMetadata(workbook, { developerMetadata }) {
    const metadataId = developerMetadata.metadataId ?? (randomBytes(4).readUInt32BE() >>> 1 || 1);
    if (workbook.metadata.some((item) => item.metadataId === metadataId)) {
      throw new Refusal(`Developer metadata with id ${metadataId} already exists.`);
    }
    const made: Metadata & { metadataId: number } = { ...developerMetadata, metadataId };
    workbook.metadata.push(made);
    return { createDeveloperMetadata: { developerMetadata: made } };
  },
  deleteDeveloperMetadata(workbook, { dataFilter: { developerMetadataLookup: wanted } }) {
    const isWanted = (item: Metadata) =>
      (wanted.metadataId === undefined || wanted.metadataId === item.metadataId) &&
      (wanted.metadataKey === undefined || wanted.metadataKey === item.metadataKey) &&
      (wanted.metadataValue === undefined || wanted.metadataValue === item.metadataValue);
    workbook.metadata = workbook.metadata.filter((item) => !isWanted(item));
    return {};
  },
};

function requireWritable(workbook: Workbook, sheetId: number): StandInSheet {
  const sheet = requireSheet(workbook, sheetId);
  if (!workbook.protectedSheets.has(sheetId)) return sheet;
  throw new Refusal(
    "You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove protection if you need to edit.",
  );
}

const members = ["userEnteredValue", "userEnteredFormat", "note"] as const;

/** Which members of a cell a mask names: of a format's part, the whole, which all that we send covers. */
function masked(fields: string): (typeof members)[number][] {
  const named = fields.split(",").map((field) => field.split(".")[0]);
  if (named.includes("*")) return [...members];
  const known = new Set<string | undefined>([...members, "dataValidation", "textFormatRuns"]);
  if (named.some((field) => !known.has(field))) throw new Refusal(`Invalid field: ${fields}`);
  return members.filter((member) => named.includes(member));
}

function putCells(sheet: StandInSheet, row: number, left: number, values: Cell[], fields: string): void {
  if (left + values.length > sheet.columnCount) {
    throw new Refusal(
      `Attempting to write column: ${sheet.columnCount}, beyond the last requested column of: ${sheet.columnCount - 1}`,
    );
  }
  const mask = masked(fields);
  const line = [...(sheet.cells[row] ?? [])];
  values.forEach((value, index) => {
    const cell: Cell = { ...line[left + index] };
    for (const member of mask) {
      if (value[member] === undefined) delete cell[member];
      else Object.assign(cell, { [member]: value[member] });
    }
    line[left + index] = cell;
  });
  sheet.cells[row] = line;
}

function clearRange(
  sheet: StandInSheet,
  range: NonNullable<Requests["updateCells"]["range"]>,
  fields: string,
): void {
  const { startRowIndex = 0, endRowIndex = sheet.cells.length, startColumnIndex = 0, endColumnIndex } = range;
  for (let row = startRowIndex; row < Math.min(endRowIndex, sheet.cells.length); row++) {
    const width = (endColumnIndex ?? sheet.columnCount) - startColumnIndex;
    putCells(
      sheet,
      row,
      startColumnIndex,
      Array.from({ length: width }, () => ({})),
      fields,
    );
  }
}
