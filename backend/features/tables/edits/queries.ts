import type { Cell } from "../../../contract/cells.ts";
import type { Sql } from "../../../platform/database.ts";

/**
 * Keeps turns, edits and restores of this table apart until the transaction ends: a turn that begins waits for
 * its conversation. Answers with whether a turn is writing the table already.
 */
export async function holdTable(sql: Sql, userId: string, tableId: string): Promise<{ isWritten: boolean }> {
  await sql`
    select from tables t join conversations c on c.id = t.conversation_id and c.user_id = t.user_id
    where t.user_id = ${userId} and t.id = ${tableId} for no key update of c, t`;
  const writing = await sql`
    select from tables t
    join messages m on m.user_id = t.user_id and m.conversation_id = t.conversation_id
      and m.status = 'streaming' and m.lease_until > now()
      and (m.id = t.message_id or m.metadata->>'revises' = t.id::text)
    where t.user_id = ${userId} and t.id = ${tableId}`;
  return { isWritten: writing.length > 0 };
}

export interface OfVersion {
  tableId: string;
  version: number;
}

/** One column of a version, in the rows' order. */
export function listColumnCells(
  sql: Sql,
  userId: string,
  { tableId, version }: OfVersion,
  place: number,
): Promise<{ id: string; cell: Cell | null }[]> {
  return sql<{ id: string; cell: Cell | null }[]>`
    select id, cells->${place}::integer as cell from table_rows
    where user_id = ${userId} and table_id = ${tableId}
      and from_version <= ${version} and (to_version is null or to_version > ${version})
    order by position`;
}
