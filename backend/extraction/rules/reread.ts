import type { Cell, Column, Span } from "../../contract/cells.ts";
import type { Usage } from "../../contract/chat.ts";
import { Excerpt } from "../completeness/excerpt.ts";
import type { Engine, EngineRequest } from "../engine.ts";
import { groundRows } from "../grounding/ground-rows.ts";
import { pagesOf } from "../grounding/pages.ts";
import { typeRows } from "../typing/type-rows.ts";

/** Characters around a row's quotes that are shown with it. */
const AROUND = 400;
/** A source up to here is shown as a whole. */
const SHORT_SOURCE = 6_000;

/** Rows of a table that are looked up in the source once more. */
export interface AskedRows {
  title: string;
  columns: Column[];
  /** As they are shown; `near` is where to look for one whose cells stand nowhere. */
  rows: { cells: Cell[]; near?: Span | undefined }[];
  prompt: string;
}

export type Reread = { type: "row"; at: number; cells: Cell[] } | { type: "usage"; usage: Usage };

/** What the engine reads for them, of the stretches that they stand in alone. Throws what the engine throws. */
export async function* rereadRows(
  engine: Engine,
  request: EngineRequest,
  { title, columns, rows, prompt }: AskedRows,
  signal: AbortSignal,
): AsyncGenerator<Reread> {
  const excerpt = excerptFor(request.source?.text ?? "", rows);
  const asked: EngineRequest = {
    ...request,
    ...{ source: request.source && { ...request.source, text: excerpt.text, sections: null } },
    ...{ columns, history: [], rules: [], mode: "extract", prompt },
    revises: { title, columns, rows: rows.map(({ cells }) => cells) },
  };
  const page = pagesOf(request.source);
  const place = (span: Span): Span => {
    const found = excerpt.toSource(span);
    return page ? { ...found, page: page(found.start) } : found;
  };
  for await (const event of groundRows(typeRows(engine.run(asked, signal), asked), asked)) {
    if (event.type === "usage") yield event;
    if (event.type !== "row" || event.previous === undefined || !rows[event.previous]) continue;
    const cells = event.cells.map((cell) => (cell.spans ? { ...cell, spans: cell.spans.map(place) } : cell));
    yield { type: "row", at: event.previous, cells };
  }
}

/** What of a source the engine is shown for these rows. */
export function excerptFor(text: string, rows: AskedRows["rows"]): Excerpt {
  return new Excerpt(
    text,
    rows.flatMap((row) => stretchesOf(row, text)),
  );
}

function stretchesOf({ cells, near }: AskedRows["rows"][number], text: string): Span[] {
  if (text.length <= SHORT_SOURCE) return [{ start: 0, end: text.length }];
  const spans = cells.flatMap(({ spans = [] }) => spans);
  return (spans.length === 0 && near ? [near] : spans).map(({ start, end }) => ({
    start: Math.max(0, start - AROUND),
    end: Math.min(text.length, end + AROUND),
  }));
}
