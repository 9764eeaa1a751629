import { once } from "node:events";
import type { MessagePort } from "node:worker_threads";
import type { ProblemCode } from "../contract/problem.ts";
import { EngineError, type EngineRequest, type ExtractionEvent } from "./engine.ts";
import { createOfflineEngine } from "./offline/engine.ts";
import { extract } from "./pipeline.ts";
import { withSourceText } from "./source-text.ts";

export interface WorkerTask {
  /** Without its source's text, which comes in pieces. */
  request: EngineRequest;
  /** In UTF-16 units. */
  sourceLength: number;
  port: MessagePort;
}

export type FromWorker =
  | { type: "events"; events: ExtractionEvent[] }
  | { type: "done" }
  | { type: "failed"; code: ProblemCode; retryable: boolean; detail?: string };

/** A reader sees the first rows while the others are being read. */
const FIRST_BATCH = 16;
const BATCH = 200;

await warmUp();

/** One extraction in this worker; it is aborted by ending the worker. */
export default async function work({ request: asked, sourceLength, port }: WorkerTask): Promise<void> {
  try {
    const request = withSourceText(asked, await receive(port, sourceLength));
    let events: ExtractionEvent[] = [];
    let batch = FIRST_BATCH;
    for await (const event of extract(createOfflineEngine(), request, new AbortController().signal)) {
      events.push(event);
      if (events.length >= batch) {
        await send(port, events);
        events = [];
        batch = BATCH;
      }
    }
    if (events.length > 0) await send(port, events);
    tell(port, { type: "done" });
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    const { code, retryable, detail } = error;
    tell(port, { type: "failed", code, retryable, ...(detail === undefined ? {} : { detail }) });
  } finally {
    port.close();
  }
}

/** Fresh code runs at a fraction of its speed: a table is read before somebody waits for one. */
async function warmUp(): Promise<void> {
  const rows = Array.from(
    { length: 300 },
    (_, at) => `00${at},2026-03-02,Name ${at},${at}.50 EUR,a@b.example`,
  );
  const text = ["No,Date,Name,Amount,Email", ...rows].join("\n");
  const request: EngineRequest = {
    ...{ prompt: "", history: [], columns: null, revises: null, mode: "extract" },
    source: { kind: "text", title: "", text },
    ...{ locale: "en-US", timeZone: "UTC", now: new Date(0) },
  };
  for await (const _ of extract(createOfflineEngine(), request, new AbortController().signal));
}

async function receive(port: MessagePort, length: number): Promise<string> {
  if (length === 0) return "";
  const { promise, resolve } = Promise.withResolvers<string>();
  let text = "";
  const take = (piece: string) => {
    text += piece;
    if (text.length >= length) resolve(text);
  };
  port.on("message", take);
  await promise;
  port.off("message", take);
  return text;
}

/** Waits until the reader wants more. */
async function send(port: MessagePort, events: ExtractionEvent[]): Promise<void> {
  const asked = once(port, "message");
  tell(port, { type: "events", events });
  await asked;
}

function tell(port: MessagePort, message: FromWorker): void {
  port.postMessage(message);
}
