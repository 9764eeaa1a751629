import { afterEach } from "vitest";
import { EngineError, type EngineEvent, type EngineRequest } from "../extraction/engine.ts";
import { createOpenAiEngine, type OpenAiOptions } from "../extraction/openai/openai-engine.ts";
import { type ModelStandIn, type ModelStandInOptions, startModelStandIn } from "./model-stand-in.ts";

export const plantedKey = "sk-planted-0123456789";

export const request: EngineRequest = {
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

/** What a model answers that does its work. */
export const invoices = {
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

/** What an engine told, and what it failed with. */
export type Run = { events: EngineEvent[]; error: EngineError | null };

export const textOf = ({ events }: Run) =>
  events.flatMap((event) => (event.type === "text" ? [event.text] : [])).join("");
export const rowsOf = ({ events }: Run) =>
  events.flatMap((event) => (event.type === "row" ? [event.cells.map((cell) => cell?.text ?? null)] : []));
export const usageOf = ({ events }: Run) =>
  events.flatMap((event) => (event.type === "usage" ? [event.usage] : []));

export function connect(api: OpenAiOptions["api"], baseUrl: string, settings: Partial<OpenAiOptions> = {}) {
  return createOpenAiEngine({
    apiKey: plantedKey,
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

/** A stand-in for each test of the file, and the engine's runs against it. */
export function useModel() {
  let standIn: ModelStandIn | null = null;
  afterEach(async () => {
    await standIn?.close();
    standIn = null;
  });
  const start = async (options: ModelStandInOptions = {}): Promise<ModelStandIn> => {
    standIn ??= await startModelStandIn(options);
    return standIn;
  };
  const run = async (
    api: OpenAiOptions["api"],
    options: ModelStandInOptions,
    asked: Partial<EngineRequest> = {},
    settings: Partial<OpenAiOptions> = {},
    signal = new AbortController().signal,
  ): Promise<Run> => {
    const { baseUrl } = await start(options);
    const events: EngineEvent[] = [];
    try {
      for await (const event of connect(api, baseUrl, settings).run({ ...request, ...asked }, signal))
        events.push(event);
      return { events, error: null };
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      return { events, error };
    }
  };
  return {
    start,
    run,
    requests: () => standIn?.requests ?? [],
    set: (options: ModelStandInOptions) => standIn?.set(options),
  };
}
