import type { FinishReason, Usage } from "../../../contract/chat.ts";
import type { TurnEvent } from "../../../contract/events.ts";
import type { ExtractionEvent } from "../../../extraction/engine.ts";
import { isFlagged, toldBeside } from "../../../extraction/ledger.ts";
import { brokenOffAfter, type TableChange } from "../../tables/recorder.ts";
import { addUsage } from "../../usage/metered.ts";

/** What readers are told, and what it does to a table, where it does. */
export interface Entry {
  event: TurnEvent;
  change: TableChange | null;
}

interface OpenTable {
  tableId: string;
  expected: number | null;
  got: number;
  flagged: number;
}

/** Gives ids to what the engine tells, and keeps count of the turn. */
export class TurnRecord {
  readonly #newId: () => string;
  #revises: { id: string; version: number } | null;
  #open: OpenTable | null = null;
  text = "";
  tables = 0;
  rows = 0;
  usage: Usage = { inputTokens: 0, outputTokens: 0, cachedTokens: 0 };
  finishReason: FinishReason | null = null;

  /** `revises`: the table whose next version the turn's first table is. */
  constructor(newId: () => string, revises: { id: string; version: number } | null) {
    this.#newId = newId;
    this.#revises = revises;
  }

  /** Whether something came that a reader would miss. */
  get kept(): boolean {
    return this.text !== "" || this.rows > 0;
  }

  /** Null for what readers are told at the turn's end. */
  take(event: ExtractionEvent): Entry | null {
    switch (event.type) {
      case "text-delta":
        this.text += event.text;
        return { event, change: null };
      case "table-start":
        return this.#startTable(event);
      case "row-add":
      case "row-replace":
        return this.#takeRow(event);
      case "table-end":
        return this.#endTable({ ...event, broken: false }, event.flagged);
      case "usage":
        addUsage(this.usage, event.usage);
        return null;
      case "finish":
        this.finishReason = event.reason;
        return null;
    }
  }

  /** Ends the table that a turn left open, with what is missing named. Null where none is. */
  breakOff(): Entry | null {
    if (this.#open === null) return null;
    const { got, expected, flagged } = this.#open;
    return this.#endTable(
      { type: "table-end", got, expected, gaps: [brokenOffAfter(got)], broken: true },
      flagged,
    );
  }

  #startTable(start: Extract<ExtractionEvent, { type: "table-start" }>): Entry {
    const { title, columns, expectedRows } = start;
    const tableId = this.#revises?.id ?? this.#newId();
    const version = (this.#revises?.version ?? 0) + 1;
    this.#revises = null;
    this.#open = { tableId, expected: expectedRows, got: 0, flagged: 0 };
    this.tables += 1;
    const counted = expectedRows === null ? {} : { expectedRows };
    return {
      event: { type: "table-start", tableId, title, columns, version, ...counted },
      change: { ...start, tableId, version },
    };
  }

  #takeRow(row: Extract<ExtractionEvent, { type: "row-add" | "row-replace" }>): Entry {
    const table = this.#requireOpen();
    if (row.type === "row-replace") return { event: { ...row, tableId: table.tableId }, change: row };
    const { index, cells } = row;
    table.got += 1;
    table.flagged += cells.filter(isFlagged).length;
    this.rows += 1;
    return { event: { type: "row-add", tableId: table.tableId, index, cells }, change: row };
  }

  #endTable(end: Extract<TableChange, { type: "table-end" }>, flagged: number): Entry {
    const { tableId } = this.#requireOpen();
    const { got, expected, gaps } = end;
    this.#open = null;
    const counts = { tableId, got, expected, gaps, flagged };
    return { event: { type: "table-end", ...counts, ...toldBeside(end) }, change: end };
  }

  #requireOpen(): OpenTable {
    if (this.#open === null) throw new Error("A row or an end outside a table");
    return this.#open;
  }
}

/** No event grows beyond it: a reader takes events one by one. In UTF-16 units. */
const LONGEST_TEXT = 64 * 1024;

/** Two pieces of text that wait are one. */
export function joinText(before: Entry, after: Entry): Entry | null {
  if (before.event.type !== "text-delta" || after.event.type !== "text-delta") return null;
  if (before.event.text.length + after.event.text.length > LONGEST_TEXT) return null;
  return { event: { type: "text-delta", text: before.event.text + after.event.text }, change: null };
}
