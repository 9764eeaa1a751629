import type { sheets_v4 } from "@googleapis/sheets";
import type { Deps } from "../../../platform/deps.ts";
import { ProblemError } from "../../../platform/problem.ts";
import { type FlatColumn, flatten } from "../../tables/export/flat-columns.ts";
import { sheetsIn } from "../../tables/export/serial.ts";
import { requireVersion } from "../../tables/history/service.ts";
import { readPages } from "../../tables/row-pages.ts";
import { readTemplate } from "../../templates/service.ts";
import type { Caller, GoogleDeps } from "../api/call.ts";
import { createFileOf, findFileOf } from "../api/drive.ts";
import { GoogleFailure } from "../api/failures.ts";
import { getSpreadsheet, readValues, type SheetsRequest } from "../api/sheets.ts";
import { type CellContext, MOST_CHARACTERS } from "./cells.ts";
import { quoted, valuesOf } from "./key-columns.ts";
import { KeyIndex, requireKeys } from "./keys.ts";
import { findProgress, type Progress, tidyMarks } from "./marks.ts";
import { findPlace, type Layout, layOut, requireRoom, type SheetPlace } from "./place.ts";
import { type Look, prepareSheet } from "./prepare-sheet.ts";
import type { ExportRecord } from "./queries.ts";

/** Rows that are read at once. */
const PAGE = 500;

/** A sheet that is ready to be written to. */
export interface OpenSheet {
  spreadsheetId: string;
  place: SheetPlace;
  layout: Layout;
  columns: FlatColumn[];
  context: CellContext;
  /** What it holds of the export already; null: nothing. */
  progress: Progress | null;
  /** Of an upsert. */
  index: KeyIndex | null;
  /** What comes before the first rows. */
  preparation(): SheetsRequest[];
}

/**
 * Finds, or makes, what the export goes into, with at most three requests. Throws before anything is written where it
 * cannot go there as a whole.
 */
export async function openSheet(
  deps: GoogleDeps,
  caller: Caller,
  of: ExportRecord,
  say: (found: { spreadsheetId: string; sheet: string }) => Promise<void>,
): Promise<OpenSheet> {
  const { options } = of;
  const table = await requireVersion(deps.sql, of.userId, of.tableId, of.version);
  await requireShortTexts(deps, of);
  const columns = flatten(table.columns);
  const look = await lookOf(deps, of.userId, options.templateId ?? table.making.templateId);
  const own = options.spreadsheetId === undefined ? nameOf(options.sheet ?? table.title) : null;
  const spreadsheetId =
    of.spreadsheetId ?? (await makeSpreadsheet(deps, caller, of, options.title ?? table.title));
  await say({ spreadsheetId, sheet: own ?? options.sheet ?? "" });
  const spreadsheet = await getSpreadsheet(deps, caller, spreadsheetId);
  const progress = findProgress(spreadsheet, of.id);
  const wanted = own === null ? (options.sheet ?? null) : null;
  const place = findPlace(spreadsheet, { wanted, exportId: of.id });
  // What is written already stands elsewhere: the rest does not go into another sheet of the name.
  if (progress !== null && !place.exists) throw new ProblemError("sheet-not-found");
  if (own === null && options.sheet === undefined) await say({ spreadsheetId, sheet: place.title });

  const isBlank = progress === null && (own !== null || of.mode === "replace" || !place.exists);
  const range = of.mode === "upsert" ? quoted(place.title) : `${quoted(place.title)}!1:1`;
  const values = isBlank ? [] : valuesOf(await readValues(deps, caller, spreadsheetId, range));
  const layout = layOut(columns, values[0] ?? []);
  requireRoom(spreadsheet, place, { rows: of.rowsTotal, width: layout.width });
  const keys = of.mode === "upsert" ? requireKeys(columns, layout, options.keys ?? []) : null;
  const rename = own === place.title ? null : own;
  return {
    ...{ spreadsheetId, place, layout, columns, progress },
    context: contextOf(spreadsheet, of),
    index:
      keys &&
      new KeyIndex(values, { places: keys.map((column) => layout.places[column] ?? 0), columns: keys }),
    preparation: () => [
      ...tidyMarks(spreadsheet),
      ...prepareSheet({ place, layout, columns, look, rename, clear: of.mode === "replace" && place.exists }),
    ],
  };
}

/** Found again where the answer to its making was lost. */
async function makeSpreadsheet(
  deps: GoogleDeps,
  caller: Caller,
  of: ExportRecord,
  name: string,
): Promise<string> {
  const find = () => findFileOf(deps, caller, of.id);
  const before = of.attempts > 1 ? await find() : undefined;
  if (before !== undefined) return before.id;
  try {
    return (await createFileOf(deps, caller, { exportId: of.id, name })).id;
  } catch (error) {
    if (!(error instanceof GoogleFailure) || error.outcome !== "unknown") throw error;
    const made = await find();
    if (made === undefined) throw error;
    return made.id;
  }
}

/** All of it is looked at before the first cell is written. Throws `cell-too-long` naming the place. */
async function requireShortTexts({ sql }: Pick<Deps, "sql">, of: ExportRecord): Promise<void> {
  let row = 0;
  for await (const page of readPages(sql, of.userId, of, PAGE)) {
    for (const { cells } of page) {
      row += 1;
      const column = cells.findIndex(
        ({ value }) => typeof value === "string" && value.length > MOST_CHARACTERS,
      );
      if (column < 0) continue;
      throw new ProblemError("cell-too-long", { detail: `Row ${row}, column ${column + 1}` });
    }
  }
}

/** How the template has it; one that was deleted says nothing. */
async function lookOf(deps: Pick<Deps, "sql">, userId: string, templateId: string | null): Promise<Look> {
  const plain: Look = { formatting: {}, columns: [] };
  if (templateId === null) return plain;
  return readTemplate(deps, userId, templateId).catch((error: unknown) => {
    if (error instanceof ProblemError && error.code === "not-found") return plain;
    throw error;
  });
}

function contextOf({ properties }: sheets_v4.Schema$Spreadsheet, { options }: ExportRecord): CellContext {
  const { timeZone, locale } = properties ?? {};
  return { calendar: sheetsIn(timeZone ?? "Etc/GMT"), notes: options.notes, locale: locale ?? "en_US" };
}

/** What Sheets takes for a sheet's name. */
function nameOf(title: string): string {
  return title.replace(/\p{C}/gu, " ").trim().slice(0, 100).toWellFormed() || "Rows";
}
