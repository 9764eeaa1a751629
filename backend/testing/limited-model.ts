import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text as readText } from "node:stream/consumers";
import { answerText } from "./model-answer.ts";
import { wireFrames } from "./model-wire.ts";

export type LimitedFault = "500" | "429" | "hang" | "broken";

export interface LimitedModelOptions {
  latencyMs: number;
  /** Requests in a window of so many milliseconds; null: as many as come. */
  limit: { requests: number; windowMs: number } | null;
  /** What befalls a request, by its number from 1. */
  faultOf?: (number: number) => LimitedFault | null;
}

export interface LimitedModel {
  /** For `OPENAI_BASE_URL`. */
  baseUrl: string;
  /** Inputs of every request that it took, as they came. */
  asked: string[][];
  answered: number;
  refused: number;
  /** Requests that it holds now, and the most that it held. */
  open: number;
  mostOpen: number;
  close(): Promise<void>;
}

/**
 * A model's server on 127.0.0.1 that does a job's requests: each input's row is its own text in capitals. It tells its
 * limits as OpenAI does, and refuses what goes beyond them.
 */
export async function startLimitedModel(options: LimitedModelOptions): Promise<LimitedModel> {
  const model = { baseUrl: "", asked: [] as string[][], answered: 0, refused: 0, open: 0, mostOpen: 0 };
  const bucket = options.limit && new Bucket(options.limit);
  const server = createServer(async (incoming, outgoing) => {
    const body = JSON.parse(await readText(incoming));
    const isLate = bucket !== null && !bucket.take();
    for (const [name, value] of Object.entries(bucket?.headers() ?? {})) outgoing.setHeader(name, value);
    if (isLate) {
      model.refused += 1;
      return refuse(outgoing, 429, "rate_limit_exceeded");
    }
    const rows = rowsOf(String(body.input.at(-1)?.content));
    model.asked.push(rows.map(({ text }) => text));
    const fault = options.faultOf?.(model.asked.length) ?? null;
    if (fault === "429") return refuse(outgoing, 429, "rate_limit_exceeded");
    model.open += 1;
    model.mostOpen = Math.max(model.mostOpen, model.open);
    outgoing.once("close", () => {
      model.open -= 1;
    });
    if (fault === "hang") return;
    setTimeout(() => {
      if (fault === "500") return refuse(outgoing, 500, "server_error");
      const table = { title: "t", rows: rows.map(({ number, text }) => [...number, text.toUpperCase()]) };
      const whole = answerText({ reply: "", tables: [table] }, body.text.format.schema);
      const text = fault === "broken" ? whole.slice(0, -20) : whole;
      outgoing.writeHead(200, { "content-type": "text/event-stream" });
      const answer = { text, model: body.model, deltaCharacters: 10_000, end: { kind: "complete" } as const };
      outgoing.end(wireFrames("responses", answer).join(""));
      if (fault === null) model.answered += 1;
    }, options.latencyMs);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return Object.assign(model, { baseUrl: `http://127.0.0.1:${port}/v1`, close });
}

/** The inputs that a prompt shows behind its fence; a single one stands there as it is, without a number. */
function rowsOf(prompt: string): { number: string[]; text: string }[] {
  const [, , shown = ""] = /BEGIN SOURCE (\S+)\n.*\n([\s\S]*)\nEND SOURCE \1/.exec(prompt) ?? [];
  if (!prompt.includes('"name":"Input"')) return [{ number: [], text: shown }];
  return shown.split("\n").map((line) => {
    const { Input: number, ...cells } = JSON.parse(line);
    return { number: [number], text: Object.values(cells).join(" ") };
  });
}

function refuse(outgoing: ServerResponse, status: number, code: string): void {
  outgoing.writeHead(status, { "content-type": "application/json" });
  outgoing.end(JSON.stringify({ error: { message: "a fault", type: code, code, param: null } }));
}

/** Filled evenly. */
class Bucket {
  readonly #requests: number;
  readonly #windowMs: number;
  #level: number;
  #at = performance.now();

  constructor({ requests, windowMs }: { requests: number; windowMs: number }) {
    this.#requests = requests;
    this.#windowMs = windowMs;
    this.#level = requests;
  }

  take(): boolean {
    const now = performance.now();
    this.#level = Math.min(
      this.#requests,
      this.#level + ((now - this.#at) / this.#windowMs) * this.#requests,
    );
    this.#at = now;
    if (this.#level < 1) return false;
    this.#level -= 1;
    return true;
  }

  headers(): Record<string, string> {
    const resetMs = ((this.#requests - this.#level) / this.#requests) * this.#windowMs;
    return {
      "x-ratelimit-limit-requests": String(this.#requests),
      "x-ratelimit-remaining-requests": String(Math.floor(this.#level)),
      "x-ratelimit-reset-requests": `${Math.ceil(resetMs)}ms`,
    };
  }
}
