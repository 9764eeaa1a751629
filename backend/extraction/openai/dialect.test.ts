import { afterEach, describe, expect, it } from "vitest";
import { type ModelStandIn, startModelStandIn } from "../../testing/model-stand-in.ts";
import { type Engine, EngineError, type EngineEvent, type EngineRequest } from "../engine.ts";
import { createOpenAiEngine } from "./openai-engine.ts";

const request: EngineRequest = {
  ...{ prompt: "The invoices", history: [], columns: null, revises: null, mode: "auto" },
  source: { kind: "text", title: "mail", text: "Invoice 007 over 12.50." },
  ...{ locale: "en-US", timeZone: "UTC", now: new Date("2026-03-04T09:00:00Z") },
};
const answer = JSON.stringify({
  reply: "One invoice.",
  tables: [
    { title: "Invoices", columns: [{ name: "Number", type: "id" }], expectedRows: 1, rows: [["007"]] },
  ],
});

let standIn: ModelStandIn | null = null;
afterEach(async () => {
  await standIn?.close();
  standIn = null;
});

interface Server {
  engine: Engine;
  /** Bodies as they came, also the refused ones. */
  bodies: string[];
  /** Of the last one that was taken. */
  taken(): Record<string, unknown>;
}

async function serve(refusal: (body: string) => string | null): Promise<Server> {
  const bodies: string[] = [];
  const server = await startModelStandIn({
    answer: () => answer,
    refuses: (body) => {
      bodies.push(body);
      return refusal(body);
    },
  });
  standIn = server;
  const engine = createOpenAiEngine({
    ...{ apiKey: null, baseUrl: server.baseUrl, api: "chat-completions", model: "local", effort: "low" },
    ...{ idleTimeoutMs: 30_000, connectTimeoutMs: 30_000, deadlineMs: 60_000, maxRetries: 2 },
    maxOutputTokens: 1_000,
  });
  return { engine, bodies, taken: () => ({ ...server.requests.at(-1)?.body }) };
}

async function rowsOf(engine: Engine): Promise<EngineEvent[]> {
  const events: EngineEvent[] = [];
  for await (const event of engine.run(request, new AbortController().signal)) events.push(event);
  return events.filter((event) => event.type === "row");
}

const row = { type: "row", cells: [{ text: "007" }] };
const openAi = (message: string, param: string | null = null) =>
  JSON.stringify({ error: { message, type: "invalid_request_error", param, code: null } });
const pydantic = (member: string) =>
  JSON.stringify({
    detail: [{ type: "extra_forbidden", loc: ["body", member], msg: "Extra inputs are not permitted" }],
  });

describe("a server that does not know a member", () => {
  it.each([
    ["store", "store", openAi("property 'store' is unsupported")],
    ["store", "store", pydantic("store")],
    ["include_obfuscation", "include_obfuscation", pydantic("include_obfuscation")],
    ["stream_options", "stream_options", openAi("Unknown parameter: 'stream_options'.", "stream_options")],
    [
      "reasoning_effort",
      "reasoning_effort",
      openAi("Unrecognized request argument supplied: reasoning_effort"),
    ],
    [
      "max_completion_tokens",
      "max_completion_tokens",
      openAi("Unsupported parameter: 'max_completion_tokens'. Use 'max_tokens' instead."),
    ],
  ])("is asked once more without %s, and from then on", async (_title, member, refusal) => {
    const { engine, bodies, taken } = await serve((body) => (body.includes(`"${member}"`) ? refusal : null));
    expect(await rowsOf(engine)).toEqual([row]);
    expect(bodies).toHaveLength(2);
    expect(await rowsOf(engine)).toEqual([row]);
    expect(bodies).toHaveLength(3);
    if (member === "max_completion_tokens") expect(taken().max_tokens).toBe(1_000);
  });

  it("is told the schema in the prompt where it takes none, and asked for an object", async () => {
    const refusal = openAi("'response_format.type' of 'json_schema' is not supported", "response_format");
    const { engine, bodies, taken } = await serve((body) =>
      body.includes('"json_schema"') ? refusal : null,
    );
    expect(await rowsOf(engine)).toEqual([row]);
    expect(bodies).toHaveLength(2);
    expect(taken().response_format).toEqual({ type: "json_object" });
    expect(standIn?.requests.at(-1)?.instructions).toContain('"additionalProperties":false');
  });

  it("is asked without everything that it refuses, one after the other, by turns at the same time too", async () => {
    const members = [
      "store",
      "stream_options",
      "max_completion_tokens",
      "reasoning_effort",
      "response_format",
    ];
    const { engine, taken } = await serve((body) => {
      const unknown = members.find((member) => body.includes(`"${member}"`));
      return unknown === undefined ? null : openAi(`Unknown parameter: '${unknown}'`);
    });
    expect(await Promise.all([rowsOf(engine), rowsOf(engine)])).toEqual([[row], [row]]);
    expect(Object.keys(taken()).sort()).toEqual(["max_tokens", "messages", "model", "stream"]);
  });
});

describe("a refusal is told to the person", () => {
  it.each([
    ["of a member that is not sent any more", openAi("Unsupported parameter: 'store'"), 2],
    ["of a member's value", openAi("Invalid 'max_completion_tokens': below 16", "max_completion_tokens"), 1],
    ["of something else", openAi("Unsupported parameter: 'messages'", "messages"), 1],
    ["that speaks of a member without refusing it", openAi("The store is closed"), 1],
    [
      "of an effort's value",
      '{"error":{"message":"bad","param":"reasoning_effort","code":"unsupported_value"}}',
      1,
    ],
  ])("%s", async (_title, refusal, attempts) => {
    const { engine, bodies } = await serve(() => refusal);
    await expect(rowsOf(engine)).rejects.toThrow(EngineError);
    expect(bodies).toHaveLength(attempts);
  });
});
