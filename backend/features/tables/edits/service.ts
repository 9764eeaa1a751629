import { isDeepStrictEqual } from "node:util";
import type { Cell } from "../../../contract/cells.ts";
import type { UpdateTableRequest } from "../../../contract/table-edits.ts";
import type { Table } from "../../../contract/tables.ts";
import type { Tx } from "../../../platform/database.ts";
import type { Deps } from "../../../platform/deps.ts";
import { ProblemError } from "../../../platform/problem.ts";
import type { SignedIn } from "../../../platform/router.ts";
import { beginVersion, changeRows } from "../changes.ts";
import { findRows, type RowsOfVersion, type TableRecord, updateVersion } from "../queries.ts";
import type { HeldRow } from "../revision.ts";
import { readPages } from "../row-pages.ts";
import { readTable, requireTable } from "../service.ts";
import { type EditContext, editCells } from "./edit-cells.ts";
import { type EditPlan, planEdit, refuse } from "./edit-plan.ts";
import { holdTable, listColumnCells, type OfVersion } from "./queries.ts";
import { renameInRules } from "./renamed-rules.ts";

type Editing = Pick<Deps, "clock"> & { sql: Tx };

/** Rows that are rewritten at once. */
const PAGE = 1_000;

/**
 * A person's operations as the next version; the table as it is where they change nothing. Throws `not-found`,
 * `conflict` where another version came in between, `turn-running` while an answer writes the table, and
 * `invalid-request`.
 */
export async function updateTable(
  { sql, clock }: Editing,
  user: SignedIn,
  tableId: string,
  body: UpdateTableRequest,
): Promise<Table> {
  const table = await holdForChange({ sql, user, tableId, baseVersion: body.baseVersion });
  const plan = planEdit(table.columns, body.operations);
  const of = { tableId, userId: user.id, version: table.version + 1, at: clock() };
  const title = body.title ?? table.title;
  const sameColumns = isDeepStrictEqual(plan.columns, table.columns);
  const context = { locale: body.locale, timeZone: body.timeZone, now: of.at };
  const { changed, ended } = await editRows(sql, { table, plan, of, context });
  const rules = body.rules ?? renameInRules(table.ledger.rules, table.columns, plan);
  const ledger = rules ? { ...table.ledger, rules } : table.ledger;
  if (title === table.title && sameColumns && changed + ended === 0) {
    const standing = { ...of, version: table.version };
    if (body.rules) await updateVersion(sql, standing, { rowCount: table.rowCount, ledger });
    return readTable({ sql }, user, tableId);
  }

  const { messageId, dataType, format, making } = table;
  await beginVersion(sql, table, {
    ...{ ...of, messageId, title, dataType, format, ledger, columns: plan.columns },
    schemaVersion: table.schemaVersion + (sameColumns ? 0 : 1),
    rowCount: table.rowCount - ended,
    making: {
      ...{ by: "edit", engine: null, model: null, promptHash: null, operations: body.operations },
      ...{ templateId: making.templateId, templateVersion: making.templateVersion },
    },
  });
  return readTable({ sql }, user, tableId);
}

/** The table as it stands, held until the transaction ends. Throws `not-found`, `conflict` and `turn-running`. */
export async function holdForChange(of: {
  sql: Tx;
  user: SignedIn;
  tableId: string;
  baseVersion: number | undefined;
}): Promise<TableRecord> {
  const { sql, user, tableId, baseVersion } = of;
  const { isWritten } = await holdTable(sql, user.id, tableId);
  const table = await requireTable(sql, user.id, tableId);
  if (isWritten) throw new ProblemError("turn-running", { retryAfter: 5 });
  if (baseVersion !== undefined && baseVersion !== table.version) {
    throw new ProblemError("conflict", { detail: `The table stands at version ${table.version}.` });
  }
  return table;
}

interface RowsChange {
  table: TableRecord;
  plan: EditPlan;
  of: RowsOfVersion;
  context: EditContext;
}

/** Ends the rows that are left out, and writes those that changed. */
async function editRows(sql: Tx, change: RowsChange): Promise<{ changed: number; ended: number }> {
  const { plan, of, table } = change;
  const named = await requireRows(sql, change);
  const cells = await editColumns(sql, change, named);
  if (plan.leftOut.size > 0) await changeRows(sql, of, { ended: [...plan.leftOut], begun: [] });
  let changed = 0;
  for await (const page of touchesEveryRow(plan)
    ? readPages(sql, of.userId, versionOf(table), PAGE)
    : [named]) {
    const rows = page.flatMap((row) => {
      if (plan.leftOut.has(row.id)) return [];
      const next = plan.layout.map((at) => cells.get(at)?.get(row.id) ?? row.cells[at] ?? { value: null });
      return isDeepStrictEqual(next, row.cells) ? [] : [{ ...row, cells: next }];
    });
    if (rows.length === 0) continue;
    changed += rows.length;
    await changeRows(sql, of, { ended: rows.map(({ id }) => id), begun: rows });
  }
  return { changed, ended: plan.leftOut.size };
}

/** The rows that operations name. Throws `invalid-request` for one that the table does not hold. */
async function requireRows(sql: Tx, { plan, of, table }: RowsChange): Promise<HeldRow[]> {
  if (plan.rows.size === 0) return [];
  const found = await findRows(sql, of.userId, versionOf(table), [...plan.rows.keys()]);
  const held = new Set(found.map(({ id }) => id));
  for (const [rowId, index] of plan.rows) {
    if (!held.has(rowId)) throw refuse(index, "rowId", "The table has no such row");
  }
  return found;
}

/** The cells that steps change, by their column's place before and their row. */
async function editColumns(
  sql: Tx,
  { plan, of, table, context }: RowsChange,
  named: HeldRow[],
): Promise<Map<number, Map<string, Cell>>> {
  const edited = new Map<number, Map<string, Cell>>();
  for (const [place, steps] of plan.steps) {
    const isWhole = steps.some((step) => step.kind === "retype");
    const cells = isWhole
      ? await listColumnCells(sql, of.userId, versionOf(table), place)
      : named.map(({ id, cells }) => ({ id, cell: cells[place] ?? null }));
    const byRow = new Map(cells.map(({ id, cell }) => [id, cell ?? { value: null }]));
    edited.set(place, editCells(byRow, steps, context));
  }
  return edited;
}

function touchesEveryRow({ layout, steps, columns }: EditPlan): boolean {
  const moved = layout.length !== columns.length || layout.some((before, at) => before !== at);
  return moved || [...steps.values()].flat().some((step) => step.kind === "retype");
}

function versionOf({ id, version }: TableRecord): OfVersion {
  return { tableId: id, version };
}
