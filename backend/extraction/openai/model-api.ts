import type OpenAI from "openai";
import type { Usage } from "../../contract/chat.ts";
import type { Dialect } from "./dialect.ts";
import type { ModelCall } from "./prompt.ts";
import type { ServerEvent } from "./transport.ts";

/** What a model says, whichever API carries it. `end` is how the answer ended, `done` that nothing follows. */
export type ModelPiece =
  | { type: "text"; text: string }
  | { type: "refusal"; text: string }
  | { type: "usage"; usage: Usage }
  | { type: "end"; reason: "complete" | "length" | "content-filter" }
  | { type: "done" };

export type Effort = "none" | "minimal" | "low" | "medium" | "high";

export interface ModelSettings {
  model: string;
  effort: Effort | null;
  maxOutputTokens: number;
}

/** One of the two ways to ask. Both ask the same and answer with the same pieces. */
export interface ModelApi {
  /** Sends the call; answers with the raw, streaming response. Rejects with the SDK's errors. */
  open(
    client: OpenAI,
    call: ModelCall,
    settings: ModelSettings,
    signal: AbortSignal,
    dialect: Dialect,
  ): Promise<Response>;
  /** A reader for one response's events. It throws an `EngineError` for an error that an event reports. */
  createReader(): (event: ServerEvent) => ModelPiece[];
}
