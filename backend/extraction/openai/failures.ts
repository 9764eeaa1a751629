import { APIConnectionError, APIConnectionTimeoutError, APIError } from "openai";
import type { ProblemCode } from "../../contract/problem.ts";
import { EngineError } from "../engine.ts";
import { retryAfterOf } from "./rates.ts";

/** What a server said went wrong: an answer's status (null for an event in the stream) and its words. */
export interface ServerFault {
  status: number | null;
  code: string;
  type?: string;
  retryAfter?: string | null;
  retryAfterMs?: number | null;
}

type Failure = [code: ProblemCode, retryable: boolean, detail?: string];

const byWord: Record<string, Failure> = {
  invalid_api_key: ["model-key-invalid", false],
  insufficient_quota: ["model-out-of-credit", false],
  billing_hard_limit_reached: ["model-out-of-credit", false],
  rate_limit_exceeded: ["model-rate-limited", true],
  context_length_exceeded: ["source-too-large", false, "This is more than the model can read at once."],
  model_not_found: ["model-unavailable", false, "The server has no model of the configured name."],
  invalid_prompt: ["model-content-filter", false],
  content_filter: ["model-content-filter", false],
  content_policy_violation: ["model-content-filter", false],
  bio_policy: ["model-content-filter", false],
  misalignment_policy_violation: ["model-content-filter", false],
};

const byStatus: Record<number, Failure> = {
  401: ["model-key-invalid", false],
  402: ["model-out-of-credit", false],
  403: ["model-key-invalid", false],
  404: ["model-unavailable", false, "The model's server knows neither this address nor this model."],
  408: ["model-timeout", true],
  413: ["source-too-large", false, "This is more than the model's server takes."],
  429: ["model-rate-limited", true],
  504: ["model-timeout", true],
};

/** A server's fault as ours. Its message stays out: it may quote the key or the source. */
export function serverFailure(fault: ServerFault): EngineError {
  const { status, code, type = "", retryAfter, retryAfterMs = null } = fault;
  const known = byWord[code] ?? byWord[type] ?? (status === null ? undefined : byStatus[status]);
  const [problem, retryable, detail] = known ?? other(status, code);
  const wait = problem === "model-rate-limited" ? waitFor(retryAfter) : undefined;
  const cause = new Error(
    ["the model's server said", status, plain(code), plain(type)].filter((part) => part).join(" "),
  );
  return new EngineError(problem, { retryable, cause, retryAfterMs, ...optional(wait ?? detail) });
}

/** Anything that the SDK or the connection threw. */
export function thrownFailure(error: unknown): EngineError {
  if (error instanceof EngineError) return error;
  if (error instanceof APIConnectionTimeoutError)
    return new EngineError("model-timeout", { retryable: true });
  if (error instanceof APIConnectionError) {
    return new EngineError("model-unavailable", { retryable: true, cause: error.cause });
  }
  if (error instanceof APIError && error.status !== undefined) {
    const headers: Headers | undefined = error.headers;
    return serverFailure({
      status: error.status,
      code: String(error.code ?? ""),
      type: String(error.type ?? ""),
      retryAfter: headers?.get("retry-after") ?? null,
      retryAfterMs: headers ? retryAfterOf(headers) : null,
    });
  }
  return new EngineError("model-truncated", { retryable: true, cause: error });
}

function other(status: number | null, code: string): Failure {
  const isOurs = status !== null && status < 500;
  const detail = isOurs
    ? `The model's server refused the request: ${status} ${plain(code)}`.trim()
    : undefined;
  return isOurs ? ["model-unavailable", false, `${detail}.`] : ["model-unavailable", true];
}

function waitFor(retryAfter: string | null | undefined): string | undefined {
  const seconds = Math.ceil(Number(retryAfter || Number.NaN));
  return seconds > 0 ? `Try again in ${seconds} seconds.` : undefined;
}

/** A code is words of letters; anything else could quote a key or the source. */
function plain(code: string): string {
  return /^[a-z_.]{1,60}$/i.test(code) ? code : "";
}

function optional(detail: string | undefined): { detail?: string } {
  return detail === undefined ? {} : { detail };
}
