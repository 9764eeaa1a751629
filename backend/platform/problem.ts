import { type Problem, type ProblemCode, type ProblemSummary, problems } from "../contract/problem.ts";

export interface ProblemOptions {
  detail?: string;
  errors?: { path: string; message: string }[];
  /** Whole seconds until a retry may help; becomes `Retry-After` too. */
  retryAfter?: number;
  cause?: unknown;
}

/** Thrown anywhere, mapped once: an answer that the caller is meant to read. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly options: ProblemOptions;

  constructor(code: ProblemCode, options: ProblemOptions = {}) {
    super(options.detail ?? problems[code].title, { cause: options.cause });
    this.name = "ProblemError";
    this.code = code;
    this.options = options;
  }
}

/** A code that was kept; one that an older version knew is an unknown fault. */
export function codeOf(kept: string): ProblemCode {
  return Object.hasOwn(problems, kept) ? (kept as ProblemCode) : "internal";
}

/** What is kept of a problem that no request waits for. */
export function toSummary(code: ProblemCode, { detail }: ProblemOptions = {}): ProblemSummary {
  return { code, title: problems[code].title, ...(detail === undefined ? {} : { detail }) };
}

/** The wire's form of a code. */
export function toProblem(code: ProblemCode, requestId: string, options: ProblemOptions = {}): Problem {
  return {
    type: `urn:rowsmith:problem:${code}`,
    title: problems[code].title,
    status: problems[code].status,
    code,
    ...(options.detail === undefined ? {} : { detail: options.detail }),
    ...(options.errors === undefined ? {} : { errors: options.errors }),
    requestId,
    ...(options.retryAfter === undefined ? {} : { retryAfter: options.retryAfter }),
  };
}
