import { isTerminal } from "../../../contract/events.ts";
import type { Database } from "../../../platform/database.ts";
import type { Broadcast } from "./broadcast.ts";
import type { Elsewhere } from "./elsewhere.ts";
import type { LiveTurn } from "./live-turn.ts";
import { findLastEvent, isStreaming, listEvents, type MessageOwner } from "./queries.ts";
import { type WrittenEvent, written } from "./reader.ts";

const PAGE = 500;

export interface Place extends MessageOwner {
  /** The number of the last event that the reader has; 0 for none. */
  after: number;
}

/** Where events come from: the store, the turns that this process runs, and those of others. */
export interface Following {
  sql: Database;
  live: ReadonlyMap<string, LiveTurn>;
  elsewhere: Elsewhere;
  /** Counts a reader until the answer is called. */
  openStream(): () => void;
}

/**
 * A turn's events from a place on, out of the store and then as they are committed, those that come together in one, to
 * the terminal one. Ends without it when the reader was too slow, `signal` is aborted, or this process is `stopping` and
 * the turn is another's: the reader resumes after the last it has.
 */
export async function* follow(
  { sql, live, elsewhere, openStream }: Following,
  place: Place,
  signal: AbortSignal,
  stopping: AbortSignal,
): AsyncGenerator<WrittenEvent[]> {
  const here = live.get(place.messageId);
  const leave = here ? here.join() : elsewhere.join(place);
  const closeStream = openStream();
  try {
    let last = await realPlace(sql, place);
    while (!signal.aborted) {
      const turn = live.get(place.messageId);
      let reader = turn?.attach(last) ?? null;
      let source: Broadcast | undefined = turn;
      if (reader === null) {
        const isRunning = turn !== undefined || (await isStreaming(sql, place));
        const stored = await listEvents(sql, place, { after: last, limit: PAGE });
        if (stored.length > 0) {
          yield stored.map(written);
          last = stored.at(-1)?.seq ?? last;
          if (stored.some(({ event }) => isTerminal(event))) return;
          continue;
        }
        if (!isRunning || (turn === undefined && stopping.aborted)) return;
        source = turn ?? elsewhere.watch(place, last);
        reader = source.attach(last);
      }
      if (reader === null) continue;
      try {
        for await (const came of reader.read(signal)) {
          const news = came.filter(({ seq }) => seq > last);
          if (news.length > 0) yield news;
          last = news.at(-1)?.seq ?? last;
          if (news.some(({ event }) => isTerminal(event))) return;
        }
      } finally {
        source?.detach(reader);
      }
      if (reader.wasSlow) return;
    }
  } finally {
    leave();
    closeStream();
  }
}

/** A place past the end is the end; of a turn that is over, the terminal event is told again. */
async function realPlace(sql: Database, { after, ...of }: Place): Promise<number> {
  if (after === 0) return 0;
  const last = await findLastEvent(sql, of);
  if (last === undefined) return 0;
  return Math.min(after, isTerminal(last.event) ? last.seq - 1 : last.seq);
}
