import { Failure } from "./failure.ts";
import type { Session } from "./session.ts";
import { createSseParser, type ServerSentEvent } from "./sse.ts";

/** Silence after which a stream counts as dropped; the server sends a comment every 15 s. */
const idleMs = 45_000;

export interface ToldTogether {
  told: ServerSentEvent[];
  /** The number of the last one that has one; null where none has. */
  seq: number | null;
}

/** What one stream of events tells, those that came together at once. Ends where the stream ends or drops. */
export async function* readEvents(
  send: Session["send"],
  path: string,
  outer: AbortSignal,
): AsyncGenerator<ToldTogether> {
  const abort = new AbortController();
  let timer = setTimeout(() => abort.abort(), idleMs);
  try {
    const signal = AbortSignal.any([outer, abort.signal]);
    const response = await send(path, { headers: { Accept: "text/event-stream" }, signal });
    const parse = createSseParser();
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      clearTimeout(timer);
      timer = setTimeout(() => abort.abort(), idleMs);
      const told = parse(chunk);
      if (told.length === 0) continue;
      const last = told.findLast(({ id }) => id !== "");
      yield { told, seq: last === undefined ? null : Number(last.id) };
    }
  } finally {
    clearTimeout(timer);
  }
}

/** What no repetition mends. */
export function isRefusal(error: unknown): boolean {
  if (!(error instanceof Failure)) return false;
  const { status = 0, code } = error.info;
  return code === "signed-out" || (status >= 400 && status < 500 && status !== 429);
}
