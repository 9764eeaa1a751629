import type { Column, ColumnType, Span, WantedColumn } from "../../contract/cells.ts";
import type { Engine, EngineEvent, EngineRequest, RawCell } from "../engine.ts";
import { isWrittenSomehow, readColumn } from "../typing/column-reading.ts";
import { inferColumnType } from "../typing/infer.ts";
import { isColumnsLine, parseAsk } from "./columns/ask.ts";
import { dropColumns, selectColumns, typeColumns } from "./columns/select.ts";
import { type Detection, detect } from "./detect.ts";
import { nameGiven } from "./given-names.ts";
import { readProse } from "./readers/prose.ts";
import { type Outcome, quoteNames, replyTo, titleOf } from "./reply.ts";
import { reviseTable } from "./revise.ts";
import { detectSections } from "./sections.ts";
import { cellOf, type SourceTable } from "./source-table.ts";
import { type Texts, textsFor } from "./texts.ts";

const MOST_UNREAD = 50;

/**
 * The engine without a model: it reads what is marked up (tables, JSON, labelled text, lists), word by word and
 * with places, and says what it could not read. The same request gives the same events; it never throws.
 */
export function createOfflineEngine(): Engine {
  return { name: "offline", model: null, run };
}

async function* run(request: EngineRequest, signal: AbortSignal): AsyncGenerator<EngineEvent> {
  const texts = textsFor(request.locale);
  if (request.revises) {
    const { reply, changed } = reviseTable(request, request.revises, texts, inferIn(request));
    yield { type: "text", text: reply };
    if (changed) {
      const expectedRows = changed.rows.length;
      yield { type: "table-start", title: request.revises.title, columns: changed.columns, expectedRows };
      const rows = changed.rows.map((cells, previous): EngineEvent => ({ type: "row", cells, previous }));
      yield* untilAborted(rows, signal);
      if (signal.aborted) return;
      yield { type: "table-end", expectedRows, gaps: [] };
    }
  } else yield* readSource(request, texts, signal);
  if (!signal.aborted) yield { type: "finish", reason: "complete" };
}

async function* readSource(
  request: EngineRequest,
  texts: Texts,
  signal: AbortSignal,
): AsyncGenerator<EngineEvent> {
  const text = request.source?.text ?? request.prompt;
  const hint = request.source ?? { kind: "text" as const, title: "" };
  if (request.mode === "chat") {
    yield { type: "text", text: texts.question };
    return;
  }
  const sections = request.source?.sections;
  const found = sections?.length
    ? detectSections(text, sections, texts.sourceFile)
    : detect(request.source ? text : withoutAsk(text), hint);
  const detection = { ...found, tables: found.tables.map((table) => nameGiven(table, request.locale)) };
  const wanted = wantedColumns(request, detection);
  const selected = select(text, detection, wanted);
  const outcome = request.source ? selected : withoutRequest(selected);
  const readable = outcome.tables.filter((table) => table.columns.length > 0);
  if (readable.length === 0) {
    yield { type: "text", text: nothingFound(request, detection, outcome, wanted, texts) };
    return;
  }
  yield { type: "text", text: replyTo(text, outcome, hint.title, texts) };
  const left = [...outcome.beside, ...outcome.unread].toSorted((a, b) => a.start - b.start);
  for (const [at, table] of readable.entries()) {
    const columns = typeColumns(table, wanted?.columns ?? null, inferIn(request));
    const title = titleOf(table, hint.title, texts);
    yield* tell(table, { columns, title, unread: at + 1 === readable.length ? left : [] }, request, signal);
    if (signal.aborted) return;
  }
}

/** The prompt is the source: the line that only names columns is blanked, so that every offset stays. */
function withoutAsk(prompt: string): string {
  if (prompt.length > 200_000) return prompt;
  return prompt.replace(/[^\r\n]+/g, (line) => (isColumnsLine(line) ? " ".repeat(line.length) : line));
}

type Wanted = { columns: WantedColumn[] | null; without: string[] };

function wantedColumns(request: EngineRequest, detection: Detection): Wanted | null {
  if (request.columns?.length) return { columns: request.columns, without: [] };
  const known = detection.tables.flatMap((table) => table.columns).slice(0, 2_000);
  const ask = parseAsk(request.source ? request.prompt : instructionOf(request.prompt, detection), known);
  if (!ask) return null;
  if ("without" in ask) return { columns: null, without: ask.without };
  return { columns: ask.wanted.map((name) => ({ name })), without: [] };
}

/** What a prompt that is its own source says beside its data. */
function instructionOf(prompt: string, detection: Detection): string {
  const said = detection.unread.map(({ start, end }) => prompt.slice(start, end));
  const named = prompt.slice(0, 20_000).split(/\r?\n/).filter(isColumnsLine);
  return [...new Set([...said, ...named])].join("\n");
}

/** The lines above the data of a prompt are what the person said, not what was left unread. */
function withoutRequest(outcome: Outcome): Outcome {
  const first = outcome.tables[0]?.span.start ?? 0;
  return { ...outcome, unread: outcome.unread.filter((span) => span.start > first) };
}

function select(text: string, detection: Detection, wanted: Wanted | null): Outcome {
  const { tables, unread } = detection;
  const main = tables.some((table) => !table.aside) ? tables.filter((table) => !table.aside) : tables;
  if (!wanted?.columns) {
    const kept = wanted ? main.map((table) => dropColumns(table, wanted.without)) : main;
    const beside = tables.filter((table) => !main.includes(table)).flatMap((table) => linesOf(text, table));
    return { tables: kept, missing: [], leftOut: [], beside, unread };
  }
  const { table, missing, leftOut } = selectColumns(text, tables, wanted.columns);
  if (table) return { tables: [table], missing, leftOut, beside: [], unread };
  const prose = main.length === 0 ? readProse(text, wanted.columns) : null;
  if (!prose) return { tables: [], missing, leftOut, beside: [], unread };
  const empty = prose.columns.filter((_, at) => prose.rows.every((row) => !row.cells[at]));
  return { tables: [prose], missing: empty, leftOut: [], beside: [], unread: [] };
}

/** The lines that a table's cells, its header and its gaps stand in, each once. */
function linesOf(text: string, { form, headerRow, rows, totals, gaps }: SourceTable): Span[] {
  const lines = new Map<number, Span>();
  const all = [...(headerRow ? [headerRow] : []), ...rows, ...totals];
  const quotes = all.flatMap(({ cells }) => cells.flatMap((cell) => cell ?? []));
  // JSON may be all in one line: a member stands for itself.
  const marks = form === "json" ? ["\n", "{", ","] : ["\n"];
  for (const { span } of [...quotes, ...gaps]) {
    const start = Math.max(...marks.map((mark) => text.lastIndexOf(mark, span.start - 1))) + 1;
    const line = text.slice(span.start, span.start + 1_000).search(/[\r\n]|$/) + span.start;
    const end = form === "json" ? Math.min(line, span.end) : line;
    lines.set(start, { start, end });
  }
  return [...lines.values()].toSorted((a, b) => a.start - b.start);
}

function nothingFound(
  request: EngineRequest,
  detection: Detection,
  outcome: Outcome,
  wanted: Wanted | null,
  texts: Texts,
): string {
  const broken = outcome.tables.filter((table) => table.gaps.length > 0);
  const have = detection.tables.flatMap((table) => table.columns).slice(0, 20);
  if (broken.length > 0)
    return replyTo(request.source?.text ?? request.prompt, { ...outcome, tables: broken }, "", texts);
  if (wanted?.columns && have.length > 0) {
    return `${texts.noneOf(quoteNames(wanted.columns.map((it) => it.name)), quoteNames(have))} ${texts.notAsked}`;
  }
  return request.source ? `${texts.empty} ${texts.notAsked}` : texts.question;
}

async function* tell(
  table: SourceTable,
  { columns, title, unread }: { columns: Column[]; title: string; unread: Span[] },
  request: EngineRequest,
  signal: AbortSignal,
): AsyncGenerator<EngineEvent> {
  const texts = textsFor(request.locale);
  const counted = table.form === "sentences" ? null : table.rows.length + table.gaps.length;
  yield {
    type: "table-start",
    title,
    columns,
    expectedRows: counted,
    readings: columns.map((column, at) =>
      isWrittenSomehow(column) ? readColumn(quotesOf(table, at), column, contextOf(request)) : {},
    ),
    ...(table.dataType ? { dataType: table.dataType } : {}),
    ...(table.notation ? { notation: table.notation } : {}),
  };
  yield* untilAborted(rowsOf(table), signal);
  if (signal.aborted) return;
  const gaps = table.gaps.map(({ afterIndex, span, reason }) => ({
    afterIndex,
    ...span,
    reason: texts.gap[reason],
    code: reason,
  }));
  // Where nobody can count, what no row touches is named as gaps.
  const told = counted === null || unread.length === 0 ? {} : { unread: unread.slice(0, MOST_UNREAD) };
  yield { type: "table-end", expectedRows: counted, gaps, ...told };
}

function* rowsOf(table: SourceTable): Generator<EngineEvent> {
  for (const { cells } of table.rows) yield { type: "row", cells: cells satisfies RawCell[] };
}

/** The pipeline gives others the event loop in between. */
function* untilAborted(events: Iterable<EngineEvent>, signal: AbortSignal): Generator<EngineEvent> {
  for (const event of events) {
    if (signal.aborted) return;
    yield event;
  }
}

function quotesOf(table: SourceTable, column: number): string[] {
  return table.rows.flatMap((row) => cellOf(row, column)?.text ?? []);
}

function contextOf({ locale, timeZone, now }: EngineRequest) {
  return { locale, timeZone, now };
}

function inferIn(request: EngineRequest) {
  return (samples: string[], name: string): ColumnType => inferColumnType(samples, name, contextOf(request));
}
