import type { Engine, EngineEvent, EngineRequest } from "../extraction/engine.ts";

/** What an engine is to tell for a request; a step that throws makes the engine fail there. */
export type Script = (
  request: EngineRequest,
  signal: AbortSignal,
) => Iterable<EngineEvent> | AsyncIterable<EngineEvent>;

/** An engine that plays a script, and keeps the requests that it got. */
export function scriptedEngine(script: Script = sayOk, name: Engine["name"] = "offline") {
  const requests: EngineRequest[] = [];
  const engine: Engine & { requests: EngineRequest[] } = {
    name,
    model: name === "openai" ? "scripted" : null,
    requests,
    async *run(request, signal) {
      requests.push(request);
      for await (const event of script(request, signal)) {
        if (signal.aborted) return;
        yield event;
      }
    },
  };
  return engine;
}

function* sayOk(): Iterable<EngineEvent> {
  yield { type: "text", text: "ok" };
  yield { type: "finish", reason: "complete" };
}
