import type { RowRule } from "../../backend/contract/rules.ts";
import type { TableOperation } from "../../backend/contract/table-edits.ts";
import type { Table } from "../../backend/contract/tables.ts";
import type { App } from "./app.ts";
import { Failure, toFailure } from "./failure.ts";
import { requireTable } from "./rows.ts";

export interface TableChange {
  title?: string;
  operations?: TableOperation[];
}

/** Makes a person's change the table's next version. Each of these rejects with a `Failure`. */
export function changeTable(app: App, tableId: string, change: TableChange): Promise<void> {
  return takeNext(app, tableId, (baseVersion) =>
    app.api.updateTable(tableId, { baseVersion, ...placeOf(app), ...change }),
  );
}

/** The rules that a table's rows are held against, for the next visit; they hold here whether that comes off or not. */
export async function keepRules(app: App, tableId: string, rules: RowRule[]): Promise<void> {
  const { version: baseVersion } = requireTable(app, tableId);
  await app.api.updateTable(tableId, { baseVersion, ...placeOf(app), rules }).catch(() => {});
}

/** Makes an earlier version the table's next one. */
export function restoreVersion(app: App, tableId: string, version: number): Promise<void> {
  return takeNext(app, tableId, (baseVersion) => app.api.restoreTable(tableId, { version, baseVersion }));
}

/**
 * Has the model read a row once more, or some of its columns by their places. `nothing-new` where the row says
 * what it said before.
 */
export async function redoRow(app: App, tableId: string, rowId: string, columns?: number[]): Promise<void> {
  let changed = true;
  await takeNext(app, tableId, async (baseVersion) => {
    const request = { baseVersion, ...placeOf(app), rowIds: [rowId], ...(columns ? { columns } : {}) };
    const result = await app.api.redo(tableId, request);
    changed = result.changed.length > 0;
    return result.table;
  });
  if (!changed) throw new Failure({ code: "nothing-new" });
}

/** Where another version came in between, the table is shown as it now stands: `table-changed`. */
async function takeNext(
  app: App,
  tableId: string,
  make: (baseVersion: number) => Promise<Table>,
): Promise<void> {
  const take = (table: Table) => app.store.dispatch({ type: "table-changed", table });
  try {
    take(await make(requireTable(app, tableId).version));
  } catch (error) {
    const failure = toFailure(error);
    if (failure.code !== "conflict") throw error;
    take(await app.api.table(tableId));
    throw new Failure({ ...failure, code: "table-changed" }, error);
  }
}

function placeOf({ store: { state } }: App): { locale: string; timeZone: string } {
  if (state.boot.phase !== "ready") throw new Failure({ code: "signed-out" });
  const { locale, timeZone } = state.boot.hello;
  return { locale, timeZone };
}
