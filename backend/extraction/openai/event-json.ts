import { EngineError } from "../engine.ts";

/** An event's data. Throws `model-bad-output` where that is not a JSON object. */
export function parseEvent(data: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    value = null;
  }
  if (isRecord(value)) return value;
  throw new EngineError("model-bad-output", {
    retryable: true,
    detail: "The stream holds what is not JSON.",
  });
}

/** A member that should be an object; empty where it is none. */
export function record(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}

/** A member that should be a string; empty where it is none. */
export function string(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** A member that counts tokens; 0 where it does not. */
export function tokens(value: unknown): number {
  return typeof value === "number" && value >= 0 ? Math.round(value) : 0;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
