import * as z from "zod";
import type { TableResult } from "../../contract/chat.ts";
import type { Page } from "../../contract/paging.ts";
import type { RowsQuery, Table, TableRow, TablesQuery } from "../../contract/tables.ts";
import { decodeCursor, encodeCursor } from "../../platform/cursor.ts";
import type { Sql } from "../../platform/database.ts";
import type { Deps } from "../../platform/deps.ts";
import { ProblemError } from "../../platform/problem.ts";
import type { SignedIn } from "../../platform/router.ts";
import {
  findTable,
  findVersionsByMessages,
  listRows as selectRows,
  listTables as selectTables,
  setTableDeleted,
  type TableRecord,
  type TableSummary,
  versionExists,
} from "./queries.ts";
import type { StandingTable } from "./revision.ts";
import { planSearch } from "./search/plan-search.ts";

/** `sql` may be a transaction. */
type Writing = Pick<Deps, "clock"> & { sql: Sql };

/** Tables on a page of a search. */
const MOST_FOUND = 50;

const TableCursor = z.tuple([z.uuid()]);
/** The version is part of the place: a table that changes between two pages is read on as it was. */
const RowCursor = z.tuple([z.int().min(1), z.int().min(0)]);

/** Newest first; deleted ones are left out. Throws `invalid-request` for a `q` without a word of two characters. */
export async function listTables({ sql }: Deps, user: SignedIn, query: TablesQuery): Promise<Page<Table>> {
  const [before = null] = query.cursor ? decodeCursor(query.cursor, TableCursor) : [];
  const conversationId = query.conversationId ?? null;
  const words = query.q === undefined ? null : await planSearch(sql, user.id, query.q);
  const limit = words === null ? query.limit : Math.min(query.limit, MOST_FOUND);
  const found = await selectTables(sql, user.id, { conversationId, before, words, limit: limit + 1 });
  const items = found.slice(0, limit).map(toTable);
  const last = items.at(-1);
  return { items, nextCursor: found.length > limit && last ? encodeCursor([last.id]) : null };
}

/** Throws `not-found`, also where the table is deleted or somebody else's. */
export async function readTable(
  { sql }: Pick<Writing, "sql">,
  user: SignedIn,
  tableId: string,
): Promise<Table> {
  return toTable(await requireTable(sql, user.id, tableId));
}

export async function deleteTable({ sql, clock }: Writing, user: SignedIn, tableId: string): Promise<null> {
  await requireTable(sql, user.id, tableId);
  const at = clock();
  await setTableDeleted(sql, user.id, tableId, { deletedAt: at, at });
  return null;
}

/** Undeletes; a table that was not deleted stays as it is. */
export async function restoreTable({ sql, clock }: Writing, user: SignedIn, tableId: string): Promise<Table> {
  const table = await findTable(sql, user.id, tableId);
  if (!table) throw new ProblemError("not-found");
  if (table.deletedAt === null) return toTable(table);
  await setTableDeleted(sql, user.id, tableId, { deletedAt: null, at: clock() });
  return readTable({ sql }, user, tableId);
}

/** A version's rows in order; the current version's where none is named. */
export async function listRows(
  { sql }: Deps,
  user: SignedIn,
  tableId: string,
  query: RowsQuery,
): Promise<Page<TableRow>> {
  const table = await requireTable(sql, user.id, tableId);
  const [version, after] = query.cursor
    ? decodeCursor(query.cursor, RowCursor)
    : [query.version ?? table.version, -1];
  if (version !== table.version && !(await versionExists(sql, user.id, tableId, version))) {
    throw new ProblemError("not-found");
  }
  const found = await selectRows(sql, user.id, { tableId, version, after, limit: query.limit + 1 });
  const page = found.slice(0, query.limit);
  const last = page.at(-1);
  return {
    items: page.map(({ id, cells }) => ({ id, cells })),
    nextCursor: found.length > query.limit && last ? encodeCursor([version, last.position]) : null,
  };
}

/** A table of this conversation as a turn changes it. Throws `not-found`. */
export async function loadStandingTable(
  sql: Sql,
  of: { userId: string; tableId: string },
): Promise<StandingTable> {
  const table = await requireTable(sql, of.userId, of.tableId);
  const { id, messageId, version, title, schemaVersion, columns, making, ledger } = table;
  const rows = await selectRows(sql, of.userId, { tableId: id, version, after: -1, limit: null });
  return { id, messageId, version, title, schemaVersion, columns, rows, making, rules: ledger.rules };
}

/** Throws `not-found` where the person has no such table in this conversation. */
export async function requireTableIn(
  sql: Sql,
  of: { userId: string; conversationId: string; tableId: string },
): Promise<{ messageId: string; cells: number }> {
  const table = await requireTable(sql, of.userId, of.tableId);
  if (table.conversationId !== of.conversationId) throw new ProblemError("not-found");
  return { messageId: table.messageId, cells: table.rowCount * table.columns.length };
}

/** What each message made or changed, in the order it was made. */
export async function summariseTables(
  sql: Sql,
  userId: string,
  messageIds: string[],
): Promise<Map<string, TableSummary[]>> {
  if (messageIds.length === 0) return new Map();
  return Map.groupBy(await findVersionsByMessages(sql, userId, messageIds), (table) => table.messageId);
}

/** What one row of each of a message's tables is, by the table's id. */
export async function dataTypesOf(sql: Sql, userId: string, messageId: string): Promise<Map<string, string>> {
  const tables = await findVersionsByMessages(sql, userId, [messageId]);
  return new Map(tables.map(({ tableId, dataType }) => [tableId, dataType]));
}

/** The tables that a message made or changed, with their rows as it left them. */
export async function loadTablesOf(sql: Sql, userId: string, messageId: string): Promise<TableResult[]> {
  const results: TableResult[] = [];
  for (const { tableId, version, title, columns, ledger } of await findVersionsByMessages(sql, userId, [
    messageId,
  ])) {
    const rows = await selectRows(sql, userId, { tableId, version, after: -1, limit: null });
    results.push({ id: tableId, title, columns, rows: rows.map((row) => row.cells), ledger });
  }
  return results;
}

/** Throws `not-found`, also where the table is deleted or somebody else's. */
export async function requireTable(sql: Sql, userId: string, tableId: string): Promise<TableRecord> {
  const table = await findTable(sql, userId, tableId);
  if (!table || table.deletedAt !== null) throw new ProblemError("not-found");
  return table;
}

function toTable({ making, ...record }: TableRecord): Table {
  const { templateId, templateVersion } = making;
  return {
    ...record,
    ...(templateId === null ? {} : { templateId }),
    ...(templateVersion === null ? {} : { templateVersion }),
    createdAt: record.createdAt.toISOString(),
    updatedAt: record.updatedAt.toISOString(),
    deletedAt: record.deletedAt?.toISOString() ?? null,
  };
}
