import type { Export, ExportEvent } from "../../../backend/contract/exports.ts";
import { isRefusal, readEvents } from "../event-stream.ts";
import type { Session } from "../session.ts";

const longestWaitMs = 15_000;

export function isUnderWay({ status }: Export): boolean {
  return status === "waiting" || status === "running";
}

export interface FollowExport {
  signal: AbortSignal;
  onChange: (made: Export) => void;
  /** Resolves after so many milliseconds; injected for tests. */
  wait?: (ms: number) => Promise<void>;
}

/** Follows an export to its end, over streams that drop. Rejects with the server's refusal. */
export async function followExport(
  send: Session["send"],
  id: string,
  { signal, onChange, wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms)) }: FollowExport,
): Promise<void> {
  for (let attempt = 0, after = 0; !signal.aborted; attempt++) {
    try {
      for await (const { told, seq } of readEvents(send, `/exports/${id}/events?after=${after}`, signal)) {
        attempt = 0;
        after = seq ?? after;
        for (const { data } of told) {
          const { export: made } = JSON.parse(data) as ExportEvent;
          if (made === null) continue;
          onChange(made);
          if (!isUnderWay(made)) return;
        }
      }
    } catch (error) {
      if (signal.aborted) return;
      if (isRefusal(error)) throw error;
    }
    await wait(Math.min(longestWaitMs, 500 * 2 ** attempt));
  }
}
