import { createParser } from "eventsource-parser";
import OpenAI from "openai";
import { EngineError } from "../engine.ts";
import type { CallLimits } from "./limits.ts";

export interface TransportOptions {
  /** Null for a compatible server that wants none. */
  apiKey: string | null;
  /** Null: OpenAI's own. */
  baseUrl: string | null;
  connectTimeoutMs: number;
  idleTimeoutMs: number;
  deadlineMs: number;
  maxRetries: number;
  /** Told of every answer before it is read. */
  onAnswer?(response: Response): void;
  fetch?: typeof fetch;
}

/** A client for one call: each attempt has the connect limit, all of them together the call's deadline. */
export function openClient(options: TransportOptions, limits: CallLimits): OpenAI {
  const request = options.fetch ?? fetch;
  return new OpenAI({
    apiKey: options.apiKey ?? "none",
    ...(options.apiKey === null ? { defaultHeaders: { authorization: null } } : {}),
    baseURL: options.baseUrl ?? "https://api.openai.com/v1",
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    logLevel: "off",
    timeout: options.deadlineMs,
    maxRetries: options.maxRetries,
    fetch: (url, init) =>
      limits.within(
        "connect",
        options.connectTimeoutMs,
        request(url, init).then((response) => {
          options.onAnswer?.(response);
          return judgeAnswer(response);
        }),
      ),
  });
}

/** The longest wait that the SDK takes a server's word for; it retries sooner than asked beyond that. */
const LONGEST_WAIT_S = 60;

/** Makes known to the SDK what it would pass over in a refusal. */
async function judgeAnswer(response: Response): Promise<Response> {
  if (response.status === 429) return judgeRetry(response);
  if (response.status !== 400 && response.status !== 422) return response;
  const text = await response.text();
  const told = text.includes('"error"') ? text : JSON.stringify({ error: { message: text } });
  return renew(response, told, { "content-type": "application/json" });
}

/** The SDK retries each 429, also those that waiting does not cure. */
async function judgeRetry(response: Response): Promise<Response> {
  const text = await response.text();
  const isHopeless =
    /"(insufficient_quota|billing_hard_limit_reached)"/.test(text) ||
    Number(response.headers.get("retry-after")) > LONGEST_WAIT_S;
  return renew(response, text, isHopeless ? { "x-should-retry": "false" } : {});
}

/** A response that was read, with the same or another text. */
function renew(response: Response, text: string, changed: Record<string, string>): Response {
  const headers = new Headers(response.headers);
  headers.delete("content-encoding");
  headers.delete("content-length");
  for (const [name, value] of Object.entries(changed)) headers.set(name, value);
  return new Response(text, { status: response.status, headers });
}

export interface ServerEvent {
  name: string | undefined;
  data: string;
}

/** An event is one delta or a copy of the whole answer; nothing a model writes is longer. */
const LONGEST_EVENT = 32 * 1024 * 1024;

/** The response's server-sent events, in batches as the bytes come. Aborts the call when none come in time. */
export async function* readEvents(
  response: Response,
  limits: CallLimits,
  idleTimeoutMs: number,
): AsyncGenerator<ServerEvent[]> {
  const kind = response.headers.get("content-type") ?? "";
  if (response.body === null || /^(text\/html|application\/json)/i.test(kind)) {
    throw new EngineError("model-bad-output", {
      retryable: false,
      detail: "The server did not answer with a stream. Check its address and the API that it speaks.",
    });
  }
  // It streams: the model is at work.
  yield [];
  let batch: ServerEvent[] = [];
  const parser = createParser({
    maxBufferSize: LONGEST_EVENT,
    onEvent: ({ event, data }) => batch.push({ name: event, data }),
  });
  const decoder = new TextDecoder();
  const reader = response.body.getReader();
  while (true) {
    const { done, value } = await limits.within("idle", idleTimeoutMs, reader.read());
    if (done) break;
    parser.feed(decoder.decode(value, { stream: true }));
    if (batch.length > 0) yield batch;
    batch = [];
  }
  // A server that forgets the last blank line has still said what stands before it.
  parser.feed(`${decoder.decode()}\n\n`);
  if (batch.length > 0) yield batch;
}
