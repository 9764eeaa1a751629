import type { Cost, FinishReason, MessageMetadata, MessageStatus } from "../../../contract/chat.ts";
import type { TurnEvent } from "../../../contract/events.ts";
import { type ProblemCode, problems } from "../../../contract/problem.ts";
import { EngineError, unfinished } from "../../../extraction/engine.ts";
import { type ProblemOptions, toProblem } from "../../../platform/problem.ts";
import { explain } from "../../../platform/problem-response.ts";
import type { Cutoff } from "./live-turn.ts";
import type { TurnRecord } from "./turn-record.ts";

/** How a turn ended: what its readers are told, and what its message says of it from then on. */
export type Ending = { kind: "finished"; reason: FinishReason } | Failure;

export interface Failure {
  kind: "failed";
  status: "failed" | "interrupted";
  code: ProblemCode;
  detail?: string;
  retryable: boolean;
}

/** How a turn ends that nothing went wrong in. An engine that told no end was broken off. */
export function naturalEnding(cutoff: Cutoff | null, reason: FinishReason | null): Ending {
  if (cutoff === "stop") return { kind: "finished", reason: "stopped" };
  if (cutoff !== null) {
    return { kind: "failed", status: "interrupted", code: "turn-interrupted", retryable: true };
  }
  if (reason === null) return { kind: "failed", status: "failed", code: "model-truncated", retryable: true };
  return { kind: "finished", reason };
}

/** How a turn ends that threw. */
export function failure(error: unknown): Failure {
  const { code, options } = explain(error);
  const retryable = error instanceof EngineError ? error.retryable : code === "unavailable";
  return {
    ...{ kind: "failed", status: "failed", code, retryable },
    ...(options.detail === undefined ? {} : { detail: options.detail }),
  };
}

export function statusOf(ending: Ending): MessageStatus {
  if (ending.kind === "failed") return ending.status;
  if (ending.reason === "stopped") return "stopped";
  return ending.reason === "complete" ? "complete" : "failed";
}

export function metadataOf(ending: Ending): MessageMetadata {
  if (ending.kind === "failed") return { problem: describe(ending.code, ending) };
  const code = unfinished[ending.reason];
  return { finishReason: ending.reason, ...(code === undefined ? {} : { problem: describe(code, {}) }) };
}

export function terminalEvent(
  ending: Ending,
  record: TurnRecord,
  turn: { requestId: string; cost: Cost | null; durationMs: number; reused: boolean },
): TurnEvent {
  if (ending.kind === "failed") {
    const problem = toProblem(ending.code, turn.requestId, detailOf(ending));
    return { type: "turn-error", problem, kept: record.kept, retryable: ending.retryable };
  }
  const { cost, durationMs, reused } = turn;
  const end = {
    type: "turn-end" as const,
    usage: record.usage,
    cost,
    durationMs,
    finishReason: ending.reason,
  };
  return reused ? { ...end, reused } : end;
}

function describe(code: ProblemCode, ending: { detail?: string }) {
  return { code, title: problems[code].title, ...detailOf(ending) };
}

function detailOf({ detail }: { detail?: string }): Pick<ProblemOptions, "detail"> {
  return detail === undefined ? {} : { detail };
}
