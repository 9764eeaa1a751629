import type { Rpc } from "../../rpc.ts";
import type { WriteOptions, WriteTarget } from "../../writes.ts";
import { toBcp47 } from "../locale.ts";
import { ServerProblemError } from "../problem.ts";
import type { Calls } from "./calls.ts";
import { readNotes } from "./carry-out.ts";
import { findForResults } from "./find-for-results.ts";
import { findForUpdate } from "./find-for-update.ts";
import type { KeptWrite } from "./kept.ts";
import type { KeptWrites } from "./kept-writes.ts";
import { afterInsertion, type PlaceRead } from "./place-read.ts";
import { type Plan, planTable } from "./plan.ts";
import { settleNotes } from "./settle-notes.ts";
import { readSnapshot, type Snapshot } from "./snapshot.ts";
import { Zone } from "./zone.ts";

type Spreadsheet = GoogleAppsScript.Spreadsheet.Spreadsheet;
type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

export interface Prepared {
  spreadsheet: Spreadsheet;
  /** Null where one is to be made. */
  sheet: Sheet | null;
  snapshot: Snapshot;
  /** What stands where the cells go, once there is room for them: inserted rows are blank. */
  standing: PlaceRead[];
  plan: Plan;
  zone: Zone;
  options: WriteOptions;
}

export interface Wanted {
  table: Rpc["plan"]["args"]["table"];
  target: WriteTarget;
  options?: WriteOptions | undefined;
  from: number;
  /** The write that earlier parts of this one are in. */
  earlier: KeptWrite | null;
}

/** Reads the place and plans what goes there. */
export function prepare(wanted: Wanted, kept: KeptWrites, calls: Calls): Prepared {
  const { table, target, from, earlier, options = {} } = wanted;
  const spreadsheet = SpreadsheetApp.getActiveSpreadsheet();
  const zone = zoneOf(spreadsheet);
  const update =
    target.kind === "update" ? findForUpdate(spreadsheet, table, target.writeId, kept, zone, calls) : null;
  const request = {
    table,
    target: update?.target ?? target,
    options,
    from,
    madeSheet: earlier?.sheetId ?? null,
  };
  const snapshot = readSnapshot(spreadsheet, request, zone, calls);
  const sheet = snapshot.sheet && spreadsheet.getSheetById(snapshot.sheet.id);
  const placed =
    target.kind === "results" && sheet ? findForResults(sheet, snapshot, table, target.by, calls) : null;
  const locale = toBcp47(spreadsheet.getSpreadsheetLocale());
  const context = { locale, wallAt: zone.wallAt, notes: options.notes, links: options.links };
  const skips = skipsHidden(sheet, options);
  const rows = { table: placed?.table ?? table, found: placed?.found ?? [] };
  const plan = planTable(snapshot, { ...rows, target, options, from, update, skips }, context);
  const mayHold = target.kind !== "append" && target.kind !== "new-sheet";
  const noted = plan.writes.some(({ cells }) => cells.some((line) => line.some((cell) => cell?.note)));
  if (sheet && (noted || update || (mayHold && target.kind !== "selection")))
    readNotes(sheet, snapshot.places, calls);
  const standing = plan.insert ? afterInsertion(snapshot.places, plan.insert) : snapshot.places;
  settleNotes(plan.writes, standing);
  return { spreadsheet, sheet, snapshot, standing, plan, zone, options };
}

export function zoneOf(spreadsheet: Spreadsheet): Zone {
  return new Zone(spreadsheet.getSpreadsheetTimeZone(), (date, timeZone, pattern) =>
    Utilities.formatDate(date, timeZone, pattern),
  );
}

/** The sheet that a kept write went to; null when it is gone. One that was made just before a run died has no id yet. */
export function keptSheet(spreadsheet: Spreadsheet, { sheetId, parts }: KeptWrite): Sheet | null {
  if (sheetId !== null) return spreadsheet.getSheetById(sheetId);
  const made = parts[0]?.made.sheet;
  const sheet = made && spreadsheet.getSheetByName(made.name);
  return sheet && !made.others.includes(sheet.getSheetId()) ? sheet : null;
}

/** As `keptSheet`. Throws `place-gone`. */
export function requireKeptSheet(spreadsheet: Spreadsheet, write: KeptWrite): Sheet {
  const sheet = keptSheet(spreadsheet, write);
  if (!sheet) throw new ServerProblemError("place-gone", {});
  return sheet;
}

function skipsHidden(sheet: Sheet | null, { hiddenRows }: WriteOptions): (row: number) => boolean {
  if (!sheet || hiddenRows !== false) return () => false;
  return (row) => isHidden(sheet, row);
}

/** Google has no list of hidden rows, so no more than this many are asked for. */
export const MAX_ASKED = 500;

export function isHidden(sheet: Sheet, row: number): boolean {
  return sheet.isRowHiddenByFilter(row) || sheet.isRowHiddenByUser(row);
}
