import { describe, expect, it } from "vitest";
import { connect, invoices, plantedKey, request, rowsOf, textOf, useModel } from "../../testing/model-run.ts";
import { reportedUsage } from "../../testing/model-wire.ts";

const model = useModel();
const answer = () => invoices;

describe.each(["responses", "chat-completions"] as const)("the model's engine over %s", (api) => {
  it("tells the reply, the table and its rows, the model's own usage, and that it finished", async () => {
    const result = await model.run(api, { answer });
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
    expect(model.requests()[0]?.authorization).toBe(`Bearer ${plantedKey}`);
  });

  it.each([1, 3, 20])("survives bytes and deltas that split characters: %i", async (size) => {
    const result = await model.run(api, { answer, chunkBytes: size, deltaCharacters: size });
    expect(textOf(result)).toBe(invoices.reply);
    for (const event of result.events)
      if (event.type === "text") expect(event.text.isWellFormed()).toBe(true);
    expect(rowsOf(result)).toEqual(invoices.tables[0]?.rows);
  });

  it("answers a chat turn as plain text, without a schema", async () => {
    const result = await model.run(api, { answer: () => "Hello 😀", deltaCharacters: 1 }, { mode: "chat" });
    expect(textOf(result)).toBe("Hello 😀");
    expect(result.events.at(-1)).toEqual({ type: "finish", reason: "complete" });
    expect(model.requests()[0]?.schema).toBeNull();
  });

  it("sends the effort and no sign-in to a server without a key", async () => {
    const result = await model.run(api, { answer }, {}, { apiKey: null, effort: "low" });
    expect(result.error).toBeNull();
    expect(model.requests()[0]?.authorization).toBeNull();
    expect(JSON.stringify(model.requests()[0]?.body)).toContain('"low"');
  });

  it("keeps prose as the reply and says that there is no table", async () => {
    const result = await model.run(api, { answer: () => "The invoices are 007 and 008." });
    expect(textOf(result)).toBe("The invoices are 007 and 008.");
    expect(result.error).toMatchObject({ code: "model-bad-output" });
    expect(result.error?.detail).toContain("no table");
  });

  it("takes prose for an answer where no rows were asked for", async () => {
    const result = await model.run(api, { answer: () => "Paris." }, { source: null });
    expect(result.events.at(-1)).toEqual({ type: "finish", reason: "complete" });
  });

  it("closes the model's socket when the turn is stopped, without an error", async () => {
    const standIn = await model.start({ answer, chunkBytes: 10, delayMs: 5 });
    const stop = new AbortController();
    const turn = model.run(api, {}, {}, {}, stop.signal);
    while (standIn.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    stop.abort();
    await standIn.requests[0]?.closed;
    const result = await turn;
    expect(result.error).toBeNull();
    expect(result.events.at(-1)).toEqual({ type: "finish", reason: "stopped" });
  });

  it("closes the model's socket when the reader goes", async () => {
    const standIn = await model.start({ answer, chunkBytes: 40, delayMs: 5 });
    const engine = connect(api, standIn.baseUrl);
    for await (const _event of engine.run(request, new AbortController().signal)) break;
    await standIn.requests[0]?.closed;
  });
});
