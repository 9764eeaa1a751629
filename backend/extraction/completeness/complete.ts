import type { Column } from "../../contract/cells.ts";
import type { EngineEvent, EngineRequest } from "../engine.ts";
import { Ahead } from "./ahead.ts";
import { carryOn } from "./carry-on.ts";
import { type Ask, type Asking, ChunkRun } from "./chunk-run.ts";
import { type Chunk, planChunks } from "./chunks.ts";
import { wantsEveryRecord } from "./every-record.ts";
import { RecordIndex } from "./locator.ts";
import { countRecords } from "./records.ts";
import { TableJoin } from "./table-join.ts";

/** Chunks that are asked for side by side: what the usual rate limits bear. */
const SIDE_BY_SIDE = 4;

/**
 * A model's answer for a whole source: it is asked chunk by chunk, side by side once the columns are known, and
 * again for what an answer lacks; the rows come in the source's order. What is missing in the end is named by its
 * place. Throws the first `EngineError` that left a chunk incomplete, once everything that came was told.
 */
export async function* complete(
  ask: Ask,
  request: EngineRequest,
  signal: AbortSignal,
): AsyncGenerator<EngineEvent> {
  const { source, mode, revises, prompt, locale } = request;
  if (mode === "chat") return yield* ask(request, signal);
  if (source === null || revises !== null) return yield* carryOn(ask, request, signal);
  const records = countRecords(source);
  const everyRecord = wantsEveryRecord(prompt, locale);
  const index = new RecordIndex(source.text, records);
  const left = new AbortController();
  const asking: Asking = { ask, request, index, everyRecord, signal: AbortSignal.any([signal, left.signal]) };
  try {
    const end = yield* runChunks(asking, planChunks(source.text, records));
    if (end.failure !== null && !signal.aborted) throw end.failure;
    yield { type: "finish", reason: signal.aborted ? "stopped" : end.reason };
  } finally {
    left.abort();
  }
}

type End = Pick<ChunkRun, "failure" | "reason">;

async function* runChunks(asking: Asking, chunks: Chunk[]): AsyncGenerator<EngineEvent, End> {
  const join = new TableJoin();
  const started: { run: ChunkRun; events: AsyncIterable<EngineEvent>; isRead: boolean }[] = [];
  let columns: Column[] | null = null;
  let end: End = { failure: null, reason: "complete" };
  const start = (upTo: number) => {
    for (let at = started.length; at < Math.min(upTo, chunks.length); at += 1) {
      const chunk = chunks[at];
      if (!chunk) return;
      const run = new ChunkRun(asking, chunk, columns);
      started.push({ run, events: at === 0 ? run.run() : new Ahead(run.run()), isRead: false });
    }
  };
  for (let at = 0; at < chunks.length && !asking.signal.aborted; at += 1) {
    const isStuck = end.failure !== null && !end.failure.retryable;
    start(isStuck ? at : at === 0 && !hasTypes(asking) ? 1 : at + SIDE_BY_SIDE);
    const chunk = started[at];
    if (!chunk) break;
    const found: Column[][] = [];
    chunk.isRead = true;
    for await (const event of chunk.events) {
      if (event.type === "text" && at > 0) continue;
      if (event.type === "table-start") found.push(event.columns);
      yield* join.take(event);
    }
    const { run } = chunk;
    const lacking = run.tables === 0 ? run.unread() : null;
    if (lacking) join.lack(lacking);
    if (columns === null && found.length === 1) columns = found[0] ?? null;
    if (end.failure === null && end.reason === "complete") end = run;
  }
  if (asking.signal.aborted) {
    yield* usageOf(started);
    return end;
  }
  for (const chunk of chunks.slice(started.length)) {
    const notRun = new ChunkRun(asking, chunk, columns);
    notRun.failure = end.failure;
    const lacking = notRun.unread();
    if (lacking) join.lack(lacking);
  }
  yield* join.end();
  return end;
}

/** What the chunks that were asked ahead used up, once nobody reads their rows any more. */
async function* usageOf(
  started: { events: AsyncIterable<EngineEvent>; isRead: boolean }[],
): AsyncGenerator<EngineEvent> {
  for (const { events, isRead } of started) {
    if (isRead) continue;
    for await (const event of events) if (event.type === "usage") yield event;
  }
}

/** The person named columns with types: every chunk's table has them. */
function hasTypes({ request: { columns } }: Asking): boolean {
  return columns !== null && columns.length > 0 && columns.every(({ type }) => type !== undefined);
}
