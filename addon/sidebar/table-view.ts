import type { Cell, Column, Gap, Span } from "../../backend/contract/cells.ts";
import type { TurnEvent } from "../../backend/contract/events.ts";
import type { RowRule } from "../../backend/contract/rules.ts";
import type { Table, TableRow } from "../../backend/contract/tables.ts";
import { bindRules, brokenBy } from "./row-rules.ts";

/** A table at one version, as far as it is here. */
export interface TableView {
  id: string;
  /** The assistant's message that made this version. */
  messageId: string;
  title: string;
  columns: Column[];
  version: number;
  /** From the first row on. */
  rows: Cell[][];
  /** Of the rows that the server has sent; those that a turn has just told have none yet. */
  rowIds: string[];
  /** Where the next page of rows begins. */
  rowsCursor: string | null;
  rowCount: number;
  /** Rows that were read, and how many there should be; a person may have left some out since. */
  got: number;
  expected: number | null;
  gaps: Gap[];
  /** Beside a table that was counted: what gave no row. */
  unread: Span[];
  /** What the columns look made for, and what a person has its rows held against. */
  offeredRules: RowRule[];
  rules: RowRule[];
  streaming: boolean;
}

export function tableFromWire(table: Table): TableView {
  return {
    id: table.id,
    messageId: table.messageId,
    title: table.title,
    columns: table.columns,
    version: table.version,
    rows: [],
    rowIds: [],
    rowsCursor: null,
    rowCount: table.rowCount,
    got: table.ledger.got,
    expected: table.ledger.expected,
    gaps: table.ledger.gaps,
    unread: table.ledger.unread ?? [],
    offeredRules: table.ledger.offeredRules ?? [],
    rules: table.ledger.rules ?? [],
    streaming: false,
  };
}

export function startTable(
  event: Extract<TurnEvent, { type: "table-start" }>,
  messageId: string,
  before: TableView | undefined,
): TableView {
  return {
    id: event.tableId,
    messageId,
    title: event.title,
    columns: event.columns,
    version: event.version,
    rows: [],
    rowIds: [],
    rowsCursor: null,
    rowCount: 0,
    got: 0,
    expected: event.expectedRows ?? null,
    gaps: [],
    unread: [],
    offeredRules: [],
    rules: before?.rules ?? [],
    streaming: true,
  };
}

/** The table as the server has it, with what only this page knows of it. */
export function takeTable({ rules }: TableView, table: Table): TableView {
  return { ...tableFromWire(table), rules };
}

/** The table as the server now has it; its rows are shown as they were until they have come anew. */
export function takeVersion(before: TableView, table: Table): TableView {
  const names = (columns: Column[]) => JSON.stringify(columns.map(({ name }) => name));
  const isShown = names(before.columns) === names(table.columns);
  const rules = table.ledger.rules ?? before.rules;
  return { ...takeTable(before, table), rules, rows: isShown ? before.rows : [] };
}

/** A page of the rows from `rowIds.length` on. */
export function takeRows(
  table: TableView,
  { items, nextCursor }: { items: TableRow[]; nextCursor: string | null },
): TableView {
  const from = table.rowIds.length;
  const rest = nextCursor === null ? [] : table.rows.slice(from + items.length);
  return {
    ...table,
    rows: [...table.rows.slice(0, from), ...items.map(({ cells }) => cells), ...rest],
    rowIds: [...table.rowIds, ...items.map(({ id }) => id)],
    rowsCursor: nextCursor,
  };
}

/** A cell that a person should look at before it is used. What a person wrote or confirmed is settled. */
export function needsCheck({ flags = [], status, edited, confirmed }: Cell): boolean {
  return !confirmed && (flags.length > 0 || (status === "not-found" && !edited));
}

/** Cells to check; null while not every row is here. */
export function countToCheck(table: TableView): number | null {
  if (table.rows.length < table.rowCount) return null;
  return placesToCheck(table).length;
}

/** A cell by its row and column, from 0. */
export interface CellPlace {
  row: number;
  column: number;
}

/** In reading order: what is flagged, and what breaks a rule that a person has the rows held against. */
export function placesToCheck({ columns, rows, rules }: TableView): CellPlace[] {
  const bound = bindRules(rules, columns);
  const places: CellPlace[] = [];
  // Counted anew as rows stream in, thousands of which have nothing to check.
  rows.forEach((cells, row) => {
    const broken = bound.filter((rule) => brokenBy(rule, cells)).map(({ result }) => result);
    if (broken.length === 0 && !cells.some(needsCheck)) return;
    cells.forEach((cell, column) => {
      if (needsCheck(cell) || (broken.includes(column) && !cell.confirmed)) places.push({ row, column });
    });
  });
  return places;
}

/** Rows that should have come and did not; what a person left out since is none of them. */
export function missingRows({ got, expected }: TableView): number {
  return Math.max(0, (expected ?? 0) - got);
}

/** Rows of running text: nobody can say how many there should be. */
export function isUncountable(table: TableView): boolean {
  return !table.streaming && table.expected === null && table.rowCount > 0 && !isUngrounded(table);
}

/** Rows that the model brought without a source. */
export function isUngrounded(table: TableView): boolean {
  return table.rows.some((row) => row.some(({ status }) => status === "model"));
}
