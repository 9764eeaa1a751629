import type { App } from "./app.ts";
import { Failure } from "./failure.ts";
import { usualOptions } from "./insert-options.ts";
import { suggestTarget, tableToWrite } from "./inserting.ts";
import { asksNothing } from "./plan-view.ts";
import { insertedOf } from "./sheet-writes.ts";
import { isUngrounded, missingRows, type TableView } from "./table-view.ts";
import { beginWrite } from "./writing.ts";

/** Automatic insertion: complete new tables that cover nothing. Anything else opens Insert for a decision. */
export async function insertByItself(app: App, tableIds: string[]): Promise<void> {
  if (!app.store.state.preferences.autoInsert) return;
  for (const id of tableIds) {
    const table = app.store.state.thread.tables[id];
    const { writes } = app.store.state;
    const isIn = insertedOf(writes, id)?.table?.version === table?.version || writes.running[id];
    if (!table || table.rowCount === 0 || isUngrounded(table) || isIn) continue;
    if (isComplete(table) && (await addOnly(app, table, false))) continue;
    if (app.store.state.composer.text === "" && app.store.state.screen.name === "chat") {
      app.store.dispatch({ type: "screen-opened", screen: { name: "insert", tableId: id, from: "chat" } });
    }
    return;
  }
}

/** Begins to insert a new table while it is being read; resolves when its rows are in, or one has to decide. */
export async function streamByItself(app: App, tableId: string): Promise<void> {
  const { autoInsert, asTheyCome } = app.store.state.preferences;
  const table = app.store.state.thread.tables[tableId];
  if (!autoInsert || !asTheyCome || !table?.streaming || table.version > 1 || isUngrounded(table)) return;
  await addOnly(app, table, true);
}

function isComplete(table: TableView): boolean {
  return table.gaps.length === 0 && missingRows(table) === 0 && table.version === 1;
}

/** Writes where nothing would be covered, left out or asked. */
async function addOnly(app: App, table: TableView, live: boolean): Promise<boolean> {
  const { preferences } = app.store.state;
  const { autoLimit: limit } = preferences;
  if (table.rowCount > limit || (table.expected ?? 0) > limit) return false;
  try {
    const { target } = await suggestTarget(app, table);
    const whole = await tableToWrite(app, table.id, target);
    // While it was asked, more rows may have come than are allowed.
    const toWrite = live ? { ...whole, rows: whole.rows.slice(0, limit) } : whole;
    const options = usualOptions(preferences, table);
    const plan = await app.script.call("plan", { table: toWrite, target, options });
    if (!asksNothing(plan)) return false;
    const written = live ? { ...toWrite, rows: [] } : toWrite;
    const wish = { tableId: table.id, table: written, plan, options, live, limit: live ? limit : null };
    return (await beginWrite(app, wish)) === null;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return false;
  }
}
