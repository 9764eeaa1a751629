import type { Database } from "../../../platform/database.ts";
import type { MessageOwner } from "./queries.ts";
import type { WrittenEvent } from "./reader.ts";
import { type StoredEnd, storeEvents, type TurnEvents } from "./store-queries.ts";

/** Events in one statement, so that none grows without bounds. */
const MOST_EVENTS = 2_000;

interface Waiting extends TurnEvents {
  resolve(): void;
  reject(cause: unknown): void;
}

/** The turn counts as ended by now: another process may have told its readers so. */
export class LeaseLost extends Error {
  constructor() {
    super("The turn's lease is lost");
  }
}

/**
 * Stores the events and ends of all turns that this process runs: what gathers while one statement runs goes with the next. A
 * crowd of turns costs the database little more than one.
 */
export class EventStore {
  readonly #sql: Database;
  readonly #clock: () => Date;
  #waiting: Waiting[] = [];
  #isWriting = false;

  constructor(sql: Database, clock: () => Date) {
    this.#sql = sql;
    this.#clock = clock;
  }

  /** Resolves once they are stored, with the turn's end. Rejects where the turn is no longer this process's to write. */
  append(
    { userId, messageId }: MessageOwner,
    events: WrittenEvent[],
    end: StoredEnd | null = null,
  ): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ userId, messageId, events, end, resolve, reject });
      if (!this.#isWriting) void this.#writeAll();
    });
  }

  async #writeAll(): Promise<void> {
    this.#isWriting = true;
    // What is added in the same breath belongs to the first statement.
    await null;
    while (this.#waiting.length > 0) await this.#write(this.#take(), "skip");
    this.#isWriting = false;
  }

  #take(): Waiting[] {
    let events = 0;
    const end = this.#waiting.findIndex((turn) => {
      events += turn.events.length;
      return events > MOST_EVENTS;
    });
    return this.#waiting.splice(0, end === -1 ? this.#waiting.length : Math.max(1, end));
  }

  async #write(turns: Waiting[], locked: "wait" | "skip"): Promise<void> {
    try {
      const stored = await storeEvents(this.#sql, turns, { at: this.#clock(), locked });
      for (const turn of turns) {
        if (stored.has(turn.messageId)) turn.resolve();
        // Where somebody holds a turn's row, it alone waits for them.
        else if (locked === "skip") void this.#write([turn], "wait");
        else turn.reject(new LeaseLost());
      }
    } catch (cause) {
      if (turns.length === 1) for (const turn of turns) turn.reject(cause);
      else await this.#writeApart(turns);
    }
  }

  /** What is wrong with one turn's events is not the others' fault. */
  async #writeApart(turns: Waiting[]): Promise<void> {
    for (const turn of turns) await this.#write([turn], "skip");
  }
}
