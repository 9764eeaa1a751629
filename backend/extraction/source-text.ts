import type { EngineRequest } from "./engine.ts";

/** The same request with another text as its source; as it is where it has none. */
export function withSourceText(request: EngineRequest, text: string): EngineRequest {
  return request.source === null ? request : { ...request, source: { ...request.source, text } };
}
