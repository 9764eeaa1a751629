import { isTerminal } from "../../../contract/events.ts";
import type { Deps } from "../../../platform/deps.ts";
import { Broadcast } from "./broadcast.ts";
import { findNews, markFollowed, NEWS_PAGE, type News } from "./elsewhere-queries.ts";
import type { LiveTurn } from "./live-turn.ts";
import type { MessageOwner } from "./queries.ts";
import { written } from "./reader.ts";

/** How often other processes' turns, and what others want of this one's, are looked at: one query for all. */
const POLL_MS = 250;

interface Followed extends MessageOwner {
  readers: number;
  /** Null until a reader has read what is in the store. */
  broadcast: Broadcast | null;
}

/** What this process has to know of others': the events of their turns that are read here, and stops of its own. */
export class Elsewhere {
  readonly #deps: Pick<Deps, "sql" | "log" | "config">;
  readonly #live: ReadonlyMap<string, LiveTurn>;
  readonly #followed = new Map<string, Followed>();
  #timer: NodeJS.Timeout | undefined;
  #marked = Number.NEGATIVE_INFINITY;
  #closed = false;

  constructor(deps: Pick<Deps, "sql" | "log" | "config">, live: ReadonlyMap<string, LiveTurn>) {
    this.#deps = deps;
    this.#live = live;
  }

  /** Counts a reader of a turn until the answer is called: the turn goes on for it, wherever it runs. */
  join({ userId, messageId }: MessageOwner): () => void {
    const followed = this.#followed.get(messageId) ?? { userId, messageId, readers: 0, broadcast: null };
    this.#followed.set(messageId, followed);
    followed.readers += 1;
    return () => {
      followed.readers -= 1;
      if (followed.readers === 0 && this.#followed.get(messageId) === followed)
        this.#followed.delete(messageId);
    };
  }

  /** The turn's events as they are found in the store, from `after` on where nobody reads them here yet. */
  watch({ messageId }: MessageOwner, after: number): Broadcast {
    const followed = this.#followed.get(messageId);
    if (followed === undefined) throw new Error("A turn is watched by those who joined it");
    followed.broadcast ??= new Broadcast(after);
    this.look();
    return followed.broadcast;
  }

  /** Looks from now on, for as long as something is followed or runs here. */
  look(): void {
    if (this.#timer !== undefined || this.#closed) return;
    this.#timer = setTimeout(() => this.#poll(), POLL_MS);
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    for (const { broadcast } of this.#followed.values()) broadcast?.close();
  }

  async #poll(): Promise<void> {
    const { sql, log, config } = this.#deps;
    const { turnGraceMs } = config.limits;
    const watched = [...this.#followed.values()].flatMap(({ userId, messageId, broadcast }) =>
      broadcast === null ? [] : [{ userId, messageId, after: broadcast.committed }],
    );
    try {
      if (watched.length > 0 && performance.now() - this.#marked > turnGraceMs / 4) {
        this.#marked = performance.now();
        await markFollowed(
          sql,
          watched.map(({ messageId }) => messageId),
        );
      }
      if (watched.length + this.#live.size > 0) {
        this.#take(await findNews(sql, watched, [...this.#live.keys()], turnGraceMs / 2));
      }
    } catch (error) {
      log.warn({ err: error }, "other processes' turns were not looked at");
    }
    this.#timer = undefined;
    if (this.#followed.size + this.#live.size > 0) this.look();
  }

  #take(news: News[]): void {
    for (const item of news) {
      if (item.kind !== "own") continue;
      const turn = this.#live.get(item.messageId);
      if (item.isStopped) turn?.cut("stop");
      else turn?.keep();
    }
    const followed = news.filter((item) => item.kind === "followed");
    for (const [messageId, rows] of Map.groupBy(followed, (item) => item.messageId)) {
      const events = rows.flatMap(({ seq, event }) =>
        seq === null || event === null ? [] : [written({ seq, event })],
      );
      const broadcast = this.#followed.get(messageId)?.broadcast;
      broadcast?.publish(events);
      const isOver = rows.some(({ isStreaming }) => !isStreaming) && events.length < NEWS_PAGE;
      if (isOver || events.some(({ event }) => isTerminal(event))) broadcast?.close();
    }
  }
}
