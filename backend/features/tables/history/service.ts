import * as z from "zod";
import type { Page, PageQuery } from "../../../contract/paging.ts";
import type { DiffQuery, RowChange, TableDiff, TableVersion } from "../../../contract/table-history.ts";
import { decodeCursor, encodeCursor } from "../../../platform/cursor.ts";
import type { Sql } from "../../../platform/database.ts";
import type { Deps } from "../../../platform/deps.ts";
import { ProblemError } from "../../../platform/problem.ts";
import type { SignedIn } from "../../../platform/router.ts";
import { requireTable } from "../service.ts";
import { type ColumnPairs, diffColumns, diffRow, pairColumns } from "./diff.ts";
import {
  type Between,
  type DifferingRow,
  findVersion,
  listBegun,
  listByKey,
  listEnded,
  listVersions as selectVersions,
  type VersionSummary,
} from "./queries.ts";

const VersionCursor = z.tuple([z.int().min(1)]);
/** The rows that began come first, then those that ended; by key, both at once. */
const DiffCursor = z.tuple([z.enum(["begun", "ended", "key"]), z.int(), z.int()]);
type DiffCursor = z.infer<typeof DiffCursor>;

/** Rows that one page looks at, where hardly any differs in what it says. */
const MOST_LOOKED_AT = 5_000;

/** Newest first. Throws `not-found`. */
export async function listVersions(
  { sql }: Deps,
  user: SignedIn,
  tableId: string,
  { cursor, limit }: PageQuery,
): Promise<Page<TableVersion>> {
  const [before = null] = cursor ? decodeCursor(cursor, VersionCursor) : [];
  await requireTable(sql, user.id, tableId);
  const found = await selectVersions(sql, user.id, { tableId, before, limit: limit + 1 });
  const items = found.slice(0, limit).map(toVersion);
  const last = items.at(-1);
  return { items, nextCursor: found.length > limit && last ? encodeCursor([last.version]) : null };
}

/** Throws `not-found`, also where the table is deleted or somebody else's. The current one where none is named. */
export async function requireVersion(
  sql: Sql,
  userId: string,
  tableId: string,
  version: number | undefined,
): Promise<VersionSummary> {
  const table = await requireTable(sql, userId, tableId);
  const found = await findVersion(sql, userId, tableId, version ?? table.version);
  if (!found) throw new ProblemError("not-found");
  return found;
}

/** A page may hold fewer changes than asked for before the last one. Throws `not-found` and `invalid-request`. */
export async function diffTable(
  { sql }: Deps,
  user: SignedIn,
  tableId: string,
  query: DiffQuery,
): Promise<TableDiff> {
  await requireTable(sql, user.id, tableId);
  const [from, to] = await Promise.all([
    findVersion(sql, user.id, tableId, query.from),
    findVersion(sql, user.id, tableId, query.to),
  ]);
  if (!from || !to) throw new ProblemError("not-found");
  const pairs = pairColumns(from.columns, to.columns);
  const diff = new Diff(sql, user.id, tableId, query, pairs);
  const { items, next } = await diff.read(query.cursor ? decodeCursor(query.cursor, DiffCursor) : null);
  return {
    ...{ from: from.version, to: to.version, columns: diffColumns(pairs), items },
    title: from.title === to.title ? null : { from: from.title, to: to.title },
    nextCursor: next === null ? null : encodeCursor(next),
  };
}

/** Reads what differs from the store, whichever of the two versions is the later one. */
class Diff {
  readonly #sql: Sql;
  readonly #userId: string;
  readonly #between: Between;
  readonly #isForward: boolean;
  readonly #pairs: ColumnPairs;
  readonly #limit: number;
  /** The key column's place in the low and in the high version. */
  readonly #keys: { low: number; high: number } | null;

  constructor(
    sql: Sql,
    userId: string,
    tableId: string,
    { from, to, key, limit }: DiffQuery,
    pairs: ColumnPairs,
  ) {
    this.#sql = sql;
    this.#userId = userId;
    this.#between = { tableId, low: Math.min(from, to), high: Math.max(from, to) };
    this.#isForward = from <= to;
    this.#pairs = pairs;
    this.#limit = limit;
    const keys = key === undefined ? null : keyPlaces(key, pairs);
    this.#keys = keys && (this.#isForward ? keys : { low: keys.high, high: keys.low });
  }

  async read(start: DiffCursor | null): Promise<{ items: RowChange[]; next: DiffCursor | null }> {
    let at: DiffCursor | null = start ?? [this.#keys ? "key" : "begun", -1, -1];
    const items: RowChange[] = [];
    for (let looked = 0; at !== null && items.length < this.#limit && looked < MOST_LOOKED_AT; ) {
      const limit: number = Math.max(this.#limit - items.length, looked === 0 ? 0 : 500);
      const rows = await this.#list(at, limit);
      looked += limit;
      const room = this.#take(rows, items);
      const last: DifferingRow | undefined = rows[room - 1];
      if (room < rows.length || rows.length === limit) {
        at = last === undefined ? at : [at[0], ...last.place];
      } else at = at[0] === "begun" ? ["ended", -1, -1] : null;
    }
    return { items, next: at };
  }

  /** Answers with how many rows were looked at before the page was full. */
  #take(rows: DifferingRow[], items: RowChange[]): number {
    for (const [index, { id, low, high }] of rows.entries()) {
      if (items.length === this.#limit) return index;
      const change = this.#isForward
        ? diffRow(id, low, high, this.#pairs)
        : diffRow(id, high, low, this.#pairs);
      if (change) items.push(change);
    }
    return rows.length;
  }

  #list([phase, version, position]: DiffCursor, limit: number): Promise<DifferingRow[]> {
    const page = { after: [version, position] as [number, number], limit };
    if (phase === "key" && this.#keys) {
      return listByKey(this.#sql, this.#userId, this.#between, { ...page, keys: this.#keys });
    }
    const list = phase === "ended" ? listEnded : listBegun;
    return list(this.#sql, this.#userId, this.#between, page);
  }
}

function keyPlaces(key: string, { from, to, places }: ColumnPairs): { low: number; high: number } {
  const high = to.findIndex(({ name }) => name === key);
  const low = (high < 0 ? null : places[high]) ?? from.findIndex(({ name }) => name === key);
  if (high >= 0 && low >= 0) return { low, high };
  const message = "Both versions need a column of this name";
  throw new ProblemError("invalid-request", { errors: [{ path: "key", message }] });
}

function toVersion(record: VersionSummary): TableVersion {
  const { version, messageId, title, schemaVersion, columns, rowCount, making } = record;
  const createdAt = record.createdAt.toISOString();
  return { version, messageId, title, schemaVersion, columns, rowCount, making, createdAt };
}
