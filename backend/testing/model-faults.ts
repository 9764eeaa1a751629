import type { ModelFault } from "./model-stand-in.ts";

const status = (status: number, code: string, headers?: Record<string, string>): ModelFault => ({
  ...{ kind: "status", status, code },
  ...(headers ? { headers } : {}),
});
/** What may go wrong with a model, the word that it is told with, and how often the model is asked at most. */
export const modelFaults: [name: string, fault: ModelFault, code: string, attempts: number][] = [
  ["429", status(429, "rate_limit_exceeded"), "model-rate-limited", 3],
  ["429, in an hour", status(429, "rate_limit_exceeded", { "retry-after": "3600" }), "model-rate-limited", 1],
  ["429, no credit", status(429, "insufficient_quota"), "model-out-of-credit", 1],
  ["500", status(500, "server_error"), "model-unavailable", 3],
  ["401", status(401, "invalid_api_key"), "model-key-invalid", 1],
  ["no headers", { kind: "hang" }, "model-timeout", 3],
  ["silence in the stream", { kind: "stall", bytes: 900 }, "model-timeout", 1],
  ["a dropped connection", { kind: "cut", bytes: 900 }, "model-truncated", 1],
  ["an end without an end", { kind: "end", end: { kind: "none" } }, "model-truncated", 1],
  ["a length limit", { kind: "end", end: { kind: "length" } }, "length", 1],
  ["a refusal", { kind: "end", end: { kind: "refusal" } }, "model-refused", 1],
  ["a content filter", { kind: "end", end: { kind: "content-filter" } }, "model-content-filter", 1],
  ["a web page", { kind: "page" }, "model-bad-output", 1],
];
