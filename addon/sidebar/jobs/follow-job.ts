import type { JobEvent } from "../../../backend/contract/jobs.ts";
import { Failure } from "../failure.ts";
import type { Session } from "../session.ts";
import { createSseParser } from "../sse.ts";

/** Silence after which a stream counts as dropped; the server sends a comment every 15 s. */
const idleMs = 45_000;
const longestWaitMs = 15_000;

export interface FollowJob {
  /** The number of the last event that is known. */
  after: number;
  signal: AbortSignal;
  onEvents: (events: JobEvent[]) => void;
  /** Resolves after so many milliseconds; injected for tests. */
  wait?: (ms: number) => Promise<void>;
}

/**
 * Follows a job until it pauses or ends, over streams that drop: each goes on after the last number. Rejects with the
 * server's refusal.
 */
export async function followJob(send: Session["send"], id: string, options: FollowJob): Promise<void> {
  const { signal, onEvents } = options;
  const wait = options.wait ?? ((ms) => new Promise((resolve) => setTimeout(resolve, ms)));
  let { after } = options;
  for (let attempt = 0; !signal.aborted; attempt++) {
    let isOver = false;
    try {
      for await (const { event, seq } of readOnce(send, `/jobs/${id}/events?after=${after}`, signal)) {
        attempt = 0;
        const last = event.findLast(({ type }) => type !== "job-progress") ?? event[0];
        isOver = last?.type === "job-pause" || last?.type === "job-end";
        after = seq ?? after;
        onEvents(event);
      }
    } catch (error) {
      if (signal.aborted) return;
      if (isRefusal(error)) throw error;
      isOver = false;
    }
    if (isOver) return;
    await wait(Math.min(longestWaitMs, 500 * 2 ** attempt));
  }
}

async function* readOnce(send: Session["send"], path: string, outer: AbortSignal) {
  const abort = new AbortController();
  let timer = setTimeout(() => abort.abort(), idleMs);
  try {
    const signal = AbortSignal.any([outer, abort.signal]);
    const response = await send(path, { headers: { Accept: "text/event-stream" }, signal });
    const parse = createSseParser();
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      clearTimeout(timer);
      timer = setTimeout(() => abort.abort(), idleMs);
      const told = parse(chunk).filter(({ event }) => event !== "job-error");
      if (told.length === 0) continue;
      const last = told.findLast(({ id }) => id !== "");
      yield {
        event: told.map(({ data }) => JSON.parse(data) as JobEvent),
        seq: last === undefined ? null : Number(last.id),
      };
    }
  } finally {
    clearTimeout(timer);
  }
}

/** What no repetition mends. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof Failure)) return false;
  const { status = 0, code } = error.info;
  return code === "signed-out" || (status >= 400 && status < 500 && status !== 429);
}
