import type { ProblemCode } from "../../../contract/problem.ts";
import { EngineError } from "../../../extraction/engine.ts";
import { jobProblem } from "../job-view.ts";
import type { PackAnswer } from "./ask.ts";
import type { ClaimedItem } from "./packs.ts";
import type { ItemEnd } from "./queries.ts";

/** Tries of an input, at most, that were its own fault, or nobody's. */
const MOST_ATTEMPTS = 4;
const FIRST_RETRY_MS = 500;

/** No input will fare better until somebody mends it. */
const blocking = new Set<ProblemCode>(["model-out-of-credit", "model-key-invalid"]);
/** The server's trouble, whatever it is asked. */
const outages = new Set<ProblemCode>(["model-unavailable", "model-timeout"]);

/** Why a job has to wait for a person; null where it can go on. */
export function blockOf(failure: EngineError | null): EngineError | null {
  const isBlocking =
    failure !== null &&
    (blocking.has(failure.code) || (failure.code === "model-unavailable" && !failure.retryable));
  return isBlocking ? failure : null;
}

export function isOutage(failure: EngineError | null): boolean {
  return failure !== null && outages.has(failure.code);
}

/** What becomes of a request's inputs. `isDown`: the server does not answer anything; no input is at fault. */
export function endsOf(
  items: readonly ClaimedItem[],
  { results, failure }: Pick<PackAnswer, "results" | "failure">,
  { isDown }: { isDown: boolean },
): ItemEnd[] {
  return items.map((item, index) => {
    const result = results[index] ?? null;
    if (result instanceof EngineError) return afterFailure(item, result, false);
    if (result !== null) return { position: item.position, status: "done", cells: result, reused: false };
    if (failure !== null && isDown && isOutage(failure))
      return again(item, { alone: item.alone, attempts: item.attempts });
    if (failure !== null) return afterFailure(item, failure, items.length > 1);
    if (items.length > 1) return again(item, { alone: true, attempts: item.attempts });
    return another(item, "model-bad-output", "The answer had no row for this input.");
  });
}

function afterFailure(item: ClaimedItem, failure: EngineError, wasPacked: boolean): ItemEnd {
  const { code, retryable, detail, retryAfterMs } = failure;
  // The rate is the scheduler's to keep; the input did nothing wrong.
  if (code === "model-rate-limited") return again(item, { alone: item.alone, attempts: item.attempts });
  if (blockOf(failure) !== null) return again(item, { alone: item.alone, attempts: item.attempts });
  if (outages.has(code)) return another(item, code, detail, retryAfterMs);
  // With others it may be another's fault.
  if (wasPacked) return again(item, { alone: true, attempts: item.attempts });
  const isLength = code === "model-length-limit" && item.attempts === 0;
  if (!retryable && !isLength)
    return { position: item.position, status: "failed", problem: jobProblem(code, detail) };
  return another(item, code, detail);
}

function another(
  item: ClaimedItem,
  code: ProblemCode,
  detail: string | undefined,
  retryAfterMs: number | null = null,
): ItemEnd {
  const attempts = item.attempts + 1;
  if (attempts >= MOST_ATTEMPTS) {
    return { position: item.position, status: "failed", problem: jobProblem(code, detail) };
  }
  const retryInMs = retryAfterMs ?? FIRST_RETRY_MS * 4 ** item.attempts;
  return { ...again(item, { alone: item.alone, attempts }), retryInMs };
}

function again({ position }: ClaimedItem, { alone, attempts }: { alone: boolean; attempts: number }) {
  return { position, status: "pending" as const, alone, attempts, retryInMs: 0 };
}
