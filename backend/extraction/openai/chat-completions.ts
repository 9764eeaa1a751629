import type { AnswerSchema } from "./answer-schema.ts";
import type { Member } from "./dialect.ts";
import { parseEvent, record, string, tokens } from "./event-json.ts";
import { serverFailure } from "./failures.ts";
import type { ModelApi, ModelPiece, ModelSettings } from "./model-api.ts";
import type { ModelCall } from "./prompt.ts";
import type { ServerEvent } from "./transport.ts";

/** The Chat Completions API, which most compatible servers speak: `POST /chat/completions`. */
export const chatCompletionsApi: ModelApi = {
  async open(client, call, settings, signal, dialect) {
    while (true) {
      const sent = dialect.taken();
      try {
        return await client.chat.completions.create(body(call, settings, sent), { signal }).asResponse();
      } catch (error) {
        if (!dialect.learn(error, sent)) throw error;
      }
    }
  },
  createReader,
};

function body(
  call: ModelCall,
  { model, effort, maxOutputTokens }: ModelSettings,
  taken: ReadonlySet<Member>,
) {
  const instructions =
    call.answer === null || taken.has("json_schema")
      ? call.instructions
      : `${call.instructions}\n\nThe JSON schema of the answer:\n${JSON.stringify(call.answer.schema)}`;
  const obfuscation = taken.has("include_obfuscation") ? { include_obfuscation: false } : {};
  return {
    model,
    messages: [{ role: "system" as const, content: instructions }, ...call.messages],
    [taken.has("max_completion_tokens") ? "max_completion_tokens" : "max_tokens"]: maxOutputTokens,
    ...(effort === null || !taken.has("reasoning_effort") ? {} : { reasoning_effort: effort }),
    ...(call.answer === null ? {} : format(call.answer, taken)),
    ...(taken.has("store") ? { store: false } : {}),
    stream: true as const,
    ...(taken.has("stream_options") ? { stream_options: { include_usage: true, ...obfuscation } } : {}),
  };
}

function format({ name, schema }: AnswerSchema, taken: ReadonlySet<Member>) {
  if (!taken.has("response_format")) return {};
  if (!taken.has("json_schema")) return { response_format: { type: "json_object" as const } };
  const named = { name, schema: { ...schema }, strict: true };
  return { response_format: { type: "json_schema" as const, json_schema: named } };
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
