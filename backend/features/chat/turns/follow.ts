import { setTimeout as wait } from "node:timers/promises";
import { isTerminal, type NumberedEvent } from "../../../contract/events.ts";
import type { Database } from "../../../platform/database.ts";
import type { LiveTurn } from "./live-turn.ts";
import { findLastEvent, isStreaming, listEvents, type MessageOwner } from "./queries.ts";

const PAGE = 500;
/** How often a turn that another process runs is looked at. */
const POLL_MS = 250;

export interface Place extends MessageOwner {
  /** The number of the last event that the reader has; 0 for none. */
  after: number;
}

/**
 * A turn's events from a place on, out of the store and then as they are committed, to the terminal one. Ends
 * without it when the reader was too slow, `signal` is aborted, or this process is `stopping` and the turn is
 * another's: the reader resumes after the last it has.
 */
export async function* follow(
  sql: Database,
  live: ReadonlyMap<string, LiveTurn>,
  place: Place,
  signal: AbortSignal,
  stopping: AbortSignal,
): AsyncGenerator<NumberedEvent> {
  const leave = live.get(place.messageId)?.join();
  try {
    let last = await realPlace(sql, place);
    while (!signal.aborted) {
      const turn = live.get(place.messageId);
      const readable = turn && last >= turn.committed ? turn.attach() : null;
      const streaming = turn !== undefined || (await isStreaming(sql, place));
      const events = readable?.read(signal) ?? (await listEvents(sql, place, { after: last, limit: PAGE }));
      const before = last;
      try {
        for await (const numbered of events) {
          yield numbered;
          last = numbered.seq;
          if (isTerminal(numbered.event)) return;
        }
      } finally {
        if (readable) turn?.detach(readable);
      }
      if (readable && live.has(place.messageId)) return;
      if (!readable && last === before) {
        if (!streaming || stopping.aborted) return;
        await wait(POLL_MS, undefined, { signal }).catch(() => {});
      }
    }
  } finally {
    leave?.();
  }
}

/** A place past the end is the end; of a turn that is over, the terminal event is told again. */
async function realPlace(sql: Database, { after, ...of }: Place): Promise<number> {
  if (after === 0) return 0;
  const last = await findLastEvent(sql, of);
  if (last === undefined) return 0;
  return Math.min(after, isTerminal(last.event) ? last.seq - 1 : last.seq);
}
