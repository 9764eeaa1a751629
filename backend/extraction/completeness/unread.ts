import type { Cell, Gap, Span } from "../../contract/cells.ts";
import type { EngineRequest, ExtractionEvent } from "../engine.ts";
import { gapReason } from "../gap-reasons.ts";
import { splitLines } from "../offline/lines.ts";

type TableEnd = Extract<ExtractionEvent, { type: "table-end" }>;

/** A row whose quotes lie further apart than this touches only the lines that they stand in. */
const WIDEST_ROW = 2_000;
const MOST_GAPS = 50;

/**
 * Where nobody can count a source's records, names at the end of the turn's last table the stretches of the
 * source that no row touches.
 */
export async function* nameUnread(
  events: AsyncIterable<ExtractionEvent>,
  { source, revises, locale }: Pick<EngineRequest, "source" | "revises" | "locale">,
): AsyncGenerator<ExtractionEvent> {
  if (source === null || revises !== null) {
    yield* events;
    return;
  }
  const touched: Span[] = [];
  let held: TableEnd | null = null;
  const last = (end: TableEnd): TableEnd => {
    if (end.expected !== null) return end;
    const gaps = [...end.gaps, ...unreadIn(source.text, [...touched, ...end.gaps], end.got - 1, locale)];
    return { ...end, gaps };
  };
  try {
    for await (const event of events) {
      if (event.type === "row-add") touched.push(...extentOf(event.cells));
      if (held !== null && event.type === "table-start") yield held;
      if (held !== null && event.type === "finish") yield last(held);
      if (event.type === "table-start" || event.type === "finish") held = null;
      if (event.type === "table-end") held = event;
      else yield event;
    }
  } catch (error) {
    if (held !== null) yield last(held);
    throw error;
  }
  if (held !== null) yield last(held);
}

function extentOf(cells: Cell[]): Span[] {
  let start = Number.POSITIVE_INFINITY;
  let end = 0;
  for (const { spans = [] } of cells) {
    for (const span of spans) {
      start = Math.min(start, span.start);
      end = Math.max(end, span.end);
    }
  }
  return end - start <= WIDEST_ROW ? [{ start, end }] : cells.flatMap(({ spans = [] }) => spans);
}

function unreadIn(text: string, touched: Span[], afterIndex: number, locale: string): Gap[] {
  const spans = touched.filter(({ start, end }) => end > start).sort((a, b) => a.start - b.start);
  const stretches: Span[] = [];
  let at = 0;
  let reached = -1;
  let goesOn = false;
  for (const { start, end, blank } of splitLines(text)) {
    for (let span = spans[at]; span && span.start < end; span = spans[++at])
      reached = Math.max(reached, span.end);
    const isRead = reached > start;
    if (isRead) goesOn = false;
    else if (!blank && /[\p{L}\p{N}]/u.test(text.slice(start, end))) {
      const before = stretches.at(-1);
      if (goesOn && before) before.end = end;
      else stretches.push({ start, end });
      goesOn = true;
    }
  }
  const unread = gapReason("unread", locale);
  const told = stretches.slice(0, MOST_GAPS).map((span) => ({ afterIndex, ...span, ...unread }));
  const more = stretches.slice(MOST_GAPS);
  const [first, rest] = [more[0], more.at(-1)];
  if (!first || !rest) return told;
  const further = gapReason("further-unread", locale, { stretches: more.length });
  return [...told, { afterIndex, start: first.start, end: rest.end, ...further }];
}
