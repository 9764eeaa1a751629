import type { TableRow } from "../../backend/contract/tables.ts";
import type { App } from "./app.ts";
import { Failure, toFailure } from "./failure.ts";
import type { TableView } from "./table-view.ts";

/** Loads a table's rows with their ids, one page of them or all; answers with the table as it then stands. */
export async function loadRows(app: App, tableId: string, extent: "page" | "all"): Promise<TableView> {
  for (;;) {
    const table = requireTable(app, tableId);
    const { version, streaming, rowCount } = table;
    const from = table.rowIds.length;
    if (streaming || from >= rowCount) return table;
    const page = await app.api.rows(tableId, version, table.rowsCursor ?? undefined);
    app.store.dispatch({ type: "rows-loaded", tableId, version, from, page });
    if (extent === "page" || page.nextCursor === null) return requireTable(app, tableId);
  }
}

/** All rows of a version, whether the page shows it or not. */
export async function rowsOfVersion(app: App, tableId: string, version: number): Promise<TableRow[]> {
  const rows: TableRow[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await app.api.rows(tableId, version, cursor);
    rows.push(...page.items);
    if (page.nextCursor === null) return rows;
    cursor = page.nextCursor;
  }
}

/** After a turn that broke off the server's word decides what a table holds. */
export async function reloadTables(app: App, ids: string[]): Promise<void> {
  for (const id of ids) {
    try {
      app.store.dispatch({ type: "table-loaded", table: await app.api.table(id) });
    } catch (error) {
      if (toFailure(error).code !== "not-found") return;
    }
  }
}

export function requireTable(app: App, id: string): TableView {
  const table = app.store.state.thread.tables[id];
  if (!table) throw new Failure({ code: "not-found" });
  return table;
}
