import type { Database } from "../../../platform/database.ts";
import type { Logger } from "../../../platform/log.ts";
import { WordUses } from "../changes.ts";
import { findTableHead, listRows } from "../queries.ts";
import { beginIndexing, listUnindexed } from "./queries.ts";
import { headWords, rowWords, WORDS_VERSION } from "./words.ts";

const TABLES = 100;
const ROWS = 1_000;

/**
 * Finds the words of tables that an earlier version of Rowsmith made, table by table, until none is left or the
 * signal ends it. Side by side with other replicas each table is done once.
 */
export async function indexTables(sql: Database, signal: AbortSignal): Promise<number> {
  let done = 0;
  for (;;) {
    const tables = await listUnindexed(sql, WORDS_VERSION, TABLES);
    if (tables.length === 0) return done;
    for (const { id, userId } of tables) {
      if (signal.aborted) return done;
      await indexTable(sql, { tableId: id, userId });
      done += 1;
    }
  }
}

/** In the background: a failure is logged, and tried again at the next start. */
export function startIndexing(sql: Database, signal: AbortSignal, log: Logger): Promise<void> {
  return indexTables(sql, signal).then(
    (tables) => {
      if (tables > 0) log.info({ tables }, "tables can be searched");
    },
    (error) => log.warn({ err: error }, "tables could not be made searchable; it is tried at the next start"),
  );
}

async function indexTable(sql: Database, of: { tableId: string; userId: string }): Promise<void> {
  await sql.begin(async (tx) => {
    if (!(await beginIndexing(tx, of, WORDS_VERSION))) return;
    const head = await findTableHead(tx, of.userId, of.tableId);
    if (!head) return;
    await new WordUses().add(headWords(head.title, head.columns)).write(tx, of);
    for (let after = -1; ; ) {
      const page = { tableId: of.tableId, version: head.version, after, limit: ROWS };
      const rows = await listRows(tx, of.userId, page);
      const uses = new WordUses();
      for (const { cells } of rows) uses.add(rowWords(cells));
      await uses.write(tx, of);
      const last = rows.at(-1);
      if (rows.length < ROWS || last === undefined) return;
      after = last.position;
    }
  });
}
