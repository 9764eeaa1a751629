import type { Gap } from "../../contract/cells.ts";
import { from } from "../../testing/extraction.ts";
import { type Form, type Loss, lossyModel, randomFrom, recordSource } from "../../testing/lossy-model.ts";
import type { ModelStandIn } from "../../testing/model-stand-in.ts";
import { EngineError, type ExtractionEvent } from "../engine.ts";
import { createOpenAiEngine } from "../openai/openai-engine.ts";
import { extract } from "../pipeline.ts";

export interface SweepCase {
  form: Form;
  loss: Loss;
  count: number;
  seed: number;
}

export interface SweepResult {
  got: number;
  expected: number | null;
  gaps: Gap[];
  calls: number;
  /** What must not be; empty when the run kept its word. */
  wrong: string[];
}

/** One source against one lossy model: is each record a row, or in a gap, and none twice? */
export async function sweep(
  standIn: ModelStandIn,
  { form, loss, count, seed }: SweepCase,
): Promise<SweepResult> {
  const random = randomFrom(seed);
  const source = recordSource(form, count, random);
  standIn.requests.length = 0;
  standIn.set(lossyModel(source, loss, random));
  const engine = createOpenAiEngine({
    ...{ apiKey: "none", baseUrl: standIn.baseUrl, api: "responses", model: "stand-in", effort: null },
    ...{ maxOutputTokens: 32_000, connectTimeoutMs: 30_000, idleTimeoutMs: 30_000, deadlineMs: 300_000 },
    maxRetries: 0,
  });
  const request = from(source.text, { prompt: "All records, please" });
  const events: ExtractionEvent[] = [];
  try {
    for await (const event of extract(engine, request, new AbortController().signal)) events.push(event);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
  }
  return judge(events, source, standIn.requests.length);
}

function judge(
  events: ExtractionEvent[],
  source: ReturnType<typeof recordSource>,
  calls: number,
): SweepResult {
  const rows = events.flatMap((event) =>
    event.type === "row-add" ? [event.cells.map(({ raw, value }) => raw ?? String(value))] : [],
  );
  const ends = events.filter((event) => event.type === "table-end");
  const gaps = ends.flatMap((end) => end.gaps);
  const wrong: string[] = [];
  if (ends.length !== 1) wrong.push(`${ends.length} tables`);
  const places = placesOf(source);
  const left = new Map<string, number>();
  for (const row of rows) left.set(JSON.stringify(row), (left.get(JSON.stringify(row)) ?? 0) + 1);
  for (const [key, starts] of places) {
    const got = left.get(key) ?? 0;
    left.delete(key);
    const named = starts.filter((at) => gaps.some(({ start, end }) => start <= at && at < end)).length;
    if (got > starts.length) wrong.push(`${key} came ${got} times, stands ${starts.length} times`);
    if (got + named < starts.length) wrong.push(`${key} was lost in silence`);
  }
  for (const key of left.keys()) wrong.push(`${key} is no record`);
  const expected = ends[0]?.expected ?? null;
  if (expected !== source.rows.length) wrong.push(`expected ${expected}`);
  return { got: rows.length, expected, gaps, calls, wrong };
}

function placesOf({ text, rows, written }: ReturnType<typeof recordSource>): Map<string, number[]> {
  const places = new Map<string, number[]>();
  let at = 0;
  for (const [index, record] of written.entries()) {
    at = text.indexOf(record, at);
    const key = JSON.stringify(rows[index]);
    places.set(key, [...(places.get(key) ?? []), at]);
    at += record.length;
  }
  return places;
}
