import { buildTextChunks, buildTextStreamEvents } from "@copilotkit/aimock";

export type ModelApiName = "responses" | "chat-completions";

/** How an answer ends on the wire. `error` is an event in the stream, `none` a stream that just stops. */
export type WireEnd =
  | { kind: "complete" }
  | { kind: "length" }
  | { kind: "content-filter" }
  | { kind: "refusal" }
  | { kind: "error"; code: string }
  | { kind: "none" };

export interface WireAnswer {
  text: string;
  model: string;
  /** UTF-16 units in a delta, which may cut a surrogate pair in two. */
  deltaCharacters: number;
  end: WireEnd;
}

/** The figures that every answer reports. */
export const reportedUsage = { inputTokens: 1_200, outputTokens: 340, cachedTokens: 1_024 };

/** The answer as server-sent events, as the API streams it. */
export function wireFrames(api: ModelApiName, answer: WireAnswer): string[] {
  return api === "responses" ? responsesFrames(answer) : chatFrames(answer);
}

function responsesFrames({ text, model, deltaCharacters, end }: WireAnswer): string[] {
  const events = buildTextStreamEvents(text, model, deltaCharacters);
  const frames = events.slice(0, -1).map((event) => {
    const isRefused = end.kind === "refusal" && event.type === "response.output_text.delta";
    return frame(isRefused ? { ...event, type: "response.refusal.delta" } : event);
  });
  const cut = frames.findIndex((line) => line.startsWith("event: response.output_text.done"));
  if (end.kind === "none") return frames.slice(0, cut);
  if (end.kind === "error") {
    return [
      ...frames.slice(0, cut),
      frame({ type: "error", code: end.code, message: "a fault", param: null }),
    ];
  }
  const reason = { length: "max_output_tokens", "content-filter": "content_filter" };
  const isCut = end.kind === "length" || end.kind === "content-filter";
  const response = {
    id: "resp_1",
    object: "response",
    model,
    status: isCut ? "incomplete" : "completed",
    incomplete_details: isCut ? { reason: reason[end.kind] } : null,
    error: null,
    usage: {
      input_tokens: reportedUsage.inputTokens,
      input_tokens_details: { cached_tokens: reportedUsage.cachedTokens },
      output_tokens: reportedUsage.outputTokens,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: reportedUsage.inputTokens + reportedUsage.outputTokens,
    },
  };
  return [...frames, frame({ type: isCut ? "response.incomplete" : "response.completed", response })];
}

function chatFrames({ text, model, deltaCharacters, end }: WireAnswer): string[] {
  const finishReason = { length: "length", "content-filter": "content_filter" };
  const isCut = end.kind === "length" || end.kind === "content-filter";
  const chunks = buildTextChunks(text, model, deltaCharacters, undefined, {
    finishReason: isCut ? finishReason[end.kind] : "stop",
  });
  const frames = chunks.map((chunk) => {
    const line = JSON.stringify(chunk);
    return `data: ${end.kind === "refusal" ? line.replace('"content":', '"refusal":') : line}\n\n`;
  });
  if (end.kind === "none") return frames.slice(0, -1);
  if (end.kind === "error") {
    const error = { message: "a fault", type: "server_error", code: end.code };
    return [...frames.slice(0, -1), `data: ${JSON.stringify({ error })}\n\n`];
  }
  const usage = {
    prompt_tokens: reportedUsage.inputTokens,
    prompt_tokens_details: { cached_tokens: reportedUsage.cachedTokens },
    completion_tokens: reportedUsage.outputTokens,
    total_tokens: reportedUsage.inputTokens + reportedUsage.outputTokens,
  };
  const last = { id: "chatcmpl-1", object: "chat.completion.chunk", model, choices: [], usage };
  return [...frames, `data: ${JSON.stringify(last)}\n\n`, "data: [DONE]\n\n"];
}

function frame(event: { type: string; [member: string]: unknown }): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}
