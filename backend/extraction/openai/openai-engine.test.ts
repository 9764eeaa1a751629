import { afterEach, describe, expect, it } from "vitest";
import { answerText } from "../../testing/model-answer.ts";
import {
  type ModelStandIn,
  type ModelStandInOptions,
  startModelStandIn,
} from "../../testing/model-stand-in.ts";
import { reportedUsage } from "../../testing/model-wire.ts";
import { EngineError, type EngineEvent, type EngineRequest } from "../engine.ts";
import { createOpenAiEngine, type OpenAiOptions } from "./openai-engine.ts";

const key = "sk-planted-0123456789";

const request: EngineRequest = {
  prompt: "The invoices, please",
  history: [],
  source: { kind: "text", title: "mail", text: "Invoice 007 über 1.250,00 €. Invoice 008, 😀 3,50 €." },
  columns: null,
  revises: null,
  mode: "auto",
  locale: "de-DE",
  timeZone: "Europe/Berlin",
  now: new Date("2026-03-04T09:00:00Z"),
};

const invoices = {
  reply: "Two invoices – über 😀.",
  tables: [
    {
      title: "Invoices",
      dataType: "invoice",
      columns: [
        { name: "Number", type: "id" },
        { name: "Amount", type: "currency" },
      ],
      rows: [
        ["007", "1.250,00 €"],
        ["008", "3,50 €"],
      ],
    },
  ],
};

let standIn: ModelStandIn | null = null;
afterEach(async () => {
  await standIn?.close();
  standIn = null;
});

type Run = { events: EngineEvent[]; error: EngineError | null };

function connect(api: OpenAiOptions["api"], { baseUrl }: ModelStandIn, settings: Partial<OpenAiOptions>) {
  return createOpenAiEngine({
    apiKey: key,
    baseUrl,
    api,
    model: "test-model",
    effort: null,
    idleTimeoutMs: 30_000,
    connectTimeoutMs: 30_000,
    deadlineMs: 60_000,
    maxRetries: 2,
    maxOutputTokens: 1_000,
    ...settings,
  });
}

async function run(
  api: OpenAiOptions["api"],
  options: ModelStandInOptions,
  asked: Partial<EngineRequest> = {},
  settings: Partial<OpenAiOptions> = {},
  signal = new AbortController().signal,
): Promise<Run> {
  standIn ??= await startModelStandIn(options);
  const engine = connect(api, standIn, settings);
  const events: EngineEvent[] = [];
  try {
    for await (const event of engine.run({ ...request, ...asked }, signal)) events.push(event);
    return { events, error: null };
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return { events, error };
  }
}

const textOf = ({ events }: Run) =>
  events.flatMap((event) => (event.type === "text" ? [event.text] : [])).join("");
const rowsOf = ({ events }: Run) =>
  events.flatMap((event) => (event.type === "row" ? [event.cells.map((cell) => cell?.text ?? null)] : []));
const last = ({ events }: Run) => events.at(-1);
const answer = () => invoices;

describe.each(["responses", "chat-completions"] as const)("the model's engine over %s", (api) => {
  it("tells the reply, the table and its rows, the model's own usage, and that it finished", async () => {
    const result = await run(api, { answer });
    expect(result.error).toBeNull();
    expect(textOf(result)).toBe(invoices.reply);
    expect(result.events.filter(({ type }) => type !== "text")).toEqual([
      {
        type: "table-start",
        title: "Invoices",
        dataType: "invoice",
        columns: [
          { name: "Number", type: "id" },
          { name: "Amount", type: "currency" },
        ],
        expectedRows: null,
      },
      { type: "row", cells: [{ text: "007" }, { text: "1.250,00 €" }] },
      { type: "row", cells: [{ text: "008" }, { text: "3,50 €" }] },
      { type: "usage", usage: reportedUsage },
      { type: "table-end", expectedRows: null, gaps: [] },
      { type: "finish", reason: "complete" },
    ]);
    expect(standIn?.requests[0]?.authorization).toBe(`Bearer ${key}`);
  });

  it.each([1, 3, 20])("survives bytes and deltas that split characters: %i", async (size) => {
    const result = await run(api, { answer, chunkBytes: size, deltaCharacters: size });
    expect(textOf(result)).toBe(invoices.reply);
    for (const event of result.events)
      if (event.type === "text") expect(event.text.isWellFormed()).toBe(true);
    expect(rowsOf(result)).toEqual(invoices.tables[0]?.rows);
  });

  it("answers a chat turn as plain text, without a schema", async () => {
    const result = await run(api, { answer: () => "Hello 😀", deltaCharacters: 1 }, { mode: "chat" });
    expect(textOf(result)).toBe("Hello 😀");
    expect(last(result)).toEqual({ type: "finish", reason: "complete" });
    expect(standIn?.requests[0]?.schema).toBeNull();
  });

  it("sends the effort and no sign-in to a server without a key", async () => {
    const result = await run(api, { answer }, {}, { apiKey: null, effort: "low" });
    expect(result.error).toBeNull();
    expect(standIn?.requests[0]?.authorization).toBeNull();
    expect(JSON.stringify(standIn?.requests[0]?.body)).toContain('"low"');
  });

  it.each([
    [401, "invalid_api_key", "model-key-invalid", 1],
    [403, "forbidden", "model-key-invalid", 1],
    [429, "insufficient_quota", "model-out-of-credit", 1],
    [429, "rate_limit_exceeded", "model-rate-limited", 3],
    [500, "server_error", "model-unavailable", 3],
    [400, "context_length_exceeded", "source-too-large", 1],
    [404, "model_not_found", "model-unavailable", 1],
  ])("maps %i %s to %s after %i attempts", async (status, code, problem, attempts) => {
    const result = await run(api, { fault: { kind: "status", status, code } });
    expect(result.error?.code).toBe(problem);
    expect(result.events).toEqual([]);
    expect(standIn?.requests).toHaveLength(attempts);
  });

  it("does not wait longer than a minute for a busy server, and says how long it asked for", async () => {
    const headers = { "retry-after": "3600" };
    const result = await run(api, { fault: { kind: "status", status: 429, headers } });
    expect(result.error).toMatchObject({ code: "model-rate-limited", retryable: true });
    expect(result.error?.detail).toContain("3600 seconds");
    expect(standIn?.requests).toHaveLength(1);
  });

  it("completes when a server recovers within the retries", async () => {
    const result = await run(api, { answer, fault: { kind: "status", status: 503, times: 2 } });
    expect(last(result)).toEqual({ type: "finish", reason: "complete" });
    expect(standIn?.requests).toHaveLength(3);
  });

  it("says unavailable when nothing listens", async () => {
    standIn = await startModelStandIn();
    const { baseUrl } = standIn;
    await standIn.close();
    const result = await run(api, {}, {}, { baseUrl, maxRetries: 0 });
    expect(result.error?.code).toBe("model-unavailable");
  });

  it("gives up at the connect limit on a server that never answers", async () => {
    const result = await run(api, { fault: { kind: "hang" } }, {}, { connectTimeoutMs: 200 });
    expect(result.error?.code).toBe("model-timeout");
    expect(standIn?.requests).toHaveLength(1);
    await standIn?.requests[0]?.closed;
  });

  it("gives up at the idle limit on a stream that falls silent, keeping what came", async () => {
    const fault = { kind: "stall", bytes: 2_500 } as const;
    const result = await run(api, { answer, fault }, {}, { idleTimeoutMs: 300 });
    expect(result.error).toMatchObject({ code: "model-timeout", retryable: true });
    expect(textOf(result)).not.toBe("");
    await standIn?.requests[0]?.closed;
  });

  it("gives up at the deadline on a stream that drips without end", async () => {
    const options = { answer, chunkBytes: 5, delayMs: 50 };
    const result = await run(api, options, {}, { deadlineMs: 400 });
    expect(result.error?.code).toBe("model-timeout");
    expect(result.error?.detail).toContain("whole answer");
  });

  it.each([
    ["a dropped socket", { kind: "cut", bytes: 2_500 }],
    ["an end without a terminal event", { kind: "end", end: { kind: "none" } }],
    ["an end in the middle of a row", { kind: "end", end: { kind: "none" }, characters: 240 }],
  ] as const)("calls %s broken off", async (_name, fault) => {
    const result = await run(api, { answer, fault });
    expect(result.error).toMatchObject({ code: "model-truncated", retryable: true });
    expect(result.events.filter(({ type }) => type === "table-start")).toHaveLength(
      result.events.filter(({ type }) => type === "table-end").length,
    );
  });

  it("keeps the rows before a length limit and says that it was one", async () => {
    const characters = answerText(invoices, {}).length - 10;
    const fault = { kind: "end", end: { kind: "length" }, characters } as const;
    const result = await run(api, { answer, fault }, { source: null });
    expect(rowsOf(result)).toEqual([["007", "1.250,00 €"]]);
    expect(result.events.slice(-3)).toEqual([
      { type: "table-end", expectedRows: 2, gaps: [] },
      { type: "usage", usage: reportedUsage },
      { type: "finish", reason: "length" },
    ]);
  });

  it("gives a refusal's words as the reply", async () => {
    const result = await run(api, {
      answer: () => "I will not.",
      fault: { kind: "end", end: { kind: "refusal" } },
    });
    expect(textOf(result)).toBe("I will not.");
    expect(result.error?.code).toBe("model-refused");
  });

  it("tells a content filter apart", async () => {
    const fault = { kind: "end", end: { kind: "content-filter" }, characters: 30 } as const;
    expect((await run(api, { answer, fault })).error?.code).toBe("model-content-filter");
  });

  it.each([
    ["server_error", "model-unavailable"],
    ["rate_limit_exceeded", "model-rate-limited"],
    ["insufficient_quota", "model-out-of-credit"],
  ])("maps the event of an error %s to %s", async (code, problem) => {
    const fault = { kind: "end", end: { kind: "error", code } } as const;
    const result = await run(api, { answer, fault });
    expect(result.error?.code).toBe(problem);
    expect(rowsOf(result)).toHaveLength(2);
  });

  it("keeps prose as the reply and says that there is no table", async () => {
    const result = await run(api, { answer: () => "The invoices are 007 and 008." });
    expect(textOf(result)).toBe("The invoices are 007 and 008.");
    expect(result.error).toMatchObject({ code: "model-bad-output" });
    expect(result.error?.detail).toContain("no table");
  });

  it("takes prose for an answer where no rows were asked for", async () => {
    const result = await run(api, { answer: () => "Paris." }, { source: null });
    expect(last(result)).toEqual({ type: "finish", reason: "complete" });
  });

  it("keeps what came before JSON that breaks, and closes the stream", async () => {
    const text = `${JSON.stringify(invoices).slice(0, -4)},,]}]}`;
    const result = await run(api, { answer: () => text });
    expect(rowsOf(result)).toHaveLength(2);
    expect(result.error?.code).toBe("model-bad-output");
  });

  it("says that an empty answer is none, and that a web page is no model", async () => {
    expect((await run(api, { answer: () => "" })).error?.code).toBe("model-bad-output");
    standIn?.set({ fault: { kind: "page" } });
    expect((await run(api, {})).error?.detail).toContain("Check its address");
  });

  it("closes the model's socket when the turn is stopped, without an error", async () => {
    standIn = await startModelStandIn({ answer, chunkBytes: 10, delayMs: 5 });
    const stop = new AbortController();
    const turn = run(api, {}, {}, {}, stop.signal);
    while (standIn.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    stop.abort();
    await standIn.requests[0]?.closed;
    const result = await turn;
    expect(result.error).toBeNull();
    expect(last(result)).toEqual({ type: "finish", reason: "stopped" });
  });

  it("closes the model's socket when the reader goes", async () => {
    standIn = await startModelStandIn({ answer, chunkBytes: 40, delayMs: 5 });
    const engine = connect(api, standIn, {});
    for await (const _event of engine.run(request, new AbortController().signal)) break;
    await standIn.requests[0]?.closed;
  });

  it("never tells the key", async () => {
    const result = await run(api, { fault: { kind: "status", status: 401, code: key } });
    const told = [result.error, result.error?.cause]
      .map((error) => `${error} ${JSON.stringify(error)}`)
      .join();
    expect(result.error?.code).toBe("model-key-invalid");
    expect(told).not.toContain(key);
  });
});
