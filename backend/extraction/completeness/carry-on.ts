import type { Column } from "../../contract/cells.ts";
import type { FinishReason } from "../../contract/chat.ts";
import { EngineError, type EngineEvent, type EngineRequest, type RawCell } from "../engine.ts";
import { gapReason } from "../gap-reasons.ts";
import { type Ask, mayResume } from "./chunk-run.ts";
import { RevisedRows } from "./revised-rows.ts";

const CALLS = 12;
/** Of the rows that came, so many of the last are shown again. */
const ROWS_SHOWN = 30;

type TableStart = Extract<EngineEvent, { type: "table-start" }>;
type TableEnd = Extract<EngineEvent, { type: "table-end" }>;
type Row = Extract<EngineEvent, { type: "row" }>;

interface OpenTable {
  columns: Column[];
  /** The model's own count. */
  expected: number | null;
  rows: (string | null)[][];
  seen: Set<string>;
  isFirst: boolean;
  end: TableEnd | null;
}

/**
 * An answer of which there is no source to go by: the model's own knowledge, or an earlier table that it changes. Where
 * it breaks off, or is shorter than it says, it is asked for what follows; what is missing then is a gap at its end.
 * Throws the `EngineError` that left it incomplete, once everything that came was told.
 */
export async function* carryOn(
  ask: Ask,
  request: EngineRequest,
  signal: AbortSignal,
): AsyncGenerator<EngineEvent> {
  const run = new CarriedAnswer(request);
  let isMoving = true;
  for (let calls = 0, asked: EngineRequest | null = request; asked !== null && calls < CALLS; calls += 1) {
    const before = run.got;
    yield* run.call(ask, asked, signal, calls === 0);
    isMoving = run.got > before || calls === 0;
    asked = isMoving && !signal.aborted && mayResume(run, isMoving) ? run.rest() : null;
  }
  yield* run.end();
  if (run.failure !== null && !signal.aborted) throw run.failure;
  yield { type: "finish", reason: signal.aborted ? "stopped" : run.reason };
}

class CarriedAnswer {
  failure: EngineError | null = null;
  reason: FinishReason = "complete";
  /** Rows that were told, of all tables. */
  got = 0;
  readonly #request: EngineRequest;
  readonly #earlier: RevisedRows | null;
  #open: OpenTable | null = null;
  #tables = 0;

  constructor(request: EngineRequest) {
    this.#request = request;
    this.#earlier = request.revises && new RevisedRows(request.revises);
  }

  async *call(
    ask: Ask,
    asked: EngineRequest,
    signal: AbortSignal,
    isFirst: boolean,
  ): AsyncGenerator<EngineEvent> {
    this.failure = null;
    this.reason = "complete";
    let tables = 0;
    try {
      for await (const event of ask(asked, signal)) {
        if (event.type === "table-start") tables += 1;
        if (event.type === "finish") this.reason = event.reason;
        else if (event.type === "usage" || (event.type === "text" && isFirst)) yield event;
        // Of an answer that goes on, the first table is the open one's rest.
        else if (isFirst || (tables === 1 && event.type !== "table-start")) yield* this.#take(event);
      }
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      this.failure = error;
    }
    // All that was counted is there, however the last answer ended. Behind a first one another table may be missing.
    if (!isFirst && this.#open && this.#open.expected === this.#open.rows.length) {
      this.failure = null;
      this.reason = "complete";
    }
  }

  /** What has to be asked for next; null when nothing has. */
  rest(): EngineRequest | null {
    const open = this.#open;
    if (open === null || !(this.#isBroken || (open.expected ?? 0) > open.rows.length)) return null;
    const asked = { ...this.#request, columns: open.columns };
    const earlier = open.isFirst ? this.#earlier : null;
    if (earlier === null) {
      return { ...asked, carriedOn: { got: open.rows.length, rows: open.rows.slice(-ROWS_SHOWN) } };
    }
    const revises = earlier.rest(this.#isBroken);
    return revises && { ...asked, revises };
  }

  *end(): Generator<EngineEvent> {
    if (this.#open === null) return;
    const { end, rows, expected } = this.#open;
    const got = rows.length;
    const { locale } = this.#request;
    const isShort = (expected ?? 0) > got;
    const reason = this.#isBroken
      ? gapReason("broken-off", locale)
      : isShort && gapReason("model-short", locale, { got, expected: expected ?? 0 });
    const gaps = reason ? [{ afterIndex: got - 1, start: 0, end: 0, ...reason }] : [];
    yield { type: "table-end", expectedRows: end?.expectedRows ?? expected, gaps };
    this.#open = null;
  }

  get #isBroken(): boolean {
    return this.failure !== null || this.reason !== "complete";
  }

  *#take(event: EngineEvent): Generator<EngineEvent> {
    if (event.type === "table-start") yield* this.#start(event);
    else if (event.type === "row") yield* this.#row(event);
    else if (event.type === "table-end" && this.#open) {
      this.#open.end ??= event;
      this.#open.expected ??= event.expectedRows;
    } else if (event.type === "text") yield event;
  }

  *#start(start: TableStart): Generator<EngineEvent> {
    if (this.#open?.end) yield this.#open.end;
    this.#tables += 1;
    const { columns, expectedRows: expected } = start;
    const isFirst = this.#tables === 1;
    this.#open = { columns, expected, rows: [], seen: new Set(), isFirst, end: null };
    yield start;
  }

  *#row(row: Row): Generator<EngineEvent> {
    const open = this.#open;
    if (open === null) return;
    const texts = row.cells.map(textOf);
    const told = open.isFirst && this.#earlier ? this.#earlier.take(row) : this.#once(open, texts, row);
    if (told === null) return;
    open.rows.push(texts);
    this.got += 1;
    yield told;
  }

  /** A row that comes again in a further answer is the same row. */
  #once({ seen, end }: OpenTable, texts: (string | null)[], row: Row): Row | null {
    const key = JSON.stringify(texts);
    if (end !== null && seen.has(key)) return null;
    seen.add(key);
    return row;
  }
}

function textOf(cell: RawCell): string | null {
  return cell?.text ?? null;
}
