import { isDeepStrictEqual } from "node:util";
import type { Cell, Column, Span } from "../../../contract/cells.ts";
import type { ColumnRef, RedoRequest, RedoResult } from "../../../contract/table-edits.ts";
import type { VersionMaking } from "../../../contract/table-history.ts";
import { flagFailures } from "../../../extraction/repair.ts";
import { ColumnRules } from "../../../extraction/rules/column-rules.ts";
import type { Sql, Tx } from "../../../platform/database.ts";
import type { Deps } from "../../../platform/deps.ts";
import { ProblemError } from "../../../platform/problem.ts";
import type { SignedIn } from "../../../platform/router.ts";
import { beginVersion, changeRows } from "../changes.ts";
import { holdForChange } from "../edits/service.ts";
import { findRows, type TableRecord } from "../queries.ts";
import type { HeldRow } from "../revision.ts";
import { readTable, requireTable } from "../service.ts";
import { mergeRow } from "./merge-row.ts";
import { findNeighbours } from "./queries.ts";

/** Rows that are to be read once more, of the version that a person saw. */
export interface Redo {
  table: TableRecord;
  /** `near` is where in the source to look for a row of which no cell stands there. */
  rows: (HeldRow & { near?: Span })[];
  /** The columns by their places. */
  places: number[];
  /** A person named the columns: their own cells in them are read again too. */
  named: boolean;
}

/** Throws `not-found`, `conflict`, and `invalid-request` for a row or a column that is not there. */
export async function planRedo(
  sql: Sql,
  user: SignedIn,
  tableId: string,
  { rowIds, columns, baseVersion }: Pick<RedoRequest, "rowIds" | "columns" | "baseVersion">,
): Promise<Redo> {
  const table = await requireTable(sql, user.id, tableId);
  if (baseVersion !== undefined && baseVersion !== table.version) {
    throw new ProblemError("conflict", { detail: `The table stands at version ${table.version}.` });
  }
  const places = columns
    ? columns.map((ref, at) => placeOf(table.columns, ref, at))
    : table.columns.map((_, at) => at);
  const of = { tableId, version: table.version };
  const rows = await findRows(sql, user.id, of, rowIds);
  rowIds.forEach((id, at) => {
    if (rows.some((row) => row.id === id.toLowerCase())) return;
    throw refuse(`rowIds.${at}`, "The table has no such row");
  });
  const placed = await Promise.all(
    rows.map(async (row) => {
      if (spansOf(row.cells).length > 0) return row;
      const { before, after } = await findNeighbours(sql, user.id, { ...of, position: row.position });
      const start = Math.max(0, ...spansOf(before).map((span) => span.end));
      const end = Math.min(Number.MAX_SAFE_INTEGER, ...spansOf(after).map((span) => span.start));
      return { ...row, near: { start, end: Math.max(start, end) } };
    }),
  );
  return { table, rows: placed, places, named: columns !== undefined };
}

/**
 * Makes one version of what was read for the rows, by their ids; none where nothing says something else. Throws
 * `conflict` where another version came in between, and `turn-running`.
 */
export async function keepRedo(
  { sql, clock }: Pick<Deps, "clock"> & { sql: Tx },
  user: SignedIn,
  { table: seen, rows, places, named }: Redo,
  read: ReadonlyMap<string, Cell[]>,
  making: Pick<VersionMaking, "engine" | "model" | "promptHash">,
): Promise<Pick<RedoResult, "table" | "changed" | "unread">> {
  const table = await holdForChange({ sql, user, tableId: seen.id, baseVersion: seen.version });
  const unread: string[] = [];
  const changed = rows.flatMap(({ id, position, cells }): HeldRow[] => {
    const merged = mergeRow(cells, read.get(id) ?? [], places, named);
    if (!merged.isRead) unread.push(id);
    if (isDeepStrictEqual(merged.cells, cells)) return [];
    return [{ id, position, cells: checked(table.columns, merged.cells, cells) }];
  });
  const ids = changed.map(({ id }) => id);
  if (changed.length > 0) {
    const {
      id: tableId,
      messageId,
      title,
      dataType,
      format,
      ledger,
      columns,
      schemaVersion,
      rowCount,
    } = table;
    const of = { tableId, userId: user.id, version: table.version + 1, at: clock() };
    const { templateId, templateVersion } = table.making;
    await beginVersion(sql, table, {
      ...{ ...of, messageId, title, dataType, format, ledger, columns, schemaVersion, rowCount },
      making: { by: "redo", ...making, templateId, templateVersion, rowIds: ids },
    });
    await changeRows(sql, of, { ended: ids, begun: changed });
  }
  return { table: await readTable({ sql }, user, table.id), changed: ids, unread };
}

/** New cells that break a rule of their column, flagged. Whether a value is unique, one row does not tell. */
function checked(columns: Column[], cells: Cell[], before: Cell[]): Cell[] {
  const rules = new ColumnRules(columns.map(({ unique: _, ...column }) => column));
  const failures = rules.failuresOf(cells, 0).filter(({ column }) => cells[column] !== before[column]);
  return flagFailures(cells, failures);
}

function placeOf(columns: Column[], ref: ColumnRef, index: number): number {
  const places = columns.flatMap(({ name }, at) => (at === ref || name === ref ? [at] : []));
  const [place] = places;
  if (place === undefined) throw refuse(`columns.${index}`, "The table has no such column");
  if (places.length > 1) throw refuse(`columns.${index}`, "Several columns have this name: give its place");
  return place;
}

function refuse(path: string, message: string): ProblemError {
  return new ProblemError("invalid-request", { errors: [{ path, message }] });
}

function spansOf(cells: Cell[]): Span[] {
  return cells.flatMap(({ spans = [] }) => spans);
}
