import type { PlanSummary, Rpc } from "../../rpc.ts";
import type { Receipt } from "../../writes.ts";
import { toBcp47 } from "../locale.ts";
import { invalidRequest, ServerProblemError, toServerProblem } from "../problem.ts";
import { Calls } from "./calls.ts";
import { makeRoom, writeBlocks } from "./carry-out.ts";
import { type Plan, planTable } from "./plan.ts";
import { findReceipt, keepReceipt } from "./receipt.ts";
import { checkRefusals } from "./refusals.ts";
import { readSnapshot, type Snapshot } from "./snapshot.ts";
import { checkInput } from "./table-input.ts";
import { takeBack, type Undo } from "./take-back.ts";
import { findDifference } from "./verify.ts";
import { Zone } from "./zone.ts";

type Spreadsheet = GoogleAppsScript.Spreadsheet.Spreadsheet;

const LOCK_WAIT_MS = 20_000;

interface Prepared {
  spreadsheet: Spreadsheet;
  snapshot: Snapshot;
  plan: Plan;
  zone: Zone;
}

/** What a write would do. Throws where the sheet would refuse it. */
export function planWrite(args: Rpc["plan"]["args"]): PlanSummary {
  checkInput(args);
  const { spreadsheet, plan } = prepare(args, new Calls());
  checkRefusals(spreadsheet, plan);
  return plan.summary;
}

/**
 * Writes what was planned, wholly or not at all, under the document's lock. The same write id again answers with
 * the first receipt and writes nothing. Throws `conflict` when the place has changed since the plan.
 */
export function applyWrite(args: Rpc["apply"]["args"]): Receipt {
  checkInput(args);
  if (typeof args.writeId !== "string" || args.writeId === "" || args.writeId.length > 100) {
    throw invalidRequest("The write has no id.");
  }
  const lock = LockService.getDocumentLock();
  if (!lock.tryLock(LOCK_WAIT_MS)) {
    throw new ServerProblemError("busy", {});
  }
  try {
    return writeOnce(args);
  } finally {
    lock.releaseLock();
  }
}

function prepare({ table, target }: Rpc["plan"]["args"], calls: Calls): Prepared {
  const spreadsheet = SpreadsheetApp.getActiveSpreadsheet();
  const zone = new Zone(spreadsheet.getSpreadsheetTimeZone(), (date, timeZone, pattern) =>
    Utilities.formatDate(date, timeZone, pattern),
  );
  const snapshot = readSnapshot(spreadsheet, table, target, zone, calls);
  const locale = toBcp47(spreadsheet.getSpreadsheetLocale());
  const plan = planTable(snapshot, table, target, { locale, wallAt: zone.wallAt });
  return { spreadsheet, snapshot, plan, zone };
}

function writeOnce(args: Rpc["apply"]["args"]): Receipt {
  const { writeId, planHash } = args;
  const earlier = findReceipt(writeId);
  if (earlier) {
    const { planHash: earlierHash, ...receipt } = earlier;
    if (earlierHash === planHash) return receipt;
    throw new ServerProblemError("write-id-reused", {});
  }
  const calls = new Calls();
  const prepared = prepare(args, calls);
  const { plan } = prepared;
  if (plan.hash !== planHash) {
    throw new ServerProblemError("conflict", { sheet: plan.summary.sheet, a1: plan.summary.a1 });
  }
  if (plan.writes.length === 0) throw new ServerProblemError("no-matching-column", {});
  return carryOut(prepared, calls, (receipt) => keepReceipt({ ...receipt, planHash }), writeId);
}

function carryOut(
  { spreadsheet, snapshot, plan, zone }: Prepared,
  calls: Calls,
  keep: (receipt: Receipt) => void,
  writeId: string,
): Receipt {
  const undo: Undo = [];
  try {
    const sheet = makeRoom(spreadsheet, plan, undo, calls);
    writeBlocks(sheet, plan, snapshot.places, zone, undo, calls);
    calls.run(() => SpreadsheetApp.flush());
    const different = findDifference(sheet, plan.writes, zone, calls);
    if (different) throw new ServerProblemError("not-as-planned", { cell: different });
    const cells = plan.writes.reduce((sum, { block }) => sum + block.rows * block.columns, 0);
    const { a1, rows } = plan.summary;
    const receipt = {
      writeId,
      a1,
      sheet: plan.sheetName,
      rows,
      cells,
      calls: calls.count,
      nextRow: rows,
      complete: true,
    };
    keep(receipt);
    return receipt;
  } catch (error) {
    undoAll(undo, plan);
    if (toServerProblem(error).code === "protected-range") checkRefusals(spreadsheet, plan);
    throw error;
  }
}

function undoAll(undo: Undo, { summary }: Plan): void {
  try {
    takeBack(undo);
  } catch (error) {
    console.error(error);
    throw new ServerProblemError("not-taken-back", { sheet: summary.sheet, a1: summary.a1 });
  }
}
