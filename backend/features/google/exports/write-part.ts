import type { Caller, GoogleDeps } from "../api/call.ts";
import { GoogleFailure } from "../api/failures.ts";
import { batchUpdate, getSpreadsheet, type SheetsRequest } from "../api/sheets.ts";
import { findProgress, markPart, type Progress } from "./marks.ts";
import type { OpenSheet } from "./open-sheet.ts";
import { type RowChange, requestsOf } from "./row-requests.ts";

export interface PartToWrite {
  exportId: string;
  sheet: OpenSheet;
  /** What comes before the rows. */
  first: SheetsRequest[];
  rows: RowChange[];
  /** Once it is written. */
  progress: Progress;
}

/**
 * Writes a part in one batch with its mark. Where Google did not answer, the spreadsheet is asked whether the mark is
 * there before anything is sent again.
 */
export async function writePart(deps: GoogleDeps, caller: Caller, part: PartToWrite): Promise<void> {
  const { exportId, sheet, first, rows, progress } = part;
  const { spreadsheetId, place } = sheet;
  const requests = [...first, ...requestsOf(place.sheetId, rows), ...markPart(exportId, progress)];
  for (let tries = 1; ; tries++) {
    try {
      await batchUpdate(deps, caller, spreadsheetId, requests);
      return;
    } catch (error) {
      if (!(error instanceof GoogleFailure)) throw error;
      // Of a batch that arrived late, the mark is there already.
      const mayStand = error.outcome === "unknown" || error.code === "conflict";
      if (!mayStand) throw error;
      const standing = findProgress(await getSpreadsheet(deps, caller, spreadsheetId), exportId);
      if (standing !== null && standing.partsDone >= progress.partsDone) return;
      if (error.outcome !== "unknown" || tries >= caller.tries) throw error;
    }
  }
}
