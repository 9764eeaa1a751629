import { setImmediate } from "node:timers/promises";
import { MessageChannel, type MessagePort } from "node:worker_threads";
import { Piscina } from "piscina";
import { EngineError, type EngineRequest, type ExtractionEvent } from "./engine.ts";
import { withSourceText } from "./source-text.ts";
import type { FromWorker, WorkerTask } from "./worker.ts";

export interface WorkerPool {
  /** The pipeline with the offline engine, in a worker. Aborting the signal ends the worker. */
  extract(request: EngineRequest, signal: AbortSignal): AsyncIterable<ExtractionEvent>;
  close(): Promise<void>;
}

/** Copying a message holds the event loop: a long source goes to its worker in pieces. In UTF-16 units. */
const PIECE = 128 * 1024;

/** Workers for the offline engine; `size` run side by side, further requests wait. One is kept ready: a start takes a second. */
export function createWorkerPool(size: number): WorkerPool {
  const workers = new Piscina<WorkerTask, void>({
    filename: new URL("./worker.ts", import.meta.url).href,
    minThreads: 1,
    maxThreads: size,
    idleTimeout: 30_000,
    resourceLimits: { maxOldGenerationSizeMb: 1_024 },
  });
  return {
    extract: (request, signal) => extractInWorker(workers, request, signal),
    close: () => workers.destroy(),
  };
}

async function* extractInWorker(
  workers: Piscina<WorkerTask, void>,
  request: EngineRequest,
  signal: AbortSignal,
): AsyncGenerator<ExtractionEvent> {
  if (signal.aborted) return;
  const { port1: port, port2 } = new MessageChannel();
  const left = new AbortController();
  const inbox = new Inbox(port);
  const text = request.source?.text ?? "";
  const task = { request: withSourceText(request, ""), sourceLength: text.length, port: port2 };
  const run = workers.run(task, { transferList: [port2], signal: AbortSignal.any([signal, left.signal]) });
  run.catch((error: unknown) => inbox.fail(error));
  try {
    for (let at = 0; at < text.length && !signal.aborted; at += PIECE) {
      port.postMessage(text.slice(at, at + PIECE));
      await setImmediate();
    }
    while (true) {
      const message = await inbox.take();
      if (message.type === "failed") throw new EngineError(message.code, message);
      if (message.type === "done") return await run;
      yield* message.events;
      if (signal.aborted) return;
      port.postMessage("more");
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    left.abort();
    port.close();
  }
}

/** One batch at a time: the worker sends the next when it is asked for it. */
class Inbox {
  #arrived: FromWorker[] = [];
  #failure: { error: unknown } | null = null;
  #wake: () => void = () => {};

  constructor(port: MessagePort) {
    port.on("message", (message: FromWorker) => {
      this.#arrived.push(message);
      this.#wake();
    });
  }

  fail(error: unknown): void {
    this.#failure ??= { error };
    this.#wake();
  }

  async take(): Promise<FromWorker> {
    while (true) {
      const message = this.#arrived.shift();
      if (message) return message;
      if (this.#failure) throw this.#failure.error;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
