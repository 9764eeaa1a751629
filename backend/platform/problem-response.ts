import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import type { ProblemCode } from "../contract/problem.ts";
import { EngineError } from "../extraction/engine.ts";
import { isDatabaseUnavailable, isUnstorableText } from "./database.ts";
import { ProblemError, type ProblemOptions, toProblem } from "./problem.ts";
import type { AppEnv } from "./router.ts";

/** A thrown error as the code and words that its caller may read. Unknown ones say nothing of their cause. */
export function explain(error: unknown): { code: ProblemCode; options: ProblemOptions } {
  if (error instanceof ProblemError) return { code: error.code, options: error.options };
  if (error instanceof EngineError) {
    return { code: error.code, options: error.detail === undefined ? {} : { detail: error.detail } };
  }
  if (error instanceof HTTPException) return { code: codeOf(error), options: {} };
  if (isUnstorableText(error)) {
    return {
      code: "invalid-request",
      options: { detail: "A text holds a NUL character, which cannot be kept" },
    };
  }
  if (isDatabaseUnavailable(error)) return { code: "unavailable", options: { retryAfter: 2 } };
  return { code: "internal", options: {} };
}

/** The one place where a thrown error becomes an answer. */
export function answerError(error: unknown, context: Context<AppEnv>): Response {
  const { code, options } = explain(error);
  const response = problemResponse(context, code, options);
  if (response.status >= 500) context.var.log.error({ err: error, code }, "request failed");
  return response;
}

export function problemResponse(
  context: Context<AppEnv>,
  code: ProblemCode,
  options: ProblemOptions = {},
): Response {
  const problem = toProblem(code, context.var.requestId, options);
  return context.newResponse(JSON.stringify(problem), {
    status: problem.status as 400,
    headers: {
      "Content-Type": "application/problem+json",
      ...(options.retryAfter === undefined ? {} : { "Retry-After": String(options.retryAfter) }),
      ...(problem.status === 401 ? { "WWW-Authenticate": "Bearer" } : {}),
    },
  });
}

function codeOf(exception: HTTPException): ProblemCode {
  if (exception.status === 400) return "malformed-json";
  if (exception.status === 413) return "body-too-large";
  if (exception.status === 415) return "unsupported-media-type";
  return exception.status < 500 ? "invalid-request" : "internal";
}
