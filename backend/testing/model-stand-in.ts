import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import { answerText, type ModelAnswer } from "./model-answer.ts";
import { checkRequest, type RequestBody } from "./model-request-schema.ts";
import { type ModelApiName, type WireEnd, wireFrames } from "./model-wire.ts";

/** One request as it came, taken apart for tests. */
export interface ModelRequest {
  api: ModelApiName;
  model: string;
  authorization: string | null;
  instructions: string;
  /** The last message: what the person wrote, with all that is sent along. */
  prompt: string;
  messages: { role: string; content: string }[];
  /** The JSON schema that the answer must have, or null. */
  schema: unknown;
  body: RequestBody;
  /** Settles when the request's socket or answer is closed. */
  closed: Promise<void>;
}

/**
 * `status` answers an HTTP error, the first `times` requests; `hang` answers nothing; `page` a web page;
 * `stall` falls silent and `cut` drops the socket after so many bytes; the others end the answer's text
 * after `characters` (all of it) in their own way.
 */
export type ModelFault =
  | { kind: "status"; status: number; code?: string; headers?: Record<string, string>; times?: number }
  | { kind: "hang" }
  | { kind: "page" }
  | { kind: "stall"; bytes: number }
  | { kind: "cut"; bytes: number }
  | { kind: "end"; end: WireEnd; characters?: number };

export interface ModelStandInOptions {
  answer?: (request: ModelRequest) => ModelAnswer;
  fault?: ModelFault;
  /** In place of `fault`, for each answer's text. */
  faultFor?: (request: ModelRequest, text: string) => ModelFault | undefined;
  /** The words of a compatible server's 400 for a body that it does not take as it is; null: it takes it. */
  refuses?: (body: string) => string | null;
  /** Bytes in one write, without regard to characters; default: an event a write. */
  chunkBytes?: number;
  /** Between two writes. */
  delayMs?: number;
  /** UTF-16 units in one delta. */
  deltaCharacters?: number;
}

export interface ModelStandIn {
  /** For `OPENAI_BASE_URL`. */
  baseUrl: string;
  requests: ModelRequest[];
  /** Takes effect with the next request. */
  set(options: ModelStandInOptions): void;
  close(): Promise<void>;
}

/**
 * A model's server on 127.0.0.1: Responses and Chat Completions, streamed. It refuses with 400 what OpenAI
 * would refuse.
 */
export async function startModelStandIn(initial: ModelStandInOptions = {}): Promise<ModelStandIn> {
  let options = initial;
  const requests: ModelRequest[] = [];
  const server = createServer((incoming, outgoing) => {
    handle(incoming, outgoing, () => options, requests).catch((error: unknown) => {
      if (!outgoing.headersSent) refuse(outgoing, 500, "stand_in_failed", String(error));
      else outgoing.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    baseUrl: `http://127.0.0.1:${portOf(server.address())}/v1`,
    requests,
    set: (next) => {
      options = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === "string") throw new Error("The stand-in has no port");
  return address.port;
}

const apis: Record<string, ModelApiName> = {
  "/v1/responses": "responses",
  "/v1/chat/completions": "chat-completions",
};

async function handle(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  settings: () => ModelStandInOptions,
  requests: ModelRequest[],
): Promise<void> {
  const api = apis[incoming.url ?? ""];
  if (api === undefined || incoming.method !== "POST") return refuse(outgoing, 404, "not_found");
  let body: RequestBody;
  try {
    const text = await bodyOf(incoming);
    const { refuses } = settings();
    const refusal = refuses?.(text) ?? null;
    if (refusal !== null) return refuseAs(outgoing, refusal);
    body = checkRequest(refuses === undefined ? api : "compatible", JSON.parse(text));
  } catch (error) {
    return refuse(outgoing, 400, "invalid_request", String(error));
  }
  const request = takeApart(api, body, incoming, outgoing);
  requests.push(request);
  const options = settings();
  const fault = options.fault;
  if (fault?.kind === "hang") return;
  if (fault?.kind === "page") {
    outgoing.setHeader("content-type", "text/html").end("<!doctype html><title>Welcome</title>");
  } else if (fault?.kind === "status" && requests.length <= (fault.times ?? Number.POSITIVE_INFINITY)) {
    for (const [name, value] of Object.entries(fault.headers ?? { "retry-after-ms": "1" })) {
      outgoing.setHeader(name, value);
    }
    refuse(outgoing, fault.status, fault.code ?? "fault");
  } else await stream(outgoing, request, options);
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

function takeApart(
  api: ModelApiName,
  body: RequestBody,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): ModelRequest {
  const [first, ...others] = body.messages ?? [];
  const messages = body.input ?? others;
  return {
    api,
    model: body.model,
    authorization: incoming.headers.authorization ?? null,
    instructions: body.instructions ?? first?.content ?? "",
    prompt: messages.at(-1)?.content ?? "",
    messages,
    schema: body.text?.format.schema ?? body.response_format?.json_schema?.schema ?? null,
    body,
    closed: new Promise((resolve) => outgoing.once("close", resolve)),
  };
}

function refuse(outgoing: ServerResponse, status: number, code: string, message = "a fault"): void {
  outgoing.statusCode = status;
  outgoing.setHeader("content-type", "application/json");
  outgoing.end(JSON.stringify({ error: { message, type: code, code, param: null } }));
}

function refuseAs(outgoing: ServerResponse, body: string): void {
  outgoing.statusCode = 400;
  outgoing.setHeader("content-type", "application/json");
  outgoing.end(body);
}

async function stream(
  outgoing: ServerResponse,
  request: ModelRequest,
  options: ModelStandInOptions,
): Promise<void> {
  const { answer = () => "Hello.", chunkBytes, delayMs = 0, deltaCharacters = 24 } = options;
  const whole = answerText(answer(request), request.schema);
  const fault = options.faultFor?.(request, whole) ?? options.fault;
  const isCut = fault?.kind === "end";
  const text = isCut ? whole.slice(0, fault.characters) : whole;
  const end = isCut ? fault.end : ({ kind: "complete" } as const);
  const frames = wireFrames(request.api, { text, model: request.model, deltaCharacters, end });
  const limit = fault?.kind === "stall" || fault?.kind === "cut" ? fault.bytes : Number.POSITIVE_INFINITY;
  outgoing.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-cache",
  });
  let sent = 0;
  for (const piece of pieces(frames, chunkBytes)) {
    if (outgoing.destroyed) return;
    const part = piece.subarray(0, Math.max(0, limit - sent));
    if (part.length > 0) outgoing.write(part);
    sent += part.length;
    if (sent >= limit) break;
    await (delayMs > 0 ? sleep(delayMs) : nextTurn());
  }
  if (fault?.kind === "stall") return;
  if (fault?.kind === "cut") outgoing.destroy();
  else outgoing.end();
}

function* pieces(frames: string[], chunkBytes: number | undefined): Generator<Buffer> {
  if (chunkBytes === undefined) {
    for (const frame of frames) yield Buffer.from(frame);
    return;
  }
  const bytes = Buffer.from(frames.join(""));
  for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
}
