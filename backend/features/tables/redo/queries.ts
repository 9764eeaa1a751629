import type { Cell } from "../../../contract/cells.ts";
import type { Sql } from "../../../platform/database.ts";

/** The rows right before and after a position of a version. */
export async function findNeighbours(
  sql: Sql,
  userId: string,
  of: { tableId: string; version: number; position: number },
): Promise<{ before: Cell[]; after: Cell[] }> {
  const rows = await sql<{ position: number; cells: Cell[] }[]>`
    with held as (
      select position, cells from table_rows
      where user_id = ${userId} and table_id = ${of.tableId} and from_version <= ${of.version}
        and (to_version is null or to_version > ${of.version}))
    (select * from held where position < ${of.position} order by position desc limit 1)
    union all
    (select * from held where position > ${of.position} order by position limit 1)`;
  const [before, after] = [-1, 1].map((side) =>
    rows.find(({ position }) => Math.sign(position - of.position) === side),
  );
  return { before: before?.cells ?? [], after: after?.cells ?? [] };
}
