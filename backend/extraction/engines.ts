import { availableParallelism } from "node:os";
import type { Engine } from "./engine.ts";
import { createOfflineEngine } from "./offline/engine.ts";
import type { Effort } from "./openai/model-api.ts";
import { createOpenAiEngine } from "./openai/openai-engine.ts";
import { createWorkerPool } from "./worker-pool.ts";

export interface ModelConfig {
  /** Null with a base URL: a compatible server that wants no key. Null without: no model. */
  apiKey: string | null;
  /** Null: OpenAI's own. */
  baseUrl: string | null;
  api: "responses" | "chat-completions";
  model: string;
  reasoningEffort: Effort | null;
  maxOutputTokens: number;
}

export interface ModelLimits {
  /** To the answer's headers, each attempt. */
  turnConnectTimeoutMs: number;
  /** Between two pieces of the answer. */
  turnIdleTimeoutMs: number;
  /** For the whole answer, retries included. */
  turnTimeoutMs: number;
}

export interface Engines {
  /** The model where one is connected, else the offline engine. */
  default: Engine;
  offline: Engine;
  openai: Engine | null;
}

const MAX_RETRIES = 2;

export function createEngines(model: ModelConfig, limits: ModelLimits): Engines {
  const workers = createWorkerPool(Math.max(1, availableParallelism() - 1));
  const offline = { ...createOfflineEngine(), extractElsewhere: workers.extract };
  const openai = model.apiKey === null && model.baseUrl === null ? null : connect(model, limits);
  return { default: openai ?? offline, offline, openai };
}

function connect(model: ModelConfig, limits: ModelLimits): Engine {
  return createOpenAiEngine({
    apiKey: model.apiKey,
    baseUrl: model.baseUrl,
    api: model.api,
    model: model.model,
    effort: model.reasoningEffort,
    maxOutputTokens: model.maxOutputTokens,
    connectTimeoutMs: limits.turnConnectTimeoutMs,
    idleTimeoutMs: limits.turnIdleTimeoutMs,
    deadlineMs: limits.turnTimeoutMs,
    maxRetries: MAX_RETRIES,
  });
}
