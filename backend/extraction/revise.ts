import type { EngineRequest } from "./engine.ts";
import type { GroundedEvent } from "./grounding/ground-rows.ts";

/** Carries into a changed table what the change did not touch. */
export async function* reviseRows(
  events: AsyncIterable<GroundedEvent>,
  request: EngineRequest,
): AsyncGenerator<GroundedEvent> {
  for await (const event of events) {
    if (request.revises !== null || event.type !== "row") yield event;
    else yield { type: "row", cells: event.cells };
  }
}
