import { normalisedHeader } from "../header-name.ts";
import type { WriteTable } from "../rpc.ts";
import type { ListedWrite, WriteTarget } from "../writes.ts";
import type { App } from "./app.ts";
import { toFailure } from "./failure.ts";
import { leanRow } from "./next-part.ts";
import { loadRows, rowsOfVersion } from "./rows.ts";
import { insertedOf, isOutdated } from "./sheet-writes.ts";
import type { TableView } from "./table-view.ts";
import { lookUp } from "./writing.ts";

/** The whole table as the writer takes it, as far as it is read; loads the rows that are not here yet. */
export async function tableToWrite(app: App, tableId: string, target: WriteTarget): Promise<WriteTable> {
  const { id, version, title, columns, rows, rowIds } = await loadRows(app, tableId, "all");
  return {
    id,
    version,
    title,
    columns,
    rows: rows.map(leanRow),
    ...(rowIds.length === rows.length ? { rowIds } : {}),
    ...(await writtenRowIds(app, target)),
  };
}

/** Rows that went in while they were read had no ids: for an update the server says which they got. */
async function writtenRowIds(app: App, target: WriteTarget): Promise<Pick<WriteTable, "writtenRowIds">> {
  if (target.kind !== "update") return {};
  const write = app.store.state.writes.list?.find(({ writeId }) => writeId === target.writeId);
  if (!write?.table || write.hasRowIds) return {};
  const rows = await rowsOfVersion(app, write.table.id, write.table.version);
  return { writtenRowIds: rows.map(({ id }) => id) };
}

export interface Suggestion {
  target: WriteTarget;
  /** Of the table that the selection stands in. */
  headers: string[];
  /** The newest write of this table, and whether none of it is in the sheet any more. */
  inserted: ListedWrite | null;
  gone: boolean;
}

/**
 * An update where an earlier version of the table is in the sheet; else under the table that the selection stands
 * in where headers match, else at the selection.
 */
export async function suggestTarget(app: App, table: TableView): Promise<Suggestion> {
  const { writes } = app.store.state;
  const inserted = insertedOf(writes, table.id);
  const [found, kept] = await Promise.all([
    app.script.call("readTableHeaders", {}),
    inserted ? lookUp(app, inserted.writeId) : null,
  ]);
  const headers = found?.headers ?? [];
  const gone = kept?.standing === "gone";
  const suggest = (target: WriteTarget) => ({ target, headers, inserted, gone });
  if (inserted && !gone && isOutdated(writes, inserted, table)) {
    return suggest({ kind: "update", writeId: inserted.writeId });
  }
  const names = new Set(headers.map(normalisedHeader));
  const matches = table.columns.some(({ name }) => names.has(normalisedHeader(name)));
  return suggest(matches ? { kind: "append" } : { kind: "selection", header: true });
}

export async function showInSheet(app: App, { sheet, a1 }: Pick<ListedWrite, "sheet" | "a1">): Promise<void> {
  try {
    await app.script.call("show", { sheet, a1 });
  } catch (error) {
    app.store.dispatch({ type: "notice-shown", failure: toFailure(error) });
  }
}
