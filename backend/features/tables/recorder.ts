import type { Cell, Column, Gap, Ledger } from "../../contract/cells.ts";
import type { VersionMaking } from "../../contract/table-history.ts";
import { toldBeside } from "../../extraction/ledger.ts";
import type { Tx } from "../../platform/database.ts";
import { beginTable, beginVersion, changeRows, rewriteRows } from "./changes.ts";
import { type RowsOfVersion, updateVersion } from "./queries.ts";
import { carryOver, type HeldRow, type NextRow, planRevision, type StandingTable } from "./revision.ts";

/** What a turn does to a table. Tables do not interleave. */
export type TableChange =
  | {
      type: "table-start";
      tableId: string;
      version: number;
      title: string;
      dataType: string;
      columns: Column[];
      expectedRows: number | null;
    }
  | { type: "row-add"; index: number; cells: Cell[]; previous?: number }
  | { type: "row-replace"; index: number; cells: Cell[] }
  | ({ type: "table-end"; broken: boolean } & Ledger);

export interface RecorderOptions {
  userId: string;
  conversationId: string;
  messageId: string;
  /** Asked once a version: most answers make none. */
  making: () => VersionMaking;
  /** The table that the turn changes: its first table becomes the next version of it. */
  revises: StandingTable | null;
  newId: () => string;
  clock: () => Date;
}

type Start = Extract<TableChange, { type: "table-start" }>;
type End = Extract<TableChange, { type: "table-end" }>;

/**
 * Stands in a table's ledger until the table ends: whatever cuts a turn off, what is missing is named
 * without anybody having to clean up.
 */
export const BROKEN_OFF = "The answer ended before the table did";

/** Writes the tables of one turn. A new table's rows are there as they come; a changed table changes at its end. */
export class TableRecorder {
  readonly #options: RecorderOptions;
  #start: Start | null = null;
  #got = 0;
  #next: NextRow[] = [];

  constructor(options: RecorderOptions) {
    this.#options = options;
  }

  /** Call in order; after a failed transaction never again. All that it writes is sent together. */
  async write(tx: Tx, changes: TableChange[]): Promise<void> {
    let rows: HeldRow[] = [];
    let replaced = new Map<number, Cell[]>();
    const work: Promise<void>[] = [];
    const flush = () => {
      if (this.#start && rows.length > 0) work.push(this.#addRows(tx, this.#start, rows));
      if (this.#start && replaced.size > 0) work.push(this.#replaceRows(tx, this.#start, replaced));
      rows = [];
      replaced = new Map();
    };
    for (const change of changes) {
      if (change.type === "table-start") work.push(this.#begin(tx, change));
      else if (change.type === "table-end") {
        flush();
        work.push(this.#end(tx, change));
      } else if (this.#isRevision()) this.#take(change);
      else if (change.type === "row-add") {
        rows.push({ id: this.#options.newId(), position: change.index, cells: change.cells });
      } else replaced.set(change.index, change.cells);
    }
    flush();
    await Promise.all(work);
  }

  async #begin(tx: Tx, start: Start): Promise<void> {
    this.#start = start;
    this.#got = 0;
    this.#next = [];
    if (this.#isRevision()) return;
    const ledger = { expected: start.expectedRows, got: 0, gaps: [brokenOffAfter(0)] };
    await beginTable(tx, this.#options.conversationId, this.#version(start, 1, 0, ledger));
  }

  #take(change: Exclude<TableChange, Start | End>): void {
    if (change.type === "row-add") {
      const { cells, previous } = change;
      this.#next[change.index] = previous === undefined ? { cells } : { cells, previous };
    } else {
      const row = this.#next[change.index];
      if (row) row.cells = change.cells;
    }
  }

  async #addRows(tx: Tx, start: Start, rows: HeldRow[]): Promise<void> {
    const of = this.#rowsOf(start);
    this.#got += rows.length;
    const ledger = { expected: start.expectedRows, got: this.#got, gaps: [brokenOffAfter(this.#got)] };
    await Promise.all([
      changeRows(tx, of, { ended: [], begun: rows }),
      updateVersion(tx, of, { rowCount: this.#got, ledger }),
    ]);
  }

  async #replaceRows(tx: Tx, start: Start, replaced: Map<number, Cell[]>): Promise<void> {
    await rewriteRows(tx, this.#rowsOf(start), replaced);
  }

  async #end(tx: Tx, end: End): Promise<void> {
    const { got, expected, gaps, broken } = end;
    const start = this.#start;
    if (start === null) return;
    const { revises, newId } = this.#options;
    const rules = end.rules ?? (this.#isRevision() ? revises?.rules : undefined);
    const ledger = { expected, got, gaps, ...toldBeside({ ...end, rules }) };
    const work: Promise<void>[] = [];
    if (revises === null || !this.#isRevision()) {
      work.push(updateVersion(tx, this.#rowsOf(start), { rowCount: this.#got, ledger }));
    } else if (!broken || this.#next.length > 0) {
      const rest = broken ? carryOver(revises.rows, revises.columns, this.#next, start.columns) : [];
      const next = [...this.#next, ...rest];
      const plan = planRevision(revises.rows, next, newId);
      const of = this.#rowsOf(start);
      const sameColumns = JSON.stringify(start.columns) === JSON.stringify(revises.columns);
      const schemaVersion = revises.schemaVersion + (sameColumns ? 0 : 1);
      const version = this.#version(start, schemaVersion, next.length, ledger);
      work.push(beginVersion(tx, revises, version), changeRows(tx, of, plan));
    }
    this.#start = null;
    await Promise.all(work);
  }

  #isRevision(): boolean {
    return this.#start !== null && this.#start.tableId === this.#options.revises?.id;
  }

  #rowsOf({ tableId, version }: Start): RowsOfVersion {
    return { tableId, version, userId: this.#options.userId, at: this.#options.clock() };
  }

  #version(start: Start, schemaVersion: number, rowCount: number, ledger: Ledger) {
    const { tableId, version, title, dataType, columns } = start;
    const { userId, messageId } = this.#options;
    return {
      ...{ tableId, version, userId, messageId, title, dataType, columns, making: this.#making() },
      ...{ schemaVersion, rowCount, ledger, format: "table", at: this.#options.clock() },
    };
  }

  /** A change that names no template leaves the table the one that it was made with. */
  #making(): VersionMaking {
    const { revises } = this.#options;
    const making = this.#options.making();
    if (making.templateId !== null || revises === null || !this.#isRevision()) return making;
    const { templateId, templateVersion } = revises.making;
    return { ...making, templateId, templateVersion };
  }
}

export function brokenOffAfter(got: number): Gap {
  return { afterIndex: got - 1, start: 0, end: 0, reason: BROKEN_OFF, code: "broken-off" };
}
