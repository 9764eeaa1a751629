import type { Column, Gap } from "../../contract/cells.ts";
import type { FinishReason } from "../../contract/chat.ts";
import type { ProblemCode } from "../../contract/problem.ts";
import { EngineError, type EngineEvent, type EngineRequest, type RawCell } from "../engine.ts";
import { type GapReason, gapReason } from "../gap-reasons.ts";
import type { Chunk } from "./chunks.ts";
import { Locator, type RecordIndex } from "./locator.ts";
import { RecordTally } from "./record-tally.ts";
import { SourceOrder } from "./source-order.ts";

/** One call of the model. Throws `EngineError` after what came was told. */
export type Ask = (request: EngineRequest, signal: AbortSignal) => AsyncIterable<EngineEvent>;

export interface Asking {
  ask: Ask;
  request: EngineRequest;
  index: RecordIndex;
  /** One row for each record is wanted, whatever the model says; null: as it says. */
  everyRecord: boolean | null;
  signal: AbortSignal;
}

/** Calls for one chunk, one after the other, that may bring nothing new; and calls in all. */
const IDLE_CALLS = 2;
const CALLS = 12;
/** Characters of what stands before a chunk that are shown with it. */
const SHOWN_BEFORE = 600;

/** An answer that ended like this can be carried on where it stopped. */
const resumable = new Set<ProblemCode>(["model-truncated", "model-bad-output"]);

type TableStart = Extract<EngineEvent, { type: "table-start" }>;
type TableEnd = Extract<EngineEvent, { type: "table-end" }>;
type Row = Extract<EngineEvent, { type: "row" }>;

interface OpenTable {
  start: TableStart;
  /** The model's own count. */
  expected: number | null;
  everyRecord: boolean;
  got: number;
}

/**
 * Asks for the rows of one chunk until each of its records gave one, or, where they cannot be counted, until the
 * model is at the end: missing records are asked for again, a broken answer goes on behind its last row. What is
 * missing then is named at the end of the last table. Never throws an `EngineError`: see `failure`.
 */
export class ChunkRun {
  /** Why the chunk is not whole, once `run` has ended. */
  failure: EngineError | null = null;
  reason: FinishReason = "complete";
  tables = 0;
  readonly #asking: Asking;
  readonly #chunk: Chunk;
  readonly #columns: Column[] | null;
  readonly #locator: Locator;
  readonly #tally: RecordTally;
  readonly #order: SourceOrder;
  #open: OpenTable | null = null;
  #calls = 0;
  /** Rows that stand in a counted record of their own, and rows that stand elsewhere. */
  #matched = 0;
  #outside = 0;

  /** `columns`: those of the chunks before, which this one's rows go on with. */
  constructor(asking: Asking, chunk: Chunk, columns: Column[] | null) {
    this.#asking = asking;
    this.#chunk = chunk;
    this.#columns = columns;
    this.#locator = new Locator(asking.index, chunk);
    this.#tally = new RecordTally(asking.index, chunk, this.#locator);
    this.#order = new SourceOrder(chunk.first, chunk.behind, (record) => this.#tally.isWanted(record));
  }

  async *run(): AsyncGenerator<EngineEvent> {
    let text: string | null = this.#text(this.#chunk.start, this.#chunk.end);
    for (let idle = 0; text !== null && this.#calls < CALLS && idle < IDLE_CALLS; ) {
      const before = this.#progress;
      yield* this.#call(text);
      const isMoving = this.#progress > before;
      idle = isMoving ? 0 : idle + 1;
      text = this.#asking.signal.aborted || !mayResume(this, isMoving) ? null : this.#left();
    }
    if (this.#isWhole()) {
      this.failure = null;
      this.reason = "complete";
    }
    yield* this.#tell(this.#order.rest());
    if (this.#open) yield this.#end(this.#open, true);
  }

  /** The end of the table that a chunk without one should have gone on with; null where it lacks nothing. */
  unread(): TableEnd | null {
    const { start, end } = this.#chunk;
    const missing = this.#asking.everyRecord === null ? [] : this.#tally.missing("all-kinds");
    if (missing.length === 0 && !this.#isBroken) return null;
    const rest = { afterIndex: -1, start, end, ...this.#reason("broken-off") };
    const gaps = missing.length === 0 ? [rest] : this.#tally.name(missing, this.#asking.request.locale);
    return { type: "table-end", expectedRows: missing.length === 0 ? null : missing.length, gaps };
  }

  get #isBroken(): boolean {
    return this.failure !== null || this.reason !== "complete";
  }

  #reason(code: "broken-off" | "model-short", params?: Record<string, number>): GapReason {
    return gapReason(code, this.#asking.request.locale, params);
  }

  get #progress(): number {
    return this.#isCounted ? this.#matched : this.#locator.reached;
  }

  /** The rows are the counted records, not something else that the source tells of, too. */
  get #isCounted(): boolean {
    return this.#matched > 0 && this.#matched >= this.#outside;
  }

  get #isFirstCall(): boolean {
    return this.#calls === 1;
  }

  async *#call(text: string): AsyncGenerator<EngineEvent> {
    const { ask, request, signal } = this.#asking;
    this.#calls += 1;
    this.failure = null;
    this.reason = "complete";
    const before = this.#before();
    const asked: EngineRequest = {
      ...request,
      columns: this.#open?.start.columns ?? this.#columns ?? request.columns,
      source: request.source && { ...request.source, text },
      ...(before === "" ? {} : { part: { before } }),
    };
    try {
      for await (const event of ask(asked, signal)) yield* this.#take(event);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      this.failure = error;
    }
  }

  *#take(event: EngineEvent): Generator<EngineEvent> {
    if (event.type === "usage") yield event;
    else if (event.type === "text") {
      if (this.#isFirstCall) yield event;
    } else if (event.type === "finish") this.reason = event.reason;
    else if (event.type === "table-start") yield* this.#start(event);
    else if (event.type === "row") yield* this.#row(event);
    else if (this.#open) this.#open.expected ??= event.expectedRows;
  }

  *#start(start: TableStart): Generator<EngineEvent> {
    if (this.#open) {
      if (!this.#isFirstCall || sameColumns(this.#open.start.columns, start.columns)) return;
      yield* this.#tell(this.#order.rest());
      yield this.#end(this.#open, false);
    }
    const everyRecord = this.#asking.everyRecord ?? start.onePerRecord ?? true;
    this.#open = { start, expected: start.expectedRows, everyRecord, got: 0 };
    this.tables += 1;
    const { wantedInAll } = this.#asking.index;
    yield { ...start, expectedRows: everyRecord && wantedInAll > 0 ? wantedInAll : null };
  }

  *#row(row: Row): Generator<EngineEvent> {
    const open = this.#open;
    if (open === null || saysAndSoOn(row.cells)) return;
    const { columns } = open.start;
    const isStrict = open.everyRecord && this.#tally.wanted > 0;
    if (row.cells.length !== columns.length) {
      // Its record is asked for again; where it has none, the typing names it.
      if (!isStrict || !this.#locator.isInRecord(row.cells)) yield* this.#tell([row]);
      return;
    }
    const found = this.#locator.find(row.cells, columns);
    if (found.at !== "record") {
      if (isStrict && found.at === "nowhere" && this.#matched > 0) return;
      if (found.at === "outside") this.#outside += 1;
      yield* this.#tell(this.#order.take(null, row, this.#isFirstCall));
      return;
    }
    const { record, isNew, isWhole, cells } = found;
    if (!isNew && isStrict && (isWhole || this.#tally.isFlat(record))) return;
    if (isNew) this.#matched += 1;
    this.#tally.see(record);
    const inOrder = open.everyRecord && isNew ? record : null;
    yield* this.#tell(this.#order.take(inOrder, { ...row, cells }, this.#isFirstCall));
  }

  *#tell(rows: Row[]): Generator<EngineEvent> {
    if (this.#open) this.#open.got += rows.length;
    yield* rows;
  }

  /** What has to be asked for next; null when nothing has. */
  #left(): string | null {
    const open = this.#open;
    if (open?.everyRecord && this.#isCounted) {
      const missing = this.#tally.missing("seen-kinds");
      return missing.length === 0 ? null : this.#tally.textOf(missing);
    }
    const { start, end } = this.#chunk;
    if (open === null) return this.#isBroken ? this.#text(start, end) : null;
    if (!this.#isBroken && (open.expected ?? 0) <= open.got) return null;
    const rest = this.#text(Math.max(this.#locator.reached, start), end);
    return /[\p{L}\p{N}]/u.test(rest) ? rest : null;
  }

  #isWhole(): boolean {
    const isCounted = this.#open?.everyRecord === true && this.#isCounted;
    return isCounted && this.#tally.missing("all-kinds").length === 0;
  }

  #end({ expected, everyRecord, got }: OpenTable, isLast: boolean): TableEnd {
    this.#open = null;
    if (everyRecord && this.#isCounted) {
      const missing = this.#tally.missing(isLast ? "all-kinds" : "seen-kinds");
      const gaps = this.#tally.name(missing, this.#asking.request.locale);
      return { type: "table-end", expectedRows: got + missing.length, gaps };
    }
    const { start, end } = this.#chunk;
    const from = Math.min(Math.max(this.#locator.reached, start), end);
    const rest = (reason: GapReason): Gap[] => [{ afterIndex: got - 1, start: from, end, ...reason }];
    const short =
      (expected ?? 0) > got ? rest(this.#reason("model-short", { got, expected: expected ?? 0 })) : [];
    const gaps = isLast && this.#isBroken ? rest(this.#reason("broken-off")) : short;
    return { type: "table-end", expectedRows: null, gaps };
  }

  #text(start: number, end: number): string {
    return this.#asking.index.text.slice(start, end);
  }

  /** What the call's text is read by: the head of its table, and what stands right before it. */
  #before(): string {
    const { records } = this.#asking.index;
    const head = records[0]?.start ?? 0;
    const own = records[this.#chunk.first]?.start ?? this.#chunk.start;
    const from = this.#isFirstCall ? this.#chunk.start : Math.max(this.#chunk.start, own, head);
    if (from === 0) return "";
    const shown = [
      this.#text(Math.max(0, head - SHOWN_BEFORE), head),
      this.#text(Math.max(head, from - SHOWN_BEFORE), from),
    ];
    return shown.filter((part) => part.trim() !== "").join("\n…\n");
  }
}

/** Whether asking again may help: a silent server is not asked twice. */
export function mayResume(
  { failure, reason }: Pick<ChunkRun, "failure" | "reason">,
  isMoving: boolean,
): boolean {
  if (failure === null) return reason === "complete" || reason === "length";
  return failure.retryable && (resumable.has(failure.code) || (failure.code === "model-timeout" && isMoving));
}

export function sameColumns(a: Column[], b: Column[]): boolean {
  return a.length === b.length && a.every(({ name }, at) => name === b[at]?.name);
}

const andSoOn =
  /^[[(]?(\.{2,}|…|and so (on|forth).*|etc\.?|usw\.?|u\.\s?s\.\s?w\.?|und so (weiter|fort).*)[\])]?$/i;

/** A row that stands for others: "…", "and so on". They are missing, and it is none. */
function saysAndSoOn(cells: RawCell[]): boolean {
  const said = cells.flatMap((cell) => (cell === null || cell.text.trim() === "" ? [] : [cell.text.trim()]));
  return said.length > 0 && said.every((text) => andSoOn.test(text));
}
