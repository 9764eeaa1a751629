import type { sheets_v4 } from "@googleapis/sheets";
import * as z from "zod";
import type {
  ChangedRange,
  CreateSpreadsheetRequest,
  SheetValues,
  Spreadsheet,
  SpreadsheetPage,
  SpreadsheetsQuery,
  WriteValuesRequest,
} from "../../../contract/spreadsheets.ts";
import { decodeCursor, encodeCursor } from "../../../platform/cursor.ts";
import { ProblemError } from "../../../platform/problem.ts";
import type { SignedIn } from "../../../platform/router.ts";
import type { Caller, GoogleDeps } from "../api/call.ts";
import { listFiles, trashFile } from "../api/drive.ts";
import * as sheets from "../api/sheets.ts";

/** Drive's own token of a page. */
const Cursor = z.tuple([z.string()]);
/** Someone waits for the answer. */
const TRIES = 3;
const PATIENCE_MS = 10_000;

function callerOf({ id }: SignedIn, signal: AbortSignal): Caller {
  return { userId: id, signal, tries: TRIES, patienceMs: PATIENCE_MS };
}

/** One person's spreadsheets, asked for by one request. */
export class Spreadsheets {
  readonly #deps: GoogleDeps;
  readonly #caller: Caller;

  /** `signal` is aborted when nobody waits any more. */
  constructor(deps: GoogleDeps, user: SignedIn, signal: AbortSignal) {
    this.#deps = deps;
    this.#caller = callerOf(user, signal);
  }

  async list({ limit, cursor }: SpreadsheetsQuery): Promise<SpreadsheetPage> {
    const [token = null] = cursor ? decodeCursor(cursor, Cursor) : [];
    const { files, nextPageToken } = await listFiles(this.#deps, this.#caller, { size: limit, token });
    return {
      items: files.map(({ id, name, modifiedTime, webViewLink }) => ({
        ...{ id, title: name, url: webViewLink },
        modifiedAt: new Date(modifiedTime).toISOString(),
      })),
      nextCursor: nextPageToken === undefined ? null : encodeCursor([nextPageToken]),
    };
  }

  async create(request: CreateSpreadsheetRequest): Promise<Spreadsheet> {
    const { title, locale, timeZone } = request;
    const made = await sheets.createSpreadsheet(this.#deps, this.#caller, {
      properties: {
        title,
        ...(locale === undefined ? {} : { locale }),
        ...(timeZone === undefined ? {} : { timeZone }),
      },
      ...(request.sheets === undefined
        ? {}
        : { sheets: request.sheets.map((name) => ({ properties: { title: name } })) }),
    });
    return present(made);
  }

  async read(id: string): Promise<Spreadsheet> {
    return present(await sheets.getSpreadsheet(this.#deps, this.#caller, id));
  }

  async rename(id: string, title: string): Promise<Spreadsheet> {
    const request = { updateSpreadsheetProperties: { properties: { title }, fields: "title" } };
    await sheets.batchUpdate(this.#deps, this.#caller, id, [request], true);
    return this.read(id);
  }

  /** Into the bin. */
  async remove(id: string): Promise<null> {
    await trashFile(this.#deps, this.#caller, id);
    return null;
  }

  async addSheet(id: string, title: string): Promise<Spreadsheet> {
    await sheets.batchUpdate(this.#deps, this.#caller, id, [{ addSheet: { properties: { title } } }]);
    return this.read(id);
  }

  async removeSheet(id: string, sheetId: number): Promise<null> {
    await sheets.batchUpdate(this.#deps, this.#caller, id, [{ deleteSheet: { sheetId } }]);
    return null;
  }

  async readValues(id: string, range: string): Promise<SheetValues> {
    const { range: read, values } = await sheets.readValues(this.#deps, this.#caller, id, range);
    // Google's answers hold numbers, texts and truths.
    return { range: read ?? range, values: (values ?? []) as SheetValues["values"] };
  }

  async writeValues(id: string, { range, values }: WriteValuesRequest): Promise<ChangedRange> {
    const { updatedRange } = await sheets.writeValues(this.#deps, this.#caller, {
      ...{ id, range, values: values.map(blanked) },
    });
    return { range: updatedRange ?? range };
  }

  async appendValues(id: string, { range, values }: WriteValuesRequest): Promise<ChangedRange> {
    const { updates } = await sheets.appendValues(this.#deps, this.#caller, {
      ...{ id, range, values: values.map(blanked) },
    });
    return { range: updates?.updatedRange ?? range };
  }

  async clearValues(id: string, range: string): Promise<ChangedRange> {
    const { clearedRange } = await sheets.clearValues(this.#deps, this.#caller, id, range);
    return { range: clearedRange ?? range };
  }
}

/** Sheets leaves a cell as it is for a null, and blanks it for an empty text. */
function blanked(row: sheets.SheetsCell[]): sheets.SheetsCell[] {
  return row.map((value) => value ?? "");
}

function present(spreadsheet: sheets_v4.Schema$Spreadsheet): Spreadsheet {
  const { spreadsheetId, spreadsheetUrl, properties, sheets: all = [] } = spreadsheet;
  if (!spreadsheetId || !spreadsheetUrl) throw new ProblemError("google-refused");
  return {
    ...{ id: spreadsheetId, url: spreadsheetUrl, title: properties?.title ?? "" },
    ...{ locale: properties?.locale ?? "", timeZone: properties?.timeZone ?? "" },
    sheets: all.map(({ properties: sheet }) => ({
      ...{ id: sheet?.sheetId ?? 0, title: sheet?.title ?? "" },
      rowCount: sheet?.gridProperties?.rowCount ?? 0,
      columnCount: sheet?.gridProperties?.columnCount ?? 0,
      frozenRows: sheet?.gridProperties?.frozenRowCount ?? 0,
    })),
  };
}
