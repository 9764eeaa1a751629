import type { sheets_v4 } from "@googleapis/sheets";
import { type Caller, callGoogle, type GoogleDeps } from "./call.ts";

export type SheetsRequest = sheets_v4.Schema$Request;

/** What is asked of a spreadsheet: its sheets, and what exports left, never its cells. */
const FIELDS =
  "spreadsheetId,spreadsheetUrl,properties(title,locale,timeZone),developerMetadata," +
  "sheets(properties(sheetId,title,gridProperties),bandedRanges(bandedRangeId))";

export type SheetsCell = string | number | boolean | null;

export function createSpreadsheet(
  deps: GoogleDeps,
  caller: Caller,
  spreadsheet: sheets_v4.Schema$Spreadsheet,
) {
  return callGoogle<sheets_v4.Schema$Spreadsheet>(deps, caller, {
    ...{ api: "sheets", method: "POST", path: "/v4/spreadsheets", body: spreadsheet, repeatable: false },
  });
}

export function getSpreadsheet(deps: GoogleDeps, caller: Caller, id: string) {
  return callGoogle<sheets_v4.Schema$Spreadsheet>(deps, caller, {
    ...{ api: "sheets", method: "GET", path: pathOf(id), query: { fields: FIELDS }, repeatable: true },
  });
}

/** All of the requests, or none. */
export function batchUpdate(
  deps: GoogleDeps,
  caller: Caller,
  id: string,
  requests: SheetsRequest[],
  repeatable = false,
) {
  return callGoogle<sheets_v4.Schema$BatchUpdateSpreadsheetResponse>(deps, caller, {
    ...{ api: "sheets", method: "POST", path: `${pathOf(id)}:batchUpdate`, body: { requests }, repeatable },
  });
}

/**
 * The same, answered with how the cells of these ranges stand afterwards. `requests` is asked anew for each try, also
 * where the answer to the one before was lost.
 */
export function batchUpdateAnd(
  deps: GoogleDeps,
  caller: Caller,
  id: string,
  { requests, ranges }: { requests: () => Promise<SheetsRequest[]>; ranges: string[] },
) {
  const shown =
    ranges.length === 0
      ? {}
      : { includeSpreadsheetInResponse: true, responseIncludeGridData: true, responseRanges: ranges };
  return callGoogle<sheets_v4.Schema$BatchUpdateSpreadsheetResponse>(deps, caller, {
    ...{ api: "sheets", method: "POST", path: `${pathOf(id)}:batchUpdate`, repeatable: false },
    query: {
      fields:
        "updatedSpreadsheet(sheets(properties(sheetId),data(startColumn,rowData(values(effectiveValue)))))",
    },
    body: async () => ({ requests: await requests(), ...shown }),
  });
}

/** As they are: dates as serial numbers, nothing formatted. */
export function readValues(deps: GoogleDeps, caller: Caller, id: string, range: string) {
  return callGoogle<sheets_v4.Schema$ValueRange>(deps, caller, {
    ...{ api: "sheets", method: "GET", path: valuesPath(id, range), repeatable: true },
    query: { valueRenderOption: "UNFORMATTED_VALUE", dateTimeRenderOption: "SERIAL_NUMBER" },
  });
}

/** RAW: nothing that is sent is read as a formula, a date or a number. */
const raw = { valueInputOption: "RAW" };

export function writeValues(
  deps: GoogleDeps,
  caller: Caller,
  { id, range, values }: { id: string; range: string; values: SheetsCell[][] },
) {
  return callGoogle<sheets_v4.Schema$UpdateValuesResponse>(deps, caller, {
    ...{ api: "sheets", method: "PUT", path: valuesPath(id, range), query: raw, body: { values } },
    repeatable: true,
  });
}

export function appendValues(
  deps: GoogleDeps,
  caller: Caller,
  { id, range, values }: { id: string; range: string; values: SheetsCell[][] },
) {
  return callGoogle<sheets_v4.Schema$AppendValuesResponse>(deps, caller, {
    ...{ api: "sheets", method: "POST", path: `${valuesPath(id, range)}:append`, body: { values } },
    query: { ...raw, insertDataOption: "INSERT_ROWS" },
    repeatable: false,
  });
}

export function clearValues(deps: GoogleDeps, caller: Caller, id: string, range: string) {
  return callGoogle<sheets_v4.Schema$ClearValuesResponse>(deps, caller, {
    ...{ api: "sheets", method: "POST", path: `${valuesPath(id, range)}:clear`, body: {}, repeatable: true },
  });
}

function pathOf(id: string): string {
  return `/v4/spreadsheets/${encodeURIComponent(id)}`;
}

function valuesPath(id: string, range: string): string {
  return `${pathOf(id)}/values/${encodeURIComponent(range)}`;
}
