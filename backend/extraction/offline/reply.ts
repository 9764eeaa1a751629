import type { Span } from "../../contract/cells.ts";
import type { SourceRow, SourceTable } from "./source-table.ts";
import type { TableReport, Texts } from "./texts.ts";

/** What a reading came to, for the reply to tell. */
export interface Outcome {
  tables: SourceTable[];
  missing: string[];
  leftOut: SourceTable[];
  /** Lines of tables that stand aside. */
  beside: Span[];
  unread: Span[];
}

const quotedLines = 3;
const quotedLength = 60;

/** What was done, what could not be read, and that no model was asked. Markdown. */
export function replyTo(text: string, outcome: Outcome, fallbackTitle: string, texts: Texts): string {
  const reports = outcome.tables.map((table) => reportOf(table, fallbackTitle, texts));
  const gaps = outcome.tables.flatMap((table) => table.gaps);
  const short = outcome.tables.reduce((sum, table) => sum + table.shortRows, 0);
  const totals = outcome.tables.flatMap((table) => table.totals);
  const [only] = reports;
  const reasons = gaps
    .slice(0, quotedLines)
    .map((gap) => `${quoteLine(text, gap.span)} (${texts.gap[gap.reason]})`)
    .join(", ");
  return [
    only && (reports.length === 1 ? texts.found(only) : texts.foundSeveral(reports)),
    outcome.missing.length > 0 && texts.missing(quoteNames(outcome.missing)),
    gaps.length > 0 &&
      texts.gaps(gaps.length, gaps.length > quotedLines ? `${reasons}, ${texts.more}` : reasons),
    short > 0 && texts.shortRows(short),
    totals.length > 0 && texts.totals(totals.length, quoteRows(totals, texts)),
    outcome.beside.length > 0 && texts.beside(outcome.beside.length, quoteLines(text, outcome.beside, texts)),
    outcome.unread.length > 0 && texts.unread(outcome.unread.length, quoteLines(text, outcome.unread, texts)),
    outcome.leftOut.length > 0 &&
      texts.leftOut(
        outcome.leftOut
          .map((it) => texts.found(reportOf(it, fallbackTitle, texts)).replace(/\.$/, ""))
          .join("; "),
      ),
    texts.notAsked,
  ]
    .filter(Boolean)
    .join(" ");
}

/** The name that a table goes by: its own, its kind's, the source's. */
export function titleOf(table: SourceTable, fallback: string, texts: Texts): string {
  const kind = table.dataType ?? (table.form === "list" ? "list" : "");
  return (table.title ?? (fallback || texts.titles[kind]) ?? texts.title).slice(0, 200);
}

export function quoteNames(names: string[]): string {
  return names.map((name) => `“${escapeMarkdown(name)}”`).join(", ");
}

function reportOf(table: SourceTable, fallbackTitle: string, texts: Texts): TableReport {
  const { dataType, form } = table;
  const title = escapeMarkdown(titleOf(table, fallbackTitle, texts));
  return { title, dataType, form, rows: table.rows.length, columns: table.columns.length };
}

/** Rows by their words: the markup between cells says nothing. */
function quoteRows(rows: SourceRow[], texts: Texts): string {
  const quotes = rows.slice(0, quotedLines).map(({ cells }) => {
    const words = cells.flatMap((cell) => cell?.text ?? []).join(" ");
    return quoteLine(words, { start: 0, end: words.length });
  });
  return [...quotes, ...(rows.length > quotedLines ? [texts.more] : [])].join(", ");
}

function quoteLines(text: string, spans: Span[], texts: Texts): string {
  const quotes = spans.slice(0, quotedLines).map((span) => quoteLine(text, span));
  return [...quotes, ...(spans.length > quotedLines ? [texts.more] : [])].join(", ");
}

function quoteLine(text: string, { start, end }: Span): string {
  const line = text
    .slice(start, Math.min(end, start + quotedLength))
    .replace(/\s+/g, " ")
    .trim()
    .toWellFormed();
  return `“${escapeMarkdown(line)}${end - start > quotedLength ? "…" : ""}”`;
}

function escapeMarkdown(words: string): string {
  return words.replace(/[\\`*_{}[\]<>#|!~]/g, "\\$&");
}
