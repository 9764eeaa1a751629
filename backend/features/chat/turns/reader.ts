import type { NumberedEvent } from "../../../contract/events.ts";

/** An event that is in the store; `size`: characters of its JSON. */
export interface CommittedEvent extends NumberedEvent {
  size: number;
}

export function sized(numbered: NumberedEvent): CommittedEvent {
  return { ...numbered, size: JSON.stringify(numbered.event).length };
}

/** What one reader may have waiting, in characters of JSON. A slower one is let go; it can resume. */
export const READER_CAPACITY = 4 * 1024 * 1024;

/** Events on their way to one reader: committed, not yet read, bounded. */
export class Reader {
  readonly #capacity: number;
  #waiting: CommittedEvent[] = [];
  #size = 0;
  #closed = false;
  /** Whether it was let go because more waited than it may have waiting. */
  wasSlow = false;
  #wake = () => {};

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  push(events: CommittedEvent[]): void {
    if (this.#closed) return;
    for (const event of events) {
      this.#waiting.push(event);
      this.#size += event.size;
    }
    if (this.#size > this.#capacity) {
      this.#waiting = [];
      this.#closed = true;
      this.wasSlow = true;
    }
    this.#wake();
  }

  /** No more will come; what waits can still be read. */
  close(): void {
    this.#closed = true;
    this.#wake();
  }

  /** Ends when the reader is closed or was too slow, or when the signal is aborted. */
  async *read(signal: AbortSignal): AsyncGenerator<NumberedEvent> {
    const onAbort = () => this.#wake();
    signal.addEventListener("abort", onAbort);
    try {
      while (!signal.aborted) {
        const event = this.#waiting.shift();
        if (event !== undefined) {
          this.#size -= event.size;
          yield { seq: event.seq, event: event.event };
        } else if (this.#closed) return;
        else {
          const { promise, resolve } = Promise.withResolvers<void>();
          this.#wake = resolve;
          await promise;
        }
      }
    } finally {
      signal.removeEventListener("abort", onAbort);
    }
  }
}
