import { randomBytes } from "node:crypto";
import type { sheets_v4 } from "@googleapis/sheets";
import type { Cell, Metadata, SheetProperties } from "./schema.ts";

/** Google's own limit of a spreadsheet. */
const MOST_CELLS = 10_000_000;

export interface StandInSheet {
  sheetId: number;
  title: string;
  rowCount: number;
  columnCount: number;
  frozenRowCount: number;
  /** Sparse, row by row. */
  cells: (Cell | undefined)[][];
  widths: Record<number, number>;
  bandings: sheets_v4.Schema$BandedRange[];
}

/** A spreadsheet, and what Drive knows of its file. */
export interface Workbook {
  id: string;
  /** The subject of the account that it belongs to. */
  owner: string;
  title: string;
  locale: string;
  timeZone: string;
  sheets: StandInSheet[];
  metadata: (Metadata & { metadataId: number })[];
  appProperties: Record<string, string>;
  modifiedAt: Date;
  trashed: boolean;
  access: "owner" | "reader";
  /** Sheets that nobody may write to. */
  protectedSheets: Set<number>;
}

/** What Google answers 400 with. */
export class Refusal extends Error {
  readonly status: number;

  constructor(message: string, status = 400) {
    super(message);
    this.status = status;
  }
}

export function newWorkbook(owner: string, title: string, now: Date): Workbook {
  return {
    ...{ id: randomBytes(33).toString("base64url"), owner, title, locale: "en_US", timeZone: "Etc/GMT" },
    ...{ sheets: [], metadata: [], appProperties: {}, modifiedAt: now, trashed: false, access: "owner" },
    protectedSheets: new Set(),
  };
}

export function addSheet(workbook: Workbook, properties: SheetProperties): StandInSheet {
  const title = properties.title ?? `Sheet${workbook.sheets.length + 1}`;
  const taken = workbook.sheets.some((sheet) => sheet.title.toLowerCase() === title.toLowerCase());
  if (taken) throw new Refusal(`A sheet with the name "${title}" already exists. Please enter another name.`);
  const sheetId =
    properties.sheetId ?? (workbook.sheets.length === 0 ? 0 : randomBytes(4).readUInt32BE() >>> 1);
  if (workbook.sheets.some((sheet) => sheet.sheetId === sheetId)) {
    throw new Refusal(`Sheet with id ${sheetId} already exists.`);
  }
  const { rowCount = 1_000, columnCount = 26, frozenRowCount = 0 } = properties.gridProperties ?? {};
  const sheet: StandInSheet = {
    ...{ sheetId, title, rowCount, columnCount, frozenRowCount },
    ...{ cells: [], widths: {}, bandings: [] },
  };
  workbook.sheets.push(sheet);
  requireRoom(workbook);
  return sheet;
}

export function requireSheet(workbook: Workbook, sheetId: number): StandInSheet {
  const sheet = workbook.sheets.find((one) => one.sheetId === sheetId);
  if (sheet === undefined) throw new Refusal(`No grid with id: ${sheetId}`);
  return sheet;
}

/** Throws what Google says where the sheets together have too many cells. */
export function requireRoom({ sheets }: Workbook): void {
  const cells = sheets.reduce((sum, { rowCount, columnCount }) => sum + rowCount * columnCount, 0);
  if (cells <= MOST_CELLS) return;
  throw new Refusal(
    "This action would increase the number of cells in the workbook above the limit of 10000000 cells.",
  );
}

/** The rows down to the last one that holds a value. */
export function usedRows({ cells }: StandInSheet): number {
  return cells.findLastIndex((row) => row?.some((cell) => cell?.userEnteredValue !== undefined)) + 1;
}

/** What changes in a batch that may yet be refused: rows are shared until one is written to. */
export function draftOf(workbook: Workbook): Workbook {
  return {
    ...workbook,
    sheets: workbook.sheets.map((sheet) => ({
      ...sheet,
      cells: sheet.cells.slice(),
      widths: { ...sheet.widths },
      bandings: sheet.bandings.slice(),
    })),
    metadata: workbook.metadata.slice(),
  };
}

export function presentWorkbook(workbook: Workbook): sheets_v4.Schema$Spreadsheet {
  const { id, title, locale, timeZone, metadata } = workbook;
  return {
    spreadsheetId: id,
    spreadsheetUrl: `https://docs.google.com/spreadsheets/d/${id}/edit`,
    properties: { title, locale, timeZone },
    sheets: workbook.sheets.map((sheet, index) => ({
      properties: presentSheet(sheet, index),
      ...(sheet.bandings.length === 0 ? {} : { bandedRanges: sheet.bandings }),
    })),
    ...(metadata.length === 0 ? {} : { developerMetadata: metadata }),
  };
}

export function presentSheet(sheet: StandInSheet, index: number): sheets_v4.Schema$SheetProperties {
  const { sheetId, title, rowCount, columnCount, frozenRowCount } = sheet;
  const frozen = frozenRowCount > 0 ? { frozenRowCount } : {};
  return { sheetId, title, index, sheetType: "GRID", gridProperties: { rowCount, columnCount, ...frozen } };
}
