import type { Rpc } from "../../rpc.ts";
import type { Receipt } from "../../writes.ts";
import { invalidRequest, ServerProblemError, toServerProblem } from "../problem.ts";
import { type Begun, beginPart } from "./begin-part.ts";
import { Calls } from "./calls.ts";
import { addSheet, dressSheet, makeRoom, writePlan } from "./carry-out.ts";
import { closeRows } from "./close-rows.ts";
import type { KeptPart, KeptWrite } from "./kept.ts";
import { KeptWrites } from "./kept-writes.ts";
import { underLock } from "./lock.ts";
import { removeMadeSheet } from "./made-sheet.ts";
import { keptSheet, MAX_ASKED, type Prepared, prepare, zoneOf } from "./prepare.ts";
import { nextRowOf, receiptOf } from "./receipt.ts";
import { checkRefusals } from "./refusals.ts";
import { standingOf } from "./standing-of.ts";
import { checkInput, checkWriteId } from "./table-input.ts";
import { undoPart } from "./undo-part.ts";
import { findDifference } from "./verify.ts";
import type { Zone } from "./zone.ts";

type Arguments = Rpc["apply"]["args"];
type Spreadsheet = GoogleAppsScript.Spreadsheet.Spreadsheet;

/**
 * Writes what was planned, wholly or not at all, under the document's lock. The same write id again answers with
 * the first receipt and writes nothing; a part that was begun and died is finished or taken back first. Throws
 * `conflict` when the place has changed since the plan.
 */
export function applyWrite(args: Arguments): Receipt {
  checkInput(args);
  checkWriteId(args.writeId);
  return underLock(() => writeOnce(args));
}

function writeOnce(args: Arguments): Receipt {
  const calls = new Calls();
  const spreadsheet = SpreadsheetApp.getActiveSpreadsheet();
  const kept = new KeptWrites(spreadsheet, calls);
  const from = args.part?.from ?? 0;
  const write = kept.find(args.writeId);
  const same = write?.parts.find((part) => part.from === from);
  if (write && same) {
    const found = settle(spreadsheet, kept, write, same, args, calls);
    if (found) return found;
  }
  const earlier = kept.find(args.writeId) ?? null;
  checkOrder(earlier, from, args.planHash);
  const prepared = prepare({ ...args, from, earlier }, kept, calls);
  checkHash(args, prepared);
  checkHidden(prepared, calls);
  const { plan } = prepared;
  if (plan.writes.length === 0) {
    if (args.target.kind === "append") throw new ServerProblemError("no-matching-column", {});
    const { a1, sheet } = plan.summary;
    return {
      writeId: args.writeId,
      a1,
      sheet,
      rows: 0,
      cells: 0,
      calls: calls.count,
      nextRow: args.table.rows.length,
      complete: true,
    };
  }
  return carryOut(prepared, beginPart(args, prepared, kept), kept, calls);
}

/** Parts come one after another: each goes under the one before it. */
function checkOrder(earlier: KeptWrite | null, from: number, planHash: string | null): void {
  const next = earlier && !earlier.undone ? nextRowOf(earlier) : 0;
  if (from !== next) throw invalidRequest(`The next part begins at row ${next}, not ${from}.`);
  if (planHash === null && from === 0) throw invalidRequest("The first part has no plan.");
}

/** Rows that came after the plan were not looked at, so they may cover nothing. */
function checkHash({ planHash }: Arguments, { plan, snapshot }: Prepared): void {
  const { sheet, a1, changedCells } = plan.summary;
  const stands = planHash === null ? changedCells === 0 || snapshot.table !== null : plan.hash === planHash;
  if (!stands) throw new ServerProblemError("conflict", { sheet, a1 });
}

/** A filter that came after the plan hides rows that nobody was asked about. */
function checkHidden({ sheet, plan, options }: Prepared, { run }: Calls): void {
  const changed = plan.writes.filter(({ isNew }) => !isNew).flatMap(({ rows }) => rows);
  if (!sheet || options.hiddenRows !== undefined || changed.length === 0) return;
  if (!run(() => sheet.getFilter())) return;
  if (!changed.slice(0, MAX_ASKED).some((row) => sheet.isRowHiddenByFilter(row))) return;
  throw new ServerProblemError("conflict", { sheet: plan.summary.sheet, a1: plan.summary.a1 });
}

/**
 * What an earlier call with this id did: its receipt, or null where it died and was taken back. Throws when it was
 * another table, or when what landed was edited since.
 */
function settle(
  spreadsheet: Spreadsheet,
  kept: KeptWrites,
  write: KeptWrite,
  part: KeptPart,
  args: Arguments,
  calls: Calls,
): Receipt | null {
  if (args.planHash !== null && part.hash !== args.planHash)
    throw new ServerProblemError("write-id-reused", {});
  const zone = zoneOf(spreadsheet);
  const standing = standingOf(spreadsheet, write, [part], kept, zone, calls);
  if (part.state === "written") return receiptOf(write, calls, standing);
  if (standing === "there") {
    part.state = "written";
    kept.save(write);
    return receiptOf(write, calls);
  }
  takeBack({ spreadsheet, kept, write, part, zone, calls, inRun: false, force: false });
  return null;
}

function carryOut(
  prepared: Prepared,
  { write, part, carry }: Begun,
  kept: KeptWrites,
  calls: Calls,
): Receipt {
  const { spreadsheet, snapshot, standing, plan, zone, options } = prepared;
  const active = spreadsheet.getActiveSheet();
  try {
    const sheet = prepared.sheet ?? addSheet(spreadsheet, plan, calls);
    if (!prepared.sheet) {
      write.sheetId = sheet.getSheetId();
      kept.save(write);
    }
    makeRoom(sheet, plan, calls);
    writePlan(sheet, plan, standing, { carry, formats: snapshot.lastRow?.formats ?? [] }, calls);
    if (!prepared.sheet) {
      dressSheet(sheet, snapshot.matches.length, write.of ?? part.rows, options.style ?? {}, calls);
    }
    calls.run(() => SpreadsheetApp.flush());
    const different = findDifference(sheet, plan.writes, zone, calls);
    if (different) throw new ServerProblemError("not-as-planned", { cell: different });
    part.state = "written";
    for (const group of part.groups) group.landing = [];
    kept.save(write);
    closeRows(sheet, write, part, kept, calls);
    const { changedRows, addedRows } = plan.summary;
    return { ...receiptOf(write, calls), changed: changedRows + addedRows };
  } catch (error) {
    part.state = "begun";
    // A formula that nobody planned goes, whatever it says.
    const force = error instanceof ServerProblemError && error.code === "not-as-planned";
    takeBack({ spreadsheet, kept, write, part, zone, calls, inRun: true, force });
    if (!prepared.sheet) goBackTo(active);
    if (toServerProblem(error).code === "protected-range") checkRefusals(spreadsheet, plan, zone);
    throw error;
  }
}

/** What went wrong before is what the person is told. */
function goBackTo(sheet: GoogleAppsScript.Spreadsheet.Sheet): void {
  try {
    sheet.activate();
  } catch (error) {
    console.error(error);
  }
}

interface TakeBack {
  spreadsheet: Spreadsheet;
  kept: KeptWrites;
  write: KeptWrite;
  part: KeptPart;
  zone: Zone;
  calls: Calls;
  /** Whether this very run wrote it, so that nobody has built upon it. */
  inRun: boolean;
  /** Whether it goes whatever it holds. */
  force: boolean;
}

/** Takes back whatever landed of a part that was begun. Throws `not-taken-back` where something is left. */
function takeBack({ spreadsheet, kept, write, part, zone, calls, inRun, force }: TakeBack): void {
  try {
    const sheet = keptSheet(spreadsheet, write);
    if (sheet && part.made.sheet) {
      if (inRun) spreadsheet.deleteSheet(sheet);
      else if (!removeMadeSheet(spreadsheet, sheet, part, zone, calls))
        throw new Error("The sheet is in use");
    } else if (sheet) {
      const { conflicts } = undoPart(
        sheet,
        part,
        kept.imageOf(write, part) ?? part.image,
        zone,
        calls,
        force,
      );
      if (conflicts.length > 0) throw new Error(`${conflicts[0]?.a1} was edited meanwhile`);
    }
    SpreadsheetApp.flush();
    write.parts = write.parts.filter((each) => each !== part);
    if (write.parts.length > 0) kept.save(write);
    else kept.forget(write.writeId);
  } catch (error) {
    console.error(error);
    throw new ServerProblemError("not-taken-back", { sheet: write.sheet, a1: part.a1 });
  }
}
