import type { Sql } from "../../platform/database.ts";
import { listRows } from "./queries.ts";
import type { HeldRow } from "./revision.ts";

/** A version's rows in order, a page at a time: the next one is read when it is asked for. */
export async function* readPages(
  sql: Sql,
  userId: string,
  of: { tableId: string; version: number },
  limit: number,
): AsyncGenerator<HeldRow[]> {
  for (let after = -1; ; ) {
    const page = await listRows(sql, userId, { ...of, after, limit });
    if (page.length > 0) yield page;
    const last = page.at(-1);
    if (page.length < limit || last === undefined) return;
    after = last.position;
  }
}
