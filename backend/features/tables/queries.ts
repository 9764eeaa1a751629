import type { Cell, Column, Ledger } from "../../contract/cells.ts";
import type { VersionMaking } from "../../contract/table-history.ts";
import type { Sql } from "../../platform/database.ts";
import { toStoredJson, toStoredText } from "../../platform/stored-json.ts";
import type { HeldRow } from "./revision.ts";
import { holdsWords } from "./search/queries.ts";

export interface TableRecord {
  id: string;
  conversationId: string;
  messageId: string;
  title: string;
  dataType: string;
  schemaVersion: number;
  format: string;
  columns: Column[];
  version: number;
  rowCount: number;
  ledger: Ledger;
  making: VersionMaking;
  createdAt: Date;
  updatedAt: Date;
  deletedAt: Date | null;
}

export interface VersionRecord {
  tableId: string;
  version: number;
  userId: string;
  messageId: string;
  title: string;
  dataType: string;
  schemaVersion: number;
  format: string;
  columns: Column[];
  rowCount: number;
  ledger: Ledger;
  making: VersionMaking;
  at: Date;
}

/** A table as it stands, of a conversation that stands. */
const currentTables = (sql: Sql, userId: string) => sql`
  select tables.id, tables.conversation_id, tables.message_id, title, data_type, schema_version, format, columns,
    tables.version, row_count, ledger, making, tables.created_at, tables.updated_at, tables.deleted_at
  from tables
  join table_versions v on v.table_id = tables.id and v.version = tables.version
  where tables.user_id = ${userId} and exists (
    select from conversations c where c.id = tables.conversation_id and c.deleted_at is null)`;

export interface TablesPage {
  conversationId: string | null;
  before: string | null;
  /** Beginnings of words that a table holds, each. */
  words: { rare: string | null; others: string[] } | null;
  limit: number;
}

/** Newest first, after `before` where it is given. */
export const newestTables = (sql: Sql, userId: string, page: TablesPage) => sql`
  ${currentTables(sql, userId)} and tables.deleted_at is null
    ${page.conversationId === null ? sql`` : sql`and tables.conversation_id = ${page.conversationId}`}
    ${page.before === null ? sql`` : sql`and tables.id < ${page.before}`}
    ${page.words === null ? sql`` : holdsWords(sql, userId, page.words)}
  order by tables.id desc limit ${page.limit}`;

export function listTables(sql: Sql, userId: string, page: TablesPage): Promise<TableRecord[]> {
  return sql<TableRecord[]>`${newestTables(sql, userId, page)}`;
}

export async function findTable(sql: Sql, userId: string, tableId: string): Promise<TableRecord | undefined> {
  const [table]: [TableRecord?] = await sql`
    ${currentTables(sql, userId)} and tables.id = ${tableId}`;
  return table;
}

/** False where there is nothing to change. */
export async function setTableDeleted(
  sql: Sql,
  userId: string,
  tableId: string,
  change: { deletedAt: Date | null; at: Date },
): Promise<boolean> {
  const { count } = await sql`
    update tables set deleted_at = ${change.deletedAt}, updated_at = ${change.at}
    where user_id = ${userId} and id = ${tableId}`;
  return count > 0;
}

export interface TableSummary {
  messageId: string;
  tableId: string;
  title: string;
  dataType: string;
  columns: Column[];
  version: number;
  rowCount: number;
  ledger: Ledger;
}

/** The versions that these messages themselves made, in the order they were made. */
export function findVersionsByMessages(
  sql: Sql,
  userId: string,
  messageIds: string[],
): Promise<TableSummary[]> {
  return sql<TableSummary[]>`
    select v.message_id, v.table_id, v.title, v.data_type, v.columns, v.version, v.row_count, v.ledger
    from table_versions v
    join tables on tables.id = v.table_id and tables.deleted_at is null
    where v.user_id = ${userId} and v.making->>'by' = 'turn' and v.message_id in (
      select value::uuid from jsonb_array_elements_text(${JSON.stringify(messageIds)}::text::jsonb))
    order by v.created_at, v.table_id`;
}

export async function versionExists(
  sql: Sql,
  userId: string,
  tableId: string,
  version: number,
): Promise<boolean> {
  const found = await sql`
    select from table_versions
    where user_id = ${userId} and table_id = ${tableId} and version = ${version}`;
  return found.length > 0;
}

/** A version's rows in order, after the position `after`; all of them where `limit` is null. */
export function listRows(
  sql: Sql,
  userId: string,
  page: { tableId: string; version: number; after: number; limit: number | null },
): Promise<HeldRow[]> {
  return sql<HeldRow[]>`
    select id, position, cells from table_rows
    where user_id = ${userId} and table_id = ${page.tableId} and position > ${page.after}
      and from_version <= ${page.version} and (to_version is null or to_version > ${page.version})
    order by position limit ${page.limit}`;
}

/** Those of these rows that the version holds, in order. */
export function findRows(
  sql: Sql,
  userId: string,
  { tableId, version }: { tableId: string; version: number },
  rowIds: string[],
): Promise<HeldRow[]> {
  return sql<HeldRow[]>`
    select id, position, cells from table_rows
    where user_id = ${userId} and table_id = ${tableId} and id in (
        select value::uuid from jsonb_array_elements_text(${JSON.stringify(rowIds)}::text::jsonb))
      and from_version <= ${version} and (to_version is null or to_version > ${version})
    order by position`;
}

export async function insertTable(
  sql: Sql,
  of: { conversationId: string; wordsVersion: number },
  version: VersionRecord,
): Promise<void> {
  await sql`
    insert into tables (id, user_id, conversation_id, message_id, version, words_version, created_at, updated_at)
    values (${version.tableId}, ${version.userId}, ${of.conversationId}, ${version.messageId}, ${version.version},
      ${of.wordsVersion}, ${version.at}, ${version.at})`;
}

export async function insertVersion(sql: Sql, version: VersionRecord): Promise<void> {
  await sql`
    insert into table_versions (table_id, version, user_id, message_id, title, data_type, schema_version, format,
      columns, row_count, ledger, making, created_at, updated_at)
    values (${version.tableId}, ${version.version}, ${version.userId}, ${version.messageId},
      ${toStoredText(version.title)}, ${toStoredText(version.dataType)}, ${version.schemaVersion},
      ${version.format}, ${toStoredJson(version.columns)}::text::jsonb, ${version.rowCount},
      ${toStoredJson(version.ledger)}::text::jsonb, ${toStoredJson(version.making)}::text::jsonb, ${version.at},
      ${version.at})`;
}

export interface RowsOfVersion {
  tableId: string;
  userId: string;
  version: number;
  at: Date;
}

export async function insertRows(sql: Sql, of: RowsOfVersion, rows: HeldRow[]): Promise<void> {
  await sql`
    insert into table_rows (table_id, id, user_id, position, cells, from_version, created_at, updated_at)
    select ${of.tableId}::uuid, row.id, ${of.userId}::uuid, row.position, row.cells, ${of.version}::integer,
      ${of.at}::timestamptz, ${of.at}::timestamptz
    from jsonb_to_recordset(${toStoredJson(rows)}::text::jsonb) as row (id uuid, position integer, cells jsonb)`;
}

/** Puts other cells into rows that began with this version. Answers with what stood in them. */
export async function replaceCells(
  sql: Sql,
  of: RowsOfVersion,
  rows: Pick<HeldRow, "position" | "cells">[],
): Promise<Cell[][]> {
  const replaced = await sql<{ cells: Cell[] }[]>`
    update table_rows set cells = row.cells, updated_at = ${of.at}
    from jsonb_to_recordset(${toStoredJson(rows)}::text::jsonb) as row (position integer, cells jsonb)
    join table_rows before on before.user_id = ${of.userId} and before.table_id = ${of.tableId}
      and before.from_version = ${of.version} and before.position = row.position
    where table_rows.user_id = ${of.userId} and table_rows.table_id = ${of.tableId}
      and table_rows.from_version = ${of.version} and table_rows.id = before.id
    returning before.cells`;
  return replaced.map(({ cells }) => cells);
}

/** Answers with what stood in them. */
export async function endRows(sql: Sql, of: RowsOfVersion, rowIds: string[]): Promise<Cell[][]> {
  const ended = await sql<{ cells: Cell[] }[]>`
    update table_rows set to_version = ${of.version}, updated_at = ${of.at}
    where user_id = ${of.userId} and table_id = ${of.tableId} and to_version is null and id in (
      select value::uuid from jsonb_array_elements_text(${JSON.stringify(rowIds)}::text::jsonb))
    returning cells`;
  return ended.map(({ cells }) => cells);
}

export async function updateVersion(
  sql: Sql,
  of: RowsOfVersion,
  change: { rowCount: number; ledger: Ledger },
): Promise<void> {
  await sql`
    update table_versions
    set row_count = ${change.rowCount}, ledger = ${toStoredJson(change.ledger)}::text::jsonb,
      updated_at = ${of.at}
    where user_id = ${of.userId} and table_id = ${of.tableId} and version = ${of.version}`;
}

/** Makes a version the one that the table stands at. */
export async function raiseVersion(sql: Sql, of: RowsOfVersion): Promise<void> {
  await sql`
    update tables set version = ${of.version}, updated_at = ${of.at}
    where user_id = ${of.userId} and id = ${of.tableId}`;
}

/** Of deleted tables too. */
export async function findTableHead(
  sql: Sql,
  userId: string,
  tableId: string,
): Promise<{ title: string; columns: Column[]; version: number } | undefined> {
  const [head]: [{ title: string; columns: Column[]; version: number }?] = await sql`
    select v.title, v.columns, v.version from tables
    join table_versions v on v.table_id = tables.id and v.version = tables.version
    where tables.user_id = ${userId} and tables.id = ${tableId}`;
  return head;
}
