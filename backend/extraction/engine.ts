import type { Cell, Column, Gap, Span, WantedColumn } from "../contract/cells.ts";
import type { FinishReason, Usage } from "../contract/chat.ts";
import type { ProblemCode } from "../contract/problem.ts";
import type { RowRule } from "../contract/rules.ts";
import type { ColumnReading } from "./typing/type-cell.ts";

/** A stretch of a source that is read by itself: a sheet's rows, one of several files. UTF-16 offsets. */
export interface SourceSection {
  start: number;
  end: number;
  /** The name of the file that it is from. */
  file: string;
  title: string | null;
  /** Rows of tab-separated cells without a locale: ISO dates, point decimals. */
  grid: boolean;
}

/** The text that rows are taken from. Ranges arrive here as tab-separated text. */
export interface EngineSource {
  kind: "text" | "range" | "file";
  title: string;
  text: string;
  /** Of a file whose text says not by itself how its parts are read. */
  sections?: SourceSection[] | null;
}

/** The table that a turn changes, as it stands. */
export interface RevisedTable {
  title: string;
  columns: Column[];
  rows: Cell[][];
}

export interface EngineRequest {
  prompt: string;
  /** Earlier messages, oldest first, the prompt not among them. */
  history: { role: "user" | "assistant" | "system"; content: string }[];
  source: EngineSource | null;
  /** The source is a part of a longer one: what stands before it is there to understand it by. */
  part?: { before: string };
  /** The answer broke off behind so many rows; the last of them are shown. */
  carriedOn?: { got: number; rows: (string | null)[][] };
  /** Columns that the person named; null where the engine finds them. */
  columns: WantedColumn[] | null;
  revises: RevisedTable | null;
  /** What must hold in every row. */
  rules?: RowRule[];
  /** What a template says beside its columns. */
  instructions?: string;
  mode: "auto" | "chat" | "extract";
  /** BCP 47; IANA. The sheet's own. */
  locale: string;
  timeZone: string;
  /** When the person wrote, for relative dates. */
  now: Date;
  /** Asked before each call of a model. */
  meter?: Meter;
}

/**
 * Told how many bytes a call will send; throws `EngineError` where it may not be made. What it answers with is told what
 * the call used.
 */
export type Meter = (inputBytes: number) => Promise<(used: Usage | null) => void>;

/** A cell as quoted, with its place where the engine knows it. Null where the text is silent. */
export type RawCell = { text: string; span?: Span } | null;

/** What an engine tells. Tables do not interleave; `finish` comes last. */
export type EngineEvent =
  | { type: "text"; text: string }
  | {
      type: "table-start";
      title: string;
      /** What one row is, as a word: "invoice". */
      dataType?: string;
      columns: Column[];
      expectedRows: number | null;
      /** Each record of the source gives one row: no selection, no sums. As the model says. */
      onePerRecord?: boolean;
      /** The locale that the raw cells are written in; "und" is ISO dates and point decimals. */
      notation?: string;
      /** How each column writes its numbers and dates (`readColumn`), where the engine saw its cells ahead. */
      readings?: ColumnReading[];
      /** The rows are the model's knowledge: there is no source to ground them in. */
      ungrounded?: boolean;
    }
  | { type: "row"; cells: RawCell[] /** Its row in the revised table. */; previous?: number }
  | { type: "table-end"; expectedRows: number | null; gaps: Gap[]; unread?: Span[]; offeredRules?: RowRule[] }
  | { type: "usage"; usage: Usage }
  | { type: "finish"; reason: FinishReason };

/** What may still be asked of a server, by its own word. `resetMs`: until all of `limit` is there again. */
export interface Allowance {
  limit: number;
  remaining: number;
  resetMs: number | null;
}

/** What a server says of its limits beside an answer; null where it says nothing. */
export interface RateReport {
  requests: Allowance | null;
  tokens: Allowance | null;
}

export interface CallOptions {
  /** Of the answer, at most. */
  maxOutputTokens: number;
  onRates(report: RateReport): void;
}

/** Turns a turn's request into events. Throws `EngineError`; aborting the signal ends it without one. */
export interface Engine {
  name: "openai" | "offline";
  model: string | null;
  /** What it tells its model in every turn. */
  standing?: string;
  run(request: EngineRequest, signal: AbortSignal): AsyncIterable<EngineEvent>;
  /** One call and no more: it is not tried again, and nothing that it lacks is asked for. */
  callOnce?(request: EngineRequest, signal: AbortSignal, options: CallOptions): AsyncIterable<EngineEvent>;
  /** Throws `unsupported-columns` for columns that the engine cannot be asked for. */
  check?(columns: readonly WantedColumn[]): void;
  /** The whole pipeline off the event loop, for heavy sources. */
  extractElsewhere?(request: EngineRequest, signal: AbortSignal): AsyncIterable<ExtractionEvent>;
}

/** Typed and grounded, before ids are given: what the chat records and publishes. */
export type ExtractionEvent =
  | { type: "text-delta"; text: string }
  | { type: "table-start"; title: string; dataType: string; columns: Column[]; expectedRows: number | null }
  | { type: "row-add"; index: number; cells: Cell[]; previous?: number }
  | { type: "row-replace"; index: number; cells: Cell[]; reason: string }
  | {
      type: "table-end";
      got: number;
      expected: number | null;
      gaps: Gap[];
      flagged: number;
      /** Stretches beside a counted table that gave no row. */
      unread?: Span[];
      /** What its rows are held against. */
      rules?: RowRule[];
      /** Rules that the columns look made for; they were not applied. */
      offeredRules?: RowRule[];
    }
  | { type: "usage"; usage: Usage }
  | { type: "finish"; reason: FinishReason };

/** Ends that the model itself told, though the answer is not whole, by the code that the person is told. */
export const unfinished: Partial<Record<FinishReason, ProblemCode>> = {
  length: "model-length-limit",
  refused: "model-refused",
  "content-filter": "model-content-filter",
};

/** An engine's failure, by the code that the person is told. */
export class EngineError extends Error {
  readonly code: ProblemCode;
  readonly retryable: boolean;
  readonly detail: string | undefined;
  /** How long the server asked to wait, in milliseconds. */
  readonly retryAfterMs: number | null;

  constructor(
    code: ProblemCode,
    options: { retryable: boolean; detail?: string; cause?: unknown; retryAfterMs?: number | null },
  ) {
    super(code, { cause: options.cause });
    this.name = "EngineError";
    this.code = code;
    this.retryable = options.retryable;
    this.detail = options.detail;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}
