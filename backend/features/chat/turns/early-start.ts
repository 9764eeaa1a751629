import type { Engine, ExtractionEvent } from "../../../extraction/engine.ts";
import { extract } from "../../../extraction/pipeline.ts";
import type { PreparedTurn } from "./prepare.ts";

/** An answer that is being made while its turn is being stored. */
export interface EarlyStart {
  /** The answer, for the turn that was stored. Aborting the signal ends it. */
  take(signal: AbortSignal): AsyncGenerator<ExtractionEvent>;
  /** Ends it: there is no such turn. */
  drop(): void;
}

/** Begins what costs nothing: the engine that has workers to read in. Null for any other. */
export function startEarly(engine: Engine, prepared: Promise<PreparedTurn>): EarlyStart | null {
  if (engine.extractElsewhere === undefined) return null;
  const controller = new AbortController();
  const events = told(engine, prepared, controller.signal);
  const first = events.next();
  // Whoever takes it is told.
  first.catch(() => {});
  return {
    async *take(signal) {
      const end = () => controller.abort(signal.reason);
      signal.addEventListener("abort", end);
      if (signal.aborted) end();
      try {
        for (let step = await first; !step.done; step = await events.next()) yield step.value;
      } finally {
        signal.removeEventListener("abort", end);
        controller.abort();
        await events.return(undefined);
      }
    },
    drop: () => controller.abort(),
  };
}

async function* told(
  engine: Engine,
  prepared: Promise<PreparedTurn>,
  signal: AbortSignal,
): AsyncGenerator<ExtractionEvent> {
  const { request } = await prepared;
  yield* extract(engine, request, signal);
}
