/** `id` is the event's number in its turn: what a reader that was cut off resumes after. `json`: data as JSON.stringify wrote it. */
export type ServerSentEvent = { id?: number; event: string } & ({ data: unknown } | { json: string });

export interface SseOptions {
  /** Milliseconds of silence until a comment is sent, so that proxies keep the connection. */
  heartbeatMs: number;
  /** The last event when reading fails: it must say nothing of the cause. */
  onFault(error: unknown): ServerSentEvent;
}

const headers = {
  "Content-Type": "text/event-stream; charset=utf-8",
  "Cache-Control": "no-cache, no-transform",
  "X-Accel-Buffering": "no",
};

/**
 * Answers with events as the reader takes them, those that come together in one piece. The signal that `open` gets is
 * aborted when the reader goes. `headers` that middleware set on the context are not seen here: Hono merges them.
 */
export function sseResponse(
  open: (signal: AbortSignal) => AsyncIterable<ServerSentEvent[]>,
  { heartbeatMs, onFault }: SseOptions,
): Response {
  const reader = new AbortController();
  const events = open(reader.signal)[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  let pending: Promise<IteratorResult<ServerSentEvent[]>> | null = null;

  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      // Sends the headers at once.
      controller.enqueue(encoder.encode(":\n\n"));
    },
    async pull(controller) {
      pending ??= events.next();
      try {
        const result = await within(pending, heartbeatMs);
        if (result === null) return controller.enqueue(encoder.encode(":\n\n"));
        pending = null;
        if (result.done) return controller.close();
        controller.enqueue(encoder.encode(result.value.map(formatEvent).join("")));
      } catch (error) {
        if (reader.signal.aborted) return;
        controller.enqueue(encoder.encode(formatEvent(onFault(error))));
        controller.close();
      }
    },
    async cancel() {
      reader.abort();
      await events.return?.().catch(() => {});
    },
  });
  return new Response(body, { headers });
}

/** JSON escapes line breaks, so that data cannot end its own event; a name that could is refused. */
export function formatEvent({ id, event, ...given }: ServerSentEvent): string {
  if (!/^[a-z-]+$/.test(event)) throw new TypeError("Not an event's name");
  const line = id === undefined ? "" : `id: ${id}\n`;
  const json = "json" in given ? given.json : JSON.stringify(given.data);
  return `${line}event: ${event}\ndata: ${json}\n\n`;
}

async function within<T>(work: Promise<T>, milliseconds: number): Promise<T | null> {
  const { promise, resolve } = Promise.withResolvers<null>();
  const timer = setTimeout(resolve, milliseconds, null);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}
