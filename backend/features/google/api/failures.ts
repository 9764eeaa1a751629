import type { ProblemCode } from "../../../contract/problem.ts";
import { ProblemError } from "../../../platform/problem.ts";

/** Whether Google carried out what it did not answer for. */
export type Outcome = "refused" | "unknown";

/** A call of Google's that failed. */
export class GoogleFailure extends ProblemError {
  readonly outcome: Outcome;
  /** Google's own words, for the log and for what they tell apart. */
  readonly words: string;

  constructor(code: ProblemCode, outcome: Outcome, words: string, options: { retryAfter?: number } = {}) {
    super(code, code === "google-refused" && words !== "" ? { detail: `Google says: ${words}` } : options);
    this.outcome = outcome;
    this.words = words;
  }
}

/** What Google's 400s say. */
const refusals: [RegExp, ProblemCode][] = [
  [/limit of \d+ cells/, "spreadsheet-full"],
  [/maximum of 50000 characters/, "cell-too-long"],
  [/protected cell or object/, "spreadsheet-protected"],
  [/No grid with id|Unable to parse range/, "sheet-not-found"],
  [/exceeds grid limits|already exists|You can't remove all the sheets/, "conflict"],
];

const MOST_WORDS = 300;

/** An error answer's meaning. */
export function failureOf(status: number, body: string, retryAfter: string | null): GoogleFailure {
  const words = wordsOf(body).slice(0, MOST_WORDS);
  if (status === 429 || /rateLimitExceeded|userRateLimitExceeded/.test(body)) {
    const seconds = Number(retryAfter) || 30;
    return new GoogleFailure("google-rate-limited", "refused", words, { retryAfter: seconds });
  }
  if (status >= 500) return new GoogleFailure("google-unavailable", "unknown", words, { retryAfter: 5 });
  if (status === 404) return new GoogleFailure("spreadsheet-not-found", "refused", words);
  if (status === 403 && /insufficient authentication scopes/.test(body)) {
    return new GoogleFailure("google-scope-missing", "refused", words);
  }
  // A project without the API says so, with the address where it is turned on.
  if (status === 403 && !/SERVICE_DISABLED|accessNotConfigured/.test(body)) {
    return new GoogleFailure("spreadsheet-read-only", "refused", words);
  }
  const known = refusals.find(([pattern]) => pattern.test(words));
  return new GoogleFailure(known?.[1] ?? "google-refused", "refused", words);
}

/** No answer, or none that could be read. */
export function brokenOff(cause: unknown): GoogleFailure {
  const isSlow = cause instanceof Error && cause.name === "TimeoutError";
  return new GoogleFailure(isSlow ? "google-timeout" : "google-unavailable", "unknown", "", {
    retryAfter: 5,
  });
}

function wordsOf(body: string): string {
  try {
    const { error } = JSON.parse(body) as { error?: { message?: unknown } };
    return typeof error?.message === "string" ? error.message : "";
  } catch {
    return "";
  }
}
