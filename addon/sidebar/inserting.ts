import { normalisedHeader } from "../header-name.ts";
import type { PlanSummary, WriteTable } from "../rpc.ts";
import type { Receipt, WriteTarget } from "../writes.ts";
import type { App } from "./app.ts";
import { Failure, toFailure } from "./failure.ts";
import { loadRows } from "./rows.ts";
import type { OpenWrite } from "./state.ts";
import { isUngrounded, missingRows, type TableView } from "./table-view.ts";

/** The whole table as the writer takes it; loads the rows that are not here yet. */
export async function tableToWrite(app: App, tableId: string): Promise<WriteTable> {
  const { title, columns, rows, rowIds } = await loadRows(app, tableId, "all");
  return { title, columns, rows, rowIds };
}

/** Under the table that the selection stands in where headers match, else at the selection. */
export async function suggestTarget(app: App, table: TableView): Promise<WriteTarget> {
  const found = await app.script.call("readTableHeaders", {});
  const headers = new Set(found?.headers.map(normalisedHeader));
  const matches = table.columns.filter(({ name }) => headers.has(normalisedHeader(name)));
  return matches.length > 0 ? { kind: "append" } : { kind: "selection", header: true };
}

/** Writes what was planned. A write whose outcome is unknown stays open, so that a retry repeats it. */
export async function applyWrite(app: App, tableId: string, write: OpenWrite): Promise<Receipt> {
  const { dispatch } = app.store;
  dispatch({ type: "write-begun", tableId, write });
  try {
    const receipt = await app.script.call("apply", { ...write });
    dispatch({ type: "write-settled", tableId, receipt });
    return receipt;
  } catch (error) {
    if (!isUnknown(error)) dispatch({ type: "write-settled", tableId, receipt: null });
    throw error;
  }
}

/** Whether rows may have landed although the call failed. */
export function isUnknown(error: unknown): boolean {
  const { code } = toFailure(error);
  return code === "apps-script-timeout" || code === "apps-script-failed" || code === "google-unavailable";
}

export async function showInSheet(app: App, receipt: Receipt): Promise<void> {
  try {
    await app.script.call("show", { sheet: receipt.sheet, a1: receipt.a1 });
  } catch (error) {
    app.store.dispatch({ type: "notice-shown", failure: toFailure(error) });
  }
}

/** Automatic insertion: complete new tables that cover nothing. Anything else opens Insert for a decision. */
export async function insertByItself(app: App, tableIds: string[]): Promise<void> {
  if (!app.store.state.preferences.autoInsert) return;
  for (const id of tableIds) {
    const table = app.store.state.thread.tables[id];
    if (!table || table.rowCount === 0 || isUngrounded(table)) continue;
    if (await addedOnly(app, table)) continue;
    // Somebody who types is not taken away from it: the card offers Insert.
    if (app.store.state.composer.text === "" && app.store.state.screen.name === "chat") {
      app.store.dispatch({ type: "screen-opened", screen: { name: "insert", tableId: id, from: "chat" } });
    }
    return;
  }
}

async function addedOnly(app: App, table: TableView): Promise<boolean> {
  const complete = table.gaps.length === 0 && missingRows(table) === 0;
  if (!complete || table.version > 1) return false;
  try {
    const target = await suggestTarget(app, table);
    const toWrite = await tableToWrite(app, table.id);
    const plan = await app.script.call("plan", { table: toWrite, target });
    if (coversSomething(plan) || plan.questions.length > 0 || leavesColumnsOut(plan, target)) return false;
    const write = { writeId: crypto.randomUUID(), table: toWrite, target: plan.target, planHash: plan.hash };
    await applyWrite(app, table.id, write);
    return true;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return false;
  }
}

export function coversSomething(plan: PlanSummary): boolean {
  return plan.changedCells > 0 || plan.changes.length > 0;
}

function leavesColumnsOut(plan: PlanSummary, target: WriteTarget): boolean {
  return target.kind === "append" && plan.mapping.some(({ header }) => header === null);
}
