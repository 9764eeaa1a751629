import type { JobEvent } from "../../../backend/contract/jobs.ts";
import { isRefusal, readEvents } from "../event-stream.ts";
import type { Session } from "../session.ts";

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
      const path = `/jobs/${id}/events?after=${after}`;
      for await (const { told, seq } of readEvents(send, path, signal)) {
        const event = told
          .filter((one) => one.event !== "job-error")
          .map(({ data }) => JSON.parse(data) as JobEvent);
        if (event.length === 0) continue;
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
