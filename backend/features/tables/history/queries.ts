import type { Cell, Column, Ledger } from "../../../contract/cells.ts";
import type { VersionMaking } from "../../../contract/table-history.ts";
import type { Sql } from "../../../platform/database.ts";
import type { HeldRow } from "../revision.ts";

export interface VersionSummary {
  version: number;
  messageId: string;
  title: string;
  dataType: string;
  format: string;
  schemaVersion: number;
  columns: Column[];
  rowCount: number;
  ledger: Ledger;
  making: VersionMaking;
  createdAt: Date;
}

const summary = (sql: Sql) =>
  sql`version, message_id, title, data_type, format, schema_version, columns, row_count, ledger, making, created_at`;

/** Newest first. */
export function listVersions(
  sql: Sql,
  userId: string,
  { tableId, before, limit }: { tableId: string; before: number | null; limit: number },
): Promise<VersionSummary[]> {
  return sql<VersionSummary[]>`
    select ${summary(sql)} from table_versions
    where user_id = ${userId} and table_id = ${tableId} and (${before}::integer is null or version < ${before})
    order by version desc limit ${limit}`;
}

export async function findVersion(
  sql: Sql,
  userId: string,
  tableId: string,
  version: number,
): Promise<VersionSummary | undefined> {
  const [found]: [VersionSummary?] = await sql`
    select ${summary(sql)} from table_versions
    where user_id = ${userId} and table_id = ${tableId} and version = ${version}`;
  return found;
}

/** Two versions of a table, the lower one first. */
export interface Between {
  tableId: string;
  low: number;
  high: number;
}

/** A row that only one of two versions holds so; with the other's row of the same id or key, where there is one. */
export interface DifferingRow {
  id: string;
  /** Where the next page begins: a version and a position, or a side and a position. */
  place: [number, number];
  low: Cell[] | null;
  high: Cell[] | null;
}

/** Rows that the high version holds and the low one does not, beside the low one's row of the same id. */
export function listBegun(
  sql: Sql,
  userId: string,
  { tableId, low, high }: Between,
  page: { after: [number, number]; limit: number },
): Promise<DifferingRow[]> {
  const [version, position] = page.after;
  return sql<DifferingRow[]>`
    select begun.id, json_build_array(begun.from_version, begun.position) as place, ended.cells as low,
      begun.cells as high
    from table_rows begun
    left join table_rows ended on ended.user_id = begun.user_id and ended.table_id = begun.table_id
      and ended.id = begun.id and ended.from_version <= ${low} and ended.to_version > ${low}
    where begun.user_id = ${userId} and begun.table_id = ${tableId}
      and begun.from_version > ${low} and begun.from_version <= ${high}
      and (begun.to_version is null or begun.to_version > ${high})
      and (begun.from_version, begun.position) > (${version}::integer, ${position}::integer)
    order by begun.from_version, begun.position limit ${page.limit}`;
}

/** Rows that the low version holds and the high one does not hold in any form. */
export function listEnded(
  sql: Sql,
  userId: string,
  { tableId, low, high }: Between,
  page: { after: [number, number]; limit: number },
): Promise<DifferingRow[]> {
  const [version, position] = page.after;
  return sql<DifferingRow[]>`
    select ended.id, json_build_array(ended.to_version, ended.position) as place, ended.cells as low, null as high
    from table_rows ended
    where ended.user_id = ${userId} and ended.table_id = ${tableId} and ended.from_version <= ${low}
      and ended.to_version > ${low} and ended.to_version <= ${high}
      and (ended.to_version, ended.position) > (${version}::integer, ${position}::integer)
      and not exists (
        select from table_rows begun
        where begun.user_id = ended.user_id and begun.table_id = ended.table_id and begun.id = ended.id
          and begun.from_version > ${low} and begun.from_version <= ${high}
          and (begun.to_version is null or begun.to_version > ${high}))
    order by ended.to_version, ended.position limit ${page.limit}`;
}

/**
 * The same by what stands in a column: of rows with one key the first ones are the same, the second ones, and so
 * on; rows without a key are the same by their ids. The high version's first, then those that only the low one has.
 */
export function listByKey(
  sql: Sql,
  userId: string,
  { tableId, low, high }: Between,
  page: { after: [number, number]; limit: number; keys: { low: number; high: number } },
): Promise<DifferingRow[]> {
  const [side, position] = page.after;
  const key = (place: number) => sql`coalesce('=' || (cells->${place}::integer->>'value'), id::text)`;
  return sql<DifferingRow[]>`
    with begun as (
      select id, position, cells, ${key(page.keys.high)} as key,
        row_number() over (partition by ${key(page.keys.high)} order by position) as nth
      from table_rows
      where user_id = ${userId} and table_id = ${tableId} and from_version > ${low} and from_version <= ${high}
        and (to_version is null or to_version > ${high})
    ), ended as (
      select id, position, cells, ${key(page.keys.low)} as key,
        row_number() over (partition by ${key(page.keys.low)} order by position) as nth
      from table_rows
      where user_id = ${userId} and table_id = ${tableId} and from_version <= ${low} and to_version > ${low}
        and to_version <= ${high}
    ), paired as (
      select coalesce(begun.id, ended.id) as id, case when begun.id is null then 1 else 0 end as side,
        coalesce(begun.position, ended.position) as position, ended.cells as low, begun.cells as high
      from begun full join ended on ended.key = begun.key and ended.nth = begun.nth
    )
    select id, json_build_array(side, position) as place, low, high from paired
    where (side, position) > (${side}::integer, ${position}::integer)
    order by side, position limit ${page.limit}`;
}

/** Rows of the version that are to come back, or that stand since and are to go. */
export function listReturning(
  sql: Sql,
  userId: string,
  { tableId, low }: Between,
  page: { after: number; limit: number },
): Promise<HeldRow[]> {
  return sql<HeldRow[]>`
    select id, position, cells from table_rows
    where user_id = ${userId} and table_id = ${tableId} and from_version <= ${low} and to_version > ${low}
      and position > ${page.after}
    order by position limit ${page.limit}`;
}

/** The ids of the rows that began after the version and stand. */
export async function listBegunSince(sql: Sql, userId: string, { tableId, low }: Between): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select id from table_rows
    where user_id = ${userId} and table_id = ${tableId} and from_version > ${low} and to_version is null`;
  return rows.map(({ id }) => id);
}
