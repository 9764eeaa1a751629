import { MessageChannel, type MessagePort } from "node:worker_threads";
import { Piscina } from "piscina";
import { type Engine, EngineError, type EngineRequest, type ExtractionEvent } from "./engine.ts";
import { extract } from "./pipeline.ts";
import type { FromWorker, WorkerTask } from "./worker.ts";

/** Sources above this leave the event loop. In UTF-16 units, close enough to bytes for a threshold. */
const HEAVY_SOURCE = 64 * 1024;

export interface WorkerPool {
  /** As the pipeline's `extract`; the offline engine on a heavy source runs in a worker, which an abort ends. */
  extract(engine: Engine, request: EngineRequest, signal: AbortSignal): AsyncIterable<ExtractionEvent>;
  close(): Promise<void>;
}

/** Workers for the offline engine on heavy sources; `size` run side by side, further requests wait. */
export function createWorkerPool(size: number): WorkerPool {
  const workers = new Piscina<WorkerTask, void>({
    filename: new URL("./worker.ts", import.meta.url).href,
    minThreads: 0,
    maxThreads: size,
    idleTimeout: 30_000,
    resourceLimits: { maxOldGenerationSizeMb: 1_024 },
  });
  return {
    extract: (engine, request, signal) =>
      engine.name === "offline" && isHeavy(request)
        ? extractInWorker(workers, request, signal)
        : extract(engine, request, signal),
    close: () => workers.destroy(),
  };
}

function isHeavy({ source }: EngineRequest): boolean {
  return source !== null && source.text.length > HEAVY_SOURCE;
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
  const task = { request, port: port2 };
  const run = workers.run(task, { transferList: [port2], signal: AbortSignal.any([signal, left.signal]) });
  run.catch((error: unknown) => inbox.fail(error));
  try {
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
