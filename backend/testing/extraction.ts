import type { Cell, Column, ColumnType } from "../contract/cells.ts";
import type { EngineEvent, EngineRequest, ExtractionEvent } from "../extraction/engine.ts";
import { extract } from "../extraction/pipeline.ts";
import { scriptedEngine } from "./scripted-engine.ts";

export const blank: EngineRequest = {
  ...{ prompt: "", history: [], source: null, columns: null, revises: null, mode: "auto" },
  ...{ locale: "en-US", timeZone: "UTC", now: new Date("2026-11-23T12:00:00Z") },
};

export function from(text: string, more: Partial<EngineRequest> = {}): EngineRequest {
  return { ...blank, source: { kind: "text", title: "t", text }, ...more };
}

export function columns(...types: ColumnType[]): Column[] {
  return types.map((type, at) => ({ name: `c${at}`, type }));
}

type TableOptions = Partial<Extract<EngineEvent, { type: "table-start" }>> & { expectedAtEnd?: number };

export function* table(
  of: Column[],
  rows: (string | null)[][],
  options: TableOptions = {},
): Generator<EngineEvent> {
  const { expectedAtEnd = null, ...start } = options;
  yield { type: "table-start", title: "t", columns: of, expectedRows: null, ...start };
  for (const row of rows) yield { type: "row", cells: row.map((text) => (text === null ? null : { text })) };
  yield { type: "table-end", expectedRows: expectedAtEnd, gaps: [] };
}

export async function run(request: EngineRequest, events: Iterable<EngineEvent>): Promise<ExtractionEvent[]> {
  return collect(
    extract(
      scriptedEngine(() => events),
      request,
      new AbortController().signal,
    ),
  );
}

export async function rowsOf(request: EngineRequest, events: Iterable<EngineEvent>): Promise<Cell[][]> {
  return standing(await run(request, events));
}

/** The rows of a turn's one table as they stand in the end. */
export function standing(events: ExtractionEvent[]): Cell[][] {
  const rows: Cell[][] = [];
  for (const event of events) {
    if (event.type === "row-add" || event.type === "row-replace") rows[event.index] = event.cells;
  }
  return rows;
}

export async function endOf(request: EngineRequest, events: Iterable<EngineEvent>) {
  return (await run(request, events)).find((event) => event.type === "table-end");
}

export async function collect(events: AsyncIterable<ExtractionEvent>): Promise<ExtractionEvent[]> {
  const told: ExtractionEvent[] = [];
  for await (const event of events) told.push(event);
  return told;
}
