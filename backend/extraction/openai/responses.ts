import { parseEvent, record, string, tokens } from "./event-json.ts";
import { serverFailure } from "./failures.ts";
import type { ModelApi, ModelPiece } from "./model-api.ts";
import type { ServerEvent } from "./transport.ts";

/** OpenAI's Responses API: `POST /responses`. */
export const responsesApi: ModelApi = {
  open(client, call, { model, effort, maxOutputTokens }, signal) {
    return client.responses
      .create(
        {
          model,
          instructions: call.instructions,
          input: call.messages,
          max_output_tokens: maxOutputTokens,
          ...(effort === null ? {} : { reasoning: { effort } }),
          ...(call.answer === null ? {} : { text: { format: format(call.answer) } }),
          store: false,
          stream: true,
          stream_options: { include_obfuscation: false },
        },
        { signal },
      )
      .asResponse();
  },
  createReader,
};

function format({ name, schema }: { name: string; schema: object }) {
  return { type: "json_schema" as const, name, schema: { ...schema }, strict: true };
}

/** Other events are copies of what the deltas told, up to the whole answer: not worth parsing. */
const read = new Set([
  "response.output_item.added",
  "response.output_text.delta",
  "response.refusal.delta",
  "response.completed",
  "response.incomplete",
  "response.failed",
  "error",
]);

function createReader(): (event: ServerEvent) => ModelPiece[] {
  /** Items in which the model talks to itself before its answer. */
  const asides = new Set<string>();
  return ({ name, data }) => {
    if ((name !== undefined && !read.has(name)) || data === "[DONE]") return [];
    const event = parseEvent(data);
    const response = record(event.response);
    switch (string(event.type)) {
      case "response.output_item.added": {
        const item = record(event.item);
        if (item.phase === "commentary") asides.add(string(item.id));
        return [];
      }
      case "response.output_text.delta":
        return asides.has(string(event.item_id)) ? [] : [{ type: "text", text: string(event.delta) }];
      case "response.refusal.delta":
        return [{ type: "refusal", text: string(event.delta) }];
      case "response.completed":
        return [...usage(response), { type: "end", reason: "complete" }, { type: "done" }];
      case "response.incomplete":
        return [...usage(response), { type: "end", reason: incompleteReason(response) }, { type: "done" }];
      case "response.failed":
        return fail(record(response.error));
      case "error":
        return fail({ ...event, ...record(event.error) });
      default:
        return [];
    }
  };
}

function incompleteReason(response: Record<string, unknown>): "length" | "content-filter" {
  return record(response.incomplete_details).reason === "content_filter" ? "content-filter" : "length";
}

function fail(error: Record<string, unknown>): never {
  throw serverFailure({ status: null, code: string(error.code), type: string(error.type) });
}

function usage(response: Record<string, unknown>): ModelPiece[] {
  if (typeof response.usage !== "object" || response.usage === null) return [];
  const told = record(response.usage);
  return [
    {
      type: "usage",
      usage: {
        inputTokens: tokens(told.input_tokens),
        outputTokens: tokens(told.output_tokens),
        cachedTokens: tokens(record(told.input_tokens_details).cached_tokens),
      },
    },
  ];
}
