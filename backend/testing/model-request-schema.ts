import { Ajv2020 } from "ajv/dist/2020.js";

/**
 * What OpenAI documents of the requests that Rowsmith sends: the members that it may send, and no others.
 * Written from the API reference, apart from the code that makes the requests.
 */
const text = { type: "string", minLength: 1 };
const effort = { enum: ["none", "minimal", "low", "medium", "high", "xhigh"] };

const namedSchema = {
  name: { type: "string", pattern: "^[a-zA-Z0-9_-]{1,64}$" },
  description: text,
  strict: { const: true },
  schema: { $ref: "#/$defs/strict" },
};

const strict = {
  type: "object",
  additionalProperties: false,
  required: ["type"],
  properties: {
    type: {
      anyOf: [
        { $ref: "#/$defs/typeName" },
        { type: "array", items: { $ref: "#/$defs/typeName" }, minItems: 1 },
      ],
    },
    description: text,
    enum: { type: "array", items: text, minItems: 1 },
    items: { $ref: "#/$defs/strict" },
    properties: { type: "object", additionalProperties: { $ref: "#/$defs/strict" } },
    required: { type: "array", items: text, uniqueItems: true },
    additionalProperties: { const: false },
  },
  allOf: [
    {
      if: { properties: { type: { const: "object" } } },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { required: ["properties", "required", "additionalProperties"] },
    },
    {
      if: { properties: { type: { const: "array" } } },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { required: ["items"] },
    },
  ],
};

const $defs = {
  strict,
  typeName: { enum: ["object", "array", "string", "integer", "number", "boolean", "null"] },
};

function message(roles: string[]) {
  return {
    type: "object",
    additionalProperties: false,
    required: ["role", "content"],
    properties: { role: { enum: roles }, content: { type: "string" } },
  };
}

function body<T extends object>(required: string[], properties: T) {
  return {
    $defs,
    type: "object",
    additionalProperties: false,
    required: ["model", "stream", "store", ...required],
    properties: { model: text, stream: { const: true }, store: { const: false }, ...properties },
  };
}

function closed<T extends object>(properties: T, required: string[] = Object.keys(properties)) {
  return { type: "object", additionalProperties: false, required, properties };
}

const responses = body(["input"], {
  instructions: text,
  input: { type: "array", minItems: 1, items: message(["user", "assistant", "system", "developer"]) },
  max_output_tokens: { type: "integer", minimum: 16 },
  reasoning: closed({ effort }),
  text: closed({
    format: closed({ type: { const: "json_schema" }, ...namedSchema }, ["type", "name", "schema"]),
  }),
  stream_options: closed({ include_obfuscation: { type: "boolean" } }),
});

const chatCompletions = body(["messages"], {
  messages: { type: "array", minItems: 1, items: message(["user", "assistant", "system", "developer"]) },
  max_completion_tokens: { type: "integer", minimum: 1 },
  reasoning_effort: effort,
  response_format: closed({
    type: { const: "json_schema" },
    json_schema: closed(namedSchema, ["name", "schema", "strict"]),
  }),
  stream_options: closed({ include_usage: { type: "boolean" }, include_obfuscation: { type: "boolean" } }),
});

/** What servers take that speak an older or smaller Chat Completions; each knows fewer members still. */
const compatible = {
  ...chatCompletions,
  required: ["model", "stream", "messages"],
  properties: {
    ...chatCompletions.properties,
    max_tokens: { type: "integer", minimum: 1 },
    stream_options: closed(chatCompletions.properties.stream_options.properties, ["include_usage"]),
    response_format: {
      anyOf: [chatCompletions.properties.response_format, closed({ type: { const: "json_object" } })],
    },
  },
};

const ajv = new Ajv2020({ allErrors: true, strictTypes: false });
const checks = {
  responses: ajv.compile<RequestBody>(responses),
  "chat-completions": ajv.compile<RequestBody>(chatCompletions),
  compatible: ajv.compile<RequestBody>(compatible),
};

/** The members of either API's body that tests look at. */
export interface RequestBody {
  model: string;
  instructions?: string;
  input?: { role: string; content: string }[];
  messages?: { role: string; content: string }[];
  text?: { format: { schema: object } };
  response_format?: { type: string; json_schema?: { schema: object } };
}

/** The body as OpenAI, or a compatible server, takes it. Throws an `Error` that says why it would be refused. */
export function checkRequest(api: keyof typeof checks, value: unknown): RequestBody {
  const check = checks[api];
  if (!check(value)) throw new Error(ajv.errorsText(check.errors, { dataVar: "body" }));
  const sum = { properties: 0, levels: 0, enumValues: 0, characters: 0 };
  measure(value, 0, sum);
  if (sum.properties > 5_000) throw new Error("strict: more than 5,000 properties");
  if (sum.levels > 10) throw new Error("strict: more than 10 levels");
  if (sum.enumValues > 1_000) throw new Error("strict: more than 1,000 enum values");
  if (sum.characters > 120_000) throw new Error("strict: more than 120,000 characters of names");
  return value;
}

type Sum = { properties: number; levels: number; enumValues: number; characters: number };

/** Walks the whole body: only schemas have `properties`, `items` and `enum`. */
function measure(value: unknown, level: number, sum: Sum): void {
  if (typeof value !== "object" || value === null) return;
  const members = new Map<string, unknown>(Object.entries(value));
  const properties = members.get("properties");
  const isObject = typeof properties === "object" && properties !== null;
  const inner = isObject || members.has("items") ? level + 1 : level;
  sum.levels = Math.max(sum.levels, inner);
  const values = members.get("enum");
  const names = isObject ? Object.keys(properties) : [];
  if (Array.isArray(values)) {
    sum.enumValues += values.length;
    sum.characters += values.join("").length;
  }
  sum.properties += names.length;
  sum.characters += names.join("").length;
  const required = members.get("required");
  if (isObject && (!Array.isArray(required) || names.some((name) => !required.includes(name)))) {
    throw new Error("strict: not all properties are required");
  }
  for (const child of members.values()) measure(child, inner, sum);
}
