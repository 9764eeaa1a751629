import { createHash } from "node:crypto";
import type { sheets_v4 } from "@googleapis/sheets";
import type { SheetsRequest } from "../api/sheets.ts";

/** How far an export has come, as the spreadsheet itself says. */
export interface Progress {
  partsDone: number;
  rowsDone: number;
}

const KEY = "rowsmith-export";
/** Marks of earlier exports that stay: Google caps what a spreadsheet keeps. */
const MOST_KEPT = 50;

/**
 * Written in the same batch as a part's rows. Its id is the part's own, which a spreadsheet has once: should the batch
 * come twice, the second is refused as a whole.
 */
export function markPart(exportId: string, { partsDone, rowsDone }: Progress): SheetsRequest[] {
  const mark: SheetsRequest = {
    createDeveloperMetadata: {
      developerMetadata: {
        metadataId: markId(exportId, partsDone),
        metadataKey: KEY,
        metadataValue: `${exportId}:${partsDone}:${rowsDone}`,
        visibility: "PROJECT",
        location: { spreadsheet: true },
      },
    },
  };
  return partsDone > 1 ? [mark, unmark(markId(exportId, partsDone - 1))] : [mark];
}

/** What the spreadsheet holds of this export; null: nothing. */
export function findProgress(spreadsheet: sheets_v4.Schema$Spreadsheet, exportId: string): Progress | null {
  const found = marksOf(spreadsheet)
    .filter((mark) => mark.exportId === exportId)
    .sort((left, right) => right.partsDone - left.partsDone);
  return found[0] ?? null;
}

/** Takes the oldest marks away; ids of exports grow with time. */
export function tidyMarks(spreadsheet: sheets_v4.Schema$Spreadsheet): SheetsRequest[] {
  return marksOf(spreadsheet)
    .sort((left, right) => (left.exportId < right.exportId ? 1 : -1))
    .slice(MOST_KEPT)
    .map(({ metadataId }) => unmark(metadataId));
}

function marksOf({ developerMetadata = [] }: sheets_v4.Schema$Spreadsheet) {
  return developerMetadata.flatMap(({ metadataId, metadataKey, metadataValue }) => {
    const [, exportId, parts, rows] = /^([0-9a-f-]{36}):(\d+):(\d+)$/.exec(metadataValue ?? "") ?? [];
    if (metadataKey !== KEY || exportId === undefined || typeof metadataId !== "number") return [];
    return [{ metadataId, exportId, partsDone: Number(parts), rowsDone: Number(rows) }];
  });
}

function unmark(metadataId: number): SheetsRequest {
  return { deleteDeveloperMetadata: { dataFilter: { developerMetadataLookup: { metadataId } } } };
}

/** A positive number of 31 bits. */
function markId(exportId: string, part: number): number {
  return (createHash("sha256").update(`${exportId}:${part}`).digest().readUInt32BE() >>> 1) | 1;
}
