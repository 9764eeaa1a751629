import type { ListedWrite } from "../writes.ts";
import type { App } from "./app.ts";
import { Failure } from "./failure.ts";
import { leanRow } from "./next-part.ts";
import { rowsOfVersion } from "./rows.ts";
import type { State } from "./state.ts";
import { resumeWrite } from "./writing.ts";

/**
 * Goes on with a write that an earlier visit left unfinished: the server has its table, the document its place and
 * how far it got. Rejects with `table-changed` when the table is no longer the one that was being written.
 */
export async function continueWrite(app: App, listed: ListedWrite): Promise<void> {
  const { table: named, writeId, target, options, undo, at, nextRow, parts } = listed;
  if (!named) throw new Failure({ code: "not-found" });
  const { id: tableId, version } = named;
  if (app.store.state.writes.running[tableId]?.writeId !== writeId) {
    const { title, columns, version: now } = await app.api.table(tableId);
    if (now !== version) throw new Failure({ code: "table-changed" });
    const kept = await rowsOfVersion(app, tableId, version);
    const rows = kept.map(({ cells }) => leanRow(cells));
    const table = { id: tableId, version, title, columns, rows, rowIds: kept.map(({ id }) => id) };
    const write = {
      ...{ writeId, table, target, options, parts, undo, at, nextRow, of: rows.length },
      ...{ live: false, limit: null, phase: "stopped" as const, failure: null, unknown: false },
    };
    app.store.dispatch({ type: "write-begun", tableId, write });
  }
  await resumeWrite(app, tableId);
}

/** The newest write that waits to be continued or taken back and whose table's card is not in sight. */
export function unfinishedElsewhere({ writes, thread }: State): ListedWrite | null {
  const waiting = writes.list?.find(({ state, table, writeId }) => {
    if (state !== "unfinished" || !table || writes.undos[writeId] || thread.tables[table.id]) return false;
    return writes.running[table.id]?.writeId !== writeId;
  });
  return waiting ?? null;
}
