import { parseEvent, record, string, tokens } from "./event-json.ts";
import { serverFailure } from "./failures.ts";
import type { ModelApi, ModelPiece } from "./model-api.ts";
import type { ServerEvent } from "./transport.ts";

/** The Chat Completions API, which most compatible servers speak: `POST /chat/completions`. */
export const chatCompletionsApi: ModelApi = {
  open(client, call, { model, effort, maxOutputTokens }, signal) {
    return client.chat.completions
      .create(
        {
          model,
          messages: [{ role: "system", content: call.instructions }, ...call.messages],
          max_completion_tokens: maxOutputTokens,
          ...(effort === null ? {} : { reasoning_effort: effort }),
          ...(call.answer === null ? {} : { response_format: format(call.answer) }),
          store: false,
          stream: true,
          stream_options: { include_usage: true, include_obfuscation: false },
        },
        { signal },
      )
      .asResponse();
  },
  createReader,
};

function format({ name, schema }: { name: string; schema: object }) {
  return { type: "json_schema" as const, json_schema: { name, schema: { ...schema }, strict: true } };
}

function createReader(): (event: ServerEvent) => ModelPiece[] {
  return ({ data }) => {
    if (data === "[DONE]") return [{ type: "done" }];
    const chunk = parseEvent(data);
    const error = chunk.error;
    if (error !== undefined && error !== null) return fail(record(error));
    const choices: unknown[] = Array.isArray(chunk.choices) ? chunk.choices : [];
    const choice = record(choices[0]);
    const delta = record(choice.delta);
    const pieces: ModelPiece[] = [];
    if (string(delta.content) !== "") pieces.push({ type: "text", text: string(delta.content) });
    if (string(delta.refusal) !== "") pieces.push({ type: "refusal", text: string(delta.refusal) });
    if (string(choice.finish_reason) !== "") {
      pieces.push({ type: "end", reason: endReason(string(choice.finish_reason)) });
    }
    return [...pieces, ...usage(chunk.usage)];
  };
}

/** `max_tokens` and `model_length` are compatible servers' words for `length`. */
function endReason(reason: string): "complete" | "length" | "content-filter" {
  if (reason === "content_filter") return "content-filter";
  return ["length", "max_tokens", "model_length"].includes(reason) ? "length" : "complete";
}

function fail(error: Record<string, unknown>): never {
  const status = Number(error.code);
  throw serverFailure({
    status: status >= 400 && status < 600 ? status : null,
    code: string(error.code),
    type: string(error.type),
  });
}

function usage(value: unknown): ModelPiece[] {
  if (typeof value !== "object" || value === null) return [];
  const told = record(value);
  return [
    {
      type: "usage",
      usage: {
        inputTokens: tokens(told.prompt_tokens),
        outputTokens: tokens(told.completion_tokens),
        cachedTokens: tokens(record(told.prompt_tokens_details).cached_tokens),
      },
    },
  ];
}
