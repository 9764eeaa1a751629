import { randomUUID } from "node:crypto";
import type { Usage } from "../../contract/chat.ts";
import { complete } from "../completeness/complete.ts";
import { type Engine, EngineError, type EngineEvent, type EngineRequest } from "../engine.ts";
import { AnswerReader } from "./answer-reader.ts";
import { checkColumns } from "./answer-schema.ts";
import { chatCompletionsApi } from "./chat-completions.ts";
import { Dialect } from "./dialect.ts";
import { thrownFailure } from "./failures.ts";
import { chatInstructions, revisionRules, rowInstructions } from "./instructions.ts";
import { CallLimits } from "./limits.ts";
import type { ModelPiece, ModelSettings } from "./model-api.ts";
import { type ModelCall, planCall } from "./prompt.ts";
import { ratesOf } from "./rates.ts";
import { responsesApi } from "./responses.ts";
import { estimateTokens } from "./token-estimate.ts";
import { openClient, readEvents, type TransportOptions } from "./transport.ts";

export interface OpenAiOptions extends TransportOptions, ModelSettings {
  api: "responses" | "chat-completions";
}

/**
 * An engine that asks a model over OpenAI's API or a compatible server's, as often as a source takes, within one
 * deadline. What came before a failure has been told, its table ended, when the failure is thrown. A length limit
 * is no failure: `finish` says so.
 */
export function createOpenAiEngine(options: OpenAiOptions): Engine {
  const dialect = new Dialect();
  return {
    name: "openai",
    model: options.model,
    check: checkColumns,
    standing: [rowInstructions, chatInstructions, revisionRules].join("\n\n"),
    run(request, signal) {
      const endsAt = performance.now() + options.deadlineMs;
      const ask = (asked: EngineRequest, stop: AbortSignal) =>
        call({ ...options, dialect, deadlineMs: Math.max(1, endsAt - performance.now()) }, asked, stop);
      return complete(ask, request, signal);
    },
    callOnce(request, signal, { maxOutputTokens, onRates }) {
      const once = {
        ...{ ...options, dialect, maxRetries: 0 },
        maxOutputTokens: Math.min(maxOutputTokens, options.maxOutputTokens),
        onAnswer: ({ headers }: Response) => onRates(ratesOf(headers)),
      };
      return call(once, request, signal);
    },
  };
}

type CallOptions = OpenAiOptions & { dialect: Dialect };

interface Outcome {
  usage: Usage | null;
  /** The server took the call: it counts it, though its figures may not come. */
  isTaken: boolean;
  /** All that came, to count it by where the server does not. */
  text: string;
  end: "complete" | "length" | "content-filter" | null;
  refused: boolean;
}

async function* call(
  options: CallOptions,
  request: EngineRequest,
  signal: AbortSignal,
): AsyncGenerator<EngineEvent> {
  const plan = planCall(request, randomUUID());
  const settle = await request.meter?.(bytesOf(plan));
  const limits = new CallLimits(signal, options.deadlineMs);
  const answer = new AnswerReader(request, plan.answer !== null);
  const outcome: Outcome = { usage: null, isTaken: false, text: "", end: null, refused: false };
  let failure: EngineError | null = null;
  try {
    for await (const pieces of ask(options, plan, limits)) {
      outcome.isTaken = true;
      for (const piece of pieces) yield* take(piece, answer, outcome);
      if (answer.isBroken || pieces.some((piece) => piece.type === "done")) break;
    }
  } catch (error) {
    failure = limits.failure() ?? thrownFailure(error);
  } finally {
    limits.close();
  }
  yield* answer.end();
  const usage = outcome.usage ?? (outcome.isTaken ? estimateUsage(plan, outcome.text) : null);
  settle?.(usage);
  if (usage !== null) yield { type: "usage", usage };
  const problem = signal.aborted ? null : problemOf(outcome, failure, answer);
  if (problem !== null) throw problem;
  yield {
    type: "finish",
    reason: signal.aborted ? "stopped" : outcome.end === "length" ? "length" : "complete",
  };
}

async function* ask(options: CallOptions, plan: ModelCall, limits: CallLimits): AsyncGenerator<ModelPiece[]> {
  const api = options.api === "responses" ? responsesApi : chatCompletionsApi;
  const response = await api.open(openClient(options, limits), plan, options, limits.signal, options.dialect);
  const read = api.createReader();
  for await (const events of readEvents(response, limits, options.idleTimeoutMs)) {
    const pieces: ModelPiece[] = [];
    try {
      for (const event of events) for (const piece of read(event)) addPiece(pieces, piece);
    } finally {
      // Also what came before an event that reports an error.
      yield pieces;
    }
  }
}

/** Text that came together goes on together: each piece passes every stage. */
function addPiece(pieces: ModelPiece[], piece: ModelPiece): void {
  const last = pieces.at(-1);
  if (last?.type === "text" && piece.type === "text") {
    pieces[pieces.length - 1] = { type: "text", text: last.text + piece.text };
  } else pieces.push(piece);
}

function* take(piece: ModelPiece, answer: AnswerReader, outcome: Outcome): Generator<EngineEvent> {
  if (piece.type === "text") {
    outcome.text += piece.text;
    yield* answer.write(piece.text);
  } else if (piece.type === "refusal") {
    outcome.refused = true;
    yield { type: "text", text: piece.text };
  } else if (piece.type === "usage") outcome.usage = piece.usage;
  else if (piece.type === "end") outcome.end = piece.reason;
}

function bytesOf({ messages }: ModelCall): number {
  return messages.reduce((sum, { content }) => sum + Buffer.byteLength(content), 0);
}

/** Of a call that was cut off before its figures came. */
function estimateUsage({ instructions, messages, answer }: ModelCall, said: string): Usage {
  const asked = [
    instructions,
    ...messages.map(({ content }) => content),
    JSON.stringify(answer?.schema ?? ""),
  ];
  const inputTokens = estimateTokens(asked.join("\n"));
  return { inputTokens, outputTokens: estimateTokens(said), cachedTokens: 0, estimated: true };
}

/** What failed first, in the order of what explains more; null when the answer ended as it should. */
function problemOf(outcome: Outcome, failure: EngineError | null, answer: AnswerReader): EngineError | null {
  if (outcome.refused) return new EngineError("model-refused", { retryable: false });
  if (outcome.end === "content-filter") return new EngineError("model-content-filter", { retryable: false });
  if (failure !== null && outcome.end === null) return failure;
  if (answer.isBroken) return unreadable(answer.fault);
  if (outcome.end === null) return new EngineError("model-truncated", { retryable: true });
  return outcome.end === "complete" && answer.fault !== null ? unreadable(answer.fault) : null;
}

function unreadable(detail: string | null): EngineError {
  return new EngineError("model-bad-output", { retryable: true, ...(detail === null ? {} : { detail }) });
}
