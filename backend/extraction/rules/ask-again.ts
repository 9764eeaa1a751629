import type { Cell, Span } from "../../contract/cells.ts";
import { Excerpt } from "../completeness/excerpt.ts";
import { type Engine, EngineError, type EngineRequest } from "../engine.ts";
import { groundRows } from "../grounding/ground-rows.ts";
import type { FailedRow, Fix } from "../repair.ts";
import { typeRows } from "../typing/type-rows.ts";

/** Characters around a failing row's quotes that are shown with it. */
const AROUND = 400;
/** A source up to here is shown as a whole. */
const SHORT_SOURCE = 6_000;

/** Sends failing rows, what they broke, and the stretches that they stand in back to the engine. */
export function askAgain(engine: Engine, request: EngineRequest, signal: AbortSignal): Fix {
  return async function* (title, columns, rows) {
    if (signal.aborted) return;
    const text = request.source?.text ?? "";
    const excerpt = new Excerpt(
      text,
      rows.flatMap((row) => stretchesOf(row, text)),
    );
    const source = request.source && { ...request.source, text: excerpt.text };
    const asked: EngineRequest = {
      ...request,
      ...{ source, columns, history: [], rules: [], mode: "extract" },
      prompt: promptFor(rows),
      revises: { title, columns, rows: rows.map(({ cells }) => cells) },
    };
    try {
      for await (const event of groundRows(typeRows(engine.run(asked, signal), asked), asked)) {
        if (event.type === "usage") yield event;
        const row = event.type === "row" ? rows[event.previous ?? -1] : undefined;
        if (event.type !== "row" || !row) continue;
        const cells = event.cells.map((cell) => inSource(cell, excerpt));
        yield { type: "row-replace", index: row.index, cells, reason: "" };
      }
    } catch (error) {
      // The rows stay as they were, flagged: the turn has what it was asked for.
      if (!(error instanceof EngineError)) throw error;
    }
  };
}

function promptFor(rows: FailedRow[]): string {
  const faults = rows.map(({ failures }, at) => `Row ${at + 1}: ${JSON.stringify(failures)}`);
  return [
    "These rows were taken from the source and break rules. Look each of them up in the source again and correct what was read wrongly. Return every row, also one that is right as it stands in the source. Never make a value fit: each is quoted from the source, or null.",
    ...faults,
  ].join("\n");
}

function stretchesOf({ cells }: FailedRow, text: string): Span[] {
  if (text.length <= SHORT_SOURCE) return [{ start: 0, end: text.length }];
  return cells.flatMap(({ spans = [] }) =>
    spans.map(({ start, end }) => ({
      start: Math.max(0, start - AROUND),
      end: Math.min(text.length, end + AROUND),
    })),
  );
}

function inSource(cell: Cell, excerpt: Excerpt): Cell {
  return cell.spans ? { ...cell, spans: cell.spans.map((span) => excerpt.toSource(span)) } : cell;
}
