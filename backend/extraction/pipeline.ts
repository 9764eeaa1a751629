import { setImmediate } from "node:timers/promises";
import { correctClaims } from "./claims.ts";
import { nameUnread } from "./completeness/unread.ts";
import type { Engine, EngineRequest, ExtractionEvent } from "./engine.ts";
import { groundRows } from "./grounding/ground-rows.ts";
import { keepLedger } from "./ledger.ts";
import { mergeRows } from "./merge.ts";
import { repairRows } from "./repair.ts";
import { reviseRows } from "./revise.ts";
import { askAgain } from "./rules/ask-again.ts";
import { lookAgain } from "./second-look.ts";
import { typeRows } from "./typing/type-rows.ts";

/** Events between two turns of the event loop, so that a large table does not hold other requests up. */
const EVENTS_PER_TURN = 64;

/** Sources above this leave the event loop. In UTF-16 units, close enough to bytes for a threshold. */
const HEAVY_SOURCE = 64 * 1024;

/**
 * An engine's quotes as typed, grounded and counted rows, each passed on as it comes. Throws what the engine
 * throws (`EngineError`); aborting the signal ends it without an error.
 */
export function extract(
  engine: Engine,
  request: EngineRequest,
  signal: AbortSignal,
): AsyncIterable<ExtractionEvent> {
  const size = (request.source?.text ?? request.prompt).length;
  if (engine.extractElsewhere && size > HEAVY_SOURCE) return engine.extractElsewhere(request, signal);
  const quoted = engine.run(request, signal);
  const typed = typeRows(quoted, request);
  const grounded = groundRows(typed, request);
  // Without a model each row is read once, where it stands.
  const merged = engine.name === "openai" ? mergeRows(grounded) : grounded;
  const revised = reviseRows(merged, request);
  const fix = engine.name === "openai" ? askAgain(engine, request, signal) : null;
  const counted = keepLedger(lookAgain(repairRows(revised, request, fix), request), request);
  const named = nameUnread(counted, request);
  // What the engine without a model says of its rows, it has counted itself.
  return shareTheLoop(engine.name === "openai" ? correctClaims(named, request) : named, signal);
}

async function* shareTheLoop(
  events: AsyncIterable<ExtractionEvent>,
  signal: AbortSignal,
): AsyncGenerator<ExtractionEvent> {
  let sinceTurn = 0;
  for await (const event of events) {
    // A turn that was stopped has still been paid for.
    if (signal.aborted && event.type !== "usage") continue;
    yield event;
    sinceTurn += 1;
    if (sinceTurn === EVENTS_PER_TURN) {
      sinceTurn = 0;
      await setImmediate();
    }
  }
}
