import { describe, expect, it } from "vitest";
import { invoices, plantedKey, rowsOf, textOf, usageOf, useModel } from "../../testing/model-run.ts";

const model = useModel();
const answer = () => invoices;

describe.each(["responses", "chat-completions"] as const)("what goes wrong over %s", (api) => {
  it.each([
    [401, "invalid_api_key", "model-key-invalid", 1],
    [403, "forbidden", "model-key-invalid", 1],
    [429, "insufficient_quota", "model-out-of-credit", 1],
    [429, "rate_limit_exceeded", "model-rate-limited", 3],
    [500, "server_error", "model-unavailable", 3],
    [400, "context_length_exceeded", "source-too-large", 1],
    [404, "model_not_found", "model-unavailable", 1],
  ])("maps %i %s to %s after %i attempts", async (status, code, problem, attempts) => {
    const result = await model.run(api, { fault: { kind: "status", status, code } });
    expect(result.error?.code).toBe(problem);
    expect(result.events).toEqual([]);
    expect(model.requests()).toHaveLength(attempts);
  });

  it("does not wait longer than a minute for a busy server, and says how long it asked for", async () => {
    const headers = { "retry-after": "3600" };
    const result = await model.run(api, { fault: { kind: "status", status: 429, headers } });
    expect(result.error).toMatchObject({ code: "model-rate-limited", retryable: true });
    expect(result.error?.detail).toContain("3600 seconds");
    expect(model.requests()).toHaveLength(1);
  });

  it("completes when a server recovers within the retries", async () => {
    const result = await model.run(api, { answer, fault: { kind: "status", status: 503, times: 2 } });
    expect(result.events.at(-1)).toEqual({ type: "finish", reason: "complete" });
    expect(model.requests()).toHaveLength(3);
  });

  it("says unavailable when nothing listens", async () => {
    const standIn = await model.start();
    const { baseUrl } = standIn;
    await standIn.close();
    const result = await model.run(api, {}, {}, { baseUrl, maxRetries: 0 });
    expect(result.error?.code).toBe("model-unavailable");
  });

  it("gives up at the connect limit on a server that never answers", async () => {
    const result = await model.run(api, { fault: { kind: "hang" } }, {}, { connectTimeoutMs: 200 });
    expect(result.error?.code).toBe("model-timeout");
    expect(model.requests()).toHaveLength(1);
    await model.requests()[0]?.closed;
  });

  it("gives up at the idle limit on a stream that falls silent, keeping what came", async () => {
    const fault = { kind: "stall", bytes: 2_500 } as const;
    const result = await model.run(api, { answer, fault }, {}, { idleTimeoutMs: 300 });
    expect(result.error).toMatchObject({ code: "model-timeout", retryable: true });
    expect(textOf(result)).not.toBe("");
    await model.requests()[0]?.closed;
  });

  it("gives up at the deadline on a stream that drips without end", async () => {
    const options = { answer, chunkBytes: 5, delayMs: 50 };
    const result = await model.run(api, options, {}, { deadlineMs: 400 });
    expect(result.error?.code).toBe("model-timeout");
    expect(result.error?.detail).toContain("whole answer");
  });

  it.each([
    ["a dropped socket", { kind: "cut", bytes: 2_500 }],
    ["an end without a terminal event", { kind: "end", end: { kind: "none" } }],
    ["an end in the middle of a row", { kind: "end", end: { kind: "none" }, characters: 240 }],
  ] as const)("calls %s broken off", async (_name, fault) => {
    const result = await model.run(api, { answer, fault });
    expect(result.error).toMatchObject({ code: "model-truncated", retryable: true });
    expect(result.events.filter(({ type }) => type === "table-start")).toHaveLength(
      result.events.filter(({ type }) => type === "table-end").length,
    );
  });

  it("keeps the rows before a length limit, names where they end and says that it was one", async () => {
    const faultFor = (_request: unknown, text: string) => {
      return { kind: "end", end: { kind: "length" }, characters: text.indexOf('["008"') } as const;
    };
    const result = await model.run(api, { answer, faultFor }, { source: null });
    expect(rowsOf(result)).toEqual([["007", "1.250,00 €"]]);
    expect(result.events.slice(-2)).toMatchObject([
      { type: "table-end", expectedRows: 2, gaps: [{ afterIndex: 0, code: "broken-off" }] },
      { type: "finish", reason: "length" },
    ]);
  });

  it("gives a refusal's words as the reply", async () => {
    const result = await model.run(api, {
      answer: () => "I will not.",
      fault: { kind: "end", end: { kind: "refusal" } },
    });
    expect(textOf(result)).toBe("I will not.");
    expect(result.error?.code).toBe("model-refused");
  });

  it("tells a content filter apart", async () => {
    const fault = { kind: "end", end: { kind: "content-filter" }, characters: 30 } as const;
    expect((await model.run(api, { answer, fault })).error?.code).toBe("model-content-filter");
  });

  it.each([
    ["server_error", "model-unavailable"],
    ["rate_limit_exceeded", "model-rate-limited"],
    ["insufficient_quota", "model-out-of-credit"],
  ])("maps the event of an error %s to %s", async (code, problem) => {
    const fault = { kind: "end", end: { kind: "error", code } } as const;
    const result = await model.run(api, { answer, fault });
    expect(result.error?.code).toBe(problem);
    expect(rowsOf(result)).toHaveLength(2);
  });

  it("keeps what came before JSON that breaks, and closes the stream", async () => {
    const text = `${JSON.stringify(invoices).slice(0, -4)},,]}]}`;
    const result = await model.run(api, { answer: () => text });
    expect(rowsOf(result)).toHaveLength(2);
    expect(result.error?.code).toBe("model-bad-output");
  });

  it("says that an empty answer is none, and that a web page is no model", async () => {
    expect((await model.run(api, { answer: () => "" })).error?.code).toBe("model-bad-output");
    model.set({ fault: { kind: "page" } });
    expect((await model.run(api, {})).error?.detail).toContain("Check its address");
  });

  it("never tells the key", async () => {
    const result = await model.run(api, { fault: { kind: "status", status: 401, code: plantedKey } });
    const told = [result.error, result.error?.cause]
      .map((error) => `${error} ${JSON.stringify(error)}`)
      .join();
    expect(result.error?.code).toBe("model-key-invalid");
    expect(told).not.toContain(plantedKey);
  });

  it.each([
    ["cut", { kind: "cut", bytes: 2_500 }],
    ["stall", { kind: "stall", bytes: 2_500 }],
  ] as const)(
    "counts what a call used by itself where it was cut off, and says so: %s",
    async (_name, fault) => {
      const long = () => "word ".repeat(300);
      const result = await model.run(api, { answer: long, fault }, { mode: "chat" }, { idleTimeoutMs: 300 });
      const [usage, ...more] = usageOf(result);
      expect(more).toEqual([]);
      expect(usage).toMatchObject({ estimated: true, cachedTokens: 0 });
      expect(usage?.inputTokens).toBeGreaterThan(200);
      expect(usage?.outputTokens).toBeGreaterThan(3);
    },
  );

  it("counts nothing where the server refused the call or is none", async () => {
    expect(usageOf(await model.run(api, { fault: { kind: "status", status: 401 } }))).toEqual([]);
    model.set({ fault: { kind: "page" } });
    expect(usageOf(await model.run(api, {}))).toEqual([]);
  });

  it("counts what a stopped turn used", async () => {
    const standIn = await model.start({ answer, chunkBytes: 10, delayMs: 5 });
    const stop = new AbortController();
    const turn = model.run(api, {}, {}, {}, stop.signal);
    while (standIn.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    setTimeout(() => stop.abort(), 50);
    expect(usageOf(await turn)).toMatchObject([{ estimated: true }]);
  });
});
