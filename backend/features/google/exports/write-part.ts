import { ProblemError } from "../../../platform/problem.ts";
import type { Caller, GoogleDeps } from "../api/call.ts";
import { GoogleFailure } from "../api/failures.ts";
import { batchUpdateAnd, getSpreadsheet, type SheetsRequest } from "../api/sheets.ts";
import { keyRanges, locateBy, lookAgain } from "./key-columns.ts";
import { findProgress, markPart, type Progress } from "./marks.ts";
import type { OpenSheet } from "./open-sheet.ts";
import { changeFor, type RowChange, requestsOf } from "./row-requests.ts";

export interface PartToWrite {
  exportId: string;
  sheet: OpenSheet;
  /** What comes before the rows. */
  first: SheetsRequest[];
  rows: RowChange[];
  /** Once it is written. */
  progress: Progress;
}

/** Rows that are named where some were moved. */
const MOST_NAMED = 20;

/**
 * Writes a part in one batch with its mark. Where Google did not answer, the spreadsheet is asked whether the mark is
 * there before anything is sent again. Rows with a key are looked for again before another try. Throws
 * `export-rows-moved` where somebody moved some between the look and the write.
 */
export async function writePart(deps: GoogleDeps, caller: Caller, part: PartToWrite): Promise<void> {
  const { exportId, sheet, first, progress } = part;
  const { spreadsheetId, place, layout, index } = sheet;
  // None where no row stood before: none has to be found again.
  const ranges = keyRanges(sheet);
  const found = ranges.length > 0 ? index : null;
  let changes: RowChange[] | null = null;
  const requests = async () => {
    if (changes === null) changes = part.rows;
    else if (found !== null) {
      await lookAgain(deps, caller, sheet, found);
      changes = part.rows.map(({ cells }) => changeFor(cells, layout, place.sheetId, found));
    }
    return [...first, ...requestsOf(place.sheetId, changes), ...markPart(exportId, progress)];
  };
  for (let tries = 1; ; tries++) {
    try {
      const answer = await batchUpdateAnd(deps, caller, spreadsheetId, { requests, ranges });
      if (found === null) return;
      if (!locateBy(found, place.sheetId, answer)) await lookAgain(deps, caller, sheet, found);
      return requireStanding(changes ?? [], found);
    } catch (error) {
      if (!(error instanceof GoogleFailure)) throw error;
      // Of a batch that arrived late, the mark is there already.
      const mayStand = error.outcome === "unknown" || error.code === "conflict";
      if (!mayStand) throw error;
      const standing = findProgress(await getSpreadsheet(deps, caller, spreadsheetId), exportId);
      if (standing !== null && standing.partsDone >= progress.partsDone) {
        if (found !== null) await lookAgain(deps, caller, sheet, found);
        return;
      }
      if (error.outcome !== "unknown" || tries >= caller.tries) throw error;
    }
  }
}

/** What was brought up to date is still what it was found as. */
function requireStanding(
  changes: RowChange[],
  index: { holds(at: { row: number; key: string }): boolean },
): void {
  const moved = changes.flatMap((change) =>
    change.kind === "update" && change.requests.length > 0 && !index.holds(change) ? [change.row + 1] : [],
  );
  if (moved.length === 0) return;
  const rows = `${moved.slice(0, MOST_NAMED).join(", ")}${moved.length > MOST_NAMED ? " …" : ""}`;
  throw new ProblemError("export-rows-moved", { detail: `Look at the rows ${rows}` });
}
